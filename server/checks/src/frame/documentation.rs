//! The documentation of a code as data.

use serde_json::Value;

use crate::frame::Metadata;

/// The documentation of a code, parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Documentation {
    /// The first paragraph on one line: what is flagged.
    pub summary: String,
    /// All of it as Markdown, fences marked as `prisma`, ready to be shown.
    pub markdown: String,
    /// The examples, in order.
    pub examples: Vec<Example>,
}

/// An example in the documentation of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Whether the rule flags it; else it finds nothing there.
    pub is_flagged: bool,
    /// Options of the rule under which this holds, an object.
    pub options: Value,
    /// The language of the fence: `prisma`, `sql`, `ts`.
    pub language: String,
    /// The text inside the fence.
    pub text: String,
}

impl Metadata {
    /// Takes the documentation apart. A fence reads ```` ```prisma flagged ```` or ```` ```prisma clean ````; a JSON
    /// object behind that gives options; of a rule that looks at code as well, `code` is that code.
    pub fn documentation(&self) -> Documentation {
        let mut markdown = String::new();
        let mut examples: Vec<Example> = Vec::new();
        let mut inside = false;
        for line in self.docs.lines() {
            let line = line.strip_prefix(' ').unwrap_or(line);
            match line.strip_prefix("```") {
                Some(info) if !inside => {
                    inside = true;
                    let mut parts = info.splitn(3, ' ');
                    let (language, verdict) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                    let options = parts.next().and_then(|json| serde_json::from_str(json).ok());
                    let options = options.unwrap_or(Value::Null);
                    let title = if verdict == "flagged" { "Flagged" } else { "Clean" };
                    let code = options.get("code").and_then(Value::as_str);
                    match code {
                        Some(code) => markdown.push_str(&format!(
                            "{title} with this code:\n\n```ts\n{code}\n```\n\n```{language}\n"
                        )),
                        None => markdown.push_str(&format!("{title}{}:\n\n```{language}\n", under(&options))),
                    }
                    examples.push(Example {
                        is_flagged: verdict == "flagged",
                        options,
                        language: language.to_owned(),
                        text: String::new(),
                    });
                    continue;
                }
                Some(_) => inside = false,
                None => {}
            }
            if let Some(example) = examples.last_mut().filter(|_| inside) {
                example.text.push_str(line);
                example.text.push('\n');
            }
            markdown.push_str(line);
            markdown.push('\n');
        }
        let summary = markdown.split("\n\n").next().unwrap_or("").trim().replace('\n', " ");
        Documentation { summary, markdown: markdown.trim_end().to_owned(), examples }
    }
}

/// Under which options an example holds, as they are written in `prisma-lens.toml`; empty without any.
fn under(options: &Value) -> String {
    let written = |(name, value): (&String, &Value)| format!("`{name} = {}`", toml(value));
    match options.as_object().filter(|options| !options.is_empty()) {
        Some(options) => format!(" with {}", options.iter().map(written).collect::<Vec<_>>().join(", ")),
        None => String::new(),
    }
}

/// A value in TOML, in one line.
fn toml(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{name} = {}", toml(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
