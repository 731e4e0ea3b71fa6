// The one token that a pattern cannot match: the end of the file, as the end of a last line without a newline.

#include "tree_sitter/parser.h"

enum TokenType { END_OF_FILE, ERROR_SENTINEL };

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
  if (!valid_symbols[END_OF_FILE] || valid_symbols[ERROR_SENTINEL]) {
    return false;
  }
  while (lexer->lookahead == ' ' || lexer->lookahead == '\t') {
    lexer->advance(lexer, true);
  }
  if (!lexer->eof(lexer)) {
    return false;
  }
  lexer->mark_end(lexer);
  lexer->result_symbol = END_OF_FILE;
  return true;
}
