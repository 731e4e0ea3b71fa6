//! `datetime-as-string`

use crate::rules::privacy::is_encrypted;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::Arity;

rule! {
    /// A date or time in a `String`.
    ///
    /// Text sorts alphabetically, accepts `2024-02-31` and "yesterday", and cannot be compared with `now()`. Fields are
    /// recognized by name: `sentAt`, `dueDate`, `bornOn`,
    /// `dateOfBirth`, `validUntil`. An encrypted value has to be text, and is exempt. A date without a time is a `DateTime @db.Date`.
    ///
    /// ```prisma flagged
    /// model Invoice {
    ///   id      Int    @id
    ///   dueDate String
    ///   paidAt  String?
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Invoice {
    ///   id         Int       @id
    ///   dueDate    DateTime  @db.Date
    ///   paidAt     DateTime?
    ///   dateFormat String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "datetime-as-string",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&[]),
            docs: "Names of fields that are not dates or times.",
        }],
        check: Check::Model(check),
    };
}

/// Participles without `ed` that precede `At` and `On`.
#[rustfmt::skip]
const PARTICIPLES: &[&str] = &[
    "sent", "seen", "paid", "sold", "bought", "built", "run", "begun", "born", "generated", "done", "held", "lost",
    "won", "read", "met", "known", "taken", "given", "written", "shown", "due", "valid", "starts", "ends", "start",
    "end", "expires", "expiry", "last", "first",
];

/// Words of texts that show a date or time, or say how one is shown.
const SHOWN: &[&str] = &[
    "display",
    "formatted",
    "format",
    "label",
    "text",
    "string",
    "str",
    "raw",
    "range",
    "pattern",
    "zone",
    "timezone",
    "human",
    "readable",
    "relative",
    "hash",
    "id",
    "ids",
    "name",
];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let allowed = cx.options.list("allow");
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_text = ty == FieldType::Scalar(ScalarType::String);
        if !is_text
            || field.arity() == Arity::List
            // A default such as "never" shows that the field is text.
            || field.has("default")
            || is_encrypted(field)
            || allowed.contains(&field.name.as_str())
            || !is_time(&field.name.text)
        {
            continue;
        }
        let message = format!(
            "`{}.{}` looks like a date or time, but a `String` accepts any text. Change it to `{}`.",
            model.item.name(),
            field.name.text,
            cx.type_name(ScalarType::DateTime)
        );
        found.push(cx.finding(model.id, field.name.span, message));
    }
}

/// Whether the name is that of a date or time.
fn is_time(name: &str) -> bool {
    let parts = words(name);
    if parts.contain_any(SHOWN) {
        return false;
    }
    let (first, second) = (parts.first(), parts.iter().nth(1).unwrap_or(""));
    let is_event = |word: &str| word.len() > 3 && word.ends_with("ed") || PARTICIPLES.contains(&word);
    // `dateOfBirth`, `dateFrom`, `dateJoined`; `lastLogin`, `lastSeen`.
    let count = parts.count();
    if first == "date" && (matches!(second, "of" | "from" | "to" | "until" | "time") || is_event(second))
        || first == "last"
            && count == 2
            && (matches!(second, "login" | "sync" | "visit" | "run") || is_event(second))
        || first == "valid" && count == 2 && matches!(second, "from" | "to" | "until" | "till" | "through")
    {
        return true;
    }
    let mut from_behind = parts.iter().rev();
    let Some(last) = from_behind.next() else { return false };
    let before = from_behind.next().unwrap_or("");
    match last {
        // Excludes `upToDate`.
        "date" => before != "to",
        "birthday" | "birthdate" | "dob" | "datetime" | "timestamp" | "deadline" => true,
        "at" | "on" => is_event(before),
        _ => false,
    }
}
