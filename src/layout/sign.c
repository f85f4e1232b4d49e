/* sign.c - signature and seal places.
 *
 * Layer:   layout.
 * Source:  GB/T 9704-2012 7.3.5: the name of the unit centred over the date, the date four characters in from the right, the seal upright and
 *          centred on both; a seal of 42 mm (国发〔1999〕25号: units without the state emblem at most 4.5 cm).
 */
#include "layout/internal.h"

#define SEAL_MPT 119055       /* 42 mm */
#define PEN_WIDTH_MPT 141732  /* 50 mm of line for a signature */
#define SIGN_HEIGHT_MPT 34016 /* 12 mm */

struct person {
    const struct jx_line *label; /* 主评人（签字）： */
    const struct jx_line *name;  /* printed behind the line, or NULL */
    struct jx_str role;
    bool seal; /* of a unit without a name: room for the seal on the line */
    bool lock;
};

static void put_place(struct jx__pager *pager, struct jx_str role, bool lock,
                      const int32_t area_mpt[4])
{
    jx__put_mark(pager, JX_MARK_SIGN, role, area_mpt);
    pager->items.items[pager->items.n - 1].lock = lock;
}

static void draw_person(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt,
                        int32_t y_mpt)
{
    const struct person *person = box->data;
    const int32_t baseline = y_mpt + box->baseline_mpt;
    const int32_t x = x_mpt + person->label->x_mpt + person->label->width_mpt;

    jx__put_line(pager, person->label, x_mpt, baseline, box->span);
    jx__put_rect(pager, x, baseline + 3000, PEN_WIDTH_MPT,
                 pager->setter->style->tables[0].rule_mpt);
    if (person->name != NULL)
        jx__put_line(pager, person->name, x + PEN_WIDTH_MPT + 8000, baseline, box->span);
    if (person->seal)
        put_place(pager, person->role, person->lock,
                  (const int32_t[]){x + (PEN_WIDTH_MPT - SEAL_MPT) / 2, y_mpt, SEAL_MPT, SEAL_MPT});
    else
        put_place(pager, person->role, person->lock,
                  (const int32_t[]){x, baseline + 3000 - SIGN_HEIGHT_MPT, PEN_WIDTH_MPT,
                                    SIGN_HEIGHT_MPT});
}

/* "主评人（签字）：", or "评价机构（盖章）：" of a unit that is not named yet. */
static const struct jx_line *set_role(const struct jx__setter *setter, const struct jx_look *look,
                                      const struct jx_sign_place *place)
{
    const char *what = place->seal ? "（盖章）：" : "（签字）：";

    return &jx__set_label(setter, look,
                          jx_str_printf(setter->arena, "%.*s%s", JX_FMT(place->role), what))
                ->lines[0];
}

static void add_person(const struct jx__setter *setter, struct jx__boxes *boxes,
                       const struct jx_sign_place *place, int32_t width_mpt)
{
    struct jx_look look = setter->style->looks[JX_LOOK_SIGNATURE];
    struct person *person = JX_NEW(setter->arena, struct person);
    struct jx_str name = place->name;

    look.left_mpt += 2 * look.face.size_mpt;
    person->label = set_role(setter, &look, place);
    person->role = place->role;
    person->seal = place->seal;
    person->lock = place->lock;
    if (!jx_str_empty(name) && !jx_str_empty(place->title))
        name = jx_str_printf(setter->arena, "%.*s　%.*s", JX_FMT(name), JX_FMT(place->title));
    look.left_mpt = 0;
    if (!jx_str_empty(name))
        person->name = &jx__set_text(setter, &look, name, width_mpt)->lines[0];
    JX_PUSH(setter->arena, boxes,
            (struct jx__box){.kind = JX__DRAWN,
                             .height_mpt = place->seal ? SEAL_MPT : look.face.size_mpt + 3000,
                             .advance_mpt = place->seal ? SEAL_MPT : 2 * look.pitch_mpt,
                             .keep = true,
                             .baseline_mpt =
                                 place->seal ? SEAL_MPT / 2 : jx__baseline(look.face.size_mpt),
                             .draw = draw_person,
                             .data = person});
}

struct unit {
    const struct jx_paragraph *name;
    const struct jx_line *date; /* or NULL */
    struct jx_str role;
    bool lock;
    int32_t pitch_mpt, size_mpt, width_mpt;
};

/* Centre of name and date: the date's, four characters from the right, moved left where the name needs it. */
static int32_t unit_centre(const struct unit *unit)
{
    const int32_t em = unit->size_mpt;
    const int32_t date = unit->date ? unit->date->width_mpt : 8 * em;
    const int32_t name = unit->name->lines[0].width_mpt;
    int32_t centre = unit->width_mpt - 4 * em - date / 2;

    if (centre + name / 2 > unit->width_mpt - em)
        centre = unit->width_mpt - em - name / 2;
    return centre;
}

static void draw_unit(struct jx__pager *pager, const struct jx__box *box, int32_t x_mpt,
                      int32_t y_mpt)
{
    const struct unit *unit = box->data;
    const int32_t centre = x_mpt + unit_centre(unit);
    const int32_t text_mpt = (int32_t)(unit->name->n + (unit->date != NULL)) * unit->pitch_mpt;
    int32_t baseline = y_mpt + (SEAL_MPT - text_mpt) / 2 + box->baseline_mpt;

    for (size_t i = 0; i < unit->name->n; i++) {
        const struct jx_line *line = &unit->name->lines[i];

        jx__put_line(pager, line, centre - line->width_mpt / 2 - line->x_mpt, baseline, box->span);
        baseline += unit->pitch_mpt;
    }
    if (unit->date != NULL)
        jx__put_line(pager, unit->date, centre - unit->date->width_mpt / 2 - unit->date->x_mpt,
                     baseline, box->span);
    put_place(pager, unit->role, unit->lock,
              (const int32_t[]){centre - SEAL_MPT / 2, y_mpt, SEAL_MPT, SEAL_MPT});
}

static void add_unit(const struct jx__setter *setter, struct jx__boxes *boxes,
                     const struct jx_sign_place *place, struct jx_str date, int32_t width_mpt)
{
    struct jx_look look = setter->style->looks[JX_LOOK_SIGNATURE];
    struct unit *unit = JX_NEW(setter->arena, struct unit);
    const struct jx_str name = jx_str_empty(place->unit) ? place->name : place->unit;

    unit->name = jx__set_text(setter, &look, name, width_mpt - 2 * look.face.size_mpt);
    unit->date =
        jx_str_empty(date) ? NULL : &jx__set_text(setter, &look, date, width_mpt)->lines[0];
    unit->role = place->role;
    unit->lock = place->lock;
    unit->pitch_mpt = look.pitch_mpt;
    unit->size_mpt = look.face.size_mpt;
    unit->width_mpt = width_mpt;
    JX_PUSH(setter->arena, boxes,
            (struct jx__box){.kind = JX__DRAWN,
                             .height_mpt = SEAL_MPT,
                             .advance_mpt = SEAL_MPT + look.pitch_mpt,
                             .keep = true,
                             .baseline_mpt = jx__baseline(look.face.size_mpt),
                             .draw = draw_unit,
                             .data = unit});
}

/* Without a sealing unit the date stands alone at the right, two characters in (GB/T 9704-2012 7.3.5.2). */
static void add_date(const struct jx__setter *setter, struct jx__boxes *boxes, struct jx_str date,
                     int32_t width_mpt)
{
    struct jx_look look = setter->style->looks[JX_LOOK_SIGNATURE];
    const struct jx__line_options options = {&look, false, JX_NO_STR, JX_NO_SPAN};

    look.align = JX_ALIGN_RIGHT;
    look.right_mpt += 2 * look.face.size_mpt;
    jx__add_lines(setter, boxes, jx__set_text(setter, &look, date, width_mpt), &options);
}

/* A seal is centred on its unit's name; without one the name is left for the pen. */
static bool is_sealed(const struct jx_sign_place *place)
{
    return place->seal && !(jx_str_empty(place->unit) && jx_str_empty(place->name));
}

void jx__add_signatures(const struct jx__setter *setter, struct jx__boxes *boxes,
                        const struct jx_signatures *signatures, int32_t width_mpt)
{
    const struct jx_look *body = &setter->style->looks[JX_LOOK_BODY];
    const struct jx__line_options note = {body, true, JX_NO_STR, JX_NO_SPAN};
    bool dated = false;

    jx__add_space(setter, boxes, 2 * body->pitch_mpt, true);
    if (!jx_str_empty(signatures->note)) {
        jx__add_lines(setter, boxes, jx__set_text(setter, body, signatures->note, width_mpt),
                      &note);
        jx__add_space(setter, boxes, body->pitch_mpt, true);
    }
    for (size_t i = 0; i < signatures->n_places; i++)
        if (!is_sealed(&signatures->places[i]))
            add_person(setter, boxes, &signatures->places[i], width_mpt);
    for (size_t i = 0; i < signatures->n_places; i++)
        if (is_sealed(&signatures->places[i])) {
            add_unit(setter, boxes, &signatures->places[i], signatures->date, width_mpt);
            dated = true;
        }
    if (!dated && !jx_str_empty(signatures->date))
        add_date(setter, boxes, signatures->date, width_mpt);
    if (boxes->n > 0)
        boxes->items[boxes->n - 1].keep = false;
}
