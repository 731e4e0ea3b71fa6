//! Processes whose output is shown while they run, without secrets.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use model::catalog::Provider;

use crate::cli::migrate::database::DatabaseUrl;
use crate::cli::terminal;

/// How a process ended, and what it wrote.
pub(super) struct Finished {
    pub(super) status: ExitStatus,
    /// Standard output, then standard error, without secrets.
    pub(super) output: String,
}

/// Runs a program in a folder to its end. What it writes is shown at once.
pub(super) fn stream(
    words: &[String],
    folder: &Path,
    variables: &[(String, String)],
    url: &DatabaseUrl,
    provider: Provider,
) -> Result<Finished, String> {
    let Some((program, arguments)) = words.split_first() else { return Err("no program.".into()) };
    let is_script = cfg!(windows) && !matches!(program.as_str(), "cmd" | "bunx");
    let name = if is_script { format!("{program}.cmd") } else { program.clone() };
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder);
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("`{program}` cannot be started: {error}."))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let shown = |line: &str| url.redact(provider, line);
    let (output, errors) = std::thread::scope(|scope| {
        let errors = scope.spawn(|| stderr.map(|it| copy(it, shown, terminal::pass_error)));
        let output = stdout.map(|it| copy(it, shown, terminal::pass));
        (output.unwrap_or_default(), errors.join().ok().flatten().unwrap_or_default())
    });
    let status = child.wait().map_err(|error| format!("`{program}` cannot be waited for: {error}."))?;
    Ok(Finished { status, output: format!("{output}\n{errors}") })
}

/// Copies lines until the end.
fn copy(from: impl Read, shown: impl Fn(&str) -> String, write: impl Fn(&str)) -> String {
    let mut reader = BufReader::new(from);
    let (mut all, mut line) = (String::new(), Vec::new());
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = shown(&String::from_utf8_lossy(&line));
        write(&text);
        all.push_str(&text);
        line.clear();
    }
    all
}
