//! The reference, as a process that answers line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::Context;
use serde::Deserialize;

use crate::files;

/// One thing that the reference says.
#[derive(Clone, Debug, Deserialize)]
pub struct Said {
    /// The file that it is about.
    pub file: String,
    /// Where it begins, in UTF-16 units.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Whether it is no error.
    pub warning: bool,
    /// In its words.
    pub text: String,
}

/// A running reference.
#[derive(Debug)]
pub struct Reference {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Reference {
    /// Starts the worker on a package.
    pub fn start(package: &str) -> anyhow::Result<Reference> {
        let script = support::root().join("tests/fuzz/reference.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .arg(package)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node does not start")?;
        let stdin = child.stdin.take().context("no input to node")?;
        let stdout = BufReader::new(child.stdout.take().context("no output of node")?);
        Ok(Reference { child, stdin, stdout })
    }

    /// What it says of each schema; `None` where it failed.
    pub fn lint(&mut self, texts: &[String]) -> anyhow::Result<Vec<Option<Vec<Said>>>> {
        let schemas: Vec<Vec<(String, &str)>> = texts
            .iter()
            .map(|text| files::split(text).into_iter().map(|part| (part.name, part.text)).collect())
            .collect();
        writeln!(self.stdin, "{}", serde_json::to_string(&schemas)?)?;
        self.stdin.flush()?;
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        serde_json::from_str(&line).context("the reference gave no answer: is it installed in tests/fuzz?")
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        // Without input it would wait for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
