//! The configuration of prisma-lint, in its own terms. Which of our rules its rules stand for, the rules know.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::project::data::{Kind, Node};
use crate::project::data::{json, yaml};
use crate::project::located::Located;
use crate::project::paths::{ancestors, name};
use crate::project::problems::{settings_info, settings_warning};
use crate::project::vfs::Files;
use base::text::Span;
use base::{Anchor, Finding, Level};

/// The files that may hold the configuration, in the order in which that tool looks for them.
const NAMES: [&str; 9] = [
    "package.json",
    ".prismalintrc",
    ".prismalintrc.json",
    ".prismalintrc.yaml",
    ".prismalintrc.yml",
    ".config/prismalintrc",
    ".config/prismalintrc.json",
    ".config/prismalintrc.yaml",
    ".config/prismalintrc.yml",
];

/// The files that may hold the configuration as a script, which is never run.
const SCRIPTS: [&str; 12] = [
    ".prismalintrc.js",
    ".prismalintrc.ts",
    ".prismalintrc.mjs",
    ".prismalintrc.cjs",
    ".config/prismalintrc.js",
    ".config/prismalintrc.ts",
    ".config/prismalintrc.mjs",
    ".config/prismalintrc.cjs",
    "prismalint.config.js",
    "prismalint.config.ts",
    "prismalint.config.mjs",
    "prismalint.config.cjs",
];

/// What the configuration file of prisma-lint says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LintSettings {
    /// The file.
    pub path: PathBuf,
    /// The rules, in the order written.
    pub rules: Vec<LintRule>,
    /// What could not be read.
    pub problems: Vec<Finding>,
}

/// What is set for one rule of prisma-lint.
#[derive(Debug, Clone, PartialEq)]
pub struct LintRule {
    /// The name of the rule.
    pub name: String,
    /// The place of the name.
    pub name_span: Span,
    /// One entry for each time the rule runs; mostly there is one.
    pub configs: Vec<LintConfig>,
}

/// One use of a rule of prisma-lint.
#[derive(Debug, Clone, PartialEq)]
pub struct LintConfig {
    /// Its level.
    pub level: Located<Level>,
    /// Its options, empty where there are none.
    pub options: Map<String, Value>,
    /// The place of the whole entry.
    pub span: Span,
}

impl LintSettings {
    /// Reads the file at `path`: the configuration itself, or a `package.json` that holds it under `prismalint`. `None`
    /// when a `package.json` does not.
    pub fn parse(path: &Path, text: &str) -> Option<LintSettings> {
        let mut result = LintSettings { path: path.to_owned(), ..LintSettings::default() };
        if name(path) == "package.json" {
            let (root, _) = json::parse(text);
            result.read(root.as_ref()?.get("prismalint")?);
            return Some(result);
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
        let (root, problem) = match extension {
            "json" => json::parse(text),
            "yaml" | "yml" => yaml::parse(text),
            // Without an ending it may be either.
            _ if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') => json::parse(text),
            _ => yaml::parse(text),
        };
        if let Some(problem) = problem {
            result.problem(problem.span, problem.message);
        }
        if let Some(root) = root {
            result.read(&root);
        }
        Some(result)
    }

    fn problem(&mut self, span: Span, message: impl Into<String>) {
        let anchor = Anchor::file(self.path.as_path(), span);
        self.problems.push(settings_warning(anchor, message));
    }

    fn read(&mut self, root: &Node) {
        let Some(rules) = root.get("rules").and_then(Node::entries) else {
            self.problem(root.span, "The configuration has no `rules` object.");
            return;
        };
        for (key, value) in rules {
            let configs = match &value.kind {
                Kind::Array(uses) if uses.iter().any(|used| matches!(used.kind, Kind::Array(_))) => {
                    uses.iter().filter_map(|used| self.config(used)).collect()
                }
                _ => self.config(value).into_iter().collect(),
            };
            self.rules.push(LintRule { name: key.name.clone(), name_span: key.span, configs });
        }
    }

    /// `"level"`, `["level"]` or `["level", { options }]`.
    fn config(&mut self, value: &Node) -> Option<LintConfig> {
        let (level, options) = match &value.kind {
            Kind::Array(parts) => (parts.first()?, parts.get(1)),
            _ => (value, None),
        };
        let parsed = match &level.kind {
            Kind::String(text) => text.parse::<Level>().ok(),
            Kind::Other(number) => match number.as_u64() {
                Some(0) => Some(Level::Off),
                Some(1) => Some(Level::Warning),
                Some(2) => Some(Level::Error),
                _ => None,
            },
            _ => None,
        };
        let Some(parsed) = parsed else {
            self.problem(level.span, "A level must be `\"off\"`, `\"warn\"` or `\"error\"`.");
            return None;
        };
        let options = match options.map(Node::to_json) {
            Some(Value::Object(options)) => options,
            _ => Map::new(),
        };
        Some(LintConfig { level: Located::new(parsed, level.span), options, span: value.span })
    }
}

/// The configuration of prisma-lint nearest above `path`, or in it if it is a directory. One that is a script has no rules but
/// a problem that says so.
pub fn nearest_lint_settings(files: &dyn Files, path: &Path) -> Option<LintSettings> {
    let start = path.join("_");
    ancestors(&start).find_map(|dir| {
        let mut plain = NAMES.iter().map(|name| dir.join(name));
        let found = plain.find_map(|path| LintSettings::parse(&path, &files.read(&path)?));
        found.or_else(|| {
            let mut scripts = SCRIPTS.iter().map(|name| dir.join(name));
            let path = scripts.find(|path| files.read(path).is_some())?;
            let anchor = Anchor::file(path.as_path(), Span::default());
            let message = "This configuration of prisma-lint is a script, which is never run. Write it as JSON or YAML to have \
                           it imported.";
            Some(LintSettings { problems: vec![settings_info(anchor, message)], path, ..LintSettings::default() })
        })
    })
}
