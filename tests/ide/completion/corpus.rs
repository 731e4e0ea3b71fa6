//! Completion in real schemas.

use std::collections::BTreeMap;

use base::text::{Span, TextEdit, apply_edits};
use ide::completions;
use model::project::PrismaVersion;
use model::schema::SchemaFile;
use support::corpus::real_schemas;
use syntax::{SyntaxError, errors};

use crate::analysis_of;

/// The variable that asks for every byte instead of a sample.
const ALL: &str = "PRISMA_LENS_EVERY_BYTE";

/// The ten first schemas of middling size that are one file.
fn schemas() -> Vec<(String, String)> {
    let files = real_schemas().into_iter().filter(|real| real.root.is_file()).flat_map(|real| real.files());
    files.filter(|(_, text)| (2000..60_000).contains(&text.len())).take(10).collect()
}

/// How many syntax errors the blocks of a text have.
fn broken(text: &str) -> usize {
    let file = SchemaFile::new(text);
    let blocks = file.source().blocks().iter().enumerate();
    // An argument or key that still lacks its value keeps its line.
    let counts = |error: &&SyntaxError| error.code != "missing-value";
    blocks
        .map(|(at, block)| errors(block, || file.source().block_text(at)).iter().filter(counts).count())
        .sum()
}

/// The block around a place with this edit, and as it is.
fn block_with(file: &SchemaFile, edit: &TextEdit) -> (String, String) {
    let index = file.source().block_at(edit.span.start).unwrap_or(0);
    let start = file.source().block_start(index);
    let before = file.source().block_text(index).into_owned();
    let span = Span::new(edit.span.start - start, edit.span.end - start);
    (apply_edits(&before, &[TextEdit::replace(span, edit.text.clone())]), before)
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn answers_everywhere_and_what_is_accepted_parses() {
    let every_byte = std::env::var_os(ALL).is_some();
    let (mut asked, mut tried, mut faults) = (0, 0, BTreeMap::new());
    for (name, text) in schemas() {
        let analysis = analysis_of([(name.clone(), text.as_str())].into_iter(), PrismaVersion::NEWEST);
        let file = analysis.schema.file_named(&name).unwrap();
        let content = &analysis.schema.file(file).unwrap().content;
        let step = if every_byte { 1 } else { 97 };
        for offset in (0..=text.len()).step_by(step) {
            let found = completions(&analysis, file, offset as u32, false);
            asked += 1;
            assert!(found.word.encloses(found.typed), "{name} at {offset}: {found:?}");
            for item in found.items.iter().skip(asked % 3).step_by(if every_byte { 1 } else { 3 }) {
                let (after, before) =
                    block_with(content, &TextEdit::replace(found.word, item.insert.plain.clone()));
                tried += 1;
                if broken(&after) > broken(&before) {
                    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
                    let line = text[start..].lines().next().unwrap_or("");
                    let at = format!("{} in {line:?}, column {}", item.label, offset - start);
                    faults.entry(item.label.clone()).or_insert(at);
                }
            }
        }
    }
    assert!(faults.is_empty(), "these break the text when they are accepted: {faults:#?}");
    assert!(asked == 0 || tried > 100, "{asked} asked, {tried} tried");
}
