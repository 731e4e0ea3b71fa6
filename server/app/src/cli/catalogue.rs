//! `prisma-lens rules`.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::cli::terminal::{self, ColorChoice, Paint, count, wrap};
use base::{Level, Preset};
use checks::frame::{Dialects, Entry, Kind, OptionKind};

/// List all rules of the checklist with their levels
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// List the errors and warnings of Prisma itself instead
    #[arg(long)]
    prisma: bool,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// Plain text
    #[default]
    Text,
    /// JSON, with options and documentation
    Json,
    /// Markdown tables
    Markdown,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        terminal::write(&match self.format {
            Format::Text | Format::Markdown if self.prisma => prisma(Paint::of_output(color)),
            Format::Json if self.prisma => format!("{:#}\n", prisma_json()),
            Format::Text => text(Paint::of_output(color)),
            Format::Json => format!("{:#}\n", json()),
            Format::Markdown => rules_markdown(),
        });
        ExitCode::SUCCESS
    }
}

/// All rules with their levels as Markdown: a heading and a table for each topic.
pub fn rules_markdown() -> String {
    let mut out = String::new();
    let mut last = "";
    for Entry { topic, metadata: rule } in ide::registry().rules() {
        if topic != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            out += &format!("{gap}## {topic}\n\n");
            out += "| Rule | What it flags | minimal | recommended | strict |\n|---|---|---|---|---|\n";
            last = topic;
        }
        let levels = Preset::ALL.map(|preset| match rule.level(preset) {
            Level::Off => "–",
            level => level.name(),
        });
        let mut summary = rule.documentation().summary.replace('|', "\\|");
        summary.extend(rule.dialect_note().map(|note| format!(" {note}")));
        out += &format!("| `{}` | {summary} | {} |\n", rule.code, levels.join(" | "));
    }
    out
}

fn text(paint: Paint) -> String {
    const SUMMARY: usize = 64;
    let width = ide::registry().rules().map(|entry| entry.metadata.code.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut last = "";
    for Entry { topic, metadata: rule } in ide::registry().rules() {
        if topic != last {
            out += &format!("{}{}\n", if last.is_empty() { "" } else { "\n" }, paint.bold(topic));
            last = topic;
        }
        let level = |preset| {
            let level = rule.level(preset);
            paint.level(level, &format!("{:<7}", level.name()))
        };
        let levels = format!("{} {}", level(Preset::Recommended), level(Preset::Strict));
        let mut summary = rule.documentation().summary.replace('`', "");
        summary.extend(rule.dialect_note().map(|note| format!(" {note}")));
        let mut lines = wrap(&summary, SUMMARY).into_iter();
        let first = lines.next().unwrap_or_default();
        out += &format!("  {}  {levels}  {first}\n", paint.code(&format!("{:<width$}", rule.code)));
        for line in lines {
            out += &format!("{:indent$}{line}\n", "", indent = width + 21);
        }
    }
    let total = count(ide::registry().rules().count(), "rule");
    out += &format!(
        "\n{total}, with their levels in the presets recommended and strict. {} documents a rule.\n",
        paint.code("prisma-lens explain CODE")
    );
    out
}

/// The codes of Prisma's own errors and warnings.
fn prisma_entries() -> impl Iterator<Item = &'static Entry> {
    ide::registry().entries().iter().filter(|entry| entry.metadata.kind == Kind::Prisma)
}

fn prisma(paint: Paint) -> String {
    let width = prisma_entries().map(|entry| entry.metadata.code.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut last = "";
    for Entry { topic, metadata } in prisma_entries() {
        if *topic != last {
            out += &format!("{}{}\n", if last.is_empty() { "" } else { "\n" }, paint.bold(topic));
            last = topic;
        }
        let summary = metadata.documentation().summary.replace('`', "");
        out += &format!("  {}  {summary}\n", paint.code(&format!("{:<width$}", metadata.code)));
    }
    out
}

fn prisma_json() -> Value {
    let entry = |entry: &Entry| {
        let documentation = entry.metadata.documentation();
        json!({
            "code": entry.metadata.code,
            "topic": entry.topic,
            "summary": documentation.summary,
            "documentation": documentation.markdown,
        })
    };
    Value::Array(prisma_entries().map(entry).collect())
}

fn json() -> Value {
    let rule = |Entry { topic, metadata: rule }: Entry| {
        let documentation = rule.documentation();
        let levels = Preset::ALL.map(|preset| (preset.name().to_owned(), rule.level(preset).name().into()));
        let options = rule.all_options().map(|option| {
            let choices = match option.kind {
                OptionKind::Choice(choices) => json!(choices),
                _ => Value::Null,
            };
            json!({
                "name": option.name,
                "type": kind(&option.kind),
                "choices": choices,
                "default": option.kind.default_value(),
                "description": option.docs,
            })
        });
        json!({
            "code": rule.code,
            "topic": topic,
            "summary": documentation.summary,
            "dialects": match rule.dialects {
                Dialects::Classic => ["classic"].as_slice(),
                Dialects::Next => &["prisma-8"],
                Dialects::Both => &["classic", "prisma-8"],
            },
            "levels": serde_json::Map::from_iter(levels),
            "options": options.collect::<Vec<Value>>(),
            "documentation": documentation.markdown,
        })
    };
    Value::Array(ide::registry().rules().map(rule).collect())
}

/// The JSON type of an option's value.
fn kind(kind: &OptionKind) -> &'static str {
    match kind {
        OptionKind::Flag(_) => "boolean",
        OptionKind::Number(_) => "number",
        OptionKind::Text(_) | OptionKind::Choice(_) => "string",
        OptionKind::List(_) | OptionKind::Patterns(_) | OptionKind::Exemptions => "array",
        OptionKind::Map => "object",
        OptionKind::Shape(_) => "any",
    }
}
