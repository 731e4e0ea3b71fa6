//! Applying many fixes at once, whatever they are about.

use base::{Finding, Fix, ItemId, cancel};

use crate::frame::edits::Edits;

/// The number of rounds without a new minimum of fixable findings after which it stops: rules that undo each other, or a
/// fix that does not remove its finding, would loop forever.
const MAX_IDLE_ROUNDS: usize = 8;

/// Something that is checked and can be edited: a schema, a migration, a source file.
pub trait Fixable {
    /// Its findings in `scope`, with fixes.
    fn findings(&mut self, scope: Scope<'_>) -> Vec<Finding>;

    /// The items that a fix reads or changes: in one round, fixes of one rule only may do so.
    fn touched(&self, finding: &Finding, fix: &Fix) -> Vec<ItemId>;

    /// Applies edits.
    fn apply(&mut self, edits: &Edits);
}

/// The findings that a round looks at.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'f> {
    /// All.
    Everything,
    /// Those that the last edits may have changed, and these, whose fixes had to wait.
    Changed(&'f [Finding]),
}

/// Applies, to each finding that `wanted` accepts, its first fix that `takes` accepts, until none is left. Returns the
/// number of fixed findings.
///
/// Fixes whose edits touch wait for the next round, where they are computed again, and so do those of different rules that
/// touch one item. Insertions of one rule at one place are applied in one round. After the first round only what changed is looked at, and everything once more at the end.
pub fn fix_all<S: Fixable>(
    subject: &mut S,
    wanted: impl Fn(&S, &Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> usize {
    let mut count = 0;
    let mut fewest = usize::MAX;
    let mut idle = 0;
    let mut waiting: Option<Vec<Finding>> = None;
    while idle < MAX_IDLE_ROUNDS {
        let mut findings = subject.findings(waiting.as_deref().map_or(Scope::Everything, Scope::Changed));
        findings.retain(|finding| wanted(subject, finding));
        let round = Round::new(findings, takes, |finding, fix| subject.touched(finding, fix));
        if round.edits.is_empty() {
            if waiting.take().is_none() {
                break;
            }
            continue;
        }
        idle = if round.pending < fewest { 0 } else { idle + 1 };
        fewest = fewest.min(round.pending);
        count += round.fixed;
        subject.apply(&round.edits);
        waiting = Some(round.waiting);
    }
    count
}

/// The edits that can be applied at once.
#[derive(Default)]
struct Round {
    edits: Edits,
    /// The number of findings that they fix.
    fixed: usize,
    /// The number of findings with a fix that is taken, including those that have to wait.
    pending: usize,
    /// The findings that have to wait.
    waiting: Vec<Finding>,
}

impl Round {
    fn new(
        findings: Vec<Finding>,
        takes: fn(&Fix) -> bool,
        touched: impl Fn(&Finding, &Fix) -> Vec<ItemId>,
    ) -> Round {
        let mut round = Round::default();
        for finding in findings {
            cancel::check();
            let Some(fix) = finding.fixes.iter().find(|fix| takes(fix)) else { continue };
            round.pending += 1;
            if round.edits.contain(fix) || round.edits.add(finding.code, fix, &touched(&finding, fix)) {
                round.fixed += 1;
            } else {
                round.waiting.push(finding);
            }
        }
        round
    }
}
