//! `incrementing-columns`

use crate::rules::rule::{Check, Levels, rule};
use base::{Finding, Level};
use rustc_hash::FxHashMap;

use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};

rule! {
    /// Numbered fields: `phone1`, `phone2`.
    ///
    /// Every further value needs another column, and every query has to check all of them. Rows of a separate model
    /// have no such limit. Numbers with another meaning are exempt: lines of an address, names of algorithms.
    ///
    /// ```prisma flagged
    /// model Contact {
    ///   id     Int     @id
    ///   phone1 String?
    ///   phone2 String?
    ///   phone3 String?
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Contact {
    ///   id     Int    @id
    ///   line1  String
    ///   line2  String?
    ///   sha256 String
    ///   sha512 String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "incrementing-columns",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&["line", "address", "addr", "street", "sha", "md", "utf", "base", "level", "h", "reserved", "unused"]),
            docs: "Names, without their number, that may be numbered; the last word counts.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let allow = cx.options.list("allow");
    let mut groups: FxHashMap<&str, Vec<(u32, usize)>> = FxHashMap::default();
    for (index, field) in model.model.fields.iter().enumerate() {
        let name = field.name.as_str();
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = name.get(stem.len()..).and_then(|digits| digits.parse().ok());
        if let Some(number) = number.filter(|_| !stem.is_empty()) {
            groups.entry(stem.trim_end_matches('_')).or_default().push((number, index));
        }
    }
    for (stem, mut members) in groups {
        members.sort_unstable();
        let words = crate::rules::words(stem);
        // Only a series that begins at 0 or 1 is a list; `sha256` and `sha512` are not.
        let is_run = members.first().is_some_and(|(number, _)| *number <= 1)
            && members.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a + 1 == *b));
        if members.len() < 2 || !is_run || allow.contains(&words.last()) {
            continue;
        }
        let Some(first) = members.first().and_then(|(_, index)| model.model.fields.get(*index)) else {
            continue;
        };
        let message = format!(
            "`{0}` has {1} numbered fields `{stem}…`. Move the values to a separate model.",
            model.item.name(),
            members.len()
        );
        found.push(cx.finding(model.id, first.name.span, message));
    }
}
