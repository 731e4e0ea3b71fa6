//! `too-many-indexes`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};

rule! {
    /// A model with too many indexes.
    ///
    /// Every insert writes to each index, and many updates do too. The id and unique constraints count, because they
    /// are indexes as well. Look for indexes that no query uses: PostgreSQL counts uses in `pg_stat_user_indexes`,
    /// MySQL in `sys.schema_unused_indexes`.
    ///
    /// ```prisma flagged {"max": 2}
    /// model User {
    ///   id    Int    @id
    ///   email String @unique
    ///   name  String
    ///
    ///   @@index([name])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    Int    @id
    ///   email String @unique
    ///   name  String
    ///
    ///   @@index([name])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "too-many-indexes",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[OptionSpec {
            name: "max",
            kind: OptionKind::Number(8),
            docs: "Maximum number of indexes per model.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let most = cx.options.number("max") as usize;
    let count = model.model.keys.len();
    if count <= most {
        return;
    }
    let message = format!(
        "`{}` has {count} indexes, including ids and unique constraints, and every insert writes to each. Remove \
         unused ones.",
        model.item.name()
    );
    found.push(cx.finding(model.id, model.item.head(), message));
}
