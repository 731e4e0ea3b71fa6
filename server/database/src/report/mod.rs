//! What a command has found, and how it is printed.

mod json;
mod markdown;
mod text;

use base::text::without_controls;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Priority {
    /// Advice.
    P2,
    /// Something is slower than it should be, or will not work for long.
    P1,
    /// The database is corrupt, or not the one that the application needs.
    P0,
}

/// Something that should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub priority: Priority,
    /// What kind it is, in kebab case.
    pub code: &'static str,
    /// What it is about: the name of a table, an index, a process.
    pub subject: String,
    /// What is wrong, and what to do.
    pub message: String,
    /// SQL or places that belong to it.
    pub details: Vec<String>,
}

/// A table of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// The names of its columns.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The report of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was asked.
    pub title: String,
    /// The findings.
    pub findings: Vec<Finding>,
    /// The values that were read.
    pub sections: Vec<Section>,
    /// What could not be asked, and other remarks.
    pub notes: Vec<String>,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text
    #[default]
    Text,
    /// JSON
    Json,
    /// Markdown
    Markdown,
}

impl Priority {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Priority::P0 => "P0",
            Priority::P1 => "P1",
            Priority::P2 => "P2",
        }
    }
}

impl Report {
    /// An empty report.
    pub fn new(title: impl Into<String>) -> Report {
        Report { title: title.into(), ..Report::default() }
    }

    /// Adds a finding.
    pub fn add(&mut self, priority: Priority, code: &'static str, subject: &str, message: impl Into<String>) {
        self.add_with(priority, code, subject, message, []);
    }

    /// Adds a finding with SQL or places that belong to it.
    pub fn add_with(
        &mut self,
        priority: Priority,
        code: &'static str,
        subject: &str,
        message: impl Into<String>,
        details: impl IntoIterator<Item = String>,
    ) {
        self.findings.push(Finding {
            priority,
            code,
            subject: subject.to_owned(),
            message: message.into(),
            details: details.into_iter().collect(),
        });
    }

    /// Adds a table of values.
    pub fn table(
        &mut self,
        title: &'static str,
        columns: &'static [&'static str],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        self.sections.push(Section { title, columns, rows: rows.into_iter().collect() });
    }

    /// The text of the report, the gravest findings first.
    pub fn render(&self, format: Format) -> String {
        let mut sorted = self.clone();
        sorted.findings.sort_by_key(|finding| std::cmp::Reverse(finding.priority));
        match format {
            Format::Text => text::render(&sorted.in_lines()),
            Format::Json => json::render(&sorted),
            Format::Markdown => markdown::render(&sorted.in_lines()),
        }
    }

    /// The report with each text in one line, and without control characters: names and statements are what the database says.
    fn in_lines(mut self) -> Report {
        let findings = self.findings.iter_mut().flat_map(|finding| {
            [&mut finding.subject, &mut finding.message].into_iter().chain(&mut finding.details)
        });
        let cells = self.sections.iter_mut().flat_map(|section| &mut section.rows).flatten();
        for text in findings.chain(cells).chain(&mut self.notes).chain([&mut self.title]) {
            *text = in_line(text);
        }
        self
    }

    /// The exit code: 3 with a finding of P0, 1 with one at or above `fail_on`, else 0.
    pub fn exit_code(&self, fail_on: Priority) -> u8 {
        match self.findings.iter().map(|finding| finding.priority).max() {
            Some(Priority::P0) => 3,
            Some(most) if most >= fail_on => 1,
            _ => 0,
        }
    }
}

/// A text in one line, without control characters.
pub fn in_line(text: &str) -> String {
    without_controls(&text.replace(['\n', '\r', '\t'], " ")).into_owned()
}
