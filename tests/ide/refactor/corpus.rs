//! Refactorings of real schemas: none breaks anything, and those that only move text keep all of it.

use base::FileId;
use support::corpus::real_schemas;

use super::{after, offered};
use crate::{PRISMA_6, analysis_of, text_of};

/// How many places of each schema are tried.
const PLACES: usize = 4;

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn nothing_breaks() {
    let mut tried = std::collections::BTreeMap::new();
    for (at, real) in real_schemas().into_iter().enumerate() {
        let texts = real.files();
        let before = analysis_of(texts.iter().map(|(name, text)| (name.clone(), &**text)), PRISMA_6);
        let schema = &before.schema;
        let mut places: Vec<(_, u32)> = Vec::new();
        for (id, item) in schema.items() {
            let fields = item.model().map_or(&[][..], |model| &model.fields);
            let starts = [item.span.start].into_iter().chain(fields.iter().map(|field| field.span.start));
            places.extend(starts.map(|start| (schema.file_of(id), schema.start(id) + start)));
        }
        let step = (places.len() / PLACES).max(1);
        for (file, offset) in places.into_iter().skip(at % step).step_by(step) {
            for one in offered(&before, file, offset) {
                let files = after(&before, PRISMA_6, &one);
                if ["move-block", "split-schema", "merge-schema"].contains(&one.code) {
                    let ids = (0..).map(FileId).take(schema.files().len());
                    let whole: Vec<String> = ids.map(|id| text_of(&before, id)).collect();
                    let kept = lines(files.iter().map(|(_, text)| text.as_str()));
                    assert!(kept == lines(whole.iter().map(String::as_str)), "{}: {}", real.name, one.title);
                }
                *tried.entry(one.code).or_insert(0) += 1;
            }
        }
    }
    assert!(tried.len() >= 7, "{tried:?}");
}

/// All lines that say something, sorted.
fn lines<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let lines = texts.flat_map(str::lines).map(|line| line.trim().trim_start_matches('\u{feff}'));
    let mut lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}
