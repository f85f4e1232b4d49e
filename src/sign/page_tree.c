/* page_tree.c - the pages of a view, in order. */
#include "sign/internal.h"

/* What pages inherit. */
static const char *const inherited[] = {"Resources", "MediaBox", "CropBox", "Rotate"};

#define N_INHERITED 4
#define MAX_UNIT_MILLI 75000000 /* ISO 32000-1 annex C.2 */

struct walk {
    struct jx_pdf_view view;
    struct jx_pdf_pages *pages;
    unsigned char *seen; /* a bit for each object number */
    unsigned depth;
};

static bool first_visit(struct walk *walk, uint32_t number)
{
    unsigned char *byte = &walk->seen[number / 8];
    const unsigned char bit = (unsigned char)(1u << number % 8);
    const bool first = (*byte & bit) == 0;

    *byte |= bit;
    return first;
}

static void box(struct jx_pdf_view view, const struct jx_pdf_value *value, int64_t ret_box[4])
{
    if (value == NULL || value->kind != JX_PDF_ARRAY || value->n != 4)
        return;
    for (size_t i = 0; i < 4; i++)
        if (!jx_pdf_milli(jx_pdf_resolve(view, &value->items[i]), &ret_box[i])) {
            for (size_t k = 0; k < 4; k++)
                ret_box[k] = 0;
            return;
        }
    for (size_t i = 0; i < 2; i++)
        if (ret_box[i] > ret_box[i + 2]) {
            const int64_t left = ret_box[i + 2];

            ret_box[i + 2] = ret_box[i];
            ret_box[i] = left;
        }
}

/* Of MediaBox, what CropBox leaves; a CropBox beside it leaves all. Source: ISO 32000-1 14.11.2. */
static void crop(struct jx_pdf_view view, const struct jx_pdf_value *value, int64_t box_mpt[4])
{
    int64_t within[4] = {0, 0, 0, 0};

    box(view, value, within);
    for (size_t i = 0; i < 2; i++) {
        within[i] = within[i] > box_mpt[i] ? within[i] : box_mpt[i];
        within[i + 2] = within[i + 2] < box_mpt[i + 2] ? within[i + 2] : box_mpt[i + 2];
        if (within[i] >= within[i + 2])
            return;
    }
    for (size_t i = 0; i < 4; i++)
        box_mpt[i] = within[i];
}

static unsigned quarters(const struct jx_pdf_value *rotate)
{
    int64_t milli;

    if (!jx_pdf_milli(rotate, &milli) || milli % 90000 != 0)
        return 0;
    return (unsigned)((milli / 90000 % 4 + 4) % 4);
}

static int64_t unit(const struct jx_pdf_value *value)
{
    int64_t milli;

    return jx_pdf_milli(value, &milli) && milli > 0 && milli <= MAX_UNIT_MILLI ? milli : 1000;
}

static void page_add(struct walk *walk, uint32_t number, const struct jx_pdf_value *dict,
                     const struct jx_pdf_value *const have[N_INHERITED])
{
    struct jx_pdf_page page = {.number = number,
                               .dict = dict,
                               .resources = have[0],
                               .media_box = have[1],
                               .crop_box = have[2],
                               .rotate = have[3],
                               .quarters = quarters(have[3]),
                               .unit_milli = unit(jx_pdf_at(walk->view, dict, "UserUnit"))};

    box(walk->view, page.media_box, page.box_mpt);
    crop(walk->view, page.crop_box, page.box_mpt);
    JX_PUSH(walk->view.pdf->arena, walk->pages, page);
}

static void node(struct walk *walk, const struct jx_pdf_value *reference,
                 const struct jx_pdf_value *const from_above[N_INHERITED])
{
    const struct jx_pdf_value *have[N_INHERITED];
    const struct jx_pdf_value *dict = jx_pdf_resolve(walk->view, reference), *kids;

    if (reference->kind != JX_PDF_REF || dict == NULL || dict->kind != JX_PDF_DICT) {
        jx__bad_tree(walk->view.pdf, JX__TREE_PAGES, JX__WHY_KIND);
        return;
    }
    if (!first_visit(walk, reference->number) || walk->depth >= JX_PDF_MAX_DEPTH) {
        jx__bad_tree(walk->view.pdf, JX__TREE_PAGES, JX__WHY_CIRCLE);
        return;
    }
    for (size_t i = 0; i < N_INHERITED; i++) {
        have[i] = jx_pdf_at(walk->view, dict, inherited[i]);
        have[i] = have[i] != NULL ? have[i] : from_above[i];
    }
    kids = jx_pdf_at_kind(walk->view, dict, "Kids", JX_PDF_ARRAY);
    if (kids == NULL) {
        page_add(walk, reference->number, dict, have);
        return;
    }
    walk->depth++;
    for (size_t i = 0; i < kids->n; i++)
        node(walk, &kids->items[i], have);
    walk->depth--;
}

void jx_pdf_pages(struct jx_pdf_view view, struct jx_pdf_pages *ret_pages)
{
    const struct jx_pdf_value *root = jx_pdf_entry(jx_pdf_catalog(view, NULL), "Pages");
    const struct jx_pdf_value *nothing[N_INHERITED] = {NULL, NULL, NULL, NULL};
    struct walk walk = {.view = view, .pages = ret_pages};

    *ret_pages = (struct jx_pdf_pages){0};
    walk.seen = jx__seen_clear(view.pdf);
    if (root != NULL)
        node(&walk, root, nothing);
    else
        jx__bad_tree(view.pdf, JX__TREE_PAGES, JX__WHY_KIND);
}
