//! `prisma-lens lsp`.

use std::process::ExitCode;

use crate::lsp::logging::Level;

/// Serve an editor over standard input and output
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Accepted since many editors pass it; standard input and output are used in any case
    #[arg(long)]
    stdio: bool,

    /// How much to log to standard error
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = Level::Warn)]
    log: Level,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        match crate::lsp::serve(self.log) {
            Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
            Err(error) => {
                super::complain(&format!("the language server cannot start: {error}"));
                ExitCode::from(2)
            }
        }
    }
}
