/* table_component.c - 表格: a table by definition, placed, numbered and named. */
#include "document/tabledef.h"

/* What the component says itself wins over the definition. */
static void override(struct jx__builder *b, const struct jx__table_record *record,
                     struct jx_table *table)
{
    if (record->title.str.ptr != NULL)
        table->caption = jx__inlines_plain(b->arena, record->title.str, record->title.span);
    if (record->unit.str.ptr != NULL)
        table->unit = record->unit.str;
    if (record->note.str.ptr != NULL)
        table->note = record->note.str;
    if (record->size.str.ptr != NULL)
        table->size = record->size.str;
    if (record->look.str.ptr != NULL)
        table->look = record->look;
}

static void number(struct jx__builder *b, const struct jx__table_record *record,
                   struct jx_table *table, struct jx_block *block)
{
    bool numbered = record->numbered.set ? record->numbered.truth : !table->heading_caption;
    if (numbered) {
        table->heading_caption = false;
        table->label = jx__number_table(b->arena, &b->numbering);
        block->label = table->label;
    }
    struct jx__anchor anchor = {.span = record->anchor.span};
    if (record->anchor.str.ptr != NULL)
        anchor.name = jx_str_printf(b->arena, "表:%.*s", JX_FMT(record->anchor.str));
    else if (table->heading_caption) /* for the bookmarks */
        anchor.name = jx_str_printf(b->arena, "表单-%zu", b->blocks.n);
    else
        return;
    anchor.label = numbered ? table->label : jx__inlines_text(b->arena, &table->caption);
    block->anchor = jx__anchor_add(b->arena, &b->numbering, anchor, b->diags);
}

/* A form, or a table without number, that makes up an attachment of its name does not repeat it. */
static void drop_repeated_title(struct jx__builder *b, struct jx_table *table)
{
    const struct jx_block *before = b->blocks.n > 0 ? &b->blocks.items[b->blocks.n - 1] : NULL;
    if (before != NULL && before->kind == JX_B_ATTACHMENT && table->label.len == 0 &&
        jx_str_eq(jx__inlines_text(b->arena, &before->inlines),
                  jx__inlines_text(b->arena, &table->caption)))
        table->caption.n = 0;
}

void jx__table_component(struct jx__builder *b, const void *record_, struct jx_span span)
{
    const struct jx__table_record *record = record_;
    struct jx__conditions *conditions = JX_NEW(b->arena, struct jx__conditions);
    if (!jx__conditions_decode(b->arena, record->condition, b->diags, conditions))
        return;
    const struct jx__tabledef *def = jx__tabledef_load(b, record->definition);
    if (def == NULL) {
        b->failed = true;
        return;
    }
    struct jx__table_spec spec = {
        .def = def, .conditions = conditions, .parameters = record->parameters};
    struct jx_table *table = jx__table_make(b, &spec);
    if (table == NULL) {
        b->failed = true;
        return;
    }
    struct jx_block block = {.kind = JX_B_TABLE, .span = span, .table = table};
    override(b, record, table);
    number(b, record, table, &block);
    drop_repeated_title(b, table);
    bool before = b->landscape;
    if (record->landscape.truth)
        jx__push_turn(b, true, span);
    JX_PUSH(b->arena, &b->blocks, block);
    jx__push_turn(b, before, span);
}
