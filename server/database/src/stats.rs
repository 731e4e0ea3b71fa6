//! `prisma-lens-db stats`.

use std::path::PathBuf;
use std::process::ExitCode;

use base::text::without_controls;
use statistics::collect::collect;
use statistics::packs::Pack;

use crate::asking::{Target, block_on, print};

/// Write `.prisma-lens/stats.json`: row counts, sizes, uses of indexes, and statements without literals
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Target,

    /// Write to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        let text = block_on(self.write())?;
        print(&without_controls(&text))?;
        Ok(ExitCode::SUCCESS)
    }

    async fn write(&self) -> Result<String, String> {
        let mut session = self.target.open().await?;
        let mut notes = Vec::new();
        let packs = [Pack::Size, Pack::Indexes, Pack::Slow];
        let found = collect(&session.rows(&packs, &mut notes).await?)?;
        let shown = session.project.write_statistics(&found, self.output.as_deref())?;
        let notes: String = notes.iter().map(|note| format!("Note: {note}\n")).collect();
        Ok(format!(
            "Wrote {shown}: {} tables, {} indexes, {} statements, as of {}.\n{notes}",
            found.tables.len(),
            found.indexes.len(),
            found.statements.len(),
            found.collected_at,
        ))
    }
}
