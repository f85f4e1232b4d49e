/* hash.h - SHA-256, for identifiers made from content.
 *
 * Layer:   base.
 */
#ifndef JX_BASE_HASH_H
#define JX_BASE_HASH_H

#include "base/str.h"

/* Source: FIPS 180-4, by OpenSSL. */
void jx_sha256(struct jx_str bytes, uint8_t ret_digest[32]);
struct jx_str jx_sha256_hex(struct jx_arena *arena, struct jx_str bytes);

#endif
