/* expr.c - lexer and parser of arithmetic expressions; eval.c computes them.
 *
 * Layer:   score.
 * Memory:  the tree lives in the arena.
 *
 * Recursive descent, one function a level of precedence: comparison, sum, product, sign, primary.
 */
#include "score/expr.h"

#include "score/words.h"

enum token {
    T_END,
    T_NUM,
    T_TEXT,
    T_NAME,    /* [名称] or a bare identifier */
    T_BRACKET, /* a NAME that stood in brackets: never a function */
    T_OPEN,
    T_CLOSE,
    T_COMMA,
    T_ADD,
    T_SUB,
    T_MUL,
    T_DIV,
    T_EQ,
    T_NE,
    T_LT,
    T_LE,
    T_GT,
    T_GE,
    T_BAD, /* a message has been given */
};

struct parser {
    struct jx_arena *arena;
    struct jx_diags *diags;
    struct jx_str text;
    struct jx_span start;
    size_t pos; /* after the current token */
    enum token token;
    size_t from; /* the current token's first byte */
    struct jx_num num;
    bool percent;
    struct jx_str word;     /* TEXT, NAME: without quotes or brackets */
    unsigned depth;         /* of the recursion */
    struct jx_milestone at; /* the place asked for last: the next one is seldom before it */
};

static struct jx_span span_of(struct parser *p, size_t from, size_t to)
{
    if (from < p->at.pos || p->at.line1 == 0)
        p->at = (struct jx_milestone){.line1 = p->start.line1, .col1 = p->start.col1};
    while (p->at.pos < from) {
        bool newline = jx_utf8_next(p->text, &p->at.pos) == '\n';
        p->at.line1 += newline;
        p->at.col1 = newline ? 1 : p->at.col1 + 1;
    }
    struct jx_span span = p->start;
    span.line1 = span.end_line1 = p->at.line1;
    span.col1 = p->at.col1;
    span.end_col1 = span.col1 + (uint32_t)jx_utf8_count(jx_str_sub(p->text, from, to - from));
    return span;
}

static struct jx_span token_span(struct parser *p)
{
    size_t to = p->pos > p->from ? p->pos : p->from;
    return span_of(p, p->from, to);
}

static struct jx_str token_text(const struct parser *p)
{
    return jx_str_sub(p->text, p->from, p->pos - p->from);
}

/* ---- lexer ---- */

static uint32_t peek_cp(const struct parser *p)
{
    size_t pos = p->pos;
    return pos < p->text.len ? jx_utf8_next(p->text, &pos) : 0;
}

static void skip_cp(struct parser *p)
{
    jx_utf8_next(p->text, &p->pos);
}

/* Full-width ASCII as its half-width form. */
static uint32_t narrow(uint32_t cp)
{
    return cp >= 0xFF01 && cp <= 0xFF5E ? cp - (0xFF01 - 0x21) : cp;
}

static bool is_number_cp(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || cp == '.';
}

static bool is_word_cp(uint32_t cp)
{
    return jx_cp_is_han(cp) || cp == '_' || cp == '.' || (cp >= '0' && cp <= '9') ||
           (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

static enum token lex_number(struct parser *p)
{
    while (is_number_cp(narrow(peek_cp(p))))
        skip_cp(p);
    if (!jx_num_parse(p->arena, token_text(p), &p->num)) {
        JX_SAY(p->diags, EXPR_NUMBER, token_span(p), token_text(p));
        return T_BAD;
    }
    p->percent = narrow(peek_cp(p)) == '%';
    if (p->percent) {
        skip_cp(p);
        p->num = jx_num_div(p->arena, p->num, jx_num_int(p->arena, 100));
    }
    return T_NUM;
}

/* The text up to a closing mark; the opening one has been passed. */
static enum token lex_until(struct parser *p, uint32_t close, enum token token)
{
    size_t inside = p->pos;
    while (p->pos < p->text.len) {
        size_t at = p->pos;
        if (jx_utf8_next(p->text, &p->pos) == close) {
            p->word = jx_str_sub(p->text, inside, at - inside);
            if (token == T_BRACKET)
                p->word = jx_str_trim(p->word);
            return token;
        }
    }
    p->pos = inside;
    char mark[4];
    struct jx_str closing = {mark, jx_utf8_put(close, mark)};
    JX_SAY(p->diags, EXPR_UNCLOSED, token_span(p), token_text(p), jx_str_copy(p->arena, closing));
    return T_BAD;
}

static enum token lex_word(struct parser *p)
{
    while (is_word_cp(peek_cp(p)))
        skip_cp(p);
    p->word = token_text(p);
    return T_NAME;
}

/* A comparison sign, with the = that may follow. */
static enum token lex_comparison(struct parser *p, uint32_t first)
{
    uint32_t second = narrow(peek_cp(p));
    if (first == '=') {
        if (second == '=')
            skip_cp(p);
        return T_EQ;
    }
    if (second == '=') {
        skip_cp(p);
        return first == '<' ? T_LE : T_GE;
    }
    if (first == '<' && second == '>') {
        skip_cp(p);
        return T_NE;
    }
    return first == '<' ? T_LT : T_GT;
}

static enum token lex_sign(struct parser *p, uint32_t cp)
{
    static const struct {
        uint32_t cp;
        enum token token;
    } signs[] = {
        {'(', T_OPEN},  {')', T_CLOSE}, {',', T_COMMA}, {'+', T_ADD},   {'-', T_SUB},
        {'*', T_MUL},   {'/', T_DIV},   {0xD7, T_MUL},  {0xF7, T_DIV},  {0x2212, T_SUB},
        {0x2260, T_NE}, {0x2264, T_LE}, {0x2265, T_GE}, {0x2266, T_LE}, {0x2267, T_GE},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].cp == cp)
            return signs[i].token;
    JX_SAY(p->diags, EXPR_CHAR, token_span(p), token_text(p));
    return T_BAD;
}

static enum token lex(struct parser *p)
{
    while (p->pos < p->text.len && jx_cp_is_blank(peek_cp(p)))
        skip_cp(p);
    p->from = p->pos;
    if (p->pos == p->text.len)
        return T_END;
    uint32_t raw = peek_cp(p);
    uint32_t cp = narrow(raw);
    if (cp >= '0' && cp <= '9')
        return lex_number(p);
    if (is_word_cp(raw) && raw != '.')
        return lex_word(p);
    skip_cp(p);
    if (cp == '[')
        return lex_until(p, raw == '[' ? ']' : 0xFF3D, T_BRACKET);
    if (cp == '"')
        return lex_until(p, raw, T_TEXT);
    if (raw == 0x201C)
        return lex_until(p, 0x201D, T_TEXT);
    if (cp == '<' || cp == '>' || cp == '=')
        return lex_comparison(p, cp);
    return lex_sign(p, cp);
}

static void advance(struct parser *p)
{
    if (p->token != T_BAD)
        p->token = lex(p);
}

/* ---- parser ---- */

static struct jx_expr *parse_comparison(struct parser *p);

static struct jx_expr *new_node(struct parser *p, enum jx_expr_kind kind, struct jx_span span)
{
    struct jx_expr *expr = JX_NEW(p->arena, struct jx_expr);
    expr->kind = kind;
    expr->span = span;
    expr->height = 1;
    return expr;
}

/* Say what stands in the wrong place, once. */
static struct jx_expr *unexpected(struct parser *p)
{
    if (p->token == T_END)
        JX_SAY(p->diags, EXPR_END, token_span(p));
    else if (p->token != T_BAD)
        JX_SAY(p->diags, EXPR_UNEXPECTED, token_span(p), token_text(p));
    p->token = T_BAD;
    return NULL;
}

static struct jx_expr *too_deep(struct parser *p)
{
    if (p->token != T_BAD)
        JX_SAY(p->diags, EXPR_DEPTH, token_span(p),
               jx_str_printf(p->arena, "%d", JX_EXPR_MAX_DEPTH));
    p->token = T_BAD;
    return NULL;
}

static bool expect(struct parser *p, enum token token)
{
    if (p->token != token)
        return unexpected(p) != NULL;
    advance(p);
    return true;
}

struct exprs JX_VEC(struct jx_expr *);

static const struct {
    const char *name;
    enum jx_expr_function function;
    size_t least;
    size_t most;
} functions[] = {
    {JX_W_SUM, JX_XF_SUM, 1, SIZE_MAX},  {JX_W_MEAN, JX_XF_MEAN, 1, SIZE_MAX},
    {JX_W_MIN, JX_XF_MIN, 1, SIZE_MAX},  {JX_W_MAX, JX_XF_MAX, 1, SIZE_MAX},
    {JX_W_ROUND, JX_XF_ROUND, 2, 2},     {JX_W_TRUNC, JX_XF_TRUNC, 2, 2},
    {JX_W_IF, JX_XF_IF, 3, 3},           {JX_W_RATIO, JX_XF_RATIO, 2, 2},
    {JX_W_OR_ELSE, JX_XF_OR_ELSE, 2, 2},
};

#define N_FUNCTIONS (sizeof functions / sizeof *functions)

/* Index into functions, or a message and N_FUNCTIONS. */
static size_t find_function(struct parser *p, struct jx_str name, struct jx_span span)
{
    struct jx_str names[N_FUNCTIONS];
    for (size_t i = 0; i < N_FUNCTIONS; i++) {
        names[i] = jx_str_of(functions[i].name);
        if (jx_str_eq(name, names[i]))
            return i;
    }
    struct jx_str near = jx_str_nearest(name, names, N_FUNCTIONS);
    struct jx_diag *diag = JX_SAY(p->diags, EXPR_FUNCTION, span, name, near);
    if (!near.ptr)
        diag->hint = JX_NO_STR;
    p->token = T_BAD;
    return N_FUNCTIONS;
}

static struct jx_str count_text(struct parser *p, size_t index)
{
    if (functions[index].most == SIZE_MAX)
        return jx_str_printf(p->arena, JX_W_AT_LEAST, functions[index].least);
    return jx_str_printf(p->arena, "%zu", functions[index].least);
}

/* Give a node its operands; NULL after a message when the tree grows too high. */
static struct jx_expr *with_args(struct parser *p, struct jx_expr *expr, struct jx_expr **args,
                                 size_t n_args)
{
    expr->args = args;
    expr->n_args = n_args;
    for (size_t i = 0; i < n_args; i++)
        if (args[i]->height >= expr->height)
            expr->height = args[i]->height + 1;
    return expr->height > JX_EXPR_MAX_DEPTH ? too_deep(p) : expr;
}

/* name has been passed; the current token is the opening parenthesis. */
static struct jx_expr *parse_call(struct parser *p, struct jx_str name, size_t from)
{
    struct jx_span span = span_of(p, from, from + name.len);
    size_t index = find_function(p, name, span);
    if (index == N_FUNCTIONS)
        return NULL;
    struct exprs args = {0};
    advance(p);
    while (p->token != T_CLOSE || args.n) {
        struct jx_expr *arg = parse_comparison(p);
        if (!arg)
            return NULL;
        JX_PUSH(p->arena, &args, arg);
        if (p->token != T_COMMA)
            break;
        advance(p);
    }
    size_t to = p->pos;
    if (!expect(p, T_CLOSE))
        return NULL;
    struct jx_span end = span_of(p, to, to);
    span.end_line1 = end.line1;
    span.end_col1 = end.col1;
    struct jx_expr *call = new_node(p, JX_X_CALL, span);
    call->function = functions[index].function;
    call->text = name;
    if (args.n < functions[index].least || args.n > functions[index].most) {
        JX_SAY(p->diags, EXPR_ARGS, call->span, name, count_text(p, index),
               jx_str_printf(p->arena, "%zu", args.n));
        p->token = T_BAD;
        return NULL;
    }
    return with_args(p, call, args.items, args.n);
}

static struct jx_expr *parse_name(struct parser *p)
{
    bool bare = p->token == T_NAME;
    struct jx_str word = p->word;
    size_t from = p->from;
    struct jx_span span = token_span(p);
    if (!word.len)
        return unexpected(p);
    advance(p);
    if (bare && p->token == T_OPEN)
        return parse_call(p, word, from);
    struct jx_expr *expr = new_node(p, JX_X_NAME, span);
    expr->text = word;
    return expr;
}

static struct jx_expr *parse_primary(struct parser *p)
{
    struct jx_expr *expr = NULL;
    switch (p->token) {
    case T_NUM:
        expr = new_node(p, JX_X_NUM, token_span(p));
        expr->num = p->num;
        expr->percent = p->percent;
        advance(p);
        return expr;
    case T_TEXT:
        expr = new_node(p, JX_X_TEXT, token_span(p));
        expr->text = p->word;
        advance(p);
        return expr;
    case T_NAME:
    case T_BRACKET:
        return parse_name(p);
    case T_OPEN:
        advance(p);
        expr = parse_comparison(p);
        return expr && expect(p, T_CLOSE) ? expr : NULL;
    default:
        return unexpected(p);
    }
}

static struct jx_expr *parse_sign(struct parser *p)
{
    if (p->token != T_SUB && p->token != T_ADD)
        return parse_primary(p);
    if (p->depth >= JX_EXPR_MAX_DEPTH)
        return too_deep(p);
    bool minus = p->token == T_SUB;
    struct jx_span span = token_span(p);
    advance(p);
    p->depth++;
    struct jx_expr *operand = parse_sign(p);
    p->depth--;
    if (!operand || !minus)
        return operand;
    struct jx_expr **args = JX_ARRAY(p->arena, struct jx_expr *, 1);
    args[0] = operand;
    return with_args(p, new_node(p, JX_X_NEG, span), args, 1);
}

static struct jx_expr *binary(struct parser *p, enum jx_expr_kind kind, struct jx_expr *left,
                              struct jx_expr *right)
{
    struct jx_span span = left->span;
    span.end_line1 = right->span.end_line1;
    span.end_col1 = right->span.end_col1;
    struct jx_expr **args = JX_ARRAY(p->arena, struct jx_expr *, 2);
    args[0] = left;
    args[1] = right;
    return with_args(p, new_node(p, kind, span), args, 2);
}

static struct jx_expr *parse_product(struct parser *p)
{
    struct jx_expr *left = parse_sign(p);
    while (left && (p->token == T_MUL || p->token == T_DIV)) {
        enum jx_expr_kind kind = p->token == T_MUL ? JX_X_MUL : JX_X_DIV;
        advance(p);
        struct jx_expr *right = parse_sign(p);
        left = right ? binary(p, kind, left, right) : NULL;
    }
    return left;
}

static struct jx_expr *parse_sum(struct parser *p)
{
    struct jx_expr *left = parse_product(p);
    while (left && (p->token == T_ADD || p->token == T_SUB)) {
        enum jx_expr_kind kind = p->token == T_ADD ? JX_X_ADD : JX_X_SUB;
        advance(p);
        struct jx_expr *right = parse_product(p);
        left = right ? binary(p, kind, left, right) : NULL;
    }
    return left;
}

static struct jx_expr *parse_comparison(struct parser *p)
{
    static const enum jx_expr_kind kinds[] = {
        [T_EQ] = JX_X_EQ, [T_NE] = JX_X_NE, [T_LT] = JX_X_LT,
        [T_LE] = JX_X_LE, [T_GT] = JX_X_GT, [T_GE] = JX_X_GE,
    };
    if (p->depth >= JX_EXPR_MAX_DEPTH)
        return too_deep(p);
    p->depth++;
    struct jx_expr *left = parse_sum(p);
    if (left && p->token >= T_EQ && p->token <= T_GE) {
        enum jx_expr_kind kind = kinds[p->token];
        advance(p);
        struct jx_expr *right = parse_sum(p);
        left = right ? binary(p, kind, left, right) : NULL;
    }
    p->depth--;
    return left;
}

enum jx_status jx_expr_parse(struct jx_arena *arena, struct jx_str text, struct jx_span start,
                             struct jx_diags *diags, struct jx_expr **ret_expr)
{
    struct parser p = {
        .arena = arena, .diags = diags, .text = text, .start = start, .token = T_END};
    advance(&p);
    struct jx_expr *expr = parse_comparison(&p);
    if (expr && p.token != T_END)
        expr = unexpected(&p);
    if (!expr)
        return JX_E_INPUT;
    *ret_expr = expr;
    return JX_OK;
}
