//! Text that is no schema language.

use crate::validate::codes::{Code, Removal, code, removable};

pub(super) const CODES: &[Code] = &[
    removable(
        "attribute-outside-block",
        Removal::Line,
        "A `@@` attribute stands outside of any block.",
        "It belongs between the braces of the model, view or enum that it describes. Move it there; if it stands there already, a brace above it is one too many.",
    ),
    removable(
        "attribute-outside-model",
        Removal::Text,
        "A datasource or generator has an attribute.",
        "These blocks consist of lines of the form `key = value` only. Take the attribute away.",
    ),
    code(
        "brace-on-same-line",
        "Both braces of a block stand on one line.",
        "Every member of a block has a line of its own, and so has the closing brace. Put `}` on the next line.",
    ),
    removable(
        "comment-inside-line",
        Removal::Text,
        "A `/* */` comment stands inside a line.",
        "Such comments are allowed between lines and at the end of a line. Move it there, or write `//` behind the line.",
    ),
    code(
        "dotted-type",
        "The type of a field holds a dot or a colon.",
        "A type is one name. Types of other packages or schemas cannot be referred to: declare the model here.",
    ),
    code(
        "enum-value-assigned",
        "An enum value is given another value with `=`.",
        "An enum value is a bare name. What it is called in the database is said with `@map(\"…\")` behind it.",
    ),
    code(
        "legacy-colon",
        "A colon stands between a field and its type.",
        "This is how Prisma 1 wrote fields. Today the type follows the name after a space: `name String`.",
    ),
    code(
        "legacy-list",
        "A list type is written `[Type]`.",
        "This is how Prisma 1 wrote lists. Today it is `Type[]`.",
    ),
    code(
        "legacy-required",
        "A type ends in `!`.",
        "Fields are required unless `?` makes them optional, so the mark is neither needed nor allowed.",
    ),
    removable(
        "missing-attribute-name",
        Removal::Attribute,
        "Behind `@` or `@@` no name follows.",
        "Write the name of the attribute, or take the mark away.",
    ),
    code(
        "missing-body",
        "A block has no braces.",
        "A block opens with `{` behind its name, on the same line, and is closed by `}` on a line of its own.",
    ),
    code(
        "missing-brace",
        "A block is not closed.",
        "Prisma reads on to the next `}`, so that what follows is taken for a part of this block. Write `}` behind its last member.",
    ),
    code(
        "missing-comma",
        "Two values follow each other without a comma.",
        "Values in brackets are parted by commas.",
    ),
    removable(
        "missing-condition",
        Removal::Argument(&[]),
        "A key of an object has no value.",
        "Objects are written `{ field: value }`, such as the condition of a partial index.",
    ),
    removable(
        "missing-equals",
        Removal::Line,
        "A line of a datasource or generator has no `=`.",
        "Such lines have the form `key = value`.",
    ),
    removable(
        "missing-name",
        Removal::Attribute,
        "A block, or a path with a dot, lacks a name.",
        "Write the name where it is missing: behind the keyword, or beside the dot.",
    ),
    code(
        "missing-type",
        "A field has no type.",
        "Every field has a type behind its name: a built-in one such as `String`, an enum, or another model.",
    ),
    code(
        "missing-value",
        "A key or an argument has no value.",
        "Write a value behind `=` or `:`, or take the name away.",
    ),
    removable(
        "object-value",
        Removal::Argument(&[]),
        "An object stands where none can.",
        "Only the condition of a partial index is an object in braces. Write a value of the kind that is asked for.",
    ),
    code(
        "quoted-key",
        "A key of an object stands in quotes.",
        "Keys are names of fields and stand without quotes, other than in JSON.",
    ),
    code(
        "several-modifiers",
        "A type has more than one of `?` and `[]`.",
        "A list is never absent, only empty, and lists of lists do not exist. Keep one of the marks.",
    ),
    code("space-in-list", "White space stands between the brackets of a list type.", "Write `[]`."),
    code(
        "space-in-name",
        "A name with dots holds white space.",
        "The parts of such a name stand close together: `@db.Text`.",
    ),
    code(
        "stray-comma",
        "A comma has no value in front of it or behind it.",
        "Commas part values. Take this one away.",
    ),
    code(
        "trailing-comma",
        "A comma stands before the closing bracket of arguments.",
        "Unlike in many languages, the last argument is not followed by a comma.",
    ),
    code(
        "type-alias",
        "A type alias is declared.",
        "`type Name = …` was an experiment that Prisma gave up. Write the type with its attributes at each field that uses it.",
    ),
    removable(
        "type-with-arguments",
        Removal::Text,
        "A type is followed by arguments.",
        "Only `Unsupported(\"…\")` takes one. The column type is said by an attribute, such as `@db.VarChar(20)`.",
    ),
    code(
        "unclosed-bracket",
        "A bracket is not closed on its line.",
        "Lists and arguments cannot go on in the next line. Close the bracket at the end of this one.",
    ),
    code(
        "unclosed-string",
        "A text in quotes is not closed on its line.",
        "Texts cannot go on in the next line. Write `\\n` for a line end.",
    ),
    removable(
        "unexpected-in-head",
        Removal::Text,
        "Something stands between the name of a block and its `{`.",
        "The head of a block is its keyword, its name and the brace. Take the rest away.",
    ),
    removable(
        "unexpected-line",
        Removal::Line,
        "A line is nothing that can stand here.",
        "Between the blocks only blocks and comments can stand; in a model fields and `@@` attributes, in an enum names, in a datasource or generator `key = value`.",
    ),
    removable(
        "unexpected-text",
        Removal::Text,
        "Some text fits nowhere.",
        "Take it away, or put it on a line of its own if it was meant to be one. Lines end without `;` or `,`.",
    ),
    code(
        "unknown-block",
        "A block opens with a word that Prisma does not know.",
        "The kinds of block are `model`, `view`, `type`, `enum`, `datasource` and `generator`.",
    ),
    code(
        "unknown-escape",
        "A backslash in a text is followed by a letter that means nothing.",
        "Known are `\\n`, `\\r`, `\\t`, `\\b`, `\\f`, `\\\"`, `\\/`, `\\\\` and `\\u` with four digits. A backslash itself is written twice.",
    ),
    code("unnamed-block", "A block has no name.", "Write one between the keyword and the `{`."),
    removable(
        "unreadable-value",
        Removal::Argument(&[]),
        "A value is neither a number nor a name.",
        "A name begins with a letter. Text stands in quotes: `\"2024-01-01\"`.",
    ),
    code(
        "unsupported-without-type",
        "`Unsupported` lacks the column's type.",
        "It takes the type as the database calls it, as one text: `Unsupported(\"circle\")`.",
    ),
];
