// What no pattern can match: the end of the file as the end of a last line without a newline, the end of a block that lacks
// its `}`, and what is only in the dialect of Prisma 8. A file selects it with a comment in its first line; whether it did
// is all that the scanner remembers.
//
// A block without `}` ends before a line that opens another block (`model Name {`), the comments directly above that
// line left to the new block, or with the file. It takes a scanner because it takes a look beyond the next token: a line
// `model Name` alone is a field called `model`.

#include <string.h>

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

enum TokenType {
  END_OF_FILE,
  IMPLIED_CLOSE,
  IMPLIED_NAMESPACE_CLOSE,
  DIRECTIVE,
  SINGLE_QUOTE,
  BACKTICK,
  QUOTE_BEHIND_TAG,
  LINE_JOIN,
  JOINED_COMMENT,
  ERROR_SENTINEL
};

// What the scanner remembers.
typedef struct {
  bool is_prisma_8;
} State;

// How many comments may stand above a line that opens a block and still be taken for its own. Without a bound, a long
// run of comments would be read to its end from each of its lines.
enum { MAX_COMMENTS = 64 };

// How many tokens a list in brackets may have behind one of its line ends. Each of these is such a look ahead.
enum { MAX_LIST = 4096 };

// The last code point, which is no character, is in no class of the grammar.
enum { MAX_CHARACTER = 0x10FFFE };

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

// Says whether there were any.
static bool skip_spaces(TSLexer *lexer) {
  bool any = false;
  for (; is_space(lexer->lookahead); any = true) {
    lexer->advance(lexer, false);
  }
  return any;
}

// The same before a token: they are no part of it.
static bool skip_spaces_before(TSLexer *lexer) {
  bool any = false;
  for (; is_space(lexer->lookahead); any = true) {
    lexer->advance(lexer, true);
  }
  return any;
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
// such a line is more likely a broken member. So it is where a word that names a field as well is indented.
static bool is_keyword(const char *word, bool indented) {
  static const char *const KEYWORDS[] = {"model",     "view",      "type",        "enum",  "datasource",
                                         "generator", "namespace", "native_enum", "types"};
  for (unsigned i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
    if (strcmp(word, KEYWORDS[i]) == 0) {
      return true;
    }
  }
  return !indented && (strcmp(word, "role") == 0 || starts_with(word, "policy_"));
}

// Whether the rest of the line opens a block: a keyword, a name (which `types` does not need), `{`. A namespace ends
// only before another one, since it holds all the others.
static bool opens_block(TSLexer *lexer, bool only_namespace, bool indented) {
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
  if (only_namespace ? strcmp(word, "namespace") != 0 : !is_keyword(word, indented)) {
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

// Reads `//`, the rest of its line and the newline. Fails at the end of the file.
static bool skip_line_comment(TSLexer *lexer) {
  while (!is_newline(lexer->lookahead)) {
    if (lexer->eof(lexer)) {
      return false;
    }
    lexer->advance(lexer, false);
  }
  skip_newline(lexer);
  return true;
}

// Reads behind the `*` that opens a block comment until behind what closes it. Fails at the end of the file.
static bool skip_block_comment(TSLexer *lexer) {
  for (int32_t previous = 0; !(previous == '*' && lexer->lookahead == '/'); lexer->advance(lexer, false)) {
    if (lexer->eof(lexer)) {
      return false;
    }
    previous = lexer->lookahead;
  }
  lexer->advance(lexer, false);
  return true;
}

// Whether a block that is still open ends here, at the beginning of a line. Reads ahead without consuming.
static bool block_ends(TSLexer *lexer, bool only_namespace, bool indented) {
  for (unsigned comments = 0; lexer->lookahead == '/'; comments++) {
    lexer->advance(lexer, false);
    int32_t kind = lexer->lookahead;
    if ((kind != '/' && kind != '*') || comments == MAX_COMMENTS) {
      return false;
    }
    lexer->advance(lexer, false);
    if (!(kind == '/' ? skip_line_comment(lexer) : skip_block_comment(lexer))) {
      return false;
    }
    indented = skip_spaces(lexer) || kind == '*';
  }
  return opens_block(lexer, only_namespace, indented);
}

static void skip_white_space(TSLexer *lexer) {
  while (is_space(lexer->lookahead) || is_newline(lexer->lookahead)) {
    lexer->advance(lexer, false);
  }
}

// Reads a word of ASCII letters, digits and `-`, and says whether it is this one.
static bool reads_word(TSLexer *lexer, const char *word) {
  bool is_same = true;
  for (; is_word(lexer->lookahead); lexer->advance(lexer, false)) {
    is_same = is_same && *word != '\0' && lexer->lookahead == *word;
    word += is_same ? 1 : 0;
  }
  return is_same && *word == '\0';
}

// Whether the first line that is not blank is the comment that selects the dialect of Prisma 8.
static bool at_directive(TSLexer *lexer) {
  skip_white_space(lexer);
  for (unsigned slashes = 0; slashes < 2; slashes++) {
    if (lexer->lookahead != '/') {
      return false;
    }
    lexer->advance(lexer, false);
  }
  skip_spaces(lexer);
  if (!reads_word(lexer, "use") || !skip_spaces(lexer)) {
    return false;
  }
  // Both names begin alike.
  static const char *const PREFIX = "prisma-";
  for (const char *at = PREFIX; *at != '\0'; at++) {
    if (lexer->lookahead != *at) {
      return false;
    }
    lexer->advance(lexer, false);
  }
  if (!reads_word(lexer, lexer->lookahead == '8' ? "8" : "next")) {
    return false;
  }
  skip_spaces(lexer);
  return lexer->eof(lexer) || is_newline(lexer->lookahead);
}

// Reads behind an opening quote until behind the closing one. Fails where there is none, or a character that the grammar has
// in no string.
static bool skip_string(TSLexer *lexer, int32_t quote) {
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (c < 0 || c > MAX_CHARACTER || (quote != '`' && is_newline(c))) {
      return false;
    }
    lexer->advance(lexer, false);
    if (c == quote) {
      return true;
    }
    // An escaped character is no quote.
    if (c == '\\' && (lexer->lookahead == quote || lexer->lookahead == '\\')) {
      lexer->advance(lexer, false);
    }
  }
  return false;
}

// Whether a list in brackets goes on behind a line end: nothing but values, names and commas stand up to the bracket that
// closes it. So a line that is being typed takes nothing of the lines below it. A `}` may close an object or the block, which
// shows behind it: an object is in other brackets.
static bool list_goes_on(TSLexer *lexer) {
  enum { NOTHING, WORD, VALUE } before = NOTHING;
  unsigned depth = 0;
  for (unsigned left = MAX_LIST; left > 0; left--) {
    skip_white_space(lexer);
    int32_t c = lexer->lookahead;
    if (lexer->eof(lexer)) {
      return false;
    }
    if (is_word(c)) {
      if (before != NOTHING) {
        return false;
      }
      while (is_word(lexer->lookahead)) {
        lexer->advance(lexer, false);
      }
      before = WORD;
      continue;
    }
    lexer->advance(lexer, false);
    switch (c) {
      case '"':
      case '\'':
      case '`':
        // A tag may precede it.
        if (before == VALUE || !skip_string(lexer, c)) {
          return false;
        }
        before = VALUE;
        break;
      case '/':
        if (lexer->lookahead != '/' || !skip_line_comment(lexer)) {
          return false;
        }
        break;
      case '(':
      case '[':
      case '{':
        if (before == VALUE || (c != '(' && before == WORD)) {
          return false;
        }
        depth++;
        before = NOTHING;
        break;
      case ')':
      case ']':
      case '}':
        if (depth == 0 && c != '}') {
          return true;
        }
        depth -= depth > 0 ? 1 : 0;
        before = VALUE;
        break;
      case ',':
      case ':':
      case '.':
        before = NOTHING;
        break;
      default:
        return false;
    }
  }
  return false;
}

// What is only in the dialect of Prisma 8.
static bool scan_prisma_8(TSLexer *lexer, const bool *valid_symbols) {
  int32_t first = lexer->lookahead;
  if (valid_symbols[LINE_JOIN] && is_newline(first)) {
    skip_newline(lexer);
    lexer->mark_end(lexer);
    lexer->result_symbol = LINE_JOIN;
    return list_goes_on(lexer);
  }
  if (valid_symbols[JOINED_COMMENT] && first == '/') {
    lexer->advance(lexer, false);
    if (lexer->lookahead != '/') {
      return false;
    }
    while (!is_newline(lexer->lookahead) && !lexer->eof(lexer)) {
      lexer->advance(lexer, false);
    }
    lexer->mark_end(lexer);
    lexer->result_symbol = JOINED_COMMENT;
    return list_goes_on(lexer);
  }
  enum TokenType token = first == '\'' ? SINGLE_QUOTE : first == '`' ? BACKTICK : QUOTE_BEHIND_TAG;
  if ((first != '\'' && first != '`' && first != '"') || !valid_symbols[token]) {
    return false;
  }
  lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  lexer->result_symbol = token;
  return skip_string(lexer, first);
}

void *tree_sitter_prisma_external_scanner_create(void) { return ts_calloc(1, sizeof(State)); }

void tree_sitter_prisma_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_prisma_external_scanner_serialize(void *payload, char *buffer) {
  buffer[0] = ((State *)payload)->is_prisma_8;
  return buffer[0] ? 1 : 0;
}

void tree_sitter_prisma_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  ((State *)payload)->is_prisma_8 = length > 0 && buffer[0];
}

bool tree_sitter_prisma_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  State *state = payload;
  // During error recovery every symbol is valid; an empty token there would never end.
  if (valid_symbols[ERROR_SENTINEL]) {
    return false;
  }
  // The empty tokens stand before the white space, so that a block ends with its last line.
  lexer->mark_end(lexer);
  if (valid_symbols[DIRECTIVE]) {
    lexer->result_symbol = DIRECTIVE;
    state->is_prisma_8 = at_directive(lexer);
    return state->is_prisma_8;
  }
  bool only_namespace = valid_symbols[IMPLIED_NAMESPACE_CLOSE] && !valid_symbols[IMPLIED_CLOSE];
  // Between the blocks of a namespace a comment may stand behind a `}`, to which it belongs then. A column costs time.
  bool begins_line = !only_namespace || lexer->get_column(lexer) == 0;
  bool indented = skip_spaces_before(lexer);
  bool at_end = lexer->eof(lexer);
  if (valid_symbols[END_OF_FILE] && at_end) {
    lexer->result_symbol = END_OF_FILE;
    return true;
  }
  // Both are never valid at one place: the innermost block ends first.
  if (valid_symbols[IMPLIED_CLOSE] || valid_symbols[IMPLIED_NAMESPACE_CLOSE]) {
    lexer->result_symbol = only_namespace ? IMPLIED_NAMESPACE_CLOSE : IMPLIED_CLOSE;
    return at_end || ((begins_line || lexer->lookahead != '/') && block_ends(lexer, only_namespace, indented));
  }
  return state->is_prisma_8 && !at_end && scan_prisma_8(lexer, valid_symbols);
}
