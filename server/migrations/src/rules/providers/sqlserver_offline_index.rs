//! Indexes built while the table is blocked.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// SQL Server blocks writes while it builds an index without `WITH (ONLINE = ON)`, which the Enterprise edition and Azure SQL have.
    ///
    /// ```sql flagged {"provider": "sqlserver"}
    /// CREATE NONCLUSTERED INDEX [i] ON [dbo].[User]([a]);
    /// ```
    /// ```sql clean {"provider": "sqlserver"}
    /// CREATE NONCLUSTERED INDEX [i] ON [dbo].[User]([a]) WITH (ONLINE = ON);
    /// ```
    pub static SQLSERVER_OFFLINE_INDEX = Rule {
        code: "sqlserver-offline-index",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::sqlserver(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::CreateIndex(create) = &statement.kind else { continue };
        if !create.is_online && cx.is_in_use(index, &create.table) {
            let table = &create.table.name.text;
            report.add(
                statement.span,
                format!("Building this index blocks writes to `{table}`. Add `WITH (ONLINE = ON)`."),
            );
        }
    }
}
