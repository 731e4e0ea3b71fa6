//! What the database has recorded of its migrations, in `_prisma_migrations`.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::migrate::database::Client;

/// The rows of `_prisma_migrations`.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// The migrations that were applied to the end, each with the checksum of its script then.
    pub(super) applied: BTreeMap<String, String>,
    /// Those that failed, and of which nobody has said how it ended: Prisma refuses to go on.
    pub(super) failed: BTreeSet<String>,
}

impl Recorded {
    /// Asks the database.
    pub(super) fn read(client: &Client) -> Result<Recorded, String> {
        let state = "CASE WHEN rolled_back_at IS NOT NULL THEN 'back' WHEN finished_at IS NOT NULL THEN 'applied' \
                     ELSE 'failed' END";
        let parts = [state, "checksum", "migration_name"];
        // Strings are not joined by the same operator everywhere.
        let line = match client.program {
            "mysql" => format!("CONCAT({})", parts.join(", ' ', ")),
            "sqlcmd" => parts.join(" + ' ' + "),
            _ => parts.join(" || ' ' || "),
        };
        let rows = client.query(&format!("SELECT {line} FROM _prisma_migrations"));
        let rows = match rows {
            Ok(rows) => rows,
            // A new database has no such table.
            Err(message) if is_missing_table(&message) => Vec::new(),
            Err(message) => return Err(message),
        };
        let mut recorded = Recorded::default();
        for row in rows {
            let mut parts = row.splitn(3, ' ');
            match (parts.next(), parts.next(), parts.next()) {
                (Some("applied"), Some(checksum), Some(name)) => {
                    recorded.applied.insert(name.to_owned(), checksum.to_owned());
                }
                (Some("failed"), _, Some(name)) => {
                    recorded.failed.insert(name.to_owned());
                }
                _ => {}
            }
        }
        Ok(recorded)
    }
}

/// Whether a message says that there is no table `_prisma_migrations`.
fn is_missing_table(message: &str) -> bool {
    let ways = ["does not exist", "doesn't exist", "no such table", "Invalid object name"];
    message.contains("_prisma_migrations") && ways.iter().any(|way| message.contains(way))
}
