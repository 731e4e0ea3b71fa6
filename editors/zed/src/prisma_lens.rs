//! The extension for Zed: finds or installs the language server, and gives it the settings.

use std::fs;

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{
    Command, Extension, LanguageServerId, LanguageServerInstallationStatus, Result, Worktree,
    node_binary_path, npm_install_package, npm_package_installed_version, npm_package_latest_version,
    register_extension, serde_json, set_language_server_installation_status,
};

/// The name of the program, of its npm package, and of the server in Zed's settings.
const NAME: &str = "prisma-lens";

/// The program within the npm package, which Node.js runs.
const SCRIPT: &str = "node_modules/prisma-lens/bin/prisma-lens.js";

/// The extension. It remembers nothing between two starts of the server.
struct PrismaLens;

impl PrismaLens {
    /// The path of the npm package's program in the extension's own folder, installed or brought up to date first. An outdated package
    /// is used when the registry cannot be reached.
    fn installed_script(server: &LanguageServerId) -> Result<String> {
        set_language_server_installation_status(server, &LanguageServerInstallationStatus::CheckingForUpdate);
        let installed = npm_package_installed_version(NAME)?;
        let updated = npm_package_latest_version(NAME).and_then(|latest| {
            if installed.as_ref() != Some(&latest) {
                set_language_server_installation_status(
                    server,
                    &LanguageServerInstallationStatus::Downloading,
                );
                npm_install_package(NAME, &latest)?;
            }
            Ok(())
        });
        if !fs::metadata(SCRIPT).is_ok_and(|it| it.is_file()) {
            updated?;
            return Err(format!("the npm package `{NAME}` has no `{SCRIPT}`"));
        }
        let folder = std::env::current_dir().map_err(|error| error.to_string())?;
        Ok(folder.join(SCRIPT).to_string_lossy().into_owned())
    }
}

impl Extension for PrismaLens {
    fn new() -> PrismaLens {
        PrismaLens
    }

    /// The program of the settings, else the one on `PATH`, else the npm package.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree)?.binary;
        let (path, arguments) = binary.map(|it| (it.path, it.arguments)).unwrap_or_default();
        let mut args = arguments.unwrap_or_else(|| vec!["lsp".to_owned()]);
        let command = match path.or_else(|| worktree.which(NAME)) {
            Some(command) => command,
            None => {
                args.insert(0, Self::installed_script(server)?);
                node_binary_path()?
            }
        };
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        self.language_server_workspace_configuration(server, worktree)
    }

    /// `settings` of the server in Zed's settings, in the section that the server asks for.
    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(settings.map(|settings| serde_json::json!({ "prismaLens": settings })))
    }
}

register_extension!(PrismaLens);
