//! What could not be read.

use crate::validate::code::codes;
use crate::validate::next::arguments::PSL_INVALID_ATTRIBUTE_SYNTAX;
use crate::validate::next::report::{At, Report};
use ::syntax::next::{ErrorKind, SyntaxError};
use base::FileId;

codes! {
    /// A string without its closing quote.
    ///
    /// A string in `"` or `'` ends with its line. Prisma 8 reports it as `PSL_UNTERMINATED_STRING`.
    PSL_UNTERMINATED_STRING = "psl-unterminated-string";

    /// A string in backticks without a tag.
    ///
    /// Backticks are for tagged strings such as `` sql`now()` ``. Prisma 8 reports it as
    /// `PSL_BACKTICK_STRING_REQUIRES_TAG`.
    PSL_BACKTICK_STRING_REQUIRES_TAG = "psl-backtick-string-requires-tag";

    /// A name with too many qualifiers, or with one that is not finished.
    ///
    /// A name has at most one namespace and one space: `space:namespace.Name`. Prisma 8 reports it as
    /// `PSL_INVALID_QUALIFIED_NAME`.
    PSL_INVALID_QUALIFIED_NAME = "psl-invalid-qualified-name";

    /// An object that cannot be read.
    ///
    /// An object is `{ key: value, key: value }`. Prisma 8 reports it as `PSL_INVALID_OBJECT_LITERAL`.
    PSL_INVALID_OBJECT_LITERAL = "psl-invalid-object-literal";

    /// A namespace that Prisma does not accept.
    ///
    /// Namespaces are at the top of a file, as `types` blocks are. Prisma 8 reports it as `PSL_INVALID_NAMESPACE_BLOCK`.
    PSL_INVALID_NAMESPACE_BLOCK = "psl-invalid-namespace-block";

    /// A declaration without its name or its opening brace.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_DECLARATION`.
    PSL_INVALID_DECLARATION = "psl-invalid-declaration";

    /// A block without its closing brace.
    ///
    /// Prisma 8 reports it as `PSL_UNTERMINATED_BLOCK`.
    PSL_UNTERMINATED_BLOCK = "psl-unterminated-block";

    /// Text or a block that Prisma 8 does not know.
    ///
    /// Beside models, types and namespaces it knows `enum`, `native_enum`, `role`, the `policy_…` blocks, and those of
    /// extensions. A schema has no `datasource` and no `generator`: they are in `prisma.config.ts`. Prisma 8 reports it as
    /// `PSL_UNSUPPORTED_TOP_LEVEL_BLOCK`.
    PSL_UNSUPPORTED_TOP_LEVEL_BLOCK = "psl-unsupported-top-level-block";

    /// A line of a model or type that is neither a field nor an attribute.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_MODEL_MEMBER`.
    PSL_INVALID_MODEL_MEMBER = "psl-invalid-model-member";

    /// A line of a `types` block that names no type.
    ///
    /// A line is `Name = Type`. Prisma 8 reports it as `PSL_INVALID_TYPES_MEMBER`.
    PSL_INVALID_TYPES_MEMBER = "psl-invalid-types-member";

    /// A line of a block that is no entry.
    ///
    /// A line is `key = value`, or a name alone. Prisma 8 reports it as `PSL_INVALID_EXTENSION_BLOCK_MEMBER`.
    PSL_INVALID_EXTENSION_BLOCK_MEMBER = "psl-invalid-extension-block-member";
}

pub(super) fn report(report: &mut Report<'_>, file: FileId, errors: &[SyntaxError]) {
    for SyntaxError { kind, span } in errors {
        let (code, message) = match kind {
            ErrorKind::UnterminatedString => {
                (&PSL_UNTERMINATED_STRING, "This string is not closed. Add its quote.".into())
            }
            ErrorKind::UntaggedBackticks => (
                &PSL_BACKTICK_STRING_REQUIRES_TAG,
                "A string in backticks needs a tag before it, as in sql`…`.".into(),
            ),
            ErrorKind::TooManySegments => (
                &PSL_INVALID_QUALIFIED_NAME,
                "This name has too many parts. Use at most `space:namespace.Name`.".into(),
            ),
            ErrorKind::MissingSegment => {
                (&PSL_INVALID_QUALIFIED_NAME, "A name is missing after the `.` or `:`. Add it.".into())
            }
            ErrorKind::MissingComma => {
                (&PSL_INVALID_OBJECT_LITERAL, "A comma is missing between these members. Add it.".into())
            }
            ErrorKind::UnterminatedObject => {
                (&PSL_INVALID_OBJECT_LITERAL, "This object is not closed. Add `}`.".into())
            }
            ErrorKind::MissingMemberValue => {
                (&PSL_INVALID_OBJECT_LITERAL, "A value is missing after the `:`. Add it.".into())
            }
            ErrorKind::MissingColon(key) => (
                &PSL_INVALID_OBJECT_LITERAL,
                format!("A `:` is missing after `{}`. Add it with a value.", shown(key)),
            ),
            ErrorKind::MissingAttributeName => {
                (&PSL_INVALID_ATTRIBUTE_SYNTAX, "This attribute has no name. Add one.".into())
            }
            ErrorKind::NestedNamespace(name) => (
                &PSL_INVALID_NAMESPACE_BLOCK,
                format!("Namespace `{name}` is inside another namespace. Move it out."),
            ),
            ErrorKind::NestedTypes => (
                &PSL_INVALID_NAMESPACE_BLOCK,
                "This `types` block is inside a namespace. Move it to the top of the file.".into(),
            ),
            ErrorKind::ReservedNamespace => (
                &PSL_INVALID_NAMESPACE_BLOCK,
                "Prisma uses this name for what is outside of namespaces. Choose another one.".into(),
            ),
            ErrorKind::MissingName(keyword) => {
                (&PSL_INVALID_DECLARATION, format!("This `{}` block has no name. Add one.", shown(keyword)))
            }
            ErrorKind::MissingBrace(keyword) => {
                (&PSL_INVALID_DECLARATION, format!("This `{}` block has no `{{`. Add it.", shown(keyword)))
            }
            ErrorKind::UnterminatedBlock => {
                (&PSL_UNTERMINATED_BLOCK, "This block is not closed. Add `}`.".into())
            }
            ErrorKind::UnsupportedBlock(text) => (&PSL_UNSUPPORTED_TOP_LEVEL_BLOCK, unsupported(text)),
            ErrorKind::UnsupportedDeclaration(text) => (
                &PSL_UNSUPPORTED_TOP_LEVEL_BLOCK,
                format!("`{}` starts no declaration. Remove it.", shown(text)),
            ),
            ErrorKind::InvalidMember(text) => (
                &PSL_INVALID_MODEL_MEMBER,
                format!("`{}` starts no field and no attribute. Remove the line.", shown(text)),
            ),
            ErrorKind::InvalidNamedType(text) => {
                (&PSL_INVALID_TYPES_MEMBER, format!("`{}` starts no type. Write `Name = Type`.", shown(text)))
            }
            ErrorKind::InvalidEntry => {
                (&PSL_INVALID_EXTENSION_BLOCK_MEMBER, "This line is no entry. Write `key = value`.".into())
            }
            ErrorKind::MissingType(name) => {
                (&PSL_INVALID_MODEL_MEMBER, format!("Field `{}` has no type. Add one.", shown(name)))
            }
            ErrorKind::MissingEquals(name) => (
                &PSL_INVALID_TYPES_MEMBER,
                format!("Type `{}` has no `=`. Write `Name = Type`.", shown(name)),
            ),
            ErrorKind::MissingValue => {
                (&PSL_INVALID_EXTENSION_BLOCK_MEMBER, "A value is missing after the `=`. Add it.".into())
            }
        };
        report.error(code, At { file, span: *span }, message);
    }
}

/// The message for a block with a keyword that Prisma does not know.
pub(super) fn unsupported(keyword: &str) -> String {
    let what = shown(keyword);
    match keyword {
        "datasource" | "generator" => {
            format!("Prisma 8 has no `{what}` blocks. Move its settings to `prisma.config.ts`.")
        }
        "view" => "Prisma 8 has no `view` blocks. Use a model with `@@control(external)`.".into(),
        _ => format!("Prisma 8 has no `{what}` blocks. Correct the keyword, or remove the block."),
    }
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> String {
    const LONG: usize = 40;
    if text.chars().count() <= LONG {
        return text.to_owned();
    }
    text.chars().take(LONG).chain(['…']).collect()
}
