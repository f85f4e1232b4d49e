/* signing_file.c - reads a file that lists who signs a report, in which order and with what.
 *
 * Layer:  cli.
 *
 * It says where keys are, never a passphrase. It is no input of the report and is not kept with a version.
 */
#include "cli/signing.h"

#include "base/load.h"
#include "input/source.h"

#include <stddef.h>

#define MAX_BYTES ((size_t)1 << 20)
#define N(fields) (sizeof(fields) / sizeof *(fields))

struct signer {
    struct jx_span span;
    struct jx_text place, p12, key, cert, chain, external, pass_file, tsa, tsa_cmd;
    struct jx_text seal, mm, name, reason, location;
    struct jx_flag invisible, lock;
    struct jx_amount certify;
};

struct signer_file {
    struct {
        struct signer *items;
        size_t n;
    } signers;
};

#define TEXT(key_, member_, doc_)                                                                  \
    {                                                                                              \
        .key = key_, .type = JX_F_TEXT, .offset = offsetof(struct signer, member_), .doc = doc_    \
    }

static const struct jx_field signer_fields[] = {
    {.key = "签章处",
     .type = JX_F_TEXT,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct signer, place),
     .doc = "签在哪一处：签章的角色"},
    TEXT("p12", p12, "PKCS#12 文件"),
    TEXT("私钥", key, "PEM 或 DER 文件"),
    TEXT("证书", cert, "PEM 或 DER 文件"),
    TEXT("证书链", chain, "PEM 文件"),
    TEXT("外部命令", external, "用硬件密钥签名的程序"),
    TEXT("口令文件", pass_file, "只有自己能读的文件，第一行是口令"),
    TEXT("时间戳", tsa, "时间戳服务的网址"),
    TEXT("时间戳命令", tsa_cmd, "取时间戳的程序"),
    TEXT("图章", seal, "PNG 文件"),
    TEXT("图章宽", mm, "毫米"),
    TEXT("姓名", name, "印出的姓名；不写则照证书"),
    TEXT("事由", reason, NULL),
    TEXT("地点", location, NULL),
    {.key = "不显示",
     .type = JX_F_BOOL,
     .offset = offsetof(struct signer, invisible),
     .doc = "是：签名不显示在页面上"},
    {.key = "锁定",
     .type = JX_F_BOOL,
     .offset = offsetof(struct signer, lock),
     .doc = "是：这一签之后，别的签章处不许再签"},
    {.key = "认证",
     .type = JX_F_NUM,
     .offset = offsetof(struct signer, certify),
     .doc = "首个签名定下以后许可的改动：1、2 或 3"},
};

static const struct jx_schema signer_schema = {
    .name = "签名",
    .size = sizeof(struct signer),
    .fields = signer_fields,
    .n_fields = N(signer_fields),
    .span_offset = offsetof(struct signer, span),
    .extra_offset = JX_NO_OFFSET,
    .key_field = "签章处",
};

static const struct jx_field file_fields[] = {
    {.key = "签名",
     .type = JX_F_LIST,
     .flags = JX_FIELD_REQUIRED,
     .offset = offsetof(struct signer_file, signers),
     .record = &signer_schema,
     .doc = "按签的先后"},
};

static const struct jx_schema file_schema = {
    .name = "签名文件",
    .size = sizeof(struct signer_file),
    .fields = file_fields,
    .n_fields = N(file_fields),
    .span_offset = JX_NO_OFFSET,
    .extra_offset = JX_NO_OFFSET,
};

/* Not by jx_source_read(): what that reads is kept with the version. */
static enum jx_status read_tree(struct jx_run *run, struct jx_str path, struct jx_node **ret_root)
{
    struct jx_str bytes;
    const enum jx_status status = jx_file_load(run->arena, path, MAX_BYTES, &run->diags, &bytes);
    uint32_t file;

    if (status != JX_OK)
        return status;
    file = jx_sources_add(&run->sources, path, bytes);
    if (!jx_text_check(run->arena, bytes, (struct jx_span){file, 1, 1, 1, 1}, &run->diags))
        return JX_E_INPUT;
    return jx_yaml_parse(run->arena, file, &run->diags, ret_root);
}

/* A path of the file, seen from where the program runs. */
static struct jx_str path_of(struct jx_run *run, struct jx_str list, const struct jx_text *text)
{
    if (jx_str_empty(text->str))
        return JX_NO_STR;
    return jx_path_join(run->arena, jx_path_folder(list), text->str);
}

static struct jx_signing signing_of(struct jx_run *run, struct jx_str list,
                                    const struct signer *signer, const struct jx_signing *common)
{
    struct jx_signing signing = {
        .place = signer->place.str,
        .date = common->date,
        .reason = signer->reason.str,
        .location = signer->location.str,
        .name = signer->name.str,
        .key = {.p12 = path_of(run, list, &signer->p12),
                .key = path_of(run, list, &signer->key),
                .cert = path_of(run, list, &signer->cert),
                .chain = path_of(run, list, &signer->chain)},
        .pass = {.file = path_of(run, list, &signer->pass_file)},
        .tsa = {signer->tsa.str, signer->tsa_cmd.str},
        .external = signer->external.str,
        .seal = path_of(run, list, &signer->seal),
        .mm = signer->mm.str,
        .invisible = signer->invisible.truth,
        .lock = signer->lock.truth,
    };
    int64_t certify = 0;

    if (jx_str_empty(signing.pass.file))
        signing.pass.fd = common->pass.fd;
    if (signer->certify.set &&
        (!jx_num_to_int(signer->certify.num, &certify) || certify < 1 || certify > 3))
        certify = 9; /* refused by jx_signing_check() */
    signing.certify = (unsigned)certify;
    return signing;
}

enum jx_status jx_signings_read(struct jx_run *run, struct jx_str path,
                                const struct jx_signing *common, struct jx_signings *ret_signings)
{
    const struct jx_decode decode = {.arena = run->arena, .diags = &run->diags};
    struct signer_file file = {0};
    struct jx_node *root = NULL;
    enum jx_status status = read_tree(run, path, &root);

    if (status == JX_OK && root == NULL) {
        JX_SAY(&run->diags, SIGNERS_NONE, JX_NO_SPAN, path);
        status = JX_E_INPUT;
    }
    if (status == JX_OK)
        status = jx_schema_decode(&decode, &file_schema, root, &file);
    for (size_t i = 0; i < file.signers.n && status == JX_OK; i++) {
        const struct signer *signer = &file.signers.items[i];
        const struct jx_signing signing = signing_of(run, path, signer, common);
        const char *why = jx_signing_fault(&signing);

        if (why != NULL) {
            JX_SAY(&run->diags, SIGNER_FAULT, signer->span, signer->place.str, jx_str_of(why));
            status = JX_E_INPUT;
        }
        JX_PUSH(run->arena, ret_signings, signing);
    }
    if (status == JX_OK && ret_signings->n == 0) {
        JX_SAY(&run->diags, SIGNERS_NONE, JX_NO_SPAN, path);
        status = JX_E_INPUT;
    }
    return status;
}
