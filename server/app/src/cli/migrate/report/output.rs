//! A report as text, Markdown or JSON.

use std::fmt::Write as _;

use base::Level;
use base::text::markdown::{code, message, plain};
use serde_json::{Value, json};

use crate::cli::migrate::report::point::{Phase, Point, Severity, State};
use crate::cli::terminal::{Paint, count};

/// A report with what it is about.
pub(super) struct Report {
    /// The schema, as it is shown.
    pub(super) schema: String,
    pub(super) environment: Option<String>,
    /// The pending migrations.
    pub(super) pending: Vec<String>,
    pub(super) points: Vec<Point>,
}

impl Report {
    /// How many problems have a severity.
    fn count(&self, severity: Severity) -> usize {
        let problems = self.points.iter().flat_map(Point::problems);
        problems.filter(|problem| problem.severity == severity).count()
    }

    /// The totals in one line.
    fn totals(&self) -> String {
        let open = self.points.iter().filter(|point| matches!(point.state, State::Manual(_))).count();
        let verified = self.points.iter().filter(|point| matches!(point.state, State::Verified(_))).count();
        let [p0, p1, p2] = [Severity::P0, Severity::P1, Severity::P2].map(|it| self.count(it));
        format!("{p0} P0, {p1} P1, {p2} P2; {verified} verified, {open} for people")
    }

    fn subject(&self) -> String {
        self.subject_with(&self.schema, str::to_owned)
    }

    fn subject_in_markdown(&self) -> String {
        self.subject_with(&code(&self.schema), plain)
    }

    fn subject_with(&self, schema: &str, shown: fn(&str) -> String) -> String {
        let environment =
            self.environment.as_deref().map(|name| format!(" to {}", shown(name))).unwrap_or_default();
        let pending = match self.pending.len() {
            0 => "no migration".to_owned(),
            number => count(number, "migration"),
        };
        format!("{pending} pending{environment} ({schema})")
    }

    /// For the terminal.
    pub(super) fn text(&self, paint: Paint) -> String {
        let mut text = format!("{}\n", self.subject());
        for phase in Phase::ALL {
            let _ = writeln!(text, "\n{}", paint.bold(phase.title()));
            for point in self.points.iter().filter(|point| point.phase == phase) {
                match &point.state {
                    State::Verified(evidence) => {
                        let _ = writeln!(text, "  {} {}", paint.good("✔"), point.title);
                        for line in evidence {
                            let _ = writeln!(text, "      {}", paint.dim(line));
                        }
                    }
                    State::Failed(problems) => {
                        let _ = writeln!(text, "  {} {}", paint.bad("✘"), point.title);
                        for problem in problems {
                            let level = match problem.severity {
                                Severity::P0 => Level::Error,
                                Severity::P1 => Level::Warning,
                                Severity::P2 => Level::Info,
                            };
                            let name = paint.level(level, problem.severity.name());
                            let _ = writeln!(text, "      {name} {}", problem.text);
                        }
                    }
                    State::Manual(note) => {
                        let _ = writeln!(text, "  ☐ {}", point.title);
                        if !note.is_empty() {
                            let _ = writeln!(text, "      {}", paint.dim(note));
                        }
                    }
                }
            }
        }
        let _ = writeln!(text, "\n{}", self.totals());
        text
    }

    /// For a pull request.
    pub(super) fn markdown(&self) -> String {
        let mut text = format!(
            "# Migration report\n\n{}.\n\n{}.\n",
            sentence(&self.subject_in_markdown()),
            self.totals()
        );
        for phase in Phase::ALL {
            let _ = write!(text, "\n## {}\n\n", phase.title());
            for point in self.points.iter().filter(|point| point.phase == phase) {
                match &point.state {
                    State::Verified(evidence) => {
                        let _ = writeln!(text, "- ✔ {}", point.title);
                        evidence.iter().for_each(|line| text += &format!("  - {}\n", message(line)));
                    }
                    State::Failed(problems) => {
                        let _ = writeln!(text, "- ✘ {}", point.title);
                        for problem in problems {
                            let _ = writeln!(
                                text,
                                "  - **{}** {}",
                                problem.severity.name(),
                                message(&problem.text)
                            );
                        }
                    }
                    State::Manual(note) => {
                        let _ = writeln!(text, "- ☐ {}", point.title);
                        if !note.is_empty() {
                            let _ = writeln!(text, "  - {}", message(note));
                        }
                    }
                }
            }
        }
        text
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let points = self.points.iter().map(|point| {
            let (state, evidence) = match &point.state {
                State::Verified(evidence) => ("verified", evidence.clone()),
                State::Failed(_) => ("failed", Vec::new()),
                State::Manual(note) => {
                    ("manual", Some(note.clone()).filter(|it| !it.is_empty()).into_iter().collect())
                }
            };
            let problems = point.problems().iter();
            json!({
                "phase": point.phase.name(),
                "title": point.title,
                "state": state,
                "severity": point.severity().map(Severity::name),
                "evidence": evidence,
                "problems": problems
                    .map(|problem| json!({ "severity": problem.severity.name(), "message": problem.text }))
                    .collect::<Vec<_>>(),
            })
        });
        json!({
            "schema": self.schema,
            "environment": self.environment,
            "pending": self.pending,
            "counts": {
                "P0": self.count(Severity::P0),
                "P1": self.count(Severity::P1),
                "P2": self.count(Severity::P2),
            },
            "points": points.collect::<Vec<_>>(),
        })
    }
}

/// The text with a capital letter.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
