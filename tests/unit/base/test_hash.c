#include "test.h"

#include "base/hash.h"

JX_SUITE(hash)

/* The examples of FIPS 180-4 (published with the standard by NIST). */
Test(hash, sha256_of_the_standards_examples)
{
    JX_EQ_STR(jx_sha256_hex(test_arena, JX_STR("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    JX_EQ_STR(jx_sha256_hex(test_arena,
                            JX_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    JX_EQ_STR(jx_sha256_hex(test_arena, JX_NO_STR),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
