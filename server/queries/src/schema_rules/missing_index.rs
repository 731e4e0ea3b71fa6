//! Calls that no index serves.

use base::{FieldId, Level, Place};
use checks::frame::Levels;
use model::schema::{Schema, edit};

use super::context::Context;
use super::rule::{Report, schema_rule};
use crate::advice::{Advice, Confidence, NewIndex};

/// How many calls are named as related places.
const NAMED_CALLS: usize = 8;

schema_rule! {
    /// Calls of Prisma Client look rows up, or take them in an order, that no index serves.
    ///
    /// The database then reads the whole table for each call. The columns are those that the calls compare with a value, then those
    /// they sort by, then one that they compare with a range. `prisma-lens advise` shows the proposals with the calls that they serve, and
    /// with `--all` also those whose benefit depends on the data: searches in texts, columns with few values, single calls.
    ///
    /// ```prisma flagged {"code": "await prisma.post.findMany({ where: { authorId }, orderBy: { createdAt: 'desc' }, take: 20 });"}
    /// model Post {
    ///   id        Int      @id
    ///   authorId  Int
    ///   createdAt DateTime @default(now())
    /// }
    /// ```
    ///
    /// ```prisma clean {"code": "await prisma.post.findMany({ where: { authorId }, orderBy: { createdAt: 'desc' }, take: 20 });"}
    /// model Post {
    ///   id        Int      @id
    ///   authorId  Int
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([authorId, createdAt(sort: Desc)])
    /// }
    /// ```
    pub static MISSING_INDEX_FOR_QUERY = Rule {
        code: "missing-index-for-query",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: check,
    };
}

/// The relation fields whose foreign keys get an index by a proposal with further columns: of these, `fk-missing-index` need not
/// speak as well.
pub fn covered_foreign_keys<'a>(
    schema: &'a Schema,
    advice: &'a Advice,
) -> impl Iterator<Item = FieldId> + 'a {
    let wider = advice.add.iter().filter(|index| !is_foreign_key_only(schema, index));
    wider.flat_map(|index| index.foreign_keys.iter().copied())
}

fn check(cx: &Context<'_>, report: &mut Report) {
    for index in &cx.advice.add {
        let Some(item) = cx.schema.item(index.model) else { continue };
        // `fk-missing-index` says the same of a foreign key alone. Whether others pay depends on the data: `advise --all` lists them.
        if is_foreign_key_only(cx.schema, index) || index.confidence == Confidence::Low {
            continue;
        }
        let message = format!("{} Add `{}`.", index.reason, index.attribute);
        report.add(Place::new(index.model, item.head()), message);
        for (query, site) in cx.calls(&index.serves).into_iter().take(NAMED_CALLS) {
            let model = cx.schema.item(query.model).map_or("", |item| item.name());
            report.related(site, format!("`{model}.{}`", query.operation.name()));
        }
        if let Some(added) = edit::append_block_attribute(cx.schema, index.model, &index.attribute) {
            report.fix(format!("Add `{}`", index.attribute), vec![added]);
        }
    }
}

/// Whether the index has no more columns than a foreign key that has none.
fn is_foreign_key_only(schema: &Schema, index: &NewIndex) -> bool {
    let keys: Vec<FieldId> =
        index.foreign_keys.iter().filter_map(|field| schema.relation(*field)).flat_map(|it| it.key).collect();
    !keys.is_empty()
        && index.columns.iter().all(|(column, _)| column.field.is_some_and(|id| keys.contains(&id)))
}
