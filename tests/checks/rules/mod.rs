//! The checklist.

mod audit;
mod corpus;
mod corpus_fixes;
mod design;
mod documentation;
mod drawn;
mod environment;
mod exempt;
mod fixes;
mod indexes;
mod inflection;
mod naming;
mod native_enums;
mod next;
mod next_targets;
mod prisma_lint;
mod privacy;
mod relations;
mod security;
mod suppression;
mod types;
mod words;

use std::sync::Arc;

use base::{Finding, Level, Preset};
use checks::frame::{Metadata, RuleSet};
use checks::rules::{self, ProjectFacts};
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

/// A datasource and generator for schemas that have none of their own.
pub(super) const HEAD: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client\"\n  output   = \"../generated\"\n}\n\n";

/// The schema of one file, a datasource put in front of it where it has none.
pub(super) fn schema(text: &str) -> Schema {
    let stands_alone = text.contains("datasource ") || text.starts_with("// use ");
    let text = if stands_alone { text.to_owned() } else { format!("{HEAD}{text}") };
    Schema::single("schema.prisma", &text, PrismaVersion::default())
}

/// The schema of several files.
pub(super) fn schema_of(files: &[(&str, &str)]) -> Schema {
    let files = files.iter().map(|(name, text)| ((*name).into(), Arc::new(SchemaFile::new(text))));
    Schema::new(files.collect(), PrismaVersion::default())
}

/// The rules of `strict`, with this one on in any case, under these options.
pub(super) fn strict_with(rule: &Metadata, options: &serde_json::Value) -> Arc<RuleSet> {
    let mut set = RuleSet::preset(checks::registry(), Preset::Strict);
    if set.level(rule.code) == Level::Off {
        set.set_level(rule.code, Level::Warning);
    }
    for (name, value) in options.as_object().into_iter().flatten() {
        set.set_option(rule.code, name, value.clone());
    }
    Arc::new(set)
}

/// All rules.
pub(super) fn rules() -> impl Iterator<Item = &'static Metadata> {
    checks::registry().rules().map(|entry| entry.metadata)
}

/// What the checklist finds, with fixes.
pub(super) fn findings(schema: &Schema, set: &Arc<RuleSet>) -> Vec<Finding> {
    rules::check(schema, &ProjectFacts::default(), &|_| set.clone(), true)
}

/// The texts of a schema's files after a fix.
pub(super) fn apply(schema: &Schema, fix: &base::Fix) -> Vec<(String, String)> {
    let files = schema.files().iter().enumerate().map(|(at, file)| {
        let edits: Vec<_> = fix
            .edits
            .iter()
            .filter(|edit| edit.file.0 as usize == at)
            .map(|edit| edit.edit.clone())
            .collect();
        let text = file.content.source().source().to_string();
        (file.name.to_string(), base::text::apply_edits(&text, &edits))
    });
    files.collect()
}
