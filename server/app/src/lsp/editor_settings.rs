//! Settings of the editor that are about what it shows, not about what is right: a `prisma-lens.toml` has none of them.

use serde_json::Value;

use ide::HintKinds;
use model::project::{EDITOR_SECTION, closest};

/// Which of the things that can be shown beside the text are wanted. All are off unless they are turned on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownExtras {
    /// `inlayHints`
    pub hints: HintKinds,
    /// `codeLens`
    pub lenses: LensKinds,
}

/// Which code lenses are wanted above a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LensKinds {
    /// Where it is named.
    pub references: bool,
    /// The relations of a model.
    pub relations: bool,
    /// What is found wrong in it.
    pub findings: bool,
    /// What changed since the last migration, above the datasource.
    pub migrations: bool,
    /// The calls of Prisma Client about a model.
    pub calls: bool,
}

/// A switch: the group that it stands in, its name, and what it turns on.
type Switch = (&'static str, &'static str, fn(&mut ShownExtras) -> &mut bool);

/// The switches that there are.
const SWITCHES: [Switch; 9] = [
    ("inlayHints", "referentialActions", |shown| &mut shown.hints.referential_actions),
    ("inlayHints", "constraintNames", |shown| &mut shown.hints.constraint_names),
    ("inlayHints", "nativeTypes", |shown| &mut shown.hints.native_types),
    ("inlayHints", "oppositeFields", |shown| &mut shown.hints.opposite_fields),
    ("codeLens", "references", |shown| &mut shown.lenses.references),
    ("codeLens", "relations", |shown| &mut shown.lenses.relations),
    ("codeLens", "findings", |shown| &mut shown.lenses.findings),
    ("codeLens", "migrations", |shown| &mut shown.lenses.migrations),
    ("codeLens", "calls", |shown| &mut shown.lenses.calls),
];

/// The groups of the switches.
pub const GROUPS: [&str; 2] = ["inlayHints", "codeLens"];

/// The names of all switches, with the group and a dot in front.
pub fn switches() -> impl Iterator<Item = String> {
    SWITCHES.iter().map(|(group, name, _)| format!("{group}.{name}"))
}

impl ShownExtras {
    /// Reads our section of the settings, and says in a sentence each what is wrong there.
    pub fn read(section: &Value) -> (ShownExtras, Vec<String>) {
        let (mut shown, mut problems) = (ShownExtras::default(), Vec::new());
        for (group, name, value) in entries(section, &mut problems) {
            let of_group = SWITCHES.iter().filter(|switch| switch.0 == group);
            let Some((.., switch)) = of_group.clone().find(|switch| switch.1 == name) else {
                let names: Vec<&str> = of_group.map(|switch| switch.1).collect();
                problems.push(unknown(group, &name, &names));
                continue;
            };
            match value {
                Value::Bool(value) => *switch(&mut shown) = *value,
                Value::Null => {}
                other => problems.push(format!("`{group}.{name}` must be `true` or `false`, not {other}.")),
            }
        }
        (shown, problems)
    }
}

fn unknown(group: &str, name: &str, names: &[&str]) -> String {
    let hint = match closest(name, names.iter().copied()) {
        Some(close) => format!("Did you mean `{group}.{close}`?"),
        None => format!("Known settings: `{}`.", names.join("`, `")),
    };
    format!("Unknown setting `{group}.{name}`. {hint}")
}

/// What is set in the groups: as objects, or under keys with dots, with or without the name of the section.
fn entries<'v>(section: &'v Value, problems: &mut Vec<String>) -> Vec<(&'static str, String, &'v Value)> {
    let mut found = Vec::new();
    for (key, value) in section.as_object().into_iter().flatten() {
        let key = key.strip_prefix(EDITOR_SECTION).and_then(|rest| rest.strip_prefix('.')).unwrap_or(key);
        let (head, rest) = key.split_once('.').unwrap_or((key, ""));
        let Some(group) = GROUPS.into_iter().find(|group| *group == head) else { continue };
        match value {
            _ if !rest.is_empty() => found.push((group, rest.to_owned(), value)),
            Value::Object(members) => {
                found.extend(members.iter().map(|(name, value)| (group, name.clone(), value)));
            }
            Value::Null => {}
            other => problems.push(format!("`{group}` must be an object, not {other}.")),
        }
    }
    found
}
