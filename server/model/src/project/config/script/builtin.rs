//! The functions of Node that build paths.

use std::path::Path;

use crate::project::paths::normalize;

/// The names that scripts have without declaring them, and what they stand for. Those that have to be imported are
/// understood without it too: a script is read while it is written.
const GLOBALS: [(&str, &str); 12] = [
    ("process", "process"),
    ("require", "require"),
    ("module", "module"),
    ("Object", "Object"),
    ("Promise", "Promise"),
    ("String", "String"),
    ("Deno", "Deno"),
    ("URL", "url.URL"),
    ("path", "path"),
    ("fileURLToPath", "url.fileURLToPath"),
    ("defineConfig", "prisma.defineConfig"),
    ("env", "prisma.env"),
];

/// What a name stands for that nothing in the script declares.
pub(super) fn global(name: &str) -> Option<&'static str> {
    GLOBALS.iter().find(|(known, _)| *known == name).map(|(_, full)| *full)
}

/// What may be asked of modules and objects of Node, Bun, Deno and Prisma, by its full name.
const MEMBERS: [&str; 24] = [
    "path.join",
    "path.resolve",
    "path.dirname",
    "path.basename",
    "path.normalize",
    "url.fileURLToPath",
    "url.pathToFileURL",
    "url.URL",
    "process.env",
    "process.cwd",
    "prisma.defineConfig",
    "prisma.env",
    "Object.assign",
    "Object.freeze",
    "Promise.resolve",
    "String.raw",
    "import.meta",
    "import.meta.resolve",
    "require.resolve",
    "module.exports",
    "module.require",
    "env.get",
    "Deno.cwd",
    "Deno.env",
];

/// The module that a specifier stands for, if it is one of these.
pub(super) fn library(specifier: &str) -> Option<&'static str> {
    match specifier.strip_prefix("node:").unwrap_or(specifier) {
        "path" | "path/posix" | "path/win32" => Some("path"),
        "url" => Some("url"),
        "process" => Some("process"),
        "prisma/config" | "@prisma/config" => Some("prisma"),
        // That of Prisma 8, one for each database.
        _ if specifier.starts_with("@prisma/orm-") && specifier.ends_with("/config") => Some("prisma"),
        _ => None,
    }
}

/// A member of a module or object.
pub(super) fn member(of: &'static str, key: &str) -> Option<&'static str> {
    match (of, key) {
        (_, "default") => Some(of),
        ("path", "posix" | "win32") => Some("path"),
        _ => MEMBERS.iter().copied().find(|name| {
            name.strip_prefix(of).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| rest == key)
        }),
    }
}

/// What a function that builds a path returns. `dir` is the folder in which the script runs.
pub(super) fn path(function: &str, parts: &[String], dir: &Path) -> Option<String> {
    match function {
        "path.join" => Some(joined(parts, false)),
        "path.resolve" => {
            let joined = joined(parts, true);
            let absolute = normalize(&dir.join(&joined));
            Some(absolute.to_str()?.to_owned())
        }
        "path.normalize" => parts.first().cloned(),
        "path.dirname" => Some(Path::new(parts.first()?).parent()?.to_str()?.to_owned()),
        "path.basename" => {
            let name = Path::new(parts.first()?).file_name()?.to_str()?;
            let suffix = parts.get(1).map_or("", String::as_str);
            Some(name.strip_suffix(suffix).unwrap_or(name).to_owned())
        }
        _ => None,
    }
}

/// The parts joined; where `restart`, an absolute part replaces those before it.
fn joined(parts: &[String], restart: bool) -> String {
    let mut result = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if result.is_empty() || (restart && Path::new(part).is_absolute()) {
            result = part.clone();
        } else {
            result = format!("{}/{}", result.trim_end_matches('/'), part.trim_start_matches('/'));
        }
    }
    if result.is_empty() { ".".to_owned() } else { result }
}
