//! `new-rule`: a rule that is registered, documented and tested in outline, so that the tests say what is left to write.

use std::fs;
use std::path::{Path, PathBuf};

use crate::templates::{MIGRATION_RULE, MIGRATION_TEST, SCHEMA_RULE, SCHEMA_TEST};

/// The folders of rules: a prefix of topics, the sources, and the tests.
const FOLDERS: [Folder; 2] = [
    Folder { prefix: "", rules: "server/checks/src/rules", tests: "tests/checks/rules" },
    Folder { prefix: "migrations/", rules: "server/migrations/src/rules", tests: "tests/migrations/rules" },
];

/// Where rules of a kind are.
struct Folder {
    prefix: &'static str,
    rules: &'static str,
    tests: &'static str,
}

/// The names of a rule.
struct Names<'c> {
    /// In kebab-case, as in messages and settings.
    code: &'c str,
    /// In snake_case, as a module.
    module: String,
}

impl Names<'_> {
    fn fill(&self, template: &str) -> String {
        template
            .replace("CODE", self.code)
            .replace("CONSTANT", &self.module.to_uppercase())
            .replace("NAME", &self.module)
    }
}

/// The topics that a rule can be added to: folders with a list of rules.
pub fn topics(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for folder in &FOLDERS {
        let entries = fs::read_dir(root.join(folder.rules)).into_iter().flatten().flatten();
        let topics = entries.filter(|entry| {
            let list = fs::read_to_string(entry.path().join("mod.rs"));
            list.is_ok_and(|text| text.contains("RULES: &[&Rule]"))
        });
        found.extend(topics.map(|entry| format!("{}{}", folder.prefix, entry.file_name().to_string_lossy())));
    }
    found.sort();
    found
}

/// Adds a rule to a topic. Returns the files that were created or changed; an error says why nothing was.
pub fn new_rule(root: &Path, code: &str, topic: &str) -> Result<Vec<PathBuf>, String> {
    let is_kebab = code.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit())
    });
    if !is_kebab || !code.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(format!(
            "`{code}` is not in kebab-case. Use lowercase words with hyphens, such as `my-rule`."
        ));
    }
    let all = topics(root);
    if !all.iter().any(|known| known == topic) {
        return Err(format!("Unknown topic `{topic}`. Topics: {}.", all.join(", ")));
    }
    if let Some(path) = rule_file(root, code) {
        return Err(format!("Rule `{code}` exists already: {}.", path.display()));
    }
    let is_migration = topic.starts_with("migrations/");
    let [schema, migration] = &FOLDERS;
    let folder = if is_migration { migration } else { schema };
    let names = Names { code, module: code.replace('-', "_") };
    let name = topic.strip_prefix(folder.prefix).unwrap_or(topic);
    let topic_folder = root.join(folder.rules).join(name);

    let mut files = Files::default();
    let rule = topic_folder.join(format!("{}.rs", names.module));
    let (template, constant) = match is_migration {
        true => (MIGRATION_RULE, names.module.to_uppercase()),
        false => (SCHEMA_RULE, "RULE".to_owned()),
    };
    files.create(rule, names.fill(template))?;
    files.edit(topic_folder.join("mod.rs"), |text| {
        let text = with_module(text, &names.module)?;
        with_list_entry(&text, &format!("&{}::{constant}", names.module))
    })?;
    add_test(&mut files, &root.join(folder.tests), name, is_migration, &names)?;
    files.write()
}

/// The file that declares a rule.
fn rule_file(root: &Path, code: &str) -> Option<PathBuf> {
    let declaration = format!("code: \"{code}\"");
    let inside = |dir: PathBuf| fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = FOLDERS.iter().flat_map(|folder| inside(root.join(folder.rules))).flat_map(inside);
    let mut files = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.find(|path| fs::read_to_string(path).is_ok_and(|text| text.contains(&declaration)))
}

/// Adds the test: to the file of the topic, or as a new file in its folder.
fn add_test(
    files: &mut Files,
    tests: &Path,
    topic: &str,
    is_migration: bool,
    names: &Names<'_>,
) -> Result<(), String> {
    let file = tests.join(format!("{topic}.rs"));
    if !is_migration && file.exists() {
        let test = names.fill(SCHEMA_TEST).replace("FOUND", "super::drawn::found");
        return files.edit(file, |text| Ok(format!("{text}{test}")));
    }
    let (folder, test) = match is_migration {
        true => (tests.to_owned(), names.fill(MIGRATION_TEST)),
        false => {
            let test = names.fill(SCHEMA_TEST).replace("FOUND", "found");
            let head = format!("//! `{}`: cases beside the documented examples.\n\n", names.code);
            (tests.join(topic), format!("{head}use super::super::drawn::found;\n{test}"))
        }
    };
    files.create(folder.join(format!("{}.rs", names.module)), test)?;
    files.edit(folder.join("mod.rs"), |text| with_module(text, &names.module))
}

/// The text with one more `mod` line, in the order of names.
fn with_module(text: &str, module: &str) -> Result<String, String> {
    let name = |line: &str| {
        let (visibility, name) = line.split_once("mod ")?;
        let is_module = visibility.is_empty() || visibility.starts_with("pub");
        name.strip_suffix(';').filter(|_| is_module).map(str::to_owned)
    };
    let lines: Vec<&str> = text.lines().collect();
    let modules = || lines.iter().enumerate().filter_map(|(at, line)| Some((at, name(line)?)));
    let next = modules().find(|(_, other)| other.as_str() > module).map(|(at, _)| at);
    let at = next.or_else(|| modules().next_back().map(|(at, _)| at + 1)).ok_or("no `mod` line was found")?;
    Ok(with_line(&lines, at, &format!("mod {module};")))
}

/// The text with one more entry at the end of the list `RULES`.
fn with_list_entry(text: &str, entry: &str) -> Result<String, String> {
    let (before, list) = text.split_once("RULES: &[&Rule] =").ok_or("no list `RULES`")?;
    let list = list.trim_start().strip_prefix("&[").ok_or("`RULES` is not a slice")?;
    let (entries, after) = list.split_once("];").ok_or("`RULES` is not closed")?;
    let entries: String = entries
        .split(',')
        .map(str::trim)
        .filter(|known| !known.is_empty())
        .chain([entry])
        .map(|entry| format!("    {entry},\n"))
        .collect();
    Ok(format!("{before}RULES: &[&Rule] = &[\n{entries}];{after}"))
}

fn with_line(lines: &[&str], at: usize, line: &str) -> String {
    let (before, after) = lines.split_at_checked(at).unwrap_or((lines, &[]));
    let lines: Vec<&str> = before.iter().copied().chain([line]).chain(after.iter().copied()).collect();
    lines.join("\n") + "\n"
}

/// Files as they are to be. They are written when all is known to be right.
#[derive(Default)]
struct Files {
    texts: Vec<(PathBuf, String)>,
}

impl Files {
    fn create(&mut self, path: PathBuf, text: String) -> Result<(), String> {
        if path.exists() {
            return Err(format!("{} exists already.", path.display()));
        }
        self.texts.push((path, text));
        Ok(())
    }

    fn edit(
        &mut self,
        path: PathBuf,
        change: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<(), String> {
        let message = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| message(&error))?;
        let text = change(&text).map_err(|error| message(&error))?;
        self.texts.push((path, text));
        Ok(())
    }

    fn write(self) -> Result<Vec<PathBuf>, String> {
        for (path, text) in &self.texts {
            fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(self.texts.into_iter().map(|(path, _)| path).collect())
    }
}
