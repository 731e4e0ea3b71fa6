//! What `prisma-lens check` can be asked.

use std::path::{Path, PathBuf};

use globset::Glob;

use crate::cli::check::output::{Format, Snippets};
use crate::cli::named;
use base::{Level, Preset};
use checks::frame::{Kind, group_name};

/// Check Prisma schemas: validate them as Prisma does, and run the checklist
///
/// Exit code: 0 without findings, 1 with findings (see `--fail-on`), 2 if something could not be checked: wrong arguments,
/// a broken prisma-lens.toml, an unreadable file.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Schema files, or folders to search for schemas; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    /// Write the output to this file
    #[arg(long, value_name = "FILE")]
    pub(super) output_file: Option<PathBuf>,

    /// Print findings only, without a summary
    #[arg(long, short)]
    pub(super) quiet: bool,

    /// Print only how many findings there are of each rule
    #[arg(long)]
    pub(super) statistics: bool,

    /// Use this configuration file instead of the nearest prisma-lens.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Ignore all configuration files
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,

    /// Rule preset (overrides `preset` in the configuration file)
    #[arg(long, value_parser = named::<Preset>(&Preset::ALL.map(Preset::name)))]
    pub(super) preset: Option<Preset>,

    /// Report only these codes, patterns such as `fk-*`, or groups (comma-separated or repeated)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) select: Vec<String>,

    /// Do not report these codes, patterns or groups
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,

    /// Apply safe fixes and report what remains
    #[arg(long, conflicts_with = "write_baseline")]
    pub(super) fix: bool,

    /// With `--fix`: apply also fixes that need a review
    #[arg(long, requires = "fix")]
    pub(super) unsafe_fixes: bool,

    /// With `--fix`: print the changes as a diff without writing them; exit with 1 if there are any
    #[arg(long, requires = "fix")]
    pub(super) dry_run: bool,

    /// Lowest level to report; lower ones do not affect the exit code. By default infos are counted, and listed by all
    /// formats but `text`
    #[arg(long, alias = "show", value_name = "LEVEL", value_parser = named::<Level>(&["hint", "info", "warning", "error"]))]
    pub(super) level: Option<Level>,

    /// Exit with 1 on findings at or above this level (`warning` unless the configuration file says otherwise)
    #[arg(long, value_name = "LEVEL", value_parser = named::<Level>(&["info", "warning", "error"]))]
    pub(super) fail_on: Option<Level>,

    /// Exit with 1 only on errors, or on more warnings than this
    #[arg(long, value_name = "N", conflicts_with = "fail_on")]
    pub(super) max_warnings: Option<usize>,

    /// Exit with 0 even on findings
    #[arg(long)]
    pub(super) exit_zero: bool,

    /// Hide findings recorded in this file
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Record the current findings in the baseline
    #[arg(long)]
    pub(super) write_baseline: bool,

    /// Remove what is resolved from the baseline
    #[arg(long, conflicts_with_all = ["write_baseline", "fix"])]
    pub(super) prune_baseline: bool,

    /// Show source snippets; `auto` shows them if there are few findings
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) snippets: Snippets,

    /// Check again whenever a file changes, until interrupted
    #[arg(long, conflicts_with_all = ["fix", "write_baseline", "prune_baseline", "stdin", "output_file"])]
    pub(super) watch: bool,

    /// Also ask the databases, by `prisma-lens-db`: whether each is the one of its schema, and about its indexes
    #[arg(long, conflicts_with_all = ["watch", "stdin"])]
    pub(super) database: bool,

    /// Check the schema on standard input; with `--fix`, write the fixed one to standard output
    #[arg(long, conflicts_with_all = ["paths", "write_baseline", "prune_baseline"])]
    pub(super) stdin: bool,

    /// Treat standard input as this file, to find its settings and the other files of its schema
    #[arg(long, value_name = "FILE")]
    pub(super) stdin_filename: Option<PathBuf>,
}

impl Arguments {
    /// Whether the schema is on standard input.
    pub(super) fn reads_input(&self) -> bool {
        self.stdin || self.paths.as_slice() == [Path::new("-")]
    }

    /// Why the arguments do not fit together, beyond what their declarations say.
    pub(super) fn contradiction(&self) -> Option<&'static str> {
        if self.stdin_filename.is_some() && !self.reads_input() {
            return Some("`--stdin-filename` needs `--stdin` or `-`.");
        }
        if !self.reads_input() && self.paths.iter().any(|path| path == Path::new("-")) {
            return Some("`-` stands for standard input and cannot be combined with other paths.");
        }
        None
    }

    /// The lowest level that is collected.
    pub(super) fn lowest(&self) -> Level {
        match self.write_baseline || self.prune_baseline {
            true => Level::Hint,
            false => self.level.unwrap_or(Level::Info),
        }
    }
}

/// The codes that codes, patterns and names of groups stand for.
///
/// # Errors
///
/// One that stands for nothing, with a hint.
pub(in crate::cli) fn codes(written: &[String]) -> Result<Vec<String>, String> {
    let registry = ide::registry();
    let mut codes = Vec::new();
    for one in written {
        if registry.find(one).is_some() {
            codes.push(one.clone());
            continue;
        }
        let entries = || registry.entries().iter();
        let is_in_group =
            |topic: &str, kind| group_name(topic) == *one || (one == "prisma" && kind == Kind::Prisma);
        let mut found: Vec<&str> = entries()
            .filter(|entry| is_in_group(entry.topic, entry.metadata.kind))
            .map(|entry| entry.metadata.code)
            .collect();
        if let Some(pattern) = one.contains(['*', '?', '[']).then(|| Glob::new(one).ok()).flatten() {
            let matcher = pattern.compile_matcher();
            found.extend(entries().map(|entry| entry.metadata.code).filter(|code| matcher.is_match(code)));
        }
        if found.is_empty() {
            let hint = registry.closest(one).map(|near| format!(" Did you mean `{near}`?"));
            let hint = hint.unwrap_or_else(|| " `prisma-lens rules` lists codes and groups.".to_owned());
            return Err(format!("Unknown code `{one}`.{hint}"));
        }
        codes.extend(found.into_iter().map(str::to_owned));
    }
    Ok(codes)
}
