//! `enum-value-case`

use crate::rules::case::Case;
use crate::rules::naming::shared::{ALLOW_LIST, COMPOUND_WORDS, TRIM_PREFIX, renaming, split_prefix};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec};
use base::{FieldId, Finding, ItemId, Level};
use model::schema::item::{EnumValue, Item};
use model::schema::references::Definition;

rule! {
    /// Values of an enum in different naming conventions.
    ///
    /// Mixed conventions have to be remembered value by value. Unless the option `style` requires one, every enum may
    /// have its own convention, as long as all its values follow it: the majority decides, and the other values are
    /// flagged. Locales such as `pt_BR` are accepted.
    ///
    /// The fix renames the value wherever the schema uses it, and adds `@map` with the old name, so that the next
    /// migration is empty. It does not change code that uses the client.
    ///
    /// ```prisma flagged
    /// enum Role {
    ///   ADMIN
    ///   SUPER_USER
    ///   guestUser
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// enum Role {
    ///   ADMIN
    ///   SUPER_USER
    ///   GUEST_USER @map("guestUser")
    /// }
    /// ```
    ///
    /// ```prisma flagged {"style": "snake", "case": "lower"}
    /// enum Role {
    ///   ADMIN
    ///   SUPER_USER
    /// }
    /// ```
    ///
    /// ```prisma clean {"style": "pascal", "allowList": ["/^X/"]}
    /// enum Role {
    ///   Admin
    ///   X_OTHER
    /// }
    /// ```
    pub static RULE = Rule {
        code: "enum-value-case",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[
            OptionSpec {
                name: "style",
                kind: OptionKind::Choice(&["consistent", "snake", "camel", "pascal"]),
                docs: "Convention of values: the same within each enum, or this one.",
            },
            OptionSpec {
                name: "case",
                kind: OptionKind::Choice(&["lower", "upper"]),
                docs: "Whether `snake` means `user_role` or `USER_ROLE`.",
            },
            COMPOUND_WORDS,
            ALLOW_LIST,
            TRIM_PREFIX,
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(declared) = item.enumeration() else { return };
    let allowed = cx.options.patterns("allowList");
    let values: Vec<(usize, &EnumValue)> = declared
        .values
        .iter()
        .enumerate()
        .filter(|(_, value)| !allowed.matches(value.name.as_str()) && !is_locale(value.name.as_str()))
        .collect();
    let (case, why) = match cx.options.text("style") {
        "snake" if cx.options.text("case") == "upper" => (Case::UpperSnake, ""),
        "snake" => (Case::Snake, ""),
        "camel" => (Case::Camel, ""),
        "pascal" => (Case::Pascal, ""),
        _ => {
            let names: Vec<&str> = values.iter().map(|(_, value)| value.name.as_str()).collect();
            match prevailing(&names) {
                Some(case) => (case, ", unlike most values of this enum"),
                None => return,
            }
        }
    };
    let compounds = cx.options.list("compoundWords");
    for (index, value) in values {
        let name = value.name.as_str();
        let (prefix, rest) = split_prefix(cx, name);
        if case.is(rest) || (!why.is_empty() && is_brand(rest)) {
            continue;
        }
        let new = format!("{prefix}{}", case.write(rest, &compounds));
        if new == name {
            continue;
        }
        let message =
            format!("`{}.{name}` is not in {}{why}. Rename it to `{new}`.", item.name(), case.label());
        let finding = cx.finding(id, value.name.span, message);
        let definition = Definition::EnumValue(FieldId::new(id, index));
        found.push(cx.fix(finding, || renaming(cx, &definition, &new)));
    }
}

/// The convention that most of the names follow, if not all follow a common one. `None` if no convention has a
/// majority, or if only one name decides: a lone `iOS` beside `ANDROID` proves nothing.
fn prevailing(names: &[&str]) -> Option<Case> {
    const CASES: [Case; 4] = [Case::UpperSnake, Case::Pascal, Case::Camel, Case::Snake];
    let count = |case: Case| names.iter().filter(|name| case.is(name)).count();
    let best = CASES.into_iter().rev().max_by_key(|case| count(*case))?;
    (count(best) < names.len() && count(best) >= 2 && count(best) * 2 > names.len()).then_some(best)
}

/// Names with a spelling of their own: `iOS`, `eCheck`.
fn is_brand(name: &str) -> bool {
    let mut chars = name.chars();
    let begins = chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase);
    begins && name.chars().all(char::is_alphanumeric)
}

/// `pt_BR`
fn is_locale(name: &str) -> bool {
    name.split_once('_').is_some_and(|(language, region)| {
        language.len() == 2
            && region.len() == 2
            && language.chars().all(|c| c.is_ascii_lowercase())
            && region.chars().all(|c| c.is_ascii_uppercase())
    })
}
