/* verify_print.c - the judgement as a report that can be printed and filed, and as JSON. */
#include "base/json.h"
#include "sign/verify_internal.h"

/* ---- text ---- */

static void row(struct jx_buf *buf, const char *label, struct jx_str text)
{
    const size_t cells = jx_str_cells(jx_str_of(label));

    if (jx_str_empty(text))
        return;
    jx_buf_adds(buf, "  ");
    jx_buf_adds(buf, label);
    for (size_t i = cells; i < JX__LABEL_CELLS; i++)
        jx_buf_addc(buf, ' ');
    /* What a signer wrote must not look like a line of the report. */
    for (size_t i = 0; i < text.len;) {
        const uint32_t cp = jx_utf8_next(text, &i);

        jx_buf_add_cp(buf, cp < ' ' || (cp >= 0x7F && cp < 0xA0) ||
                                   (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)
                               ? ' '
                               : cp);
    }
    jx_buf_addc(buf, '\n');
}

static struct jx_str two(struct jx_arena *arena, struct jx_str one, struct jx_str other)
{
    return jx_str_empty(other) ? one
                               : jx_str_printf(arena, "%.*s，%.*s", JX_FMT(one), JX_FMT(other));
}

static struct jx_str period(struct jx_arena *arena, const struct jx_certificate_text *signer)
{
    return jx_str_printf(arena, JX__TEXT_CERTIFICATE, JX_FMT(signer->issuer),
                         JX_FMT(signer->serial), JX_FMT(signer->from), JX_FMT(signer->to));
}

static struct jx_str time_line(struct jx_arena *arena, const struct jx_signature *signature)
{
    if (signature->stamped.len > 0)
        return jx_str_printf(arena, JX__TEXT_STAMPED, JX_FMT(signature->stamped),
                             JX_FMT(signature->stamper));
    if (signature->claimed.len > 0)
        return jx_str_printf(arena, JX__TEXT_CLAIMED, JX_FMT(signature->claimed));
    return JX_STR(JX__TEXT_NO_TIME);
}

static struct jx_str algorithm(struct jx_arena *arena, const struct jx_signature *signature)
{
    if (signature->signer.name.ptr == NULL)
        return signature->sub_filter;
    return jx_str_printf(arena, "%.*s（%.*s），%.*s，%.*s", JX_FMT(signature->scheme),
                         JX_FMT(signature->signer.key), JX_FMT(signature->digest),
                         JX_FMT(signature->sub_filter));
}

static struct jx_str cover(struct jx_arena *arena, const struct jx_verification *result,
                           const struct jx_signature *signature)
{
    if (signature->revision == SIZE_MAX)
        return JX_STR(JX__TEXT_COVERS_NOTHING);
    if (signature->revision + 1 == result->n_revisions)
        return JX_STR(JX__TEXT_COVERS_ALL);
    return jx_str_printf(arena, JX__TEXT_COVERS, signature->covers,
                         result->n_revisions - signature->revision - 1);
}

static const char *const chain_words[] = {
    [JX_CHAIN_UNCHECKED] = JX__TEXT_CHAIN_UNCHECKED,
    [JX_CHAIN_GOOD] = JX__TEXT_CHAIN_GOOD,
    [JX_CHAIN_BAD] = JX__TEXT_CHAIN_BAD,
};

static const char *const certification_words[] = {"", JX__TEXT_CERTIFIED_1, JX__TEXT_CERTIFIED_2,
                                                  JX__TEXT_CERTIFIED_3};

static void notes(struct jx_buf *buf, const struct jx_signature *signature)
{
    static const char *const labels[] = {
        [JX_ERROR] = JX__LABEL_ERROR, [JX_WARNING] = JX__LABEL_WARNING, [JX_HINT] = JX__LABEL_HINT};

    for (size_t i = 0; i < signature->notes.n; i++) {
        const struct jx_diag *note = &signature->notes.items[i];

        row(buf, labels[note->severity],
            jx_str_printf(buf->arena, "%.*s［%s］", JX_FMT(note->text),
                          jx_diag_code_text(note->code)));
    }
}

static struct jx_str title(struct jx_arena *arena, const struct jx_signature *signature, size_t i)
{
    const char *kind = signature->is_time_stamp ? JX__TEXT_STAMP : JX__TEXT_SIGNATURE;
    const struct jx_str where = signature->page == SIZE_MAX || !signature->visible
                                    ? JX_STR(JX__TEXT_INVISIBLE)
                                    : jx_str_printf(arena, JX__TEXT_PAGE, signature->page + 1);

    return jx_str_printf(arena, "%s %zu“%.*s”（%.*s）", kind, i + 1, JX_FMT(signature->field),
                         JX_FMT(where));
}

static void one(struct jx_buf *buf, const struct jx_verification *result, size_t i)
{
    const struct jx_signature *signature = &result->items[i];
    struct jx_arena *arena = buf->arena;

    jx_buf_addc(buf, '\n');
    jx_buf_add(buf, title(arena, signature, i));
    jx_buf_addc(buf, '\n');
    row(buf, JX__LABEL_RESULT, jx_str_of(signature->good ? JX__TEXT_GOOD : JX__TEXT_BAD));
    if (signature->signer.name.ptr != NULL) {
        row(buf, JX__LABEL_SIGNER,
            two(arena, signature->signer.name, signature->signer.organisation));
        row(buf, JX__LABEL_CERTIFICATE, period(arena, &signature->signer));
    }
    row(buf, JX__LABEL_CHAIN, jx_str_of(chain_words[signature->chain]));
    row(buf, JX__LABEL_TIME, time_line(arena, signature));
    row(buf, JX__LABEL_REASON, two(arena, signature->reason, signature->location));
    row(buf, JX__LABEL_ALGORITHM, algorithm(arena, signature));
    row(buf, JX__LABEL_COVER, cover(arena, result, signature));
    row(buf, JX__LABEL_CERTIFIED, jx_str_of(certification_words[signature->certification]));
    notes(buf, signature);
}

struct jx_str jx_verify_text(struct jx_arena *arena, struct jx_str name,
                             const struct jx_verification *result)
{
    struct jx_buf buf = {.arena = arena};
    size_t n_good = 0;

    for (size_t i = 0; i < result->n; i++)
        n_good += result->items[i].good;
    if (result->n == 0)
        jx_buf_printf(&buf, JX__TEXT_SUM_NONE, JX_FMT(name));
    else if (result->good)
        jx_buf_printf(&buf, JX__TEXT_SUM_GOOD, JX_FMT(name), result->n);
    else
        jx_buf_printf(&buf, JX__TEXT_SUM_BAD, JX_FMT(name), result->n, result->n - n_good);
    row(&buf, JX__LABEL_VERSION, result->version);
    for (size_t i = 0; i < result->n; i++)
        one(&buf, result, i);
    return jx_buf_str(&buf);
}

/* ---- JSON ---- */

static void json_notes(struct jx_json *json, const struct jx_diags *diags)
{
    static const char *const severities[] = {
        [JX_ERROR] = "错误", [JX_WARNING] = "警告", [JX_HINT] = "提示"};

    jx_json_open(json, '[');
    for (size_t i = 0; i < diags->n; i++) {
        jx_json_open(json, '{');
        jx_json_member(json, "代码", jx_str_of(jx_diag_code_text(diags->items[i].code)));
        jx_json_member(json, "级别", jx_str_of(severities[diags->items[i].severity]));
        jx_json_member(json, "信息", diags->items[i].text);
        jx_json_close(json, '}');
    }
    jx_json_close(json, ']');
}

static void json_signer(struct jx_json *json, const struct jx_certificate_text *signer)
{
    if (signer->name.ptr == NULL)
        return;
    jx_json_member(json, "签名人", signer->name);
    jx_json_member(json, "单位", signer->organisation);
    jx_json_member(json, "颁发者", signer->issuer);
    jx_json_member(json, "序列号", signer->serial);
    jx_json_member(json, "有效期起", signer->from);
    jx_json_member(json, "有效期止", signer->to);
    jx_json_member(json, "密钥", signer->key);
}

static void json_flag(struct jx_json *json, const char *key, bool value)
{
    jx_json_key(json, jx_str_of(key));
    jx_json_bool(json, value);
}

static void json_count(struct jx_json *json, const char *key, size_t value)
{
    jx_json_key(json, jx_str_of(key));
    jx_json_int(json, (int64_t)value);
}

static void json_one(struct jx_json *json, const struct jx_signature *signature)
{
    static const char *const chains[] = {
        [JX_CHAIN_UNCHECKED] = "未核对", [JX_CHAIN_GOOD] = "成立", [JX_CHAIN_BAD] = "不成立"};

    jx_json_open(json, '{');
    jx_json_member(json, "签名域", signature->field);
    if (signature->page != SIZE_MAX)
        json_count(json, "页", signature->page + 1);
    json_flag(json, "有效", signature->good);
    json_flag(json, "时间戳", signature->is_time_stamp);
    json_signer(json, &signature->signer);
    jx_json_member(json, "所称时间", signature->claimed);
    jx_json_member(json, "时间戳时间", signature->stamped);
    jx_json_member(json, "事由", signature->reason);
    jx_json_member(json, "格式", signature->sub_filter);
    jx_json_member(json, "算法", signature->scheme);
    jx_json_member(json, "摘要", signature->digest);
    json_count(json, "盖到字节", signature->covers);
    if (signature->revision != SIZE_MAX)
        json_count(json, "盖到版本", signature->revision + 1);
    json_count(json, "认证级别", signature->certification);
    jx_json_member(json, "证书链", jx_str_of(chains[signature->chain]));
    jx_json_key(json, JX_STR("信息"));
    json_notes(json, &signature->notes);
    jx_json_close(json, '}');
}

struct jx_str jx_verify_json(struct jx_arena *arena, struct jx_str name,
                             const struct jx_verification *result, const struct jx_diags *diags)
{
    struct jx_buf buf = {.arena = arena};
    struct jx_json json = {.buf = &buf};

    jx_json_open(&json, '{');
    if (name.ptr != NULL)
        jx_json_member(&json, "文件", name);
    json_flag(&json, "有效", result->good);
    if (result->n_revisions > 0)
        json_count(&json, "版本数", result->n_revisions);
    jx_json_member(&json, "首版SHA-256", result->unsigned_sha256);
    jx_json_member(&json, "出具", result->version);
    if (result->standing != NULL) {
        jx_json_key(&json, JX_STR("版本"));
        jx_json_value(&json, result->standing);
    }
    jx_json_key(&json, JX_STR("签名"));
    jx_json_open(&json, '[');
    for (size_t i = 0; i < result->n; i++)
        json_one(&json, &result->items[i]);
    jx_json_close(&json, ']');
    jx_json_key(&json, JX_STR("信息"));
    json_notes(&json, diags);
    jx_json_close(&json, '}');
    jx_buf_addc(&buf, '\n');
    return jx_buf_str(&buf);
}
