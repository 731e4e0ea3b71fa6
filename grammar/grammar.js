/**
 * The Prisma schema language for tree-sitter.
 *
 * Three decisions shape this grammar:
 *
 * - A line is the unit of the language: a field, a block attribute, a `key = value` ends where its line ends, so
 *   newlines are tokens here and nothing that opens on a line (`(`, `[`, `{` of an object) lives past its end.
 * - Broken text is part of the grammar instead of being left to error recovery. Closing brackets are optional, names
 *   may be missing after `@`, and what fits nowhere becomes one `unexpected` node that ends with the line. A line that
 *   is being typed thus keeps the structure it already has, and its neighbours never change.
 * - Legacy forms (`field: Type`, `[Type]`, `Type!`, type aliases) and the blocks of Prisma 8 are ordinary nodes, so
 *   that tools can speak about them.
 *
 * @file Grammar of the Prisma schema language
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

/** One block: its keyword, its name and its body, where a half-typed one may lack the latter two. */
function declaration($, keyword, body) {
  return seq(
    optional(field("documentation", $.comment_block)),
    field("keyword", keyword),
    optional(field("name", $.identifier)),
    choice(
      field("body", body),
      seq(
        optional(alias($._unexpected_header, $.unexpected)),
        optional(field("comment", choice($.comment, $.doc_comment))),
        $._line_end,
      ),
    ),
  );
}

/** `{`, members one a line, `}`. What follows `{` on its line is no member: Prisma skips it. */
function body($, ...lines) {
  return prec.right(seq(
    "{",
    optional(alias($._unexpected_opening, $.unexpected)),
    choice(
      "}",
      seq(
        optional(field("comment", choice($.comment, $.doc_comment))),
        $._line_end,
        repeat(choice($._newline, $._loose_comments, ...lines)),
        optional("}"),
      ),
    ),
  ));
}

/** The members of a body that each take a line. */
function line($, ...members) {
  return seq(choice(...members), $._line_end);
}

/** The end of every line that holds something: leftovers that fit nowhere, then a comment. */
function lineEnd($) {
  return seq(
    optional($.unexpected),
    optional(field("comment", choice($.comment, $.doc_comment))),
  );
}

module.exports = grammar({
  name: "prisma",

  // An external token, since no pattern matches the end of the file: it ends a last line that has no newline.
  externals: $ => [$._end_of_file, $._error_sentinel],

  extras: $ => [/[\p{Zs}\t]+/, $.block_comment],

  word: $ => $.identifier,

  rules: {
    source_file: $ => repeat(choice($._newline, $._loose_comments, $._item)),

    _item: $ => choice(
      $.model_declaration,
      $.view_declaration,
      $.composite_type_declaration,
      $.enum_declaration,
      $.datasource_declaration,
      $.generator_declaration,
      $.type_alias,
      $.namespace_declaration,
      $.generic_declaration,
      // A block attribute out here belongs to no block: the validator says so.
      seq(choice($.block_attribute, $.broken_line), $._line_end),
    ),

    // Blocks

    model_declaration: $ => declaration($, "model", $.model_body),
    view_declaration: $ => declaration($, "view", $.model_body),
    composite_type_declaration: $ => declaration($, "type", $.model_body),
    enum_declaration: $ => declaration($, "enum", $.enum_body),
    datasource_declaration: $ => declaration($, "datasource", $.config_body),
    generator_declaration: $ => declaration($, "generator", $.config_body),
    namespace_declaration: $ => declaration($, "namespace", $.namespace_body),

    // A block under a word that Prisma 6 and 7 do not know: `types`, `native_enum`, `policy_select`, `role` of the
    // Prisma 8 dialect, and whatever somebody mistyped.
    generic_declaration: $ => declaration($, alias($.identifier, $.keyword), $.generic_body),

    // `type Name = Int @id`, gone since Prisma 4 and still met in old schemas.
    type_alias: $ => seq(
      optional(field("documentation", $.comment_block)),
      field("keyword", "type"),
      field("name", $.identifier),
      "=",
      optional(field("type", $.field_type)),
      repeat($.attribute),
      lineEnd($),
      $._line_end,
    ),

    model_body: $ => body($, line($, $.field_declaration, $.block_attribute, $.broken_line)),
    enum_body: $ => body($, line($, $.enum_value, $.block_attribute, $.broken_line)),
    config_body: $ => body($, line($, $.key_value, $.block_attribute, $.broken_line)),
    generic_body: $ => body($, line($, $.field_declaration, $.key_value, $.block_attribute, $.broken_line)),
    namespace_body: $ => body($, $._item),

    // Lines

    // In a block of unknown kind a lone name is a field without a type yet: hence the precedence over `key_value`.
    field_declaration: $ => prec(1, seq(
      optional(field("documentation", $.comment_block)),
      field("name", $.identifier),
      optional(field("legacy_colon", ":")),
      optional(field("type", $.field_type)),
      repeat($.attribute),
      lineEnd($),
    )),

    key_value: $ => seq(
      optional(field("documentation", $.comment_block)),
      field("key", $.identifier),
      optional(seq("=", optional(field("value", $._expression)))),
      repeat($.attribute),
      lineEnd($),
    ),

    enum_value: $ => seq(
      optional(field("documentation", $.comment_block)),
      field("name", $.identifier),
      optional(seq("=", optional(field("value", $._expression)))),
      repeat($.attribute),
      lineEnd($),
    ),

    block_attribute: $ => seq(
      optional(field("documentation", $.comment_block)),
      "@@",
      optional(field("name", $.path)),
      optional(field("arguments", $.arguments)),
      lineEnd($),
    ),

    // A line whose first token can begin nothing.
    broken_line: $ => seq(
      optional(field("documentation", $.comment_block)),
      alias($._unexpected_line, $.unexpected),
      optional(field("comment", choice($.comment, $.doc_comment))),
    ),
    _unexpected_line: $ => seq($._no_beginning, repeat($._any_token)),

    // What stands where nothing of the kind can stand, up to the end of the line.
    unexpected: $ => repeat1($._any_token),

    // Between a block's name and its `{`, and between that and the end of its line.
    _unexpected_header: $ => seq(choice($._plain_token, "}", "@@"), repeat($._any_token)),
    _unexpected_opening: $ => repeat1(choice($._plain_token, "{", "@@", $.identifier)),

    _any_token: $ => prec(-1, choice($._no_beginning, $.identifier, "@@")),
    _no_beginning: $ => prec(-1, choice($._plain_token, "{", "}")),
    _plain_token: $ => prec(-1, choice($._stray, "]", ")", "[", "(", "@", "?", "!", ":", "=", ",", ".", $.string, $.number)),

    // Types

    field_type: $ => prec.right(seq(
      choice(
        seq(optional(seq(field("space", $.identifier), ":")), field("name", $.path), optional(field("arguments", $.arguments))),
        field("legacy_list", $.legacy_list_type),
      ),
      repeat(field("modifier", choice($.optional_modifier, $.list_modifier, $.legacy_required_modifier))),
    )),
    legacy_list_type: $ => prec.right(seq("[", optional(field("name", $.path)), optional("]"))),
    optional_modifier: _ => "?",
    list_modifier: _ => prec.right(seq("[", optional("]"))),
    legacy_required_modifier: _ => "!",

    // Attributes and expressions

    attribute: $ => prec.right(seq("@", optional(field("name", $.path)), optional(field("arguments", $.arguments)))),

    arguments: $ => prec.right(seq("(", repeat(choice($.argument, ",", alias($._stray_inside, $.unexpected))), optional(")"))),

    argument: $ => prec.right(choice(
      seq(field("name", $.identifier), ":", optional(field("value", $._expression))),
      field("value", $._expression),
    )),

    _expression: $ => prec.right(choice($.string, $.number, $.boolean, $.null, $.path, $.call, $.array, $.object)),

    // A dotted name: `Role`, `db.VarChar`, `address.street`.
    path: $ => prec.right(seq($.identifier, repeat($._path_step))),
    _path_step: $ => prec.right(seq(".", optional($.identifier))),

    call: $ => prec.right(seq(field("name", $.path), field("arguments", $.arguments))),

    array: $ => prec.right(seq("[", repeat(choice($._expression, ",", alias($._stray_inside, $.unexpected))), optional("]"))),

    object: $ => prec.right(seq("{", repeat(choice($.object_member, ",", alias($._stray_inside, $.unexpected))), optional("}"))),

    object_member: $ => prec.right(seq(
      field("key", choice($.identifier, $.string)),
      optional(seq(":", optional(field("value", $._expression)))),
    )),

    // Tokens that can neither begin a value nor close anything, inside brackets.
    _stray_inside: $ => choice($._stray, "?", "!", "=", "."),

    string: $ => prec.right(seq(
      '"',
      repeat(choice(alias(token.immediate(prec(1, /[^"\\\r\n]+/)), $.string_content), $.escape_sequence)),
      optional(token.immediate('"')),
    )),
    escape_sequence: _ => token.immediate(/\\(u[0-9a-fA-F]{4}|[^\r\n])?/),

    number: _ => token(prec(1, /-?\d+(\.\d+)?/)),
    boolean: _ => choice("true", "false"),
    null: _ => "null",

    // Prisma allows letters and digits of every script, then `_` and `-` too. The underscore in front is refused by
    // the validator, not here: a name that is being typed should stay a name.
    identifier: _ => /[\p{L}\p{N}_][\p{L}\p{N}_\-]*/,

    _stray: _ => token(prec(-2, /[^\s]/)),

    // Comments

    // Comments that no line follows at once: they document nothing.
    _loose_comments: $ => prec(-1, $.comment_block),

    comment_block: $ => prec.right(repeat1(seq(choice($.comment, $.doc_comment), $._line_end))),
    comment: _ => token(prec(2, /\/\/([^\/\r\n][^\r\n]*)?/)),
    doc_comment: _ => token(prec(2, /\/\/\/[^\r\n]*/)),
    block_comment: _ => token(prec(2, /\/\*([^*]|\*+[^*\/])*\*+\//)),

    // The end of the file ends a line as well: to the lexer it is a NUL.
    _line_end: $ => choice($._newline, $._end_of_file),
    _newline: _ => /\r\n|\n|\r/,
  },
});
