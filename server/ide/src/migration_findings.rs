//! Findings at the lines of a schema that make the next migration unsafe.

use base::{Finding, Fix, ItemId, Level, Place};
use migrations::history::History;
use migrations::preview::{Class, Effect};
use migrations::rename::rename_column;
use migrations::rules::MIGRATION_HISTORY;
use model::catalog::Provider;
use model::schema::item::{Field, Item, ItemKind, Model};
use model::schema::{Schema, edit};
use rustc_hash::FxHashMap;

use crate::{Analysis, NewMigrations, registry};

/// The rules over migrations whose findings have a line of the schema as their cause.
const RULES: [&str; 8] = [
    "rename-as-drop-add",
    "same-name-drop-add",
    "add-required-column",
    "set-not-null",
    "change-column-type",
    "autoincrement-without-setval",
    "drop-primary-key",
    "enum-swap",
];

/// The findings of each item: what the next migration does that is not safe, at the field or the block that makes it do that.
pub fn migration_findings(
    analysis: &Analysis,
    effects: &[Effect],
    new: &NewMigrations,
) -> FxHashMap<ItemId, Vec<Finding>> {
    let mut found: FxHashMap<ItemId, Vec<Finding>> = FxHashMap::default();
    let schema = &analysis.schema;
    let is_told = |effect: &&Effect| {
        effect.class != Class::Safe && effect.rule.is_some_and(|rule| RULES.contains(&rule))
    };
    let wanted: Vec<&Effect> = effects.iter().filter(is_told).collect();
    if wanted.is_empty() {
        return found;
    }
    let mut by_name: FxHashMap<&str, Vec<(ItemId, &Item)>> = FxHashMap::default();
    for (id, item) in schema.items() {
        if item.model().is_some() || item.enumeration().is_some() {
            by_name.entry(item.database_name()).or_default().push((id, item));
        }
    }
    for effect in wanted {
        // Of two of one name, in two database schemas, none is told of: which is meant is not known here.
        let Some([(id, item)]) = by_name.get(effect.subject.name.as_str()).map(Vec::as_slice) else {
            continue;
        };
        let Some((rule, metadata)) = effect.rule.zip(effect.rule.and_then(|rule| registry().rule(rule)))
        else {
            continue;
        };
        let level = analysis.rules_of(schema.file_of(*id)).level(rule);
        if level == Level::Off {
            continue;
        }
        let field = effect.column.as_deref().and_then(|column| field_of(item.model()?, column));
        let span = match field {
            Some(field) => field.name.span,
            None => item.head(),
        };
        let message = match field {
            Some(field) if rule == "add-required-column" && is_filled_by_prisma(field) => format!(
                "Next migration: `{}` is required, and its default is made by Prisma, not by the database: this fails \
                 if the table has rows. Add it as optional first, or use `dbgenerated`.",
                field.name.text
            ),
            _ => format!("Next migration: {}", effect.reason),
        };
        let mut finding = metadata.finding(level, Place::new(*id, span), message);
        if let (Some(old), Some(field)) = (&effect.renamed_from, field) {
            finding.fixes = rename_fixes(schema, *id, item, field, old, new);
        }
        found.entry(*id).or_default().push(finding);
    }
    for findings in found.values_mut() {
        findings.sort_by_key(|finding| (finding.anchor.span(), finding.code));
    }
    found
}

/// What makes Prisma refuse the folder of the migrations, at the datasource.
pub fn history_findings(schema: &Schema, history: &History) -> Vec<Finding> {
    let mut items = schema.items();
    let Some((id, item)) = items.find(|(_, item)| matches!(item.kind, ItemKind::Datasource(_))) else {
        return Vec::new();
    };
    let place = Place::new(id, item.head());
    let found = |message: String| MIGRATION_HISTORY.finding(Level::Error, place, message);
    let mut findings = Vec::new();
    let named = history.lock.as_ref().and_then(|lock| lock.written.as_deref().zip(lock.provider()));
    if let (Some((written, locked)), Some(provider)) = (named, schema.configuration().provider)
        && locked != provider
    {
        findings.push(found(format!(
            "`migration_lock.toml` names `{written}`, and Prisma refuses migrations of another provider. Begin a new history."
        )));
    }
    for folder in &history.without_script {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        findings.push(found(format!(
            "Migration `{name}` has no `migration.sql`, and Prisma refuses to go on. Delete the folder."
        )));
    }
    findings
}

fn field_of<'m>(model: &'m Model, column: &str) -> Option<&'m Field> {
    model.fields.iter().find(|field| field.database_name() == column)
}

/// Whether Prisma's client makes the default of a field, so that the column has none.
fn is_filled_by_prisma(field: &Field) -> bool {
    let names = field.attributes.iter().filter_map(|attribute| attribute.name.as_ref());
    names.into_iter().any(|name| matches!(name.as_str(), "default" | "updatedAt"))
}

/// Both ways out: the name in the database stays, or SQL renames it.
fn rename_fixes(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    field: &Field,
    old: &str,
    new: &NewMigrations,
) -> Vec<Fix> {
    let mut fixes = Vec::new();
    if field.mapped_name().is_none() {
        let map = format!("@map(\"{old}\")");
        let edits = vec![edit::append_attribute(schema, id, field, &map)];
        fixes.push(Fix::choice(format!("Keep the column: add `{map}`"), edits));
    }
    let provider = schema.configuration().provider.unwrap_or(Provider::Postgresql);
    let column = field.database_name();
    let sql = rename_column(provider, item.database_name(), old, column);
    let slug = |name: &str| name.to_lowercase().replace(|char: char| !char.is_ascii_alphanumeric(), "_");
    let path =
        format!("{}{}_rename_{}_to_{}/migration.sql", new.folder, new.timestamp, slug(old), slug(column));
    let mut fix = Fix::choice(format!("Write a migration that renames `{old}` to `{column}`"), Vec::new());
    fix.new_files = vec![(path, sql)];
    fixes.push(fix);
    fixes
}
