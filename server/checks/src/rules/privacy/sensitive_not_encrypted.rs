//! `sensitive-not-encrypted`

use crate::rules::privacy::encrypted_field_type::short_length;
use crate::rules::privacy::marks::{is_encrypted, mark};
use crate::rules::privacy::sensitive_words::{Sensitive, is_for_other_system, sensitive};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::item::Field;
use model::schema::{FieldType, edit};

rule! {
    /// A field that looks sensitive, without an annotation that says how it is protected.
    ///
    /// Anybody who can read the table, a backup or a log can read the value. Secrets that have to be read back should
    /// be encrypted: `/// @encrypted`. Passwords never have to be read back, so they should be hashed: `/// @hashed`.
    /// Fields are recognized by whole words of their names; a name that says that the value is a hash, or only about a
    /// secret, is exempt, and so are tables of authentication libraries, which protect what they store. Tokens are
    /// numerous and short-lived, and few applications encrypt telephone numbers and dates of birth, so for these the
    /// finding is information only. For the tokens by which a library finds its sessions it is a hint.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id     Int    @id
    ///   ssn    String
    ///   apiKey String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id                Int      @id
    ///   /// @encrypted
    ///   ssn               String
    ///   passwordHash      String
    ///   passwordUpdatedAt DateTime
    ///   tokenCount        Int
    /// }
    /// ```
    pub static RULE = Rule {
        code: "sensitive-not-encrypted",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[
            OptionSpec {
                name: "extra",
                kind: OptionKind::List(&[]),
                docs: "Further names, as words separated by spaces: `badge number`.",
            },
            OptionSpec {
                name: "allow",
                kind: OptionKind::List(&[]),
                docs: "Exempt fields, as `field` or `Model.field`.",
            },
            OptionSpec {
                name: "classes",
                kind: OptionKind::List(&["password", "secret", "token", "personal"]),
                docs: "The categories to look for.",
            },
        ],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let (extra, allow, classes) =
        (cx.options.list("extra"), cx.options.list("allow"), cx.options.list("classes"));
    for (field, ty) in cx.fields(model.id, model.model) {
        let name = field.name.as_str();
        let class =
            Some(field).filter(|field| can_hold(field, ty)).and_then(|_| sensitive(model, name, &extra));
        let Some(class) = class.filter(|class| classes.contains(&class_name(*class))) else { continue };
        let qualified = format!("{}.{name}", model.item.name());
        if allow.contains(&name)
            || allow.contains(&qualified.as_str())
            || is_protected(field)
            || is_mapped_to_hash(field)
            || mentions_protection(model, field)
            // The library hashes or encrypts them.
            || matches!(class, Sensitive::Password | Sensitive::Secret) && cx.kinds(model).is_external_auth
        {
            continue;
        }
        let (message, marks): (String, &[&str]) = match class {
            Sensitive::Password if is_for_other_system(model, name) => (
                format!(
                    "`{qualified}` looks like a password for another system, and nothing says how it is protected. \
                     Encrypt it and add `/// @encrypted`."
                ),
                &["@encrypted"],
            ),
            Sensitive::Password => (
                format!(
                    "`{qualified}` looks like a password. Store only a hash, and annotate it with `/// @hashed`."
                ),
                &["@hashed", "@encrypted"],
            ),
            Sensitive::Secret => (
                format!(
                    "`{qualified}` looks like a secret, and nothing says how it is protected. Encrypt it and add `/// \
                     @encrypted`."
                ),
                &["@encrypted", "@hashed"],
            ),
            Sensitive::Token => (
                format!(
                    "`{qualified}` looks like a token, and nothing says how it is protected. Add `/// @encrypted` or \
                     `/// @hashed`."
                ),
                &["@encrypted", "@hashed"],
            ),
            Sensitive::Personal | Sensitive::Contact => (
                format!(
                    "`{qualified}` looks like personal data, and nothing says how it is protected. Encrypt it and add \
                     `/// @encrypted`."
                ),
                &["@encrypted"],
            ),
        };
        let mut finding = cx.finding(model.id, field.name.span, message);
        // A session is found by its token.
        let is_of_session = class == Sensitive::Token
            && words(model.item.name()).last() == "session"
            && cx.kinds(model).is_external_auth;
        if is_of_session {
            finding = finding.at_most(Level::Hint);
        } else if matches!(class, Sensitive::Token | Sensitive::Contact) {
            finding = finding.at_most(Level::Info);
        }
        found.push(cx.fix(finding, || {
            // Ciphertext is text, and long, and cannot be looked up.
            let is_key = model.model.keys.iter().any(|key| key.field_names().any(|column| column == name));
            let takes_ciphertext =
                ty == FieldType::Scalar(ScalarType::String) && short_length(field).is_none() && !is_key;
            let fixes: Vec<Fix> = marks
                .iter()
                .filter(|mark| **mark != "@encrypted" || takes_ciphertext)
                .map(|mark| {
                    let change = edit::add_documentation(cx.schema, model.id, field.span.start, mark);
                    Fix::choice(format!("Add `/// {mark}`"), vec![change])
                })
                .collect();
            fixes
        }));
    }
}

fn class_name(class: Sensitive) -> &'static str {
    match class {
        Sensitive::Password => "password",
        Sensitive::Secret => "secret",
        Sensitive::Token => "token",
        Sensitive::Personal | Sensitive::Contact => "personal",
    }
}

/// Only text and short numbers hold secrets, and JSON those that have several parts.
fn can_hold(field: &Field, ty: FieldType) -> bool {
    match ty {
        FieldType::Scalar(ScalarType::String) => true,
        FieldType::Scalar(ScalarType::Int) => words(&field.name.text).contain_any(&["otp", "cvv", "pin"]),
        FieldType::Scalar(ScalarType::Json) => {
            words(&field.name.text).contain_any(&["credential", "credentials"])
        }
        _ => false,
    }
}

fn is_protected(field: &Field) -> bool {
    let documentation = field.documentation.as_deref();
    is_encrypted(field)
        || ["@hashed", "@encryption:hash"].iter().any(|name| mark(documentation, name).is_some())
        // The attribute is not valid in Prisma, but its intent is clear.
        || field.has("encrypted")
}

/// Whether a comment on the field says that the value is encrypted or hashed.
fn mentions_protection(model: ModelRef<'_>, field: &Field) -> bool {
    let behind = field.trailing_comment;
    let trailing = model.item.comments.iter().filter(|comment| Some(comment.span) == behind);
    let texts = trailing.map(|comment| &*comment.text);
    let documented = field.documentation.as_deref().map(|documentation| documentation.text.as_str());
    texts.chain(documented).any(|text| {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let says = words.contains(&"encrypted") || words.contains(&"hashed") || text.contains("hash of");
        says && !["not", "be", "should", "todo"].iter().any(|denial| words.contains(denial))
    })
}

fn is_mapped_to_hash(field: &Field) -> bool {
    let names_hash = |name| words(name).contain_any(&["hash", "hashed", "digest", "encrypted"]);
    field.mapped_name().is_some_and(names_hash)
}
