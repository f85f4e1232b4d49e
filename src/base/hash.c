#include "base/hash.h"

#include <openssl/evp.h>

/* OpenSSL fails here only for want of memory. */
void jx_sha256(struct jx_str bytes, uint8_t ret_digest[32])
{
    if (EVP_Digest(bytes.ptr, bytes.len, ret_digest, NULL, EVP_sha256(), NULL) != 1)
        jx_arena_exhausted();
}

struct jx_str jx_sha256_hex(struct jx_arena *arena, struct jx_str bytes)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[32];
    struct jx_buf buf = {.arena = arena};
    jx_sha256(bytes, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        jx_buf_addc(&buf, hex[digest[i] >> 4]);
        jx_buf_addc(&buf, hex[digest[i] & 15]);
    }
    return jx_buf_str(&buf);
}
