//! `prisma-lens completions`.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::cli::terminal;

/// Print a script that lets a shell complete arguments
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Arguments {
    pub(super) fn run<C: CommandFactory>(self) -> ExitCode {
        let mut script = Vec::new();
        generate(self.shell, &mut C::command(), "prisma-lens", &mut script);
        terminal::write_source(&String::from_utf8_lossy(&script));
        ExitCode::SUCCESS
    }
}
