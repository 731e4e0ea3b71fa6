//! The reference, as a process that answers line by line.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::Context;

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
            .args([script.as_os_str(), package.as_ref(), "format".as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node does not start")?;
        let stdin = child.stdin.take().context("no input to node")?;
        let stdout = BufReader::new(child.stdout.take().context("no output of node")?);
        Ok(Reference { child, stdin, stdout })
    }

    /// Each schema as it formats it; `None` where it failed.
    pub fn format(&mut self, texts: &[String]) -> anyhow::Result<Vec<Option<String>>> {
        let schemas: Vec<[[&str; 2]; 1]> =
            texts.iter().map(|text| [["schema.prisma", text.as_str()]]).collect();
        writeln!(self.stdin, "{}", serde_json::to_string(&schemas)?)?;
        self.stdin.flush()?;
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        let answers: Vec<Option<Vec<(String, String)>>> = serde_json::from_str(&line)
            .context("the reference gave no answer: is it installed in tests/fuzz?")?;
        Ok(answers.into_iter().map(|files| Some(files?.pop()?.1)).collect())
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        // Without input it would wait for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
