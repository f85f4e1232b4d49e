/* read_xml.c - a part as XML events, through expat.
 *
 * Layer:   xlsx.
 *
 * Namespaces are dropped: transitional, strict and prefixed files have the same local names. A document type declaration
 * is refused, so there are no entities but XML's own.
 */
#include "xlsx/read_internal.h"

#include <expat.h>
#include <string.h>

#define SEPARATOR '\n' /* stands in no namespace name */

struct parse {
    struct jx__book_reader *reader;
    struct jx_str part;
    XML_Parser parser;
    const struct jx__xml_events *events;
    void *context;
    unsigned depth;
};

static const char *local(const char *name)
{
    const char *at = strrchr(name, SEPARATOR);
    return at == NULL ? name : at + 1;
}

/* Events go on until expat stops; nothing is handed on after a fault. */
static bool alive(struct parse *parse)
{
    if (parse->reader->fault == JX__BOOK_FINE)
        return true;
    XML_StopParser(parse->parser, XML_FALSE);
    return false;
}

static void XMLCALL on_start(void *user, const char *name, const char **atts)
{
    struct parse *parse = user;

    if (++parse->depth > JX_BOOK_MAX_DEPTH)
        jx__book_fail(parse->reader, JX__BOOK_BROKEN, "“%.*s”层次太深", JX_FMT(parse->part));
    if (alive(parse))
        parse->events->start(parse->context, local(name), atts);
}

static void XMLCALL on_end(void *user, const char *name)
{
    struct parse *parse = user;

    parse->depth--;
    if (alive(parse))
        parse->events->end(parse->context, local(name));
}

static void XMLCALL on_text(void *user, const char *bytes, int n)
{
    struct parse *parse = user;

    if (alive(parse) && parse->events->text != NULL)
        parse->events->text(parse->context, bytes, (size_t)n);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *system_id,
                               const char *public_id, int has_subset)
{
    struct parse *parse = user;

    (void)name, (void)system_id, (void)public_id, (void)has_subset;
    jx__book_fail(parse->reader, JX__BOOK_BROKEN, "“%.*s”里有文档类型声明", JX_FMT(parse->part));
    XML_StopParser(parse->parser, XML_FALSE);
}

static bool take(void *context, const char *bytes, size_t n, bool last)
{
    struct parse *parse = context;

    if (XML_Parse(parse->parser, bytes, (int)n, last) == XML_STATUS_OK &&
        parse->reader->fault == JX__BOOK_FINE)
        return true;
    if (XML_GetErrorCode(parse->parser) == XML_ERROR_NO_MEMORY)
        jx_arena_exhausted();
    return jx__book_fail(parse->reader, JX__BOOK_BROKEN, "“%.*s”第 %lu 行不合 XML 的写法",
                         JX_FMT(parse->part),
                         (unsigned long)XML_GetCurrentLineNumber(parse->parser));
}

bool jx__xml_read(struct jx__book_reader *reader, struct jx_str part,
                  const struct jx__xml_events *events, void *context)
{
    struct parse parse = {reader, part, XML_ParserCreateNS(NULL, SEPARATOR), events, context, 0};
    bool whole;

    if (parse.parser == NULL)
        jx_arena_exhausted();
    XML_SetUserData(parse.parser, &parse);
    XML_SetElementHandler(parse.parser, on_start, on_end);
    XML_SetCharacterDataHandler(parse.parser, on_text);
    XML_SetStartDoctypeDeclHandler(parse.parser, on_doctype);
    whole = jx__package_read(reader, part, take, &parse);
    XML_ParserFree(parse.parser);
    return whole && reader->fault == JX__BOOK_FINE;
}

const char *jx__xml_attribute(const char **atts, const char *name)
{
    for (size_t i = 0; atts[i] != NULL; i += 2)
        if (strcmp(local(atts[i]), name) == 0)
            return atts[i + 1];
    return NULL;
}

bool jx__xml_truth(const char *value)
{
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

uint32_t jx__xml_count(const char *value, uint32_t fallback)
{
    uint32_t count = 0;
    size_t n = 0;

    for (; value != NULL && value[n] >= '0' && value[n] <= '9' && n < 10; n++)
        count = count * 10 + (uint32_t)(value[n] - '0');
    return n >= 1 && n <= 9 && value[n] == '\0' ? count : fallback;
}
