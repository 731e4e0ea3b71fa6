//! The stages where the database cannot build indexes or check constraints while clients go on.

use model::catalog::Provider;

use crate::diff::only_in;
use crate::plan::builder::Transition;
use crate::plan::names::{qualified, quoted, string};
use crate::plan::online::{self, Direction};
use crate::plan::phase::Phase;
use crate::plan::stages::{Head, Stages};
use crate::plan::values::enum_values;
use crate::plan::{Reversible, StageKind, backfill, queries};
use crate::preview::Class;

impl Stages<'_> {
    /// The stages elsewhere: what is added first, what only the new application needs next, what goes last.
    pub(super) fn plain(&mut self) {
        self.check_unique();
        self.check_orphans();
        let between = |from: Phase, to: Phase| -> Transition {
            let (from, to) = (self.builder.state(from), self.builder.state(to));
            let options = &self.builder.options;
            Transition {
                up: online::statements(&from, &to, options, Direction::Up),
                down: online::statements(&to, &from, options, Direction::Down),
            }
        };
        let mut expand = between(Phase::Start, Phase::Validate);
        let given_back = self.builder.restored(Phase::Expand).into_iter().chain(self.values_given_back());
        expand.down.splice(0..0, given_back);
        let contract = between(Phase::PrimaryKey, Phase::Drop);
        let require = between(Phase::Switch, Phase::PrimaryKey);
        let reversible = self.expand_reversible();
        let head = Head::new("Add what is new", "expand", Class::Safe, reversible);
        let note = match self.provider {
            Provider::Sqlite => {
                "SQLite copies a table to change most of its columns, and lets nobody write meanwhile: run it when the application is idle."
            }
            Provider::Mysql => "MySQL commits after each statement: if one fails, those before it stay.",
            Provider::Sqlserver => "Building an index holds up writes, unless the edition has `ONLINE = ON`.",
            _ => "",
        };
        self.migration(head.note(note), expand, self.builder.state(Phase::Validate));
        self.switch();
        self.application();
        self.fill_required();
        let head = Head::new("Make new columns required", "require", Class::Risky, Reversible::Lossless);
        self.migration(
            head.note("The table is checked or copied while writes wait."),
            require,
            self.builder.state(Phase::PrimaryKey),
        );
        let reversible = self.drop_reversible();
        let head = Head::new("Drop what nothing uses any more", "contract", Class::Risky, reversible);
        let views: Vec<(String, String)> = self.builder.views();
        let mut contract = contract;
        contract.up.splice(0..0, views.iter().map(|(_, drop)| drop.clone()));
        contract.down.extend(self.builder.restored(Phase::Drop));
        contract.down.extend(views.into_iter().map(|(create, _)| create));
        self.migration(head.note(Self::dropped_note(reversible)), contract, self.builder.state(Phase::Drop));
    }

    /// Gives rows another value that have one which an enum of MySQL did not have before.
    fn values_given_back(&self) -> Vec<String> {
        let provider = self.provider;
        let mut statements = Vec::new();
        for pair in &self.builder.pairing.tables {
            let Some(name) = self.builder.pairing.table_name(pair, Phase::Validate) else { continue };
            for it in &pair.columns {
                let (Some(from), Some(to)) = (&it.from, &it.to) else { continue };
                let (Some(before), Some(after)) = (enum_values(from), enum_values(to)) else { continue };
                let new: Vec<String> = only_in(after, before).map(|value| string(value)).collect();
                let value = match (from.is_required(), before.first()) {
                    (true, Some(first)) => string(first),
                    _ => "NULL".into(),
                };
                let column = quoted(provider, &from.name);
                if !new.is_empty() {
                    let table = qualified(provider, &name);
                    let new = new.join(", ");
                    statements
                        .push(format!("UPDATE {table} SET {column} = {value} WHERE {column} IN ({new})"));
                }
            }
        }
        statements
    }

    fn check_orphans(&mut self) {
        let orphans = queries::orphans(self.builder.pairing, self.provider);
        if let Some(check) = backfill::sum(&orphans) {
            let head = Head::new("Look for rows without their parent", "", Class::Safe, Reversible::Lossless)
                .note("The foreign key cannot be added while there are any.")
                .check(Some(check));
            self.push(StageKind::Check, head, Vec::new(), Some(Vec::new()));
        }
    }
}
