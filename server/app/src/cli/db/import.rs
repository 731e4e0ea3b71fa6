//! `prisma-lens db import`.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use statistics::collect::collect;
use statistics::format::MOST_BYTES;
use statistics::output::rows;

use crate::cli::{current_folder, terminal};
use crate::host::{Disk, statistics_path, writing};

/// Read what a database client printed for `prisma-lens db sql`, and write `.prisma-lens/stats.json`
///
/// It reads the CSV and JSON of `psql`, `mysql`, `sqlite3` and `sqlcmd`. The file replaces an earlier one. It holds row counts, sizes,
/// uses of indexes and statements without literals. What is true for a moment only, such as locks, is left out.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Output of the client; `-` is standard input. Several files, such as one for each pack, become one
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The schema or project that the statistics are for [default: the current folder]
    #[arg(long, value_name = "PATH", default_value = ".", hide_default_value = true)]
    project: PathBuf,

    /// Write to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, String> {
        let folder = current_folder()?;
        let mut all = Vec::new();
        for file in &self.files {
            let text = text_of(&folder, file)?;
            all.extend(rows(&text).map_err(|message| format!("{}: {message}", file.display()))?);
        }
        let [first, more @ ..] = self.files.as_slice() else { return Err("no file is named.".into()) };
        let names = if more.is_empty() { first.display().to_string() } else { "the files".to_owned() };
        let found = collect(&all).map_err(|message| format!("{names}: {message}"))?;
        let target = match &self.output {
            Some(output) => folder.join(output),
            None => statistics_path(&Disk::new(), &folder.join(&self.project)),
        };
        writing::replace_in_folder(&target, &found.to_json())
            .map_err(|error| format!("{}: cannot write it: {error}.", target.display()))?;
        let shown = target.strip_prefix(&folder).unwrap_or(&target).display().to_string();
        terminal::write(&format!(
            "Wrote {shown}: {}, {}, {}, as of {}.\n",
            terminal::count(found.tables.len(), "table"),
            if found.indexes.len() == 1 {
                "1 index".to_owned()
            } else {
                format!("{} indexes", found.indexes.len())
            },
            terminal::count(found.statements.len(), "statement"),
            found.collected_at,
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// The text of a file, or of standard input.
fn text_of(folder: &Path, file: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{}: cannot read it: {error}.", file.display());
    let most = MOST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    match file == Path::new("-") {
        true => std::io::stdin().take(most).read_to_end(&mut bytes).map_err(failed)?,
        false => {
            let opened = fs::File::open(folder.join(file)).map_err(failed)?;
            opened.take(most).read_to_end(&mut bytes).map_err(failed)?
        }
    };
    if bytes.len() > MOST_BYTES {
        return Err(format!("{}: it has more than {} MiB.", file.display(), MOST_BYTES >> 20));
    }
    // `sqlcmd` of Windows writes UTF-16.
    if let [0xff, 0xfe, rest @ ..] = bytes.as_slice() {
        let units = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        return Ok(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect());
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
