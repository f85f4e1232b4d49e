/* page.h - finished pages: positioned items and nothing else. The product of layout, the input of every exporter.
 *
 * Layer:   layout.
 * Memory:  lives in the arena of the report; fonts belong to the book.
 * Units:   1/1000 pt; origin at the page's top left, y downwards.
 *
 * Five kinds of items. Exporters only translate: no arithmetic beyond units and the direction of y.
 */
#ifndef JX_LAYOUT_PAGE_H
#define JX_LAYOUT_PAGE_H

#include "base/date.h"
#include "text/paragraph.h"

#define JX_A4_WIDTH_MPT 595276
#define JX_A4_HEIGHT_MPT 841890

enum jx_item_kind {
    JX_ITEM_GLYPHS, /* run; (x, y) is the baseline's start of the run (run->x_mpt is not to be added) */
    JX_ITEM_RECT,  /* filled: x, y, width, height */
    JX_ITEM_PATH,  /* path; x, y, width, height: around it */
    JX_ITEM_IMAGE, /* image in x, y, width, height */
    JX_ITEM_MARK,  /* nothing to draw: a link, an anchor, a signature place */
};

enum jx_path_op { JX_PATH_MOVE, JX_PATH_LINE, JX_PATH_CURVE, JX_PATH_CLOSE };

struct jx_point {
    int32_t x_mpt, y_mpt;
};

struct jx_path_segment {
    enum jx_path_op op;
    struct jx_point p[3]; /* MOVE, LINE use p[0]; CURVE all three */
};

struct jx_path {
    struct jx_path_segment *segments; /* shape [n] */
    size_t n;
    bool fill, stroke;
    uint32_t fill_rgb, stroke_rgb;
    int32_t stroke_mpt;
    const int32_t *dash_mpt; /* shape [n_dash], NULL for a solid line */
    size_t n_dash;
};

enum jx_mark_kind {
    JX_MARK_LINK,   /* area x, y, width, height leads to target: "#anchor" or a URI */
    JX_MARK_ANCHOR, /* named place */
    JX_MARK_SIGN,   /* signature place: name, area */
};

struct jx_item {
    enum jx_item_kind kind;
    bool turned; /* see jx_page.turned_content */
    bool lock;   /* MARK, SIGN: once it is signed, no other field may be */
    int32_t x_mpt, y_mpt, width_mpt, height_mpt;
    uint32_t rgb; /* GLYPHS, RECT: 0x000000 is black */
    const struct jx_glyph_run *run;
    int32_t gap_milli_em; /* GLYPHS: the widest gap of its line (jx_line.gap_milli_em) */
    const struct jx_path *path;
    struct jx_str image; /* IMAGE: PNG or JPEG bytes */
    enum jx_mark_kind mark;
    struct jx_str name;  /* ANCHOR, SIGN: name; LINK: target */
    struct jx_span span; /* where in the input it comes from; may be none */
};

enum jx_page_label { JX_LABEL_NONE, JX_LABEL_ARABIC, JX_LABEL_ROMAN };

struct jx_page {
    int32_t width_mpt, height_mpt; /* of the sheet (portrait) */
    bool
        landscape; /* viewers show the sheet turned 90° clockwise (/Rotate 90); items with .turned have
                     * coordinates in the turned system (width_mpt and height_mpt swapped, origin at its top left = the
                     * sheet's bottom left), the others in the sheet's own */
    enum jx_page_label label;
    unsigned number;                              /* as printed; 0 where label is NONE */
    struct jx_items JX_VEC(struct jx_item) items; /* in reading order */
};

struct jx_outline {
    struct jx_str title;
    unsigned level; /* 1 = top */
    struct jx_str anchor;
};

/* Document facts for metadata. */
struct jx_pages_info {
    struct jx_str title, author, subject, keywords;
    struct jx_str identifier; /* 查验码; absent for none */
    struct jx_date date;      /* of the report; never the clock */
};

struct jx_pages {
    struct jx_page *items; /* shape [n] */
    size_t n;
    size_t cap;
    struct jx_outline *outlines; /* shape [n_outlines], in order */
    size_t n_outlines;
    struct jx_pages_info info;
};

#endif
