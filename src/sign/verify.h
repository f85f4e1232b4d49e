/* verify.h - judges the signatures of a PDF file: who, when, what is covered, and what was changed afterwards.
 *
 * Layer:   sign.
 * Memory:  everything lives in the arena; OpenSSL's objects are freed before jx_verify() returns.
 *
 * A signature is good when nothing in its notes is an error. No clock and no network: certificates are judged at the time of the
 * time stamp, else at the time the signer states; revocation is not looked up.
 * Source: ISO 32000-1 12.8; ETSI EN 319 142-1; RFC 5652, 5035, 3161; GB/T 35275 for SM2.
 */
#ifndef JX_SIGN_VERIFY_H
#define JX_SIGN_VERIFY_H

#include "base/value.h"
#include "sign/reader.h"

struct jx_verify_options {
    struct jx_strs ca_pem; /* contents of PEM files with trusted roots */
    bool system_ca;        /* trust the system's store too */
};

enum jx_chain_state { JX_CHAIN_UNCHECKED, JX_CHAIN_GOOD, JX_CHAIN_BAD };

struct jx_certificate_text {
    struct jx_str name;         /* CN, else the whole subject */
    struct jx_str organisation; /* O; may be empty */
    struct jx_str issuer;       /* CN of the issuer, else the whole name */
    struct jx_str serial;       /* hexadecimal */
    struct jx_str from, to;     /* validity, 2024-01-01 00:00:00 UTC */
    struct jx_str key;          /* RSA 2048 位 */
};

struct jx_signature {
    struct jx_str field;
    size_t page;  /* index; SIZE_MAX: on none */
    bool visible; /* its widget has an area */
    bool is_time_stamp;
    bool good;
    struct jx_str sub_filter;
    struct jx_certificate_text signer; /* .name absent when no certificate could be read */
    struct jx_str digest;              /* SHA-256; empty when unknown */
    struct jx_str scheme;              /* RSA, RSA-PSS, ECDSA, SM2 … */
    struct jx_str reason, location;    /* may be empty */
    struct jx_str claimed;             /* time stated by the signer; may be empty */
    struct jx_str stamped;             /* time of the time stamp; empty: none that is good */
    struct jx_str stamper;             /* who gave it */
    size_t covers;          /* bytes of the file up to the end of the range; 0: unknown */
    size_t revision;        /* the revision it covers; SIZE_MAX: none */
    unsigned certification; /* DocMDP: 1 to 3; 0: none */
    enum jx_chain_state chain;
    struct jx_diags
        notes; /* what is wrong (errors), doubtful (warnings) and what came after it (hints) */
};

struct jx_verification {
    struct jx_signature *items; /* by what they cover, shape [n] */
    size_t n;
    size_t n_revisions;
    struct jx_str
        unsigned_sha256; /* of the file's oldest revision: as it was before anybody signed */
    struct jx_str
        version; /* which issued file that is, for the report; the caller's finding, absent: not asked */
    const struct jx_value *standing; /* more about it, for JSON; NULL: none */
    bool good; /* there is a signature, all are good, and the file has no errors */
};

/* Judge a file. diags: about the file as a whole; a message about one signature stands in its notes.
 *
 * Errors: JX_E_INPUT, JX_E_LIMIT the file cannot be read (said); an untrue signature is no error of this function. */
JX_NODISCARD enum jx_status jx_verify(struct jx_arena *arena, struct jx_str bytes,
                                      const struct jx_verify_options *options,
                                      struct jx_diags *diags, struct jx_verification *ret_result);

/* The report in Chinese; name: of the file. */
struct jx_str jx_verify_text(struct jx_arena *arena, struct jx_str name,
                             const struct jx_verification *result);

/* The same for programs. */
struct jx_str jx_verify_json(struct jx_arena *arena, struct jx_str name,
                             const struct jx_verification *result, const struct jx_diags *diags);

#endif
