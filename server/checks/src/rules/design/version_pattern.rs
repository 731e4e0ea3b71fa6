//! `version-pattern`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::item::KeyKind;
use model::schema::{FieldType, edit};

rule! {
    /// A version history that can contain the same version twice.
    ///
    /// A model of versions holds a number and the key of the versioned row. Two concurrent writers can both insert the
    /// same next number unless `@@unique([parentId, version])` rejects the second.
    ///
    /// ```prisma flagged
    /// model Document {
    ///   id       Int               @id
    ///   versions DocumentVersion[]
    /// }
    ///
    /// model DocumentVersion {
    ///   id         Int      @id
    ///   documentId Int
    ///   document   Document @relation(fields: [documentId], references: [id])
    ///   version    Int
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Document {
    ///   id       Int               @id
    ///   versions DocumentVersion[]
    /// }
    ///
    /// model DocumentVersion {
    ///   id         Int      @id
    ///   documentId Int
    ///   document   Document @relation(fields: [documentId], references: [id])
    ///   version    Int
    ///
    ///   @@unique([documentId, version])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "version-pattern",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(version) = model.model.field("version") else { return };
    if cx.schema.type_of(version) != FieldType::Scalar(ScalarType::Int) || !is_history(model) {
        return;
    }
    let mut owners = model.model.fields.iter().filter_map(|field| {
        let relation = field.relation.as_ref()?;
        let names: Vec<&str> = relation.field_names().collect();
        (!names.is_empty()).then_some((field, names))
    });
    // With several parents it is unknown whose versions these are.
    let (Some((parent, names)), None) = (owners.next(), owners.next()) else { return };
    let is_covered = model.model.keys.iter().any(|key| {
        matches!(key.kind, KeyKind::Id | KeyKind::Unique) && key.field_names().any(|name| name == "version")
    });
    if is_covered {
        return;
    }
    let columns = format!("{}, version", names.join(", "));
    let message = format!(
        "`{}` can hold the same version of a `{}` twice. Add `@@unique([{columns}])`.",
        model.item.name(),
        parent.type_name()
    );
    found.push(cx.fix(cx.finding(model.id, version.name.span, message), || {
        let line = format!("@@unique([{columns}])");
        let change = edit::add_block_attribute(cx.schema, model.id, "unique", &line)?;
        Some(Fix::choice(format!("Add `{line}`"), vec![change]))
    }));
}

/// Whether the model's name says that its rows are versions; elsewhere `version` counts changes of the row itself.
fn is_history(model: ModelRef<'_>) -> bool {
    matches!(
        crate::rules::words(model.item.name()).last(),
        "version" | "versions" | "revision" | "revisions" | "history" | "snapshot" | "snapshots"
    )
}
