//! A point of a checklist.

use clap::ValueEnum;

/// When a point is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Before,
    During,
    After,
}

/// How severe a problem is, the most severe last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Severity {
    /// Worth mending
    P2,
    /// Long locks, slow queries, or no way back
    P1,
    /// Data loss, a failing migration, or a broken application
    P0,
}

/// Something that was found.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) severity: Severity,
    pub(super) text: String,
}

/// One point.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) phase: Phase,
    pub(super) title: &'static str,
    pub(super) state: State,
}

/// What is known about a point.
#[derive(Debug)]
pub(super) enum State {
    /// It holds, with the evidence.
    Verified(Vec<String>),
    /// It does not.
    Failed(Vec<Problem>),
    /// Only people can say; with a note, or an empty text.
    Manual(String),
}

impl Problem {
    pub(super) fn new(severity: Severity, text: String) -> Problem {
        Problem { severity, text }
    }
}

impl Severity {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Severity::P0 => "P0",
            Severity::P1 => "P1",
            Severity::P2 => "P2",
        }
    }
}

impl Phase {
    /// All, in order.
    pub(super) const ALL: [Phase; 3] = [Phase::Before, Phase::During, Phase::After];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Phase::Before => "before",
            Phase::During => "during",
            Phase::After => "after",
        }
    }

    /// The title of its checklist.
    pub(super) fn title(self) -> &'static str {
        match self {
            Phase::Before => "Before the migration",
            Phase::During => "During the migration",
            Phase::After => "After the migration",
        }
    }
}

impl Point {
    /// A point that was looked at.
    pub(super) fn checked(
        phase: Phase,
        title: &'static str,
        problems: Vec<Problem>,
        evidence: Vec<String>,
    ) -> Point {
        let state = if problems.is_empty() { State::Verified(evidence) } else { State::Failed(problems) };
        Point { phase, title, state }
    }

    /// A point for people.
    pub(super) fn manual(phase: Phase, title: &'static str, note: String) -> Point {
        Point { phase, title, state: State::Manual(note) }
    }

    /// Its problems.
    pub(super) fn problems(&self) -> &[Problem] {
        match &self.state {
            State::Failed(problems) => problems,
            State::Verified(_) | State::Manual(_) => &[],
        }
    }

    /// The most severe of its problems.
    pub(super) fn severity(&self) -> Option<Severity> {
        self.problems().iter().map(|problem| problem.severity).max()
    }
}
