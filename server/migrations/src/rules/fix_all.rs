//! The fixes of one migration, applied at once.

use std::path::Path;
use std::sync::Arc;

use base::text::apply_edits;
use base::{Finding, Fix, ItemId};
use checks::frame::{self, ActiveRules, Edits, Fixable, Scope};

use super::context::{Context, Facts};
use super::rule::Check;
use crate::sql::read;
use crate::sql::statement::Script;

/// A migration after its fixes.
#[derive(Clone, Debug)]
pub struct FixedMigration {
    /// Its SQL.
    pub sql: String,
    /// The SQL, read.
    pub script: Script,
    /// The number of fixed findings.
    pub count: usize,
}

/// Applies, to each finding that `wanted` accepts, its first fix that `takes` accepts, until none is left. `None` where that
/// changes nothing, as in every migration that was applied.
pub fn fix_all(
    cx: &Context<'_>,
    path: &Arc<Path>,
    rules: &ActiveRules<Check>,
    wanted: impl Fn(&Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> Option<FixedMigration> {
    if !cx.facts.is_editable {
        return None;
    }
    let (sql, script) = (cx.sql.to_owned(), cx.script.clone());
    let mut fixing = Fixing { name: cx.name, facts: cx.facts, path, rules, sql, script };
    let count = frame::fix_all(&mut fixing, |_, finding| wanted(finding), takes);
    let Fixing { sql, script, .. } = fixing;
    (sql != cx.sql).then_some(FixedMigration { sql, script, count })
}

/// A migration that is being fixed.
struct Fixing<'a> {
    name: &'a str,
    facts: &'a Facts<'a>,
    path: &'a Arc<Path>,
    rules: &'a ActiveRules<Check>,
    sql: String,
    script: Script,
}

impl Fixable for Fixing<'_> {
    /// One file is linted as a whole, whatever changed in it.
    fn findings(&mut self, _: Scope<'_>) -> Vec<Finding> {
        let cx = Context::new(self.name, &self.sql, &self.script, self.facts);
        super::lint(&cx, self.path, self.rules)
    }

    fn touched(&self, _: &Finding, _: &Fix) -> Vec<ItemId> {
        Vec::new()
    }

    fn apply(&mut self, edits: &Edits) {
        let edits = edits.paths().into_iter().filter(|it| it.path == *self.path).map(|it| it.edit);
        let edits: Vec<_> = edits.collect();
        self.sql = apply_edits(&self.sql, &edits);
        self.script = read(self.script.provider, &self.sql);
    }
}
