//! Foreign keys that stay on in a transaction.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// `PRAGMA foreign_keys=OFF` has no effect inside a transaction: the `DROP TABLE` of a rebuild then deletes the rows that refer to
    /// the table.
    ///
    /// Set it before `BEGIN`.
    ///
    /// ```sql flagged {"provider": "sqlite"}
    /// BEGIN;
    /// PRAGMA foreign_keys=OFF;
    /// DROP TABLE "User";
    /// COMMIT;
    /// ```
    /// ```sql clean {"provider": "sqlite"}
    /// PRAGMA foreign_keys=OFF;
    /// BEGIN;
    /// DROP TABLE "User";
    /// COMMIT;
    /// ```
    pub static SQLITE_PRAGMA_IN_TX = Rule {
        code: "sqlite-pragma-in-tx",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::sqlite(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Setting(setting) = &statement.kind else { continue };
        if setting.name == "foreign_keys"
            && setting.value.eq_ignore_ascii_case("off")
            && cx.is_in_transaction(index)
        {
            report.add(
                statement.span,
                "`foreign_keys` cannot be changed in a transaction. Set it before `BEGIN`.",
            );
        }
    }
}
