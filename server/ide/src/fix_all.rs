//! Application of many fixes at once.

use crate::formatted_edits::format_changed;
use crate::{Analysis, Diagnosis, query_findings_after};
use base::text::{TextEdit, apply_edits, difference};
use base::{FileEdit, FileId, Finding, Fix, ItemId, cancel};
use checks::frame::{self, Edits, Fixable, Scope, UNUSED_SUPPRESSION};
use model::database::Database;
use queries::advice::AdviceCache;
use queries::schema_rules::MISSING_INDEX_FOR_QUERY;
use rustc_hash::{FxHashMap, FxHashSet};

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

/// Applies the safe fixes of all findings that `wanted` accepts, until none is left. What was formatted stays so.
///
/// Fixes whose edits touch wait for the next round, where they are computed again. Fixes that write other files are
/// left to the user.
pub fn fix_all(analysis: &Analysis, wanted: impl Fn(&Analysis, &Finding) -> bool) -> Fixed {
    apply_rounds(analysis, wanted, Fix::is_automatic)
}

/// Like [`fix_all`], applying the first fix of each finding even if the user has to choose it: the user chose it for
/// all of them.
pub fn fix_each(analysis: &Analysis, wanted: impl Fn(&Analysis, &Finding) -> bool) -> Fixed {
    apply_rounds(analysis, wanted, Fix::only_edits)
}

fn apply_rounds(
    analysis: &Analysis,
    wanted: impl Fn(&Analysis, &Finding) -> bool,
    takes: fn(&Fix) -> bool,
) -> Fixed {
    let advice = AdviceCache::default();
    let mut fixing = Fixing { analysis: analysis.clone(), diagnosis: Diagnosis::new(), advice };
    fixing.diagnosis.update(analysis);
    let mut count = 0;
    // What a misspelt comment was meant to suppress must not be fixed before the comment is.
    if fixing.diagnosis.count(UNUSED_SUPPRESSION.code).iter().any(|count| *count > 0) {
        let wanted = |fixing: &Fixing, finding: &Finding| {
            finding.code == UNUSED_SUPPRESSION.code && wanted(&fixing.analysis, finding)
        };
        count += frame::fix_all(&mut fixing, wanted, takes);
    }
    count += frame::fix_all(&mut fixing, |fixing, finding| wanted(&fixing.analysis, finding), takes);
    let analysis_after = format_changed(analysis, fixing.analysis);
    let files = analysis.schema.files().iter().zip(analysis_after.schema.files());
    let differs =
        files.map(|(before, after)| before.content.source().source() != after.content.source().source());
    let ids = (0..).map(FileId).zip(differs);
    let changed = ids.filter_map(|(id, differs)| differs.then_some(id)).collect();
    Fixed { changed, count, analysis: analysis_after }
}

/// A schema that is being fixed.
struct Fixing {
    analysis: Analysis,
    diagnosis: Diagnosis,
    /// What the code asks, where it is known, and the advice on it.
    advice: AdviceCache,
}

impl Fixable for Fixing {
    fn findings(&mut self, scope: Scope<'_>) -> Vec<Finding> {
        cancel::check();
        let changed = self.diagnosis.update(&self.analysis);
        let schema = &self.analysis.schema;
        let items: Vec<ItemId> = match scope {
            Scope::Everything => schema.items().map(|(id, _)| id).collect(),
            Scope::Changed(waiting) => {
                let waiting = waiting.iter().filter_map(Finding::item);
                let items: FxHashSet<ItemId> = changed.into_iter().chain(waiting).collect();
                items.into_iter().filter(|id| schema.item(*id).is_some()).collect()
            }
        };
        let mut found = self.diagnosis.unformatted_fixes(&items);
        let database = self.analysis.code.as_ref().and_then(|_| Database::of(schema));
        if let Some(database) = database.filter(|_| !self.diagnosis.has_errors()) {
            let of_code = query_findings_after(&self.analysis, &database, &mut self.advice);
            found.retain(|finding| !of_code.replace(&self.analysis, finding));
            let items: FxHashSet<ItemId> = items.into_iter().collect();
            // Whether an index that no known call uses is dropped is decided one by one.
            let is_here = |finding: &Finding| {
                finding.code == MISSING_INDEX_FOR_QUERY.metadata.code
                    && finding.item().is_some_and(|id| items.contains(&id))
            };
            found.extend(of_code.findings.into_iter().filter(is_here));
        }
        found
    }

    fn touched(&self, finding: &Finding, fix: &Fix) -> Vec<ItemId> {
        let schema = &self.analysis.schema;
        let ends =
            fix.edits.iter().flat_map(|it| [(it.file, it.edit.span.start), (it.file, it.edit.span.end)]);
        let edited = ends.filter_map(|(file, offset)| Some(schema.item_at(file, offset)?.0));
        let mut items: Vec<ItemId> = finding.items().chain(edited).collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    fn apply(&mut self, edits: &Edits) {
        self.analysis = self.analysis.edited(&edits.files());
    }
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

impl Analysis {
    /// The same schema after edits that do not touch each other.
    pub fn edited(&self, edits: &[FileEdit]) -> Analysis {
        let mut by_file: FxHashMap<FileId, Vec<TextEdit>> = FxHashMap::default();
        for FileEdit { file, edit } in edits {
            by_file.entry(*file).or_default().push(edit.clone());
        }
        self.with_texts(|id, source| Some(apply_edits(&source.to_string(), by_file.get(&id)?)))
    }
}
