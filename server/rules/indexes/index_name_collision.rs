//! `index-name-collision`

use rustc_hash::FxHashMap;

use crate::project::Level;
use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use crate::schema::catalog::Provider;
use crate::schema::item::{Key, KeyKind, ModelKind};
use crate::schema::{Cardinality, FieldId, Finding, Fix, ItemId, Place, edit};

rule! {
    /// An index whose name another index or a table bears already.
    ///
    /// Prisma compares the names of indexes with each other, letter by letter. It does not see that PostgreSQL and SQLite
    /// keep tables and indexes in one list of names, among them the tables of many-to-many relations (`_AToB`, with
    /// `_AToB_AB_pkey` and `_AToB_B_index`), nor that SQLite, MySQL and SQL Server take `Email_idx` and `email_idx` for
    /// the same. The migration fails, at the latest on a fresh database.
    ///
    /// ```prisma flagged
    /// model Account {
    ///   id   Int @id
    ///   rank Int
    ///
    ///   @@index([rank])
    /// }
    ///
    /// model Ranking {
    ///   id Int @id
    ///
    ///   @@map("Account_rank_idx")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Account {
    ///   id   Int @id
    ///   rank Int
    ///
    ///   @@index([rank], map: "account_by_rank")
    /// }
    ///
    /// model Ranking {
    ///   id Int @id
    ///
    ///   @@map("Account_rank_idx")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "index-name-collision",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::Schema(check),
    };
}

/// Something that bears a name: the name as written, where, and what it is.
struct Bearer {
    name: String,
    place: Place,
    what: &'static str,
}

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = cx.configuration().provider else { return };
    let with_tables = matches!(provider, Provider::Postgresql | Provider::Sqlite);
    let is_exact = matches!(provider, Provider::Postgresql | Provider::Cockroachdb | Provider::Mongodb);
    let fold = |name: &str| if is_exact { name.to_owned() } else { name.to_lowercase() };
    // In PostgreSQL and SQLite names are those of the database schema, elsewhere those of the table.
    let scope = |model: ModelRef<'_>| match provider {
        Provider::Postgresql => model.model.database_schema().unwrap_or("").to_owned(),
        Provider::Sqlite => String::new(),
        _ => model.item.name().to_owned(),
    };
    let mut names: FxHashMap<(String, String), Vec<Bearer>> = FxHashMap::default();
    if with_tables {
        for (id, item) in cx.schema.items() {
            let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { continue };
            let model = ModelRef { id, item, model };
            let name = item.database_name().to_owned();
            let what = if model.model.kind == ModelKind::View { "a view" } else { "a table" };
            let place = Place::new(id, item.head());
            names.entry((scope(model), fold(&name))).or_default().push(Bearer { name, place, what });
            for bearer in join_tables(cx, model, provider) {
                names.entry((scope(model), fold(&bearer.name))).or_default().push(bearer);
            }
        }
    }
    for (id, item, model) in cx.schema.models() {
        let model = ModelRef { id, item, model };
        for key in &model.model.keys {
            let is_named = key.kind != KeyKind::Id || provider == Provider::Postgresql;
            if !is_named || !key::is_whole(model.model, key) {
                continue;
            }
            let name = cx.schema.key_name(item, key).text;
            let others = names.entry((scope(model), fold(&name))).or_default();
            // Names that agree in every letter Prisma reports itself, unless one is a table's.
            if let Some(other) = others.iter().find(|it| it.what != "an index" || it.name != name) {
                found.push(finding(cx, model, key, &name, other));
            }
            others.push(Bearer { name, place: Place::new(id, key.span), what: "an index" });
        }
    }
}

/// What Prisma creates for the many-to-many relations of the model, told once, from the side whose name sorts first.
fn join_tables(cx: &Context<'_>, model: ModelRef<'_>, provider: Provider) -> Vec<Bearer> {
    let mut bearers = Vec::new();
    for (index, field) in model.model.fields.iter().enumerate() {
        let Some(relation) = cx.schema.relation(FieldId::new(model.id, index)) else { continue };
        if relation.cardinality != Cardinality::ManyToMany {
            continue;
        }
        let target = cx.schema.item(relation.target).map_or("", |item| item.name());
        let own = model.item.name();
        let is_later = own > target
            || relation.target == model.id && relation.opposite.is_some_and(|it| it < relation.field);
        if is_later {
            continue;
        }
        let written = field.relation.as_ref().and_then(|it| it.name.as_ref()).map(|it| it.value.clone());
        let table = format!("_{}", written.unwrap_or_else(|| format!("{own}To{target}")));
        let place = Place::new(model.id, field.name.span);
        let unique = if provider == Provider::Postgresql { "_AB_pkey" } else { "_AB_unique" };
        let index = "an index of a relation's table";
        for (suffix, what) in [("", "the table of a relation"), (unique, index), ("_B_index", index)] {
            bearers.push(Bearer { name: format!("{table}{suffix}"), place, what });
        }
    }
    bearers
}

fn finding(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, name: &str, other: &Bearer) -> Finding {
    let what = other.what;
    let message = format!(
        "{} is called `{name}` in the database, and so is {what}. Give it another name: `map: \"…\"`.",
        key::label(model.model, key)
    );
    let finding = cx
        .finding(model.id, key.span, message)
        .related(other.place, format!("`{}` is the name of {what}", other.name));
    cx.fix(finding, || {
        let attribute = key::attribute(model.model, key)?;
        let free = free_name(cx, name);
        let edit = edit::set_argument(cx.schema, model.id, attribute, "map", &format!("\"{free}\""));
        Some(Fix::choice(format!("Call it `{free}`"), vec![edit]))
    })
}

/// The name with a number behind it that no table or index bears.
fn free_name(cx: &Context<'_>, name: &str) -> String {
    let is_taken = |candidate: &str| {
        cx.schema.items().any(|(_, item): (ItemId, _)| {
            item.database_name().eq_ignore_ascii_case(candidate)
                || item.model().is_some_and(|model| {
                    let mut keys = model.keys.iter();
                    keys.any(|key| cx.schema.key_name(item, key).text.eq_ignore_ascii_case(candidate))
                })
        })
    };
    let limit = cx.configuration().provider.and_then(|it| it.capabilities().max_constraint_name_bytes);
    let mut room = name.len().min(limit.unwrap_or(usize::MAX).saturating_sub(4));
    while !name.is_char_boundary(room) {
        room -= 1;
    }
    let base = name.get(..room).unwrap_or(name);
    (2..1000).map(|number| format!("{base}_{number}")).find(|name| !is_taken(name)).unwrap_or_default()
}
