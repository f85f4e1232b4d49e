/* deviation.c - 偏差说明 is printed from two members; read back, it is taken apart again.
 *
 * Layer:   import.
 */
#include "import/internal.h"

static size_t find_label(struct jx_str text, const char *const *labels, size_t *ret_len)
{
    for (; *labels != NULL; labels++) {
        const struct jx_str label = jx_str_of(*labels);
        const size_t at = jx_str_find(text, label, 0);
        *ret_len = label.len;
        if (at != SIZE_MAX)
            return at;
    }
    return SIZE_MAX;
}

static struct jx_str without_end(struct jx_str text)
{
    text = jx_str_trim(text);
    if (jx_str_ends(text, JX_STR("；")))
        text.len -= JX_STR("；").len;
    return jx_str_trim(text);
}

struct jx__deviation jx__deviation_read(struct jx_str text)
{
    static const char *const reasons[] = {"原因：", "原因:", NULL};
    static const char *const steps[] = {"改进措施：", "改进措施:", NULL};
    struct jx__deviation read = {.improvement = JX_STR("")};
    size_t len, at;

    text = jx_str_trim(text);
    at = find_label(text, steps, &len);
    if (at != SIZE_MAX) {
        read.improvement = jx_str_trim(jx_str_sub(text, at + len, SIZE_MAX));
        read.labelled = true;
        text = without_end(jx_str_sub(text, 0, at));
    }
    if (find_label(text, reasons, &len) == 0) {
        text = jx_str_trim(jx_str_sub(text, len, SIZE_MAX));
        read.labelled = true;
    }
    read.reason = text;
    return read;
}
