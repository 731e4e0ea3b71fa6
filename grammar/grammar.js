/**
 * The Prisma schema language for tree-sitter.
 *
 * Four decisions shape this grammar:
 *
 * - A line is the unit of the language: a field, a block attribute, a `key = value` ends where its line ends, so
 *   newlines are tokens here and nothing that opens on a line (`(`, `[`, `{` of an object) lives past its end.
 * - Broken text is part of the grammar instead of being left to error recovery. Closing brackets are optional, names
 *   may be missing after `@`, and what fits nowhere becomes one `unexpected` node that ends with the line. A line that
 *   is being typed thus keeps the structure it already has, and its neighbours never change.
 * - The dialect of Prisma 8 begins with a comment that selects it, and only behind that comment are there strings in single
 *   quotes and backticks, tags before strings, and lists in brackets that span lines. The scanner knows the dialect, so
 *   that nothing changes for other files. Prisma 8 takes any line end for a space; here a line remains the unit outside
 *   of brackets.
 * - Legacy forms (`field: Type`, `[Type]`, `Type!`, type aliases) and the blocks of Prisma 8 are ordinary nodes, so
 *   that tools can speak about them.
 *
 * @file Grammar of the Prisma schema language
 * @license MIT OR Apache-2.0
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

/** One block: its keyword, its name and its body, where a half-typed one may lack the latter two. */
function declaration($, keyword, closedBody, openBody) {
  const rest = (unexpected) => choice(
    seq(field("body", closedBody), optional(comment($))),
    field("body", openBody),
    seq(optional(alias(unexpected, $.unexpected)), optional(comment($)), $._line_end),
  );
  return prec.right(seq(
    optional(field("documentation", $.comment_block)),
    field("keyword", keyword),
    choice(seq(field("name", $.identifier), rest($._unexpected_behind_name)), rest($._unexpected_header)),
  ));
}

/** `{`, members one a line, `}`. What follows `{` on its line is no member: Prisma skips it. */
function closedBody($, lines) {
  return seq("{", optional(alias($._unexpected_opening, $.unexpected)), choice("}", seq(openingEnd($), lines, "}")));
}

/** The body of a block that lacks its `}`: the scanner says where it ends. */
function openBody($, lines, close) {
  return seq("{", optional(alias($._unexpected_opening, $.unexpected)), openingEnd($), lines, close);
}

function openingEnd($) {
  return seq(optional(comment($)), $._line_end);
}

/** What stands between the braces: blank lines, comments and members, where each member takes a line. */
function lines($, ...members) {
  return repeat1(choice($._newline, $._loose_comments, seq(choice(...members), $._line_end)));
}

/** The end of every line that holds something: leftovers that fit nowhere, then a comment. */
function lineEnd($) {
  return seq(optional($.unexpected), optional(comment($)));
}

/** A line that is nothing, with the comments before it and behind it. */
function brokenLine($, unexpected) {
  return seq(
    optional(field("documentation", $.comment_block)),
    alias(unexpected, $.unexpected),
    optional(comment($)),
  );
}

/** `?` and `[]` behind a type. */
function modifiers($) {
  return repeat(field("modifier", choice($.optional_modifier, $.list_modifier, $.legacy_required_modifier)));
}

/**
 * Any character but those of `excluded`. A negated class would do if the generated lexer did not leave NUL out of those;
 * the last code point, which is no character, is left out instead.
 */
function except(excluded) {
  return new RustRegex(`[\\x00-\\u{10FFFE}--[${excluded}]]`);
}

/** A word for a value where it is a name. */
function constant($) {
  return alias(choice("true", "false", $.null), $.identifier);
}

/** The items of a list in brackets, which may be spread over lines in the dialect of Prisma 8. */
function list($, item) {
  return repeat(choice(
    item,
    ",",
    alias($._stray_inside, $.unexpected),
    $._line_join,
    alias($._joined_comment, $.comment),
  ));
}

/** What a string consists of between its quotes. Its content outranks comments: `"//cdn"` holds none. */
function stringContent($, excluded) {
  return repeat(choice(alias(token.immediate(prec(3, repeat1(except(excluded)))), $.string_content), $.escape_sequence));
}

/** A comment that ends a line. */
function comment($) {
  return field("comment", choice($.comment, $.doc_comment));
}

module.exports = grammar({
  name: "prisma",

  // Tokens that no pattern matches: the end of the file, which ends a last line without a newline, and the places where
  // a block without `}` ends (before a line that opens another block, or with the file). Then what is only in the dialect of
  // Prisma 8: the comment that selects it, as an empty token, quotes, and line ends and comments in brackets.
  externals: $ => [
    $._end_of_file,
    $._implied_close,
    $._implied_namespace_close,
    $._directive,
    $._single_quote,
    $._backtick,
    $._quote_behind_tag,
    $._line_join,
    $._joined_comment,
    $._error_sentinel,
  ],

  // The byte order mark is white space wherever it stands: tree-sitter itself skips it at the very beginning only.
  extras: $ => [/[\p{Zs}\t\uFEFF]+/, $.block_comment],

  word: $ => $.identifier,

  rules: {
    source_file: $ => seq(optional($._directive), repeat(choice(
      $._newline,
      $._loose_comments,
      $._item,
      seq(alias($._stray_brace_line, $.broken_line), $._line_end),
    ))),

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

    model_declaration: $ => declaration($, "model", $.model_body, alias($._open_model_body, $.model_body)),
    view_declaration: $ => declaration($, "view", $.model_body, alias($._open_model_body, $.model_body)),
    composite_type_declaration: $ => declaration($, "type", $.model_body, alias($._open_model_body, $.model_body)),
    enum_declaration: $ => declaration($, "enum", $.enum_body, alias($._open_enum_body, $.enum_body)),
    datasource_declaration: $ => declaration($, "datasource", $.config_body, alias($._open_config_body, $.config_body)),
    generator_declaration: $ => declaration($, "generator", $.config_body, alias($._open_config_body, $.config_body)),
    namespace_declaration: $ =>
      declaration($, "namespace", $.namespace_body, alias($._open_namespace_body, $.namespace_body)),

    // A block under a word that Prisma 6 and 7 do not know: `types`, `native_enum`, `policy_select`, `role` of the
    // Prisma 8 dialect, and whatever somebody mistyped.
    generic_declaration: $ =>
      declaration($, alias($.identifier, $.keyword), $.generic_body, alias($._open_generic_body, $.generic_body)),

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

    model_body: $ => closedBody($, optional($._model_lines)),
    enum_body: $ => closedBody($, optional($._enum_lines)),
    config_body: $ => closedBody($, optional($._config_lines)),
    generic_body: $ => closedBody($, optional($._generic_lines)),
    namespace_body: $ => closedBody($, optional($._namespace_lines)),

    _open_model_body: $ => openBody($, optional($._model_lines), $._implied_close),
    _open_enum_body: $ => openBody($, optional($._enum_lines), $._implied_close),
    _open_config_body: $ => openBody($, optional($._config_lines), $._implied_close),
    _open_generic_body: $ => openBody($, optional($._generic_lines), $._implied_close),
    _open_namespace_body: $ => openBody($, optional($._namespace_lines), $._implied_namespace_close),

    _model_lines: $ => lines($, $.field_declaration, $.block_attribute, $.broken_line),
    _enum_lines: $ => lines($, $.enum_value, $.block_attribute, $.broken_line),
    _config_lines: $ => lines($, $.key_value, $.block_attribute, $.broken_line),
    _generic_lines: $ =>
      lines($, $.field_declaration, alias($._typed_key_value, $.key_value), $.block_attribute, $.broken_line),
    _namespace_lines: $ => repeat1(choice($._newline, $._loose_comments, $._item)),

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

    // Prisma takes a whole number for a name here.
    key_value: $ => seq(
      optional(field("documentation", $.comment_block)),
      field("key", choice($.identifier, alias($._digits, $.identifier))),
      optional(seq("=", optional(field("value", $._expression)))),
      repeat($.attribute),
      lineEnd($),
    ),

    // In `types {}` of Prisma 8 the value is a type and may be optional or a list.
    _typed_key_value: $ => seq(
      optional(field("documentation", $.comment_block)),
      field("key", $.identifier),
      optional(seq("=", optional(seq(
        optional(seq(field("space", $.identifier), ":")),
        field("value", $._expression),
        modifiers($),
      )))),
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
    broken_line: $ => brokenLine($, $._unexpected_line),
    _unexpected_line: $ => seq(choice($._plain_token, "{"), repeat($._any_token)),

    // A `}` closes a block; only where none is open it begins a broken line.
    _stray_brace_line: $ => brokenLine($, $._stray_brace),
    _stray_brace: $ => seq("}", repeat($._any_token)),

    // What stands where nothing of the kind can stand, up to the end of the line.
    unexpected: $ => repeat1($._any_token),

    // Behind a block's keyword, behind its name, and behind its `{`, up to the end of the line.
    _unexpected_header: $ => seq(choice($._plain_token, "}", "@@"), repeat($._any_token)),
    _unexpected_behind_name: $ => seq(choice($._plain_token, "}", "@@", $.identifier), repeat($._any_token)),
    _unexpected_opening: $ => repeat1(choice($._plain_token, "{", "@@", $.identifier)),

    _any_token: $ => prec(-1, choice($._plain_token, "{", "}", $.identifier, "@@")),
    _plain_token: $ => prec(-1, choice($._stray, "]", ")", "[", "(", "@", "?", "!", ":", "=", ",", ".", $.string, $.number)),

    // Types

    field_type: $ => prec.right(seq(
      choice(
        seq(
          choice(field("name", $.path), seq(field("space", $.identifier), ":", optional(field("name", $.path)))),
          optional(field("arguments", $.arguments)),
        ),
        field("legacy_list", $.legacy_list_type),
      ),
      modifiers($),
    )),
    legacy_list_type: $ => prec.right(seq(
      "[",
      optional(field("name", $.path)),
      optional(field("modifier", $.legacy_required_modifier)),
      optional("]"),
    )),
    optional_modifier: _ => "?",
    list_modifier: _ => prec.right(seq("[", optional("]"))),
    legacy_required_modifier: _ => "!",

    // Attributes and expressions

    attribute: $ => prec.right(seq("@", optional(field("name", $.path)), optional(field("arguments", $.arguments)))),

    arguments: $ => prec.right(seq("(", list($, $.argument), optional(")"))),

    argument: $ => prec.right(choice(
      seq(field("name", $.identifier), ":", optional(field("value", $._expression))),
      field("value", $._expression),
    )),

    _expression: $ => prec.right(choice(
      $.string,
      $.tagged_literal,
      $.number,
      $.boolean,
      $.null,
      $.path,
      alias($._constant_path, $.path),
      $.call,
      $.array,
      $.object,
    )),

    // A dotted name: `Role`, `db.VarChar`, `address.street`.
    path: $ => prec.right(seq($.identifier, repeat($._path_step))),
    _path_step: $ => prec.right(seq(".", optional(choice($.identifier, constant($))))),

    call: $ => prec.right(seq(
      field("name", choice($.path, alias($._constant_path, $.path), alias($._constant_name, $.path))),
      field("arguments", $.arguments),
    )),

    // A field may be called `true`, `false` or `null`. With a dot or a bracket behind it the word can be nothing else.
    _constant_path: $ => prec.right(1, seq(constant($), repeat1($._path_step))),
    _constant_name: $ => prec(1, constant($)),

    array: $ => prec.right(seq("[", list($, $._expression), optional("]"))),

    object: $ => prec.right(seq("{", list($, $.object_member), optional("}"))),

    object_member: $ => prec.right(seq(
      field("key", choice($.identifier, $.string)),
      optional(seq(":", optional(field("value", $._expression)))),
    )),

    // Tokens that can neither begin a value nor close anything, inside brackets.
    _stray_inside: $ => choice($._stray, "?", "!", "=", "."),

    string: $ => choice(
      prec.right(seq('"', stringContent($, '"\\\\\\r\\n'), optional(token.immediate('"')))),
      $._string_of_prisma_8,
    ),
    // The scanner sees to it that they are closed.
    _string_of_prisma_8: $ => choice(
      prec.right(seq(alias($._single_quote, "'"), stringContent($, "'\\\\\\r\\n"), token.immediate("'"))),
      prec.right(seq(alias($._backtick, "`"), stringContent($, "`\\\\"), token.immediate("`"))),
    ),

    // `sql\`now()\`` in the dialect of Prisma 8.
    tagged_literal: $ => prec.right(1, seq(field("name", $.path), field("value", alias($._tagged_string, $.string)))),
    _tagged_string: $ => choice(
      prec.right(seq(alias($._quote_behind_tag, '"'), stringContent($, '"\\\\\\r\\n'), token.immediate('"'))),
      $._string_of_prisma_8,
    ),
    escape_sequence: _ => token.immediate(seq("\\", optional(choice(/u[0-9a-fA-F]{4}/, except("\\r\\n"))))),

    // No higher precedence than a name: `1d` is one name, although Prisma refuses it.
    _digits: _ => /[0-9]+/,
    number: _ => /-?[0-9]+(\.[0-9]+)?/,
    boolean: _ => choice("true", "false"),
    null: _ => "null",

    // Prisma allows letters of every script and ASCII digits, then `_` and `-` too. The underscore or digit in front is
    // refused by the validator, not here: a name that is being typed should stay a name.
    identifier: _ => /[\p{L}0-9_][\p{L}0-9_\-]*/,

    // Any character that nothing else takes, control characters included. A `/*` that is never closed takes its line.
    _stray: _ => token(prec(-2, choice(seq("/*", repeat(except("\\r\\n"))), except("\\p{Zs}\\t\\uFEFF\\r\\n")))),

    // Comments

    // Comments that no line follows at once: they document nothing.
    _loose_comments: $ => prec(-1, $.comment_block),

    comment_block: $ => prec.right(repeat1(seq(choice($.comment, $.doc_comment), $._line_end))),
    comment: _ => token(prec(2, seq("//", optional(seq(except("/\\r\\n"), repeat(except("\\r\\n"))))))),
    doc_comment: _ => token(prec(2, seq("///", repeat(except("\\r\\n"))))),
    block_comment: _ => token(prec(2, seq("/*", repeat(choice(except("*"), seq(/\*+/, except("*/")))), /\*+\//))),

    // The end of the file ends a line as well: to the lexer it is a NUL.
    _line_end: $ => choice($._newline, $._end_of_file),
    _newline: _ => /\r\n|\n|\r/,
  },
});
