//! The conversion of a schema of Prisma 5 to 7 to the dialect of Prisma 8.
//!
//! The converted schema has the contract that Prisma 8 itself reads a Prisma 7 schema as (`prisma7Schema` in its configuration),
//! and the text is what its `contract print` gives of that, but comments and the order of everything stay. Each block is edited
//! where it has to be, then the file is formatted.
//!
//! What Prisma 8 cannot express is a blocker: a [`Note`] with its place and what to do. A schema with blockers is not converted.

mod columns;
mod comments;
mod configuration;
mod defaults;
mod edits;
mod enums;
mod facts;
mod junctions;
mod keys;
mod literal;
mod models;
mod note;
mod relations;
mod temporal;
mod types;

pub use note::{Loss, Note, NoteKind};

use std::sync::Arc;

use base::text::apply_edits;
use base::{FileId, ItemId, Level, cancel};
use checks::validate;
use model::catalog::next::Target;
use model::catalog::{Provider, RelationMode};
use model::project::{ControlStack, PrismaVersion};
use model::schema::item::{Item, ItemKind, ModelKind};
use model::schema::{Schema, SchemaFile};
use syntax::format::{Options, format};
use syntax::{DIRECTIVES, Dialect, directive};

use crate::convert::edits::BlockEdits;
use crate::convert::facts::{Facts, namespace};
use crate::convert::junctions::Junctions;
use crate::convert::models::ModelConverter;
use crate::convert::note::Notes;

/// The result of a conversion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The new texts of the files; none if there are blockers.
    pub files: Vec<(FileId, String)>,
    /// The blockers and changes, in the order of places.
    pub notes: Vec<Note>,
    /// The files that are in the dialect of Prisma 8 already.
    pub converted_before: Vec<FileId>,
}

impl Conversion {
    /// Whether the schema cannot be converted.
    pub fn is_blocked(&self) -> bool {
        self.notes.iter().any(|note| note.kind == NoteKind::Blocker)
    }
}

/// Converts a schema, and formats it with these options. Files in the dialect of Prisma 8 stay as they are.
pub fn convert(schema: &Schema, options: &Options) -> Conversion {
    convert_accepting(schema, options, &[])
}

/// As [`convert`], giving up what is accepted to be lost. The database and the contract then differ in that.
pub fn convert_accepting(schema: &Schema, options: &Options, accepted: &[Loss]) -> Conversion {
    let all = (0..).map(FileId).zip(schema.files());
    let is_next = |(_, file): &(FileId, &model::schema::File)| {
        directive(&file.content.source().source().to_string()).is_some()
    };
    let (next, classic): (Vec<_>, Vec<_>) = all.partition(is_next);
    let converted_before: Vec<FileId> = next.iter().map(|(id, _)| *id).collect();
    if classic.is_empty() {
        return Conversion { converted_before, ..Conversion::default() };
    }
    let mut notes = Notes::new(schema, accepted);
    if !next.is_empty() {
        for (file, _) in &classic {
            let message = "Other files of the schema are in the dialect of Prisma 8 already. Convert all files of a schema at once.";
            notes.block_file("mixed-dialects", *file, message.to_owned());
        }
    } else {
        check_configuration(schema, &mut notes);
    }
    if !notes.has_blockers() {
        cancel::check();
        check_validity(schema, &mut notes);
    }
    if notes.has_blockers() {
        return Conversion { files: Vec::new(), notes: notes.into_list(), converted_before };
    }
    let facts = Facts::of(schema);
    let junctions = Junctions::of(&facts);
    let context = Context { facts: &facts, junctions: &junctions };
    let ids = classic.into_iter().map(|(id, _)| id);
    let mut files: Vec<(FileId, String)> =
        ids.map(|file| (file, file_text(context, &mut notes, file, options))).collect();
    if !notes.has_blockers() {
        check_result(schema, &files, &mut notes);
    }
    if notes.has_blockers() {
        files.clear();
    }
    Conversion { files, notes: notes.into_list(), converted_before }
}

/// What the conversion of each block needs.
#[derive(Clone, Copy)]
struct Context<'c, 's> {
    facts: &'c Facts<'s>,
    junctions: &'c Junctions,
}

/// Checks that Prisma 8 has the database.
fn check_configuration(schema: &Schema, notes: &mut Notes<'_>) {
    let configuration = schema.configuration();
    let Some((id, item)) = configuration.datasource.and_then(|id| Some((id, schema.item(id)?))) else {
        let message =
            "No datasource says which database the schema is for. Add one with `provider = \"postgresql\"`.";
        return notes.block_file("provider", FileId(0), message.to_owned());
    };
    let provider = item.config().and_then(|config| config.entry("provider"));
    let span = provider.map_or(item.head(), |entry| entry.span);
    let message = match configuration.provider {
        Some(Provider::Postgresql) => {
            if configuration.relation_mode == RelationMode::Prisma {
                let message = "Relations without foreign keys (`relationMode = \"prisma\"`) have no counterpart in Prisma 8. Set \
                               `foreignKeys`, and migrate first.";
                notes.block("relation-mode", id, span, message.to_owned());
            }
            return;
        }
        Some(Provider::Mongodb) => {
            "Prisma 8 writes no schema for MongoDB, but reads yours as it is: name it with `prisma6Schema(…)` in \
             `prisma.config.ts`."
                .to_owned()
        }
        Some(Provider::Sqlite) => "Prisma 8 supports SQLite, but reads no Prisma 7 schema for it, only for PostgreSQL and MongoDB. Write the \
                                  schema anew."
            .to_owned(),
        Some(other) => format!("Prisma 8 has no {other}: it supports PostgreSQL, SQLite and MongoDB. Stay with Prisma 7."),
        None => "The database is unknown. Prisma 8 supports PostgreSQL, SQLite and MongoDB.".to_owned(),
    };
    notes.block("provider", id, span, message);
}

/// Checks that the schema is valid as it is. Datasources and generators go, so their errors do not matter.
fn check_validity(schema: &Schema, notes: &mut Notes<'_>) {
    let is_configuration = |id: ItemId| schema.item(id).is_some_and(|item| item.config().is_some());
    for finding in validate::check(schema, false) {
        if finding.level == Level::Error && !finding.anchor.item().is_some_and(is_configuration) {
            notes.invalid(&finding);
        }
    }
}

/// Checks that Prisma 8 accepts the converted texts.
fn check_result(schema: &Schema, files: &[(FileId, String)], notes: &mut Notes<'_>) {
    let named = files
        .iter()
        .filter_map(|(id, text)| Some((schema.file(*id)?.name.clone(), Arc::new(SchemaFile::new(text)))));
    cancel::check();
    let converted = Schema::new(named.collect(), PrismaVersion::new(8, 0, 0));
    cancel::check();
    let ids: Vec<FileId> = (0..).map(FileId).take(files.len()).collect();
    for finding in validate::next::check(&converted, &ids, ControlStack::of(Target::Postgres)) {
        if finding.level != Level::Error {
            continue;
        }
        let place = converted.locate_anchor(&finding.anchor);
        let file = place.and_then(|(at, _)| files.get(at.0 as usize)).map_or(FileId(0), |(id, _)| *id);
        let line = place
            .and_then(|(at, span)| Some(converted.file(at)?.content.source().source().line_of(span.start)));
        let message = format!(
            "Prisma 8 refuses line {} of the converted text: {}",
            line.unwrap_or(0) + 1,
            finding.message
        );
        notes.block_file("refused", file, message);
    }
}

/// The converted text of a file.
fn file_text<'s>(cx: Context<'_, 's>, notes: &mut Notes<'s>, file: FileId, options: &Options) -> String {
    let Context { facts, junctions } = cx;
    let schema = facts.schema;
    let source = schema.file(file).map(|file| file.content.source().source().to_string()).unwrap_or_default();
    let new_line = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let [_, directive] = DIRECTIVES;
    let mut text = format!("{directive}{new_line}{new_line}");
    // The namespace that is open, and where it can be closed: behind its last block.
    let mut open: Option<(&str, usize)> = None;
    for (id, item) in schema.items_of(file) {
        cancel::check();
        let block = schema.text(id);
        let (mut edits, end) = block_edits(cx, notes, id, item, &block);
        let own = end.is_some().then(|| namespace(item)).filter(|_| facts.has_namespaces);
        let Some(end) = end else {
            push(&mut text, &apply_edits(&block, &edits.into_list()));
            continue;
        };
        if let Some((_, at)) = open.filter(|(name, _)| own != Some(name)) {
            text.insert_str(at, "\n}\n");
            open = None;
        }
        if let Some(own) = own.filter(|_| open.is_none()) {
            edits.insert(edits.start_with_comments(), format!("namespace {own} {{\n"));
        }
        // Behind the line on which the declaration ends, nothing is edited.
        let (declaration, behind) = block.split_at_checked(end as usize).unwrap_or((&block, ""));
        push(&mut text, &apply_edits(declaration, &edits.into_list()));
        for junction in junctions.at(id) {
            text.push_str(&junction.model(facts, notes).unwrap_or_default());
        }
        open = own.map(|own| (own, text.len()));
        text.push_str(behind);
    }
    if let Some((_, at)) = open {
        text.insert_str(at, "\n}\n");
    }
    cancel::check();
    let text = comments::to_line_comments(&text);
    let options = Options { dialect: Dialect::PrismaNext, ..*options };
    apply_edits(&text, &format(&text, &options))
}

/// Adds the text of a block, without the byte order mark of a file.
fn push(text: &mut String, block: &str) {
    text.push_str(block.strip_prefix('\u{feff}').unwrap_or(block));
}

/// The edits of a block, and of one that is kept where its last line ends.
fn block_edits<'s: 't, 't>(
    cx: Context<'_, 's>,
    notes: &mut Notes<'s>,
    id: ItemId,
    item: &'s Item,
    text: &'t str,
) -> (BlockEdits<'t>, Option<u32>) {
    let Context { facts, junctions } = cx;
    let mut edits = BlockEdits::new(item, text);
    match &item.kind {
        ItemKind::Model(_) if facts.is_ignored(id) => {
            let message =
                format!("`{}` is ignored, so it becomes a comment: Prisma 8 has no `@@ignore`.", item.name());
            notes.change("ignored", id, item.head(), message);
            edits.comment_out(item.span);
        }
        ItemKind::Model(model) if model.kind == ModelKind::Model => {
            ModelConverter { facts, junctions, notes, edits: &mut edits, id, item, model }.convert();
            let end = edits.line_end(item.span.end);
            return (edits, Some(end));
        }
        ItemKind::Enum(declared) => {
            enums::convert(item, declared, &mut edits);
            let end = edits.line_end(item.span.end);
            return (edits, Some(end));
        }
        ItemKind::Datasource(_) | ItemKind::Generator(_) => {
            configuration::remove(notes, id, item, &mut edits)
        }
        ItemKind::Nothing => {}
        _ => {
            let keyword = item.keyword.as_ref().map_or("block", |keyword| keyword.as_str());
            let message =
                format!("The {keyword} `{}` has no counterpart in Prisma 8. Remove it.", item.name());
            notes.block("block", id, item.head(), message);
        }
    }
    (edits, None)
}
