//! Application of many fixes at once.

use crate::{Analysis, diagnostics};
use base::text::{TextEdit, apply_edits, difference};
use base::{FileEdit, FileId, Finding, Fix};
use checks::frame::{self, Edits, Fixable, Outcome};

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
    let Outcome { subject, count } = frame::fix_all(analysis, wanted, takes);
    let mut fixed = Fixed { analysis: subject, changed: Vec::new(), count };
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

impl Fixable for Analysis {
    fn findings(&self) -> Vec<Finding> {
        diagnostics(self, true).into_iter().flatten().collect()
    }

    fn after(&self, edits: &Edits) -> Analysis {
        self.edited(&edits.files)
    }
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
