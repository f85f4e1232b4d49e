/* front.h - the front matter of a template: names, properties and workbooks of the document.
 *
 * Layer:   document.
 */
#ifndef JX_DOCUMENT_FRONT_H
#define JX_DOCUMENT_FRONT_H

#include "document/tabledef.h"

struct jx__front {
    struct jx_span span;
    struct jx_text name, file_name, style, title, author, subject, keywords, date, site;
    struct jx_text headings; /* 标题编号 */
    const struct jx_node *workbooks;
    const struct jx_node *declared; /* read ahead by jx_document_declared() */
};

/* Split a template file into front matter, as a tree (NULL when it is empty), and body.
 * Errors: JX_E_INPUT after messages. ret_body is written when there is front matter at all. */
JX_NODISCARD enum jx_status jx__front_parse(struct jx__builder *b, uint32_t file,
                                            struct jx_str template_name, struct jx_node **ret_root,
                                            struct jx_template_text *ret_body);

/* Split a template file into front matter and body, and decode the former.
 *
 * ret_body  the rest of the file, as template text.
 * Errors:   JX_E_INPUT after messages. */
JX_NODISCARD enum jx_status jx__front_read(struct jx__builder *b, uint32_t file,
                                           struct jx_str template_name, struct jx__front *ret_front,
                                           struct jx_template_text *ret_body);

/* Fill in the document's properties; texts may use {{…}}. False after messages. */
bool jx__front_apply(struct jx__builder *b, const struct jx__front *front,
                     struct jx_document *document);

/* Make the workbooks' tables. False after messages. */
bool jx__workbooks_make(struct jx__builder *b, const struct jx__front *front,
                        struct jx_document *document);

#endif
