//! Indexes that no call can use.

use base::{Level, Place};
use checks::frame::Levels;
use model::schema::edit;
use model::schema::item::KeyOwner;

use super::context::Context;
use super::rule::{Report, schema_rule};

schema_rule! {
    /// An index that no known call of Prisma Client can use.
    ///
    /// Every write of a row pays for it. Only calls in the code around the schema are known: look at the statistics of the database
    /// (`pg_stat_user_indexes`, `sys.dm_db_index_usage_stats`, `sys.schema_unused_indexes`) before it is dropped. Nothing is said of
    /// models that raw SQL names or that a call asks for in a way that is not known, of unique keys, and of indexes of foreign keys.
    ///
    /// ```prisma flagged {"code": "await prisma.post.findMany({ where: { authorId } });"}
    /// model Post {
    ///   id       Int    @id
    ///   authorId Int
    ///   title    String
    ///
    ///   @@index([authorId])
    ///   @@index([title])
    /// }
    /// ```
    ///
    /// ```prisma clean {"code": "await prisma.post.findMany({ where: { authorId, title } });"}
    /// model Post {
    ///   id       Int    @id
    ///   authorId Int
    ///   title    String
    ///
    ///   @@index([authorId, title])
    /// }
    /// ```
    pub static INDEX_NOT_USED = Rule {
        code: "index-not-used",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report) {
    for unused in &cx.advice.drop {
        let Some(model) = cx.schema.model(unused.model) else { continue };
        let Some(key) = model.keys.get(unused.key as usize) else { continue };
        let columns: Vec<&str> = key.field_names().collect();
        let calls = if unused.calls == 1 {
            "the one known call that reads the model does not use it".to_owned()
        } else {
            format!("none of the {} known calls that read the model can use it", unused.calls)
        };
        let message = format!(
            "Index on `{}`: {calls}. Drop it if the statistics of the database agree.",
            columns.join("`, `")
        );
        report.add(Place::new(unused.model, key.span), message);
        if let KeyOwner::Block(at) = key.owner
            && let Some(attribute) = model.attributes.get(at)
        {
            let removal = edit::remove_block_attribute(cx.schema, unused.model, attribute);
            report.fix("Drop the index", vec![removal]);
        }
    }
}
