/* sign.h - puts a signature on a PDF file, as an update behind its bytes (PAdES, ETSI.CAdES.detached).
 *
 * Layer:   sign.
 * Memory:  results live in the arena passed in; keys live in a struct jx_key, are wiped and freed by jx_key_free().
 *
 * The file goes in as bytes and comes back longer: no earlier byte is changed, so earlier signatures stay valid. Who
 * signs stands behind struct jx_signer: a key held here, or a program that has one.
 * Source:  ETSI EN 319 142-1 (PAdES B-B, B-T), EN 319 122-1 (CAdES), RFC 5652, 5035, 3161; ISO 32000-1 12.8.
 */
#ifndef JX_SIGN_SIGN_H
#define JX_SIGN_SIGN_H

#include "base/diag.h"
#include "pdf/pdf.h"

#include <stdint.h>

/* A passphrase is at most this long. */
#define JX_PASSPHRASE_MAX 1024

/* Asks for the passphrase when a key turns out to need one. Writes at most JX_PASSPHRASE_MAX bytes; returns their number,
 * negative when there is none (with a message of its own, or KEY_PASS_NONE follows). The buffer is wiped by the caller of ask. */
struct jx_passphrase {
    int (*ask)(void *data, char *buffer);
    void *data;
};

/* ---- keys ---- */

/* A private key with its certificate and those that lead from it to a root. */
struct jx_key;

/* Where they are: p12, or key and cert with an optional chain (PEM or DER; cert may hold the chain too). */
struct jx_key_files {
    struct jx_str p12, key, cert, chain; /* paths; absent when not given */
};

/* Read a key. Errors: JX_E_INPUT, JX_E_IO after messages (E880 to E888). Bytes of key files and passphrases are wiped. */
JX_NODISCARD enum jx_status jx_key_load(struct jx_arena *arena, const struct jx_key_files *files,
                                        const struct jx_passphrase *passphrase,
                                        struct jx_diags *diags, struct jx_key **ret_key);
void jx_key_free(struct jx_key *key); /* accepts NULL */

/* May this key sign at `seconds` (since 1970, UTC)? Says what speaks against it: validity of the certificate, its purposes,
 * length of the key. */
bool jx_key_check(struct jx_arena *arena, const struct jx_key *key, int64_t seconds,
                  struct jx_diags *diags);

/* ---- signers ---- */

/* Runs a shell command with bytes on its standard input; JX_E_LIBRARY after a message when it fails or says too much. */
JX_NODISCARD enum jx_status jx_program_run(struct jx_arena *arena, struct jx_str command,
                                           const struct jx_str input[2], struct jx_diags *diags,
                                           struct jx_str *ret_output);

/* Where time stamps come from (RFC 3161); both absent: none. */
struct jx_tsa {
    struct jx_str url;     /* http://… */
    struct jx_str command; /* query on stdin, reply on stdout */
};

struct jx_signer {
    struct jx_str name; /* who signs, for /Name; absent when not known */
    size_t max_bytes;   /* no CMS of this signer is longer */
    /* Sign the bytes of both parts, one after the other; ret_cms: DER of a ContentInfo with detached SignedData. */
    enum jx_status (*sign)(const struct jx_signer *signer, struct jx_arena *arena,
                           const struct jx_str parts[2], struct jx_diags *diags,
                           struct jx_str *ret_cms);
    const void *data;
};

/* A signer with a key held here: RSA (PKCS#1 v1.5, or PSS for a PSS key), ECDSA, SM2 with SM3. tsa: may be NULL.
 * key and tsa are borrowed. max_bytes is exact but for a time stamp, for which 12 KB are added.
 * Errors: JX_E_INPUT for a kind of key that cannot sign (said). */
JX_NODISCARD enum jx_status jx_signer_of_key(struct jx_arena *arena, const struct jx_key *key,
                                             const struct jx_tsa *tsa, struct jx_diags *diags,
                                             struct jx_signer *ret_signer);

/* A signer that is a program: the bytes to sign on its standard input, the CMS (DER) on its standard output. What comes back is
 * checked: detached, over these bytes, one signer, signature good, certificate there and named by signing-certificate-v2. */
struct jx_signer jx_signer_of_program(struct jx_arena *arena, struct jx_str command,
                                      size_t max_bytes);

/* ---- appearance ---- */

/* What is shown at the signature's place. */
struct jx_sign_look {
    struct jx_str picture;      /* PNG bytes, e.g. a seal; absent: the lines */
    int32_t picture_mpt;        /* its width on paper; 0: as large as the place allows */
    const struct jx_str *lines; /* shape [n_lines]; none and no picture: invisible */
    size_t n_lines;
    struct jx_font_book *book; /* for the lines; else may be NULL */
};

/* ---- signing ---- */

struct jx_sign_request {
    struct jx_str place;    /* name of the signature field; absent: the only one that is unsigned */
    struct jx_str pdf_time; /* D:20240305101500+08'00' */
    struct jx_str reason;   /* absent for none */
    struct jx_str location; /* absent for none */
    unsigned certify; /* 1 to 3: the first signature also says what may follow (DocMDP P); 0: no */
    bool lock;        /* nobody may fill in or sign any field after this (FieldMDP) */
    struct jx_sign_look look;
    /* A place that the file does not have yet: on this page (from 1; 0: none), in 1/1000 pt from its top left. */
    unsigned page;
    int32_t x_mpt, y_mpt, width_mpt, height_mpt;
};

/* Sign. bytes is the whole file; ret_bytes begins with it.
 * Errors: JX_E_INPUT (E870 to E879, and those of the reader, the signer and the appearance), JX_E_LIMIT, JX_E_LIBRARY. */
JX_NODISCARD enum jx_status jx_sign_pdf(struct jx_arena *arena, struct jx_str bytes,
                                        const struct jx_sign_request *request,
                                        const struct jx_signer *signer, struct jx_diags *diags,
                                        struct jx_str *ret_bytes);

#endif
