// Three tokens that no pattern can match, all of them empty: the end of the file as the end of a last line without a
// newline, and the end of a block that lacks its `}`.
//
// A block without `}` ends before a line that opens another block (`model Name {`), the comments directly above that
// line left to the new block, or with the file. It takes a scanner because it takes a look beyond the next token: a line
// `model Name` alone is a field called `model`.

#include <string.h>

#include "tree_sitter/parser.h"

enum TokenType { END_OF_FILE, IMPLIED_CLOSE, IMPLIED_NAMESPACE_CLOSE, ERROR_SENTINEL };

// How many comment lines may stand above a line that opens a block and still be taken for its own. Without a bound, a
// long comment would be read to its end from each of its lines.
enum { MAX_COMMENT_LINES = 64 };

// No keyword is longer; a longer word needs no look at all.
enum { MAX_KEYWORD = 32 };

static bool is_space(int32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

static bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }

// Whether `c` may stand in a name. Of what is not ASCII everything but white space counts, which is enough to find out
// whether a line opens a block.
static bool is_word(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         (c >= 0x80 && !is_space(c));
}

static void skip_spaces(TSLexer *lexer) {
  while (is_space(lexer->lookahead)) {
    lexer->advance(lexer, false);
  }
}

static void skip_newline(TSLexer *lexer) {
  bool carriage_return = lexer->lookahead == '\r';
  lexer->advance(lexer, false);
  if (carriage_return && lexer->lookahead == '\n') {
    lexer->advance(lexer, false);
  }
}

static bool starts_with(const char *word, const char *prefix) { return strncmp(word, prefix, strlen(prefix)) == 0; }

// Whether a block under this word ends an unclosed one before it. Other words do not: in a block whose brace is there,
// such a line is more likely a broken member.
static bool is_keyword(const char *word) {
  static const char *const KEYWORDS[] = {"model",     "view",      "type",        "enum",  "datasource",
                                         "generator", "namespace", "native_enum", "types", "role"};
  for (unsigned i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
    if (strcmp(word, KEYWORDS[i]) == 0) {
      return true;
    }
  }
  return starts_with(word, "policy_");
}

// Whether the rest of the line opens a block: a keyword, a name (which `types` does not need), `{`. A namespace ends
// only before another one, since it holds all the others.
static bool opens_block(TSLexer *lexer, bool only_namespace) {
  char word[MAX_KEYWORD + 1];
  unsigned length = 0;
  while (is_word(lexer->lookahead)) {
    if (length == MAX_KEYWORD || lexer->lookahead >= 0x80) {
      return false;
    }
    word[length++] = (char)lexer->lookahead;
    lexer->advance(lexer, false);
  }
  word[length] = '\0';
  if (only_namespace ? strcmp(word, "namespace") != 0 : !is_keyword(word)) {
    return false;
  }
  skip_spaces(lexer);
  bool named = is_word(lexer->lookahead);
  while (is_word(lexer->lookahead)) {
    lexer->advance(lexer, false);
  }
  skip_spaces(lexer);
  return lexer->lookahead == '{' && (named || strcmp(word, "types") == 0);
}

// Whether a block that is still open ends here, at the beginning of a line. Reads ahead without consuming.
static bool block_ends(TSLexer *lexer, bool only_namespace) {
  for (unsigned comments = 0; lexer->lookahead == '/'; comments++) {
    lexer->advance(lexer, false);
    if (lexer->lookahead != '/' || comments == MAX_COMMENT_LINES) {
      return false;
    }
    while (!is_newline(lexer->lookahead) && !lexer->eof(lexer)) {
      lexer->advance(lexer, false);
    }
    if (lexer->eof(lexer)) {
      return false;
    }
    skip_newline(lexer);
    skip_spaces(lexer);
  }
  return opens_block(lexer, only_namespace);
}

void *tree_sitter_prisma_external_scanner_create(void) { return NULL; }

void tree_sitter_prisma_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_prisma_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_prisma_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_prisma_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  (void)payload;
  // During error recovery every symbol is valid; an empty token there would never end.
  if (valid_symbols[ERROR_SENTINEL]) {
    return false;
  }
  while (is_space(lexer->lookahead)) {
    lexer->advance(lexer, true);
  }
  lexer->mark_end(lexer);
  bool at_end = lexer->eof(lexer);
  if (valid_symbols[END_OF_FILE] && at_end) {
    lexer->result_symbol = END_OF_FILE;
    return true;
  }
  // Both are never valid at one place: the innermost block ends first.
  if (valid_symbols[IMPLIED_CLOSE] || valid_symbols[IMPLIED_NAMESPACE_CLOSE]) {
    bool only_namespace = !valid_symbols[IMPLIED_CLOSE];
    lexer->result_symbol = only_namespace ? IMPLIED_NAMESPACE_CLOSE : IMPLIED_CLOSE;
    return at_end || block_ends(lexer, only_namespace);
  }
  return false;
}
