//! What a fix has to do: its finding is gone, the text can be read as well as before, and nothing else is wrong where it
//! changed something.

use std::sync::Arc;

use base::text::{TextEdit, apply_edits};
use base::{FileId, Finding, Fix, Level, Safety};
use checks::validate;
use model::schema::{Schema, SchemaFile};

/// The errors that a fix may bring where it changes something, each with the reason: the code of what is mended, and the
/// code of what is said afterwards, `*` for any.
const FOLLOW: &[(&str, &str, &str)] = &[
    (
        "ambiguous-relation",
        "missing-relation-arguments",
        "with names the sides can be told apart, and looked at",
    ),
    ("attribute-unsupported", "missing-unique-criteria", "the model has no other key"),
    ("auto-without-object-id", "*", "the type has to change as well, which the title of the fix leaves open"),
    ("both-relation-modes", "unknown-relation-mode", "the mode that is left is looked at as well"),
    ("compound-id-unsupported", "missing-unique-criteria", "the model has no other key"),
    ("default-mismatch", "relation-type-mismatch", "the other end of the relation has the old type"),
    ("duplicate-name", "missing-opposite-field", "the relations of the model that is left are looked at"),
    ("empty-key", "missing-unique-criteria", "the model has no other key"),
    ("invalid-name", "*", "what was said of the old name is said of the new one"),
    ("key-type", "missing-unique-criteria", "the model has no other key"),
    ("legacy-list", "*", "the line can be read now"),
    ("list-unsupported", "relation-type-mismatch", "the other end of the relation has the old type"),
    ("missing-attribute-name", "duplicate-member", "the line can be read now"),
    ("missing-body", "*", "a block without members is a beginning"),
    ("missing-brace", "*", "the block can be read now"),
    ("missing-comma", "*", "the line can be read now"),
    ("missing-datasource", "*", "once the database is known, all that it lacks is said"),
    ("missing-opposite-field", "*", "the new field has to be given its foreign key, or its place in a key"),
    ("missing-relation-arguments", "*", "the relation is complete now, and looked at"),
    ("missing-schema", "missing-argument", "the name is to be typed: the official server offers just that"),
    ("missing-type", "*", "the line can be read now"),
    ("missing-unique-criteria", "several-ids", "an id that cannot be one counts as an id"),
    ("missing-value", "*", "the line can be read now"),
    ("native-type-mismatch", "*", "the default and what points at the field have the old type"),
    ("operator-class-mismatch", "index-type-field", "the type of index needs some class"),
    ("relation-arguments-on-both-sides", "*", "with one foreign key the relation is looked at"),
    ("relation-arguments-split", "required-back-relation", "with one foreign key the relation is looked at"),
    ("relation-field-count", "*", "with as many fields on both ends the relation is looked at"),
    ("relation-field-not-scalar", "*", "a foreign key has to be chosen in its place"),
    ("relation-on-scalar", "missing-opposite-field", "the type is that of a model in a composite type"),
    ("repeated-attribute", "default-mismatch", "the one that is left is looked at"),
    ("several-ids", "reference-not-unique", "a relation points at one of the fields"),
    ("several-modifiers", "default-mismatch", "the default is a list, which the database does not have"),
    ("unclosed-bracket", "*", "the line can be read now"),
    ("unclosed-string", "*", "the line can be read now"),
    ("unexpected-in-head", "*", "the block can be read now"),
    ("unexpected-line", "*", "the block can be read now, or has lost what was its member"),
    ("unexpected-text", "*", "the line can be read now"),
    ("unknown-attribute", "several-ids", "the name that is nearest is not the one that was meant"),
    ("unknown-block", "*", "the block can be read now"),
    ("unknown-field", "repeated-column", "the name that is nearest is in the key already"),
    ("unknown-native-type", "native-type-mismatch", "the name that is nearest is for another type"),
    ("unknown-provider", "*", "what the database cannot do is known now"),
    ("unknown-relation-field", "*", "the relation can be read now"),
    ("unknown-type", "*", "what is declared is still to be filled, or the relation to be completed"),
    ("unnamed-block", "*", "a block that has a name is looked at"),
    ("unreadable-value", "*", "the line can be read now"),
    ("wrong-value", "unknown-schema", "the value can be read now"),
];

/// A schema after a fix.
pub(super) fn fixed(schema: &Schema, fix: &Fix) -> Schema {
    let files = (0..).map(FileId).zip(schema.files()).map(|(id, file)| {
        let edits = edits_in(fix, id);
        let content = match edits.is_empty() {
            true => file.content.clone(),
            false => {
                Arc::new(SchemaFile::new(&apply_edits(&file.content.source().source().to_string(), &edits)))
            }
        };
        (file.name.clone(), content)
    });
    Schema::new(files.collect(), schema.configuration().version)
}

/// How many findings of a schema say the same as one.
fn alike(all: &[Finding], one: &Finding) -> usize {
    all.iter().filter(|it| it.code == one.code && it.message == one.message).count()
}

/// What is wrong with a fix of something that was found in a schema.
pub(super) fn try_fix(
    schema: &Schema,
    before: &[Finding],
    finding: &Finding,
    fix: &Fix,
) -> Result<(), String> {
    let after = fixed(schema, fix);
    let shown = || {
        let texts = after.files().iter().map(|file| file.content.source().source().to_string());
        texts.collect::<Vec<_>>().join("--\n")
    };
    let left = validate::check(&after, false);
    if faults(&after) > faults(schema) {
        return Err(format!("broke the text:\n{}", shown()));
    }
    if fix.safety == Safety::Step {
        return Ok(());
    }
    if alike(&left, finding) >= alike(before, finding) {
        return Err(format!("left the finding in place:\n{}", shown()));
    }
    let may_follow = |new: &Finding| {
        FOLLOW.iter().any(|(code, then, _)| *code == finding.code && (*then == "*" || *then == new.code))
    };
    let is_new = |it: &&Finding| {
        it.level == Level::Error && alike(&left, it) > alike(before, it) && is_touched(&after, fix, it)
    };
    match left.iter().filter(is_new).find(|new| !may_follow(new)) {
        Some(new) => Err(format!("brought `{}: {}`:\n{}", new.code, new.message, shown())),
        None => Ok(()),
    }
}

fn edits_in(fix: &Fix, file: FileId) -> Vec<TextEdit> {
    fix.edits.iter().filter(|edit| edit.file == file).map(|edit| edit.edit.clone()).collect()
}

/// Whether a finding of the schema after a fix lies on a line that the fix changed.
fn is_touched(after: &Schema, fix: &Fix, finding: &Finding) -> bool {
    let (file, span) = after.locate_anchor(&finding.anchor).unwrap();
    let text = after.file(file).unwrap().content.source().source().to_string();
    let line = |offset: usize| text.get(..offset).unwrap_or(&text).matches(['\n', '\r']).count();
    let lines = line(span.start as usize)..=line((span.end as usize).max(span.start as usize + 1) - 1);
    let mut edits = edits_in(fix, file);
    edits.sort_by_key(|edit| edit.span.start);
    let mut moved = 0;
    edits.iter().any(|edit| {
        let start = (i64::from(edit.span.start) + moved) as usize;
        moved += edit.text.len() as i64 - i64::from(edit.span.len());
        // A line that is gone leaves nothing that could be wrong.
        !edit.text.is_empty() && (line(start)..=line(start + edit.text.len())).any(|it| lines.contains(&it))
    })
}

fn faults(schema: &Schema) -> usize {
    let sources = schema.files().iter().map(|file| file.content.source());
    sources
        .flat_map(|source| {
            let blocks = source.blocks().iter().enumerate();
            blocks.map(|(index, block)| syntax::errors(block, || source.block_text(index)).len())
        })
        .sum()
}
