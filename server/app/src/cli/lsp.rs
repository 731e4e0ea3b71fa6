//! `prisma-lens lsp`.

use std::process::ExitCode;

use crate::lsp::logging::Level;

/// Start the language server on standard input and output
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Accepted for compatibility with editors that pass it; has no effect
    #[arg(long)]
    stdio: bool,

    /// Log level on standard error
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = Level::Warn)]
    log: Level,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        match crate::lsp::serve(self.log) {
            Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
            Err(error) => {
                super::print_error(&format!("cannot start the language server: {error}"));
                ExitCode::from(2)
            }
        }
    }
}
