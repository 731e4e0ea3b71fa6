//! `prisma-lens explain`.

use std::process::ExitCode;

use crate::cli::terminal::{self, ColorChoice, Paint, WIDTH, wrap};
use crate::cli::{error_numbers, markdown};
use base::Preset;
use checks::frame::{Entry, Kind, Levels};

/// Why these codes have no configurable level.
const LEVEL_OF_PRISMA: &str = "Prisma itself reports this, as an error or a warning, and its commands stop at errors. \
     Its level cannot be changed, and comments do not suppress it.";

/// Why no level can be set for these.
const LEVEL_OF_CONFIGURATION: &str = "A warning where a setting is wrong, an information where something is not supported or \
                                      cannot be evaluated. `--ignore` leaves it out.";

/// Explain a rule or an error of Prisma: what it flags, why, and its options
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Code of the rule or error, as shown in findings
    #[arg(value_name = "CODE")]
    code: String,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        let code = self.code.trim();
        let paint = Paint::of_output(color);
        if error_numbers::is_number(code) {
            return explain_number(code, paint);
        }
        let Some(entry) = ide::registry().find(code) else {
            super::print_error(&format!("unknown code `{code}`. {}", hint(code)));
            return ExitCode::from(2);
        };
        let page = match entry.metadata.kind {
            Kind::Rule(levels) => page_of_rule(entry, levels, paint),
            Kind::Prisma => {
                page_with_level(entry, &format!("Prisma, {}", entry.topic), LEVEL_OF_PRISMA, paint)
            }
            Kind::Configuration => page_with_level(entry, entry.topic, LEVEL_OF_CONFIGURATION, paint),
        };
        terminal::write(&page);
        ExitCode::SUCCESS
    }
}

/// What an error of Prisma's with a number means.
fn explain_number(number: &str, paint: Paint) -> ExitCode {
    let Some(error) = error_numbers::find(number) else {
        let known: Vec<&str> = error_numbers::ERROR_NUMBERS.iter().map(|error| error.number).collect();
        super::print_error(&format!("`{number}` is not known here. Known are {}.", known.join(", ")));
        return ExitCode::from(2);
    };
    let mut out = format!("{}  {}\n\n{}\n", paint.bold(error.number), paint.dim("Prisma"), error.meaning);
    let known = error.codes.iter().filter_map(|code| ide::registry().find(code));
    let codes: Vec<String> = known.map(|entry| paint.code(entry.metadata.code)).collect();
    if !codes.is_empty() {
        out += &format!("\nFindings that tell of its causes: {}.\n", codes.join(", "));
    }
    terminal::write(&out);
    ExitCode::SUCCESS
}

/// A suggestion for an unknown code.
fn hint(code: &str) -> String {
    let codes = || ide::registry().entries().iter().map(|entry| entry.metadata.code);
    if let Some(near) = ide::registry().closest(code) {
        return format!("Did you mean `{near}`?");
    }
    let alike: Vec<String> = codes()
        .filter(|other| !code.is_empty() && other.contains(code))
        .map(|it| format!("`{it}`"))
        .collect();
    if !alike.is_empty() {
        return format!("Similar codes: {}.", alike.join(", "));
    }
    "`prisma-lens rules` lists all rules; findings show the codes of Prisma's errors.".into()
}

/// The page of a code whose level cannot be set, and why.
fn page_with_level(entry: Entry, title: &str, level: &str, paint: Paint) -> String {
    let mut out = format!("{}  {}\n\n", paint.bold(entry.metadata.code), paint.dim(title));
    out += &markdown::render(&entry.metadata.documentation().markdown, paint);
    out += &format!("\n{}\n\n", paint.bold("Level"));
    for line in wrap(level, WIDTH - 4) {
        out += &format!("    {line}\n");
    }
    out
}

fn page_of_rule(entry: Entry, levels: Levels, paint: Paint) -> String {
    let rule = entry.metadata;
    let mut out = format!("{}  {}\n\n", paint.bold(rule.code), paint.dim(entry.topic));
    out += &markdown::render(&rule.documentation().markdown, paint);
    if let Some(note) = rule.dialect_note() {
        out += &format!("\n{note}\n");
    }
    out += &format!("\n{}\n\n", paint.bold("Levels"));
    for preset in Preset::ALL {
        let level = levels.level(preset);
        out += &format!("    {:<12} {}\n", preset.name(), paint.level(level, level.name()));
    }
    out += &format!("\n{}\n\n", paint.bold("Options"));
    for option in rule.all_options() {
        let default = option.kind.default_value();
        let default = if default.is_null() { String::new() } else { format!("; default {default}") };
        out += &format!("    {}  {}{default}\n", paint.code(option.name), option.kind.describe());
        for line in wrap(option.docs, WIDTH - 8) {
            out += &format!("        {line}\n");
        }
    }
    out += &format!("\n{}\n\n", paint.bold("Configure it in prisma-lens.toml"));
    let with_value = rule.options.iter().find(|option| !option.kind.default_value().is_null());
    let or = if with_value.is_some() { "   # or, with options:" } else { "" };
    out += &format!("    [rules]\n    {} = \"warning\"{or}\n", rule.code);
    if let Some(option) = with_value {
        let value = toml_value(&option.kind.default_value());
        out +=
            &format!("\n    [rules.{}]\n    level = \"warning\"\n    {} = {value}\n", rule.code, option.name);
    }
    out += &format!("\n{}\n\n", paint.bold("Suppress it in one place"));
    out += &format!("    // prisma-lens-ignore {}: reason\n", rule.code);
    out
}

/// A JSON value in TOML syntax; the two differ for objects only.
fn toml_value(value: &serde_json::Value) -> String {
    match value.as_object() {
        Some(members) if members.is_empty() => "{}".to_owned(),
        Some(members) => {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("{key} = {}", toml_value(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        None => value.to_string(),
    }
}
