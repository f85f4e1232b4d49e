/* appearance.c - what a signature shows: a seal in its true size, or lines of text.
 *
 * Layer:  sign.
 * Source: GB/T 9704-2012 7.3.5 (the seal presses on name and date); ISO 19005-1 6.4, 6.9 (no transparency, fonts embedded).
 */
#include "base/picture.h"
#include "sign/signing.h"

#include "text/paragraph.h"

#define MAX_SIZE_MPT 14000
#define MIN_SIZE_MPT 5000
#define STEP_MPT 500
#define MAX_SEAL_MPT 283465            /* 100 mm */
#define MAX_PLACE_MPT INT64_C(2834646) /* 1 m */

struct canvas {
    struct jx_arena *arena;
    const struct jx_sign_look *look;
    struct jx_diags *diags;
    struct jx_page page;
};

static void add_picture(struct canvas *canvas, int32_t width_mpt, int32_t height_mpt)
{
    JX_PUSH(canvas->arena, &canvas->page.items,
            (struct jx_item){.kind = JX_ITEM_IMAGE,
                             .x_mpt = (canvas->page.width_mpt - width_mpt) / 2,
                             .y_mpt = (canvas->page.height_mpt - height_mpt) / 2,
                             .width_mpt = width_mpt,
                             .height_mpt = height_mpt,
                             .image = canvas->look->picture});
}

/* ---- seals ---- */

static bool read_seal(const struct jx_sign_look *look, struct jx_diags *diags,
                      struct jx_picture *ret_picture)
{
    if (jx_picture_read(look->picture, ret_picture) == JX_PICTURE_GOOD &&
        ret_picture->kind == JX_PICTURE_PNG)
        return true;
    JX_SAY(diags, SEAL_PICTURE, JX_NO_SPAN);
    return false;
}

/* The size on paper: as wide as asked, or as large as the place allows. */
static void measure_seal(const struct jx_sign_look *look, const struct jx_picture *picture,
                         const int64_t place_mpt[2], int64_t ret_mpt[2])
{
    ret_mpt[0] = look->picture_mpt > 0 ? look->picture_mpt : place_mpt[0];
    ret_mpt[1] = ret_mpt[0] * picture->height / picture->width;
    if (look->picture_mpt == 0 && ret_mpt[1] > place_mpt[1]) {
        ret_mpt[1] = place_mpt[1];
        ret_mpt[0] = ret_mpt[1] * picture->width / picture->height;
    }
}

/* A length of the page on paper. */
static int64_t on_paper(const struct jx__sign_place *place, int64_t length)
{
    return length > MAX_PLACE_MPT * 1000 ? length : length * place->unit_milli / 1000;
}

/* A seal is never made smaller to fit: its place grows about its middle instead. size_mpt: on paper. Returns whether it did. */
static bool enlarge(const struct jx__sign_place *place, int64_t box_mpt[4],
                    const int64_t size_mpt[2])
{
    bool grown = false;

    for (int i = 0; i < 2; i++) {
        const int64_t missing = size_mpt[i] - on_paper(place, box_mpt[i + 2] - box_mpt[i]);
        const int64_t more = (missing * 1000 + place->unit_milli - 1) / place->unit_milli;

        if (missing <= 0)
            continue;
        box_mpt[i] -= more / 2;
        box_mpt[i + 2] += more - more / 2;
        grown = true;
    }
    return grown;
}

/* ---- lines ---- */

static struct jx_paragraph *set_line(const struct canvas *canvas, struct jx_str text,
                                     int32_t size_mpt)
{
    const unsigned role = jx_font_book_role(canvas->look->book, JX_STR("仿宋"));
    const struct jx_text_run run = {.text = text,
                                    .style = {.role = role == JX_NO_ROLE ? 0 : role,
                                              .latin_role = JX_NO_ROLE,
                                              .size_mpt = size_mpt}};
    const struct jx_par_options options = {.width_mpt = canvas->page.width_mpt,
                                           .align = JX_ALIGN_CENTER};

    return jx_paragraph_set(canvas->arena, canvas->look->book, &run, 1, &options, canvas->diags);
}

/* Whether all lines fit unbroken. */
static bool fits(const struct canvas *canvas, int32_t size_mpt)
{
    if ((int64_t)canvas->look->n_lines * size_mpt * 5 / 4 > canvas->page.height_mpt)
        return false;
    for (size_t i = 0; i < canvas->look->n_lines; i++)
        if (set_line(canvas, canvas->look->lines[i], size_mpt)->n > 1)
            return false;
    return true;
}

static void add_line(struct canvas *canvas, const struct jx_line *line, int32_t baseline_mpt)
{
    for (size_t i = 0; i < line->n; i++)
        JX_PUSH(canvas->arena, &canvas->page.items,
                (struct jx_item){.kind = JX_ITEM_GLYPHS,
                                 .x_mpt = line->runs[i].x_mpt,
                                 .y_mpt = baseline_mpt,
                                 .width_mpt = line->runs[i].width_mpt,
                                 .run = &line->runs[i]});
}

static void add_lines(struct canvas *canvas)
{
    const int32_t n = (int32_t)canvas->look->n_lines;
    int32_t size = MAX_SIZE_MPT;
    int32_t top;

    while (size > MIN_SIZE_MPT && !fits(canvas, size))
        size -= STEP_MPT;
    top = (canvas->page.height_mpt - n * size * 5 / 4) / 2;
    for (int32_t i = 0; i < n; i++) {
        const struct jx_paragraph *paragraph = set_line(canvas, canvas->look->lines[i], size);

        if (paragraph->n > 0)
            add_line(canvas, &paragraph->lines[0], top + i * size * 5 / 4 + size);
    }
}

/* ---- the form ---- */

/* Width and height of the box as a reader sees it, on paper. */
static void measure_box(const struct jx__sign_place *place, const int64_t box_mpt[4],
                        int64_t ret_mpt[2])
{
    const unsigned across = place->quarters % 2;

    ret_mpt[across] = on_paper(place, box_mpt[2] - box_mpt[0]);
    ret_mpt[1 - across] = on_paper(place, box_mpt[3] - box_mpt[1]);
}

/* The seal's size as a reader sees it, and room for it. */
static enum jx_status make_room(const struct jx_sign_look *look, const struct jx__sign_place *place,
                                struct jx_diags *diags, int64_t box_mpt[4], int64_t size_mpt[2])
{
    const unsigned across = place->quarters % 2;
    struct jx_picture picture;
    int64_t room[2];

    if (box_mpt[0] >= box_mpt[2] || box_mpt[1] >= box_mpt[3]) {
        JX_SAY(diags, SEAL_UNSEEN, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    if (!read_seal(look, diags, &picture))
        return JX_E_INPUT;
    measure_box(place, box_mpt, room);
    measure_seal(look, &picture, room, size_mpt);
    if (enlarge(place, box_mpt, (const int64_t[]){size_mpt[across], size_mpt[1 - across]}) &&
        place->fixed) {
        JX_SAY(diags, SEAL_OVER, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    return JX_OK;
}

enum jx_status jx__appearance(struct jx_arena *arena, const struct jx_sign_look *look,
                              const struct jx__sign_place *place, unsigned first,
                              struct jx_diags *diags, struct jx__shown *ret_shown)
{
    struct canvas canvas = {.arena = arena, .look = look, .diags = diags};
    const struct jx_pdf_form_use use = {first, place->quarters};
    int64_t size[2] = {0, 0}, seen[2], *box = ret_shown->box_mpt;

    for (int i = 0; i < 4; i++)
        box[i] = place->box_mpt[i];
    if (!jx_str_empty(look->picture) && make_room(look, place, diags, box, size) != JX_OK)
        return JX_E_INPUT;
    measure_box(place, box, seen);
    if (seen[0] > MAX_PLACE_MPT || seen[1] > MAX_PLACE_MPT || size[0] > MAX_SEAL_MPT ||
        size[1] > MAX_SEAL_MPT) {
        JX_SAY(diags, SEAL_SIZE, JX_NO_SPAN);
        return JX_E_INPUT;
    }
    canvas.page.width_mpt = (int32_t)seen[0];
    canvas.page.height_mpt = (int32_t)seen[1];
    if (size[0] > 0)
        add_picture(&canvas, (int32_t)size[0], (int32_t)size[1]);
    else
        add_lines(&canvas);
    return jx_pdf_form_write(arena, &canvas.page, look->book, use, diags, &ret_shown->form);
}
