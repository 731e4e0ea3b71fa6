//! Relations: the sides that hold a key, and the sides that do not.

use rustc_hash::FxHashMap;

use crate::validate::code::codes;
use crate::validate::next::arguments;
use crate::validate::next::checked::Checked;
use crate::validate::next::foreign_keys::{PSL_INVALID_RELATION_ATTRIBUTE, is_mismatch, read};
use crate::validate::next::references::{PSL_UNSUPPORTED_FIELD_ATTRIBUTE, not_composed};
use crate::validate::next::report::Report;
use crate::validate::next::spaces;
use crate::validate::next::symbols::{Entity, FieldSymbol, UNBOUND, is_unbound};
use crate::validate::next::tables::Table;
use ::syntax::next::Attribute;
use base::cancel;

codes! {
    /// A relation to something that is no model.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_RELATION_TARGET`.
    PSL_INVALID_RELATION_TARGET = "psl-invalid-relation-target";

    /// One side of a relation without the other.
    ///
    /// The other model needs a field of this model's type with `@relation(fields: […], references: […])`. Many-to-many
    /// relations need a model between the two. Prisma 8 reports it as `PSL_ORPHANED_BACKRELATION`.
    PSL_ORPHANED_BACKRELATION = "psl-orphaned-backrelation";

    /// A side of a relation that could belong to several others.
    ///
    /// Give each pair of sides the same name: `@relation("name")`. Prisma 8 reports it as `PSL_AMBIGUOUS_BACKRELATION`.
    PSL_AMBIGUOUS_BACKRELATION = "psl-ambiguous-backrelation";

    /// A relation to one row, where the key of the other side can be in several.
    ///
    /// Make the key unique, or this side a list. Prisma 8 reports it as `PSL_NON_UNIQUE_BACKRELATION`.
    PSL_NON_UNIQUE_BACKRELATION = "psl-non-unique-backrelation";

    /// A side without a key that is required.
    ///
    /// Nothing in the database makes sure that the other row exists, so this side must be optional. Prisma 8 reports it as
    /// `PSL_REQUIRED_ONE_TO_ONE_BACKRELATION`.
    PSL_REQUIRED_ONE_TO_ONE_BACKRELATION = "psl-required-one-to-one-backrelation";

    /// A many-to-many relation over a model whose primary key is not its two foreign keys.
    ///
    /// Prisma 8 reports it as `PSL_JUNCTION_ID_NOT_FK_COVERING`.
    PSL_JUNCTION_ID_NOT_FK_COVERING = "psl-junction-id-not-fk-covering";

    /// A many-to-many relation over a model that does not refer to the primary key of the other one.
    ///
    /// Prisma 8 reports it as `PSL_JUNCTION_TARGET_FK_NOT_ID`.
    PSL_JUNCTION_TARGET_FK_NOT_ID = "psl-junction-target-fk-not-id";

    /// A list of models of another contract.
    ///
    /// Prisma 8 reports it as `PSL_UNSUPPORTED_CROSS_SPACE_LIST`.
    PSL_UNSUPPORTED_CROSS_SPACE_LIST = "psl-unsupported-cross-space-list";
}

/// A side that holds a key.
struct Owning<'d> {
    model: &'d str,
    target: &'d str,
    name: Option<String>,
    columns: Vec<String>,
    referenced: Vec<String>,
}

/// A side that holds none.
struct Back<'c, 'd> {
    model: &'c Entity<'d>,
    field: &'c FieldSymbol<'d>,
    name: Option<String>,
}

/// The tables by the names of their models, in order.
type TablesByName<'t, 'd> = FxHashMap<&'d str, Vec<&'t Table<'d>>>;

/// The sides that hold a key, by the models on both sides.
struct OwningSides<'o, 'd> {
    by_model: FxHashMap<&'d str, Vec<&'o Owning<'d>>>,
    by_target: FxHashMap<&'d str, Vec<&'o Owning<'d>>>,
}

impl<'o, 'd> OwningSides<'o, 'd> {
    fn new(all: &'o [Owning<'d>]) -> OwningSides<'o, 'd> {
        let mut sides = OwningSides { by_model: FxHashMap::default(), by_target: FxHashMap::default() };
        for side in all {
            sides.by_model.entry(side.model).or_default().push(side);
            sides.by_target.entry(side.target).or_default().push(side);
        }
        sides
    }

    /// Those of a model, in order.
    fn of(&self, model: &str) -> impl Iterator<Item = &'o Owning<'d>> {
        self.by_model.get(model).into_iter().flatten().copied()
    }

    /// Those that refer to a model, in order.
    fn to(&self, target: &str) -> impl Iterator<Item = &'o Owning<'d>> {
        self.by_target.get(target).into_iter().flatten().copied()
    }
}

struct Relations<'c, 'd> {
    owning: Vec<Owning<'d>>,
    back: Vec<Back<'c, 'd>>,
    /// Sides with a key that are wrong themselves: model, target and name.
    refused: Vec<(&'d str, &'d str, Option<String>)>,
}

pub(super) fn check<'d>(checked: &Checked<'d>, tables: &[Table<'d>], report: &mut Report<'_>) {
    let mut relations = Relations { owning: Vec::new(), back: Vec::new(), refused: Vec::new() };
    let mut by_name: TablesByName<'_, '_> = FxHashMap::default();
    for table in tables {
        if let Some(model) = checked.symbols.entity(table.entity) {
            by_name.entry(model.name).or_default().push(table);
        }
    }
    for table in tables {
        cancel::check();
        let Some(model) = checked.symbols.entity(table.entity) else { continue };
        for field in &model.fields {
            let relation = field.node.attributes.iter().find(|attribute| attribute.is_named("relation"));
            let holds_key = relation.is_some_and(holds_key) && !field.is_list;
            if checked.symbols.has_model(field.ty) && !holds_key {
                back_side(checked, model, field, relation, &mut relations, report);
            }
        }
        for field in &model.fields {
            let relation = field.node.attributes.iter().find(|attribute| attribute.is_named("relation"));
            let Some(relation) = relation else { continue };
            if field.is_list {
                if field.space.is_some() {
                    let message =
                        format!("`{}` is a list of models of another contract. Remove `[]`.", field.name);
                    report.error(&PSL_UNSUPPORTED_CROSS_SPACE_LIST, model.at(field.node.span), message);
                }
            } else if holds_key(relation) {
                owning_side(checked, &by_name, table, model, (field, relation), &mut relations, report);
            }
        }
    }
    let keys = Keys::of(checked, tables);
    let Relations { owning, back, mut refused } = relations;
    let owning = OwningSides::new(&owning);
    for side in &back {
        match_side(side, &owning, &mut refused, &keys, report);
    }
}

/// Whether an attribute makes its field the side that holds the key.
fn holds_key(relation: &Attribute) -> bool {
    let is_key = |name: &str| matches!(name, "fields" | "references");
    relation.list().iter().any(|argument| argument.name.as_ref().is_some_and(|name| is_key(&name.text)))
}

fn back_side<'c, 'd>(
    checked: &Checked<'_>,
    model: &'c Entity<'d>,
    field: &'c FieldSymbol<'d>,
    relation: Option<&Attribute>,
    relations: &mut Relations<'c, 'd>,
    report: &mut Report<'_>,
) {
    let mut is_valid = true;
    for attribute in &field.node.attributes {
        let name = attribute.name();
        if name == "relation" {
            continue;
        }
        is_valid = false;
        let at = model.at(attribute.span);
        if not_composed(checked, &format!("`@{name}`"), &name, at, report) {
            continue;
        }
        if checked.catalog.field_attribute(&name).is_some() {
            let message = format!("A relation field cannot have `@{name}`. Remove it.");
            report.error(&PSL_UNSUPPORTED_FIELD_ATTRIBUTE, at, message);
        }
    }
    let mut name = None;
    if let Some(relation) = relation {
        let Some(parsed) = read(checked, model, field, report) else { return };
        let of_key = ["fields", "references", "onDelete", "onUpdate", "index"];
        if let Some(argument) = of_key.into_iter().find(|argument| parsed.has(argument)) {
            let message = format!("`{argument}` belongs to the other side of the relation. Move it there.");
            report.error(&PSL_INVALID_RELATION_ATTRIBUTE, model.at(relation.span), message);
            return;
        }
        name = parsed.string("name").map(str::to_owned);
    }
    if is_valid {
        // An empty name is no name.
        relations.back.push(Back { model, field, name });
    }
}

fn owning_side<'c, 'd>(
    checked: &Checked<'d>,
    tables: &TablesByName<'_, 'd>,
    table: &Table<'d>,
    model: &'c Entity<'d>,
    (field, relation): (&'c FieldSymbol<'d>, &Attribute),
    relations: &mut Relations<'c, 'd>,
    report: &mut Report<'_>,
) {
    let at = model.at(field.node.span);
    if let Some(space) = field.space {
        return spaces::check(checked, table, model, (field, relation), space, report);
    }
    let written = field.written_type();
    let schema = field.namespace.map(|name| if is_unbound(name) { UNBOUND } else { name });
    let has_schemas = checked.catalog.facts().default_schema.is_some();
    let of_name = |table: &&Table<'d>| {
        let target = checked.symbols.entity(table.entity);
        target.is_some_and(|target| {
            let is_there = |schema: &str| checked.symbols.schema_of(target.namespace) == schema;
            target.name == field.ty && (schema.is_none() || has_schemas && schema.is_none_or(is_there))
        })
    };
    // Of several models with the same name, the last one counts.
    let mut named = tables.get(field.ty).into_iter().flatten().rev().copied();
    let target = named.find(of_name);
    let Some((target_table, target)) = target.and_then(|it| Some((it, checked.symbols.entity(it.entity)?)))
    else {
        let message = format!("`{written}` is no model. Correct the type, or remove `@relation`.");
        report.error(&PSL_INVALID_RELATION_TARGET, at, message);
        return;
    };
    let Some(parsed) = read(checked, model, field, report) else { return };
    let (Some(fields), Some(references)) = (parsed.fields("fields"), parsed.fields("references")) else {
        let message = "A relation has both `fields` and `references`. Add them.";
        report.error(&PSL_INVALID_RELATION_ATTRIBUTE, model.at(relation.span), message);
        return;
    };
    let name = parsed.string("name").map(str::to_owned);
    let columns = table.names_of(model, fields);
    if is_mismatch(table, field, &columns, at, report) {
        relations.refused.push((model.name, target.name, name));
        return;
    }
    let referenced = target_table.names_of(target, references);
    if columns.len() != referenced.len() {
        let message = "`fields` and `references` differ in length. Name a field for each.";
        report.error(&PSL_INVALID_RELATION_ATTRIBUTE, model.at(relation.span), message);
        return;
    }
    relations.owning.push(Owning { model: model.name, target: target.name, name, columns, referenced });
}

/// The keys of all models, by name.
struct Keys<'d> {
    primary: FxHashMap<&'d str, Vec<String>>,
    unique: FxHashMap<&'d str, Vec<Vec<String>>>,
}

impl<'d> Keys<'d> {
    fn of(checked: &Checked<'d>, tables: &[Table<'d>]) -> Keys<'d> {
        let mut keys = Keys { primary: FxHashMap::default(), unique: FxHashMap::default() };
        for table in tables {
            let Some(model) = checked.symbols.entity(table.entity) else { continue };
            if let Some(key) = &table.key {
                keys.primary.insert(model.name, key.clone());
            }
            keys.unique.insert(model.name, table.unique.clone());
        }
        keys
    }
}

fn is_same_set(a: &[String], b: &[String]) -> bool {
    let mut a: Vec<&String> = a.iter().collect();
    a.sort_unstable();
    a.dedup();
    a.len() == b.len() && b.iter().all(|column| a.contains(&column))
}

/// Finds the side with the key for one without.
fn match_side(
    side: &Back<'_, '_>,
    owning: &OwningSides<'_, '_>,
    refused: &mut Vec<(&str, &str, Option<String>)>,
    keys: &Keys<'_>,
    report: &mut Report<'_>,
) {
    let (own, target) = (side.model.name, side.field.ty);
    let shown = format!("`{own}.{}`", side.field.name);
    let at = side.model.at(side.field.node.span);
    let wanted = side.name.as_deref().filter(|name| !name.is_empty());
    let is_match = |it: &&Owning<'_>| {
        it.model == target && it.target == own && wanted.is_none_or(|name| it.name.as_deref() == Some(name))
    };
    let matches: Vec<&Owning<'_>> = owning.of(target).filter(is_match).collect();
    match matches.as_slice() {
        [] => {
            let is_pair =
                |it: &(&str, &str, Option<String>)| it.0 == target && it.1 == own && it.2 == side.name;
            if let Some(at) = refused.iter().position(is_pair) {
                refused.remove(at);
                return;
            }
            if side.field.is_list && junction(side, owning, keys, report) {
                return;
            }
            let message = match side.field.is_list {
                true => format!(
                    "{shown} has no other side in `{target}`. Add a field with the key there, or a model between the two."
                ),
                false => format!("{shown} has no other side in `{target}`. Add a field with the key there."),
            };
            report.error(&PSL_ORPHANED_BACKRELATION, at, message);
        }
        [other] if side.field.is_list => {
            let _ = other;
        }
        [other] => {
            let unique = keys.unique.get(other.model).map_or(&[][..], Vec::as_slice);
            if !unique.iter().any(|columns| is_same_set(&other.columns, columns)) {
                let columns =
                    arguments::listed(&other.columns.iter().map(String::as_str).collect::<Vec<_>>());
                let message = format!(
                    "{shown} is one row, but {columns} of `{target}` is not unique. Add `@unique`, or `[]` here."
                );
                report.error(&PSL_NON_UNIQUE_BACKRELATION, at, message);
            } else if !side.field.is_optional {
                let message = format!("{shown} may have no row, because `{target}` holds the key. Add `?`.");
                report.error(&PSL_REQUIRED_ONE_TO_ONE_BACKRELATION, at, message);
            }
        }
        _ => {
            let message = format!(
                "{shown} could be the other side of several relations. Name both: `@relation(\"…\")`."
            );
            report.error(&PSL_AMBIGUOUS_BACKRELATION, at, message);
        }
    }
}

/// Whether a list belongs to a model between the two; reports one that nearly does.
fn junction(
    side: &Back<'_, '_>,
    owning: &OwningSides<'_, '_>,
    keys: &Keys<'_>,
    report: &mut Report<'_>,
) -> bool {
    let (own, target) = (side.model.name, side.field.ty);
    let Some(target_key) = keys.primary.get(target).filter(|key| !key.is_empty()) else { return false };
    let (mut pairs, mut near) = (0, None);
    let is_parent = |it: &&Owning<'_>| it.target == own && (side.name.is_none() || it.name == side.name);
    for parent in owning.to(own).filter(is_parent) {
        for child in owning.of(parent.model).filter(|it| it.target == target) {
            if std::ptr::eq(parent, child) {
                continue;
            }
            let both: Vec<String> = parent.columns.iter().chain(&child.columns).cloned().collect();
            let is_key = keys
                .primary
                .get(parent.model)
                .is_some_and(|key| is_same_set(&both, key) && both.len() == key.len());
            let is_whole =
                is_same_set(&child.referenced, target_key) && child.referenced.len() == target_key.len();
            match (is_key, is_whole) {
                (true, true) => pairs += 1,
                (true, false) => near = near.or(Some((&PSL_JUNCTION_TARGET_FK_NOT_ID, parent.model))),
                (false, _) => near = near.or(Some((&PSL_JUNCTION_ID_NOT_FK_COVERING, parent.model))),
            }
        }
    }
    let at = side.model.at(side.field.node.span);
    let shown = format!("`{own}.{}`", side.field.name);
    match (pairs, near) {
        (1, _) => true,
        (0, None) => false,
        (0, Some((code, between))) => {
            let message = match std::ptr::eq(code, &PSL_JUNCTION_ID_NOT_FK_COVERING) {
                true => format!(
                    "The primary key of `{between}` is not its two foreign keys, as {shown} needs. Use `@@id([…])`."
                ),
                false => format!(
                    "`{between}` does not refer to the primary key of `{target}`, as {shown} needs. Correct it."
                ),
            };
            report.error(code, at, message);
            true
        }
        _ => {
            let message =
                format!("{shown} could go over several relations. Name both sides: `@relation(\"…\")`.");
            report.error(&PSL_AMBIGUOUS_BACKRELATION, at, message);
            true
        }
    }
}
