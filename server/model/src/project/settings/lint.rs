//! The configuration of prisma-lint, in its own terms. Which of our rules its rules stand for, the rules know.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::project::located::Located;
use crate::project::paths::{ancestors, name};
use crate::project::problems::settings_warning;
use crate::project::settings::json;
use crate::project::settings::node::{Kind, Node};
use crate::project::vfs::Files;
use base::text::Span;
use base::{Anchor, Finding, Level};

/// The files that may hold the configuration, in the order in which that tool looks for them.
const NAMES: [&str; 3] = ["package.json", ".prismalintrc", ".prismalintrc.json"];

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
        let (root, problem) = json::parse(text);
        let mut result = LintSettings { path: path.to_owned(), ..LintSettings::default() };
        if name(path) == "package.json" {
            result.read(member(root.as_ref()?, "prismalint")?);
            return Some(result);
        }
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
        let Some(rules) = member(root, "rules").and_then(Node::entries) else {
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

/// The configuration of prisma-lint nearest above `path`, or in it if it is a directory.
pub fn nearest_lint_settings(files: &dyn Files, path: &Path) -> Option<LintSettings> {
    let start = path.join("_");
    let mut places = ancestors(&start).flat_map(|dir| NAMES.map(|name| dir.join(name)));
    places.find_map(|path| LintSettings::parse(&path, &files.read(&path)?))
}

fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.entries()?.iter().find(|(name, _)| name.name == key).map(|(_, value)| value)
}
