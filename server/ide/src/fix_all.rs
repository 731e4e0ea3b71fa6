//! Application of many fixes at once.

use crate::{Analysis, diagnostics};
use base::text::{TextEdit, apply_edits, difference};
use base::{FileEdit, FileId, Finding, Fix};

/// The number of rounds without a new minimum of fixable findings after which it stops: rules that undo each other, or
/// a fix that does not remove its finding, would loop forever.
const MAX_IDLE_ROUNDS: usize = 5;

/// A schema after its safe fixes.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The fixed schema.
    pub analysis: Analysis,
    /// The files whose text changed, in order.
    pub changed: Vec<FileId>,
    /// The number of fixed findings.
    pub count: usize,
}

/// Applies the safe fixes of all findings that `wanted` accepts, until none is left.
///
/// Fixes whose edits touch wait for the next round, where they are computed again. Fixes that write other files are
/// left to the user.
pub fn fix_all(analysis: &Analysis, wanted: impl Fn(&Analysis, &Finding) -> bool) -> Fixed {
    apply_round(analysis, wanted, Fix::is_automatic)
}

/// Like [`fix_all`], applying the first fix of each finding even if the user has to choose it: the user chose it for
/// all of them.
pub fn fix_each(analysis: &Analysis, wanted: impl Fn(&Analysis, &Finding) -> bool) -> Fixed {
    apply_round(analysis, wanted, Fix::only_edits)
}

fn apply_round(
    analysis: &Analysis,
    wanted: impl Fn(&Analysis, &Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> Fixed {
    let mut fixed = Fixed { analysis: analysis.clone(), changed: Vec::new(), count: 0 };
    let mut fewest = usize::MAX;
    let mut idle = 0;
    while idle < MAX_IDLE_ROUNDS {
        let round = round(&fixed.analysis, &wanted, takes);
        if round.edits.is_empty() {
            break;
        }
        idle = if round.pending < fewest { 0 } else { idle + 1 };
        fewest = fewest.min(round.pending);
        fixed.count += round.fixed;
        fixed.analysis = fixed.analysis.edited(&round.edits);
    }
    let files = analysis.schema.files().iter().zip(fixed.analysis.schema.files());
    let differs =
        files.map(|(before, after)| before.content.source().source() != after.content.source().source());
    let ids = (0..).map(FileId).zip(differs);
    fixed.changed = ids.filter_map(|(id, differs)| differs.then_some(id)).collect();
    fixed
}

impl Fixed {
    /// The edits that turn the texts of `before` into those of the fixed schema.
    pub fn edits(&self, before: &Analysis) -> Vec<FileEdit> {
        let text = |analysis: &Analysis, file| {
            analysis
                .schema
                .file(file)
                .map(|file| file.content.source().source().to_string())
                .unwrap_or_default()
        };
        let of_file = |&file: &FileId| {
            let edits = difference(&text(before, file), &text(&self.analysis, file));
            edits.into_iter().map(move |edit| FileEdit { file, edit })
        };
        self.changed.iter().flat_map(of_file).collect()
    }
}

/// The edits that can be applied at once.
#[derive(Default)]
struct Round {
    /// Edits that do not touch each other.
    edits: Vec<FileEdit>,
    /// The number of findings that they fix.
    fixed: usize,
    /// The number of findings with a safe fix, including those that have to wait.
    pending: usize,
}

fn round(
    analysis: &Analysis,
    wanted: &impl Fn(&Analysis, &Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> Round {
    let mut round = Round::default();
    for finding in diagnostics(analysis, true).iter().flatten().filter(|finding| wanted(analysis, finding)) {
        let Some(fix) = finding.fixes.iter().find(|fix| takes(fix)) else { continue };
        round.pending += 1;
        let is_done = fix.edits.iter().all(|edit| round.edits.contains(edit));
        let is_free = fix.edits.iter().all(|edit| round.edits.iter().all(|other| !touch(edit, other)));
        if is_free {
            round.edits.extend(fix.edits.iter().cloned());
        }
        if is_free || is_done {
            round.fixed += 1;
        }
    }
    round
}

fn touch(a: &FileEdit, b: &FileEdit) -> bool {
    a.file == b.file && a.edit.span.overlaps(b.edit.span)
}

impl Analysis {
    /// The same schema after edits that do not touch each other.
    pub fn edited(&self, edits: &[FileEdit]) -> Analysis {
        self.with_texts(|id, source| {
            let of_file: Vec<TextEdit> =
                edits.iter().filter(|edit| edit.file == id).map(|edit| edit.edit.clone()).collect();
            (!of_file.is_empty()).then(|| apply_edits(&source.to_string(), &of_file))
        })
    }
}
