//! Applying many fixes at once, whatever they are about.

use base::{FileEdit, Finding, Fix, PathEdit};

/// The number of rounds without a new minimum of fixable findings after which it stops: rules that undo each other, or a
/// fix that does not remove its finding, would loop forever.
const MAX_IDLE_ROUNDS: usize = 5;

/// Something that is checked and can be edited: a schema, a migration, a source file.
pub trait Fixable: Clone {
    /// Its findings, with fixes.
    fn findings(&self) -> Vec<Finding>;

    /// The same after edits that do not touch each other.
    fn after(&self, edits: &Edits) -> Self;
}

/// Edits that do not touch each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Those of schema files.
    pub files: Vec<FileEdit>,
    /// Those of other files.
    pub paths: Vec<PathEdit>,
}

/// The outcome of [`fix_all`].
#[derive(Clone, Debug)]
pub struct Outcome<S> {
    /// The subject after the fixes.
    pub subject: S,
    /// The number of fixed findings.
    pub count: usize,
}

/// Applies, to each finding that `wanted` accepts, its first fix that `takes` accepts, until none is left.
///
/// Fixes whose edits touch wait for the next round, where they are computed again.
pub fn fix_all<S: Fixable>(
    subject: &S,
    wanted: impl Fn(&S, &Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> Outcome<S> {
    let mut outcome = Outcome { subject: subject.clone(), count: 0 };
    let mut fewest = usize::MAX;
    let mut idle = 0;
    while idle < MAX_IDLE_ROUNDS {
        let round = Round::new(&outcome.subject, &wanted, takes);
        if round.edits == Edits::default() {
            break;
        }
        idle = if round.pending < fewest { 0 } else { idle + 1 };
        fewest = fewest.min(round.pending);
        outcome.count += round.fixed;
        outcome.subject = outcome.subject.after(&round.edits);
    }
    outcome
}

/// The edits that can be applied at once.
#[derive(Default)]
struct Round {
    edits: Edits,
    /// The number of findings that they fix.
    fixed: usize,
    /// The number of findings with a fix that is taken, including those that have to wait.
    pending: usize,
}

impl Round {
    fn new<S: Fixable>(
        subject: &S,
        wanted: &impl Fn(&S, &Finding) -> bool,
        takes: fn(&Fix) -> bool,
    ) -> Round {
        let mut round = Round::default();
        for finding in subject.findings().iter().filter(|finding| wanted(subject, finding)) {
            let Some(fix) = finding.fixes.iter().find(|fix| takes(fix)) else { continue };
            round.pending += 1;
            let is_free = round.edits.leaves_free(fix);
            round.fixed += usize::from(is_free || round.edits.contain(fix));
            if is_free {
                round.edits.files.extend(fix.edits.iter().cloned());
                round.edits.paths.extend(fix.path_edits.iter().cloned());
            }
        }
        round
    }
}

impl Edits {
    fn contain(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| self.files.contains(edit))
            && fix.path_edits.iter().all(|edit| self.paths.contains(edit))
    }

    fn leaves_free(&self, fix: &Fix) -> bool {
        let touch = |a: &FileEdit, b: &FileEdit| a.file == b.file && a.edit.span.overlaps(b.edit.span);
        let meet = |a: &PathEdit, b: &PathEdit| a.path == b.path && a.edit.span.overlaps(b.edit.span);
        fix.edits.iter().all(|edit| !self.files.iter().any(|other| touch(edit, other)))
            && fix.path_edits.iter().all(|edit| !self.paths.iter().any(|other| meet(edit, other)))
    }
}
