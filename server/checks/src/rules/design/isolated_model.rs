//! `isolated-model`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, Conventions, ModelRef, OptionKind, OptionSpec, words};
use base::{FieldId, Finding, ItemId, Level};
use model::schema::FieldType;
use model::schema::item::{Arity, Field};

rule! {
    /// A model without relations.
    ///
    /// Often a relation is missing where a field holds the key of another model: the finding names that field. Many
    /// models without such a field are isolated on purpose, so for them it is only a hint; settings, lookup tables and
    /// logs are exempt.
    ///
    /// ```prisma flagged
    /// model Customer {
    ///   id   Int    @id
    ///   name String
    /// }
    ///
    /// model Invoice {
    ///   id         Int    @id
    ///   number     String
    ///   customerId Int
    ///   total      Int
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Customer {
    ///   id       Int       @id
    ///   invoices Invoice[]
    /// }
    ///
    /// model Invoice {
    ///   id         Int      @id
    ///   customerId Int
    ///   customer   Customer @relation(fields: [customerId], references: [id])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "isolated-model",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&["setting", "settings", "config", "configuration", "migration", "migrations", "lock", "cache"]),
            docs: "Words in the names of models that are isolated on purpose.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let kinds = cx.kinds(model);
    let allow = cx.options.list("allow");
    let is_allowed = words(model.item.name()).contain_any(&allow);
    let has_relation = (0..model.model.fields.len())
        .any(|index| matches!(cx.schema.field_type(FieldId::new(model.id, index)), FieldType::Model(_)));
    let is_named = !cx.schema.items_naming(model.item.name()).is_empty();
    let is_alone = cx.index.conventions(Conventions::one_model_key).has_one_model;
    if has_relation || is_named || kinds.is_log || kinds.is_external_auth || is_allowed || is_alone {
        return;
    }
    let owner = model.item.name();
    // A `clientId` beside a `clientSecret` is not a key of a row.
    let is_credential = |field: &Field| {
        let name = words(&field.name.text).join("");
        let secret = name.strip_suffix("id").map(|stem| format!("{stem}secret")).unwrap_or_default();
        model.model.fields.iter().any(|other| words(&other.name.text).join("") == secret)
    };
    let mut keys = model.model.fields.iter().filter_map(|field| Some((field, points_at(cx, field)?)));
    if let Some((field, target)) = keys.find(|(field, _)| !is_credential(field)) {
        let name = cx.schema.head(target).map_or("", |item| item.name());
        let message = format!(
            "`{owner}` has no relation, but `{}` looks like a key of `{name}`. Add the relation.",
            field.name.text
        );
        found.push(cx.finding(model.id, field.name.span, message));
    } else if !kinds.is_lookup {
        let message = format!(
            "`{owner}` has no relation to another model. If that is intended, add a word of its name to the option \
             `allow`."
        );
        found.push(cx.finding(model.id, model.item.head(), message).at_most(Level::Hint));
    }
}

/// The model whose key a field seems to hold by its name and type: `customerId`, if there is a `Customer` whose id has
/// this type.
fn points_at(cx: &Context<'_>, field: &Field) -> Option<ItemId> {
    let parts = words(&field.name.text);
    let (before, last) = parts.split_last();
    let is_key = last == "id" && !before.is_empty();
    let is_value = is_key && field.arity() != Arity::List && !field.has("id");
    let wanted = is_value.then(|| before.replace(' ', ""))?;
    let scalar = cx.schema.type_of(field);
    let id = cx.index.model_of_words(cx.schema, &wanted)?;
    let target = cx.schema.model(id)?;
    let key = target.fields.iter().find(|field| field.has("id"))?;
    (cx.schema.type_of(key) == scalar).then_some(id)
}
