//! What a conversion says: notes at their places, and how far each file is from Prisma 8.

use std::fmt::Write as _;

use base::text::{Encoding, Position, Source, Span};
use base::{FileId, Level};
use ide::{Loss, Note, NoteKind};
use serde_json::{Value, json};

use crate::cli::convert::ConvertedSchema;
use crate::cli::sources::Failure;
use crate::cli::terminal::{Paint, count};

/// How far a file is from Prisma 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is in the dialect of Prisma 8.
    Converted,
    /// It can be converted.
    Convertible,
    /// It can be converted, but something is different afterwards.
    WithChanges,
    /// Something blocks it.
    Blocked,
}

impl Verdict {
    fn of(schema: &ConvertedSchema, file: FileId) -> Verdict {
        match () {
            () if schema.conversion.converted_before.contains(&file) => Verdict::Converted,
            () if schema.count(file, NoteKind::Blocker) > 0 => Verdict::Blocked,
            () if schema.count(file, NoteKind::Change) > 0 => Verdict::WithChanges,
            () => Verdict::Convertible,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Verdict::Converted => "converted",
            Verdict::Convertible => "convertible",
            Verdict::WithChanges => "with-changes",
            Verdict::Blocked => "blocked",
        }
    }
}

/// The notes, then a line for each file.
pub(super) fn text(schemas: &[ConvertedSchema], paint: Paint) -> String {
    let mut text = String::new();
    for schema in schemas {
        for note in &schema.conversion.notes {
            let place = schema.file(note.file).map_or_else(String::new, |file| {
                let Position { line, column } = position(&file.source, note.span.start);
                format!("{}:{}:{}", file.shown, line + 1, column + 1)
            });
            let (level, kind) = match note.kind {
                NoteKind::Blocker => (Level::Error, "blocker"),
                NoteKind::Change => (Level::Info, "change"),
            };
            let kind = paint.level(level, &format!("{kind}[{}]", note.code));
            let _ = writeln!(text, "{}: {kind}: {}", paint.bold(&place), note.message);
        }
        if !schema.conversion.notes.is_empty() {
            text.push('\n');
        }
        for (code, help, number) in helps(&schema.conversion.notes) {
            let _ = writeln!(text, "{} ({number}): {help}", paint.bold(code));
        }
        if schema.conversion.notes.iter().any(|note| !note.help.is_empty()) {
            text.push('\n');
        }
    }
    for schema in schemas {
        for (file, it) in (0..).map(FileId).zip(&schema.files) {
            let of = |kind, name| count(schema.count(file, kind), name);
            let verdict = match Verdict::of(schema, file) {
                Verdict::Converted => paint.good("already in the dialect of Prisma 8"),
                Verdict::Convertible => paint.good("convertible"),
                Verdict::WithChanges => {
                    format!("{}, {}", paint.good("convertible"), of(NoteKind::Change, "change"))
                }
                Verdict::Blocked => paint.bad(&format!("blocked, {}", of(NoteKind::Blocker, "blocker"))),
            };
            let _ = writeln!(text, "{}: {verdict}", paint.bold(&it.shown));
        }
    }
    text
}

/// What to do, each with its code and the number of notes that it is for.
fn helps(notes: &[Note]) -> Vec<(&'static str, &str, usize)> {
    let mut helps: Vec<(&'static str, &str, usize)> = Vec::new();
    for note in notes.iter().filter(|note| !note.help.is_empty()) {
        match helps.iter_mut().find(|(code, help, _)| *code == note.code && *help == note.help) {
            Some((.., number)) => *number += 1,
            None => helps.push((note.code, &note.help, 1)),
        }
    }
    helps
}

/// The last lines: what was done, and what comes next.
pub(super) fn summary(schemas: &[ConvertedSchema], written: Option<usize>) -> String {
    let is_blocked = |schema: &&ConvertedSchema| schema.conversion.is_blocked();
    let blocked = schemas.iter().filter(is_blocked).count();
    let ready: usize = schemas.iter().map(|schema| schema.conversion.files.len()).sum();
    let mut text = String::new();
    if blocked > 0 {
        let _ = writeln!(text, "{} cannot be converted yet: see the blockers.", count(blocked, "schema"));
        let codes: Vec<&str> = Loss::CODES.into_iter().filter(|code| has_blocker(schemas, code)).collect();
        if !codes.is_empty() {
            let _ = writeln!(text, "`--accept {}` converts in spite of these blockers.", codes.join(","));
        }
    }
    match written {
        Some(written) if written > 0 => {
            let _ = writeln!(text, "Converted {}.", count(written, "file"));
            for schema in schemas.iter().filter(|schema| !schema.conversion.files.is_empty()) {
                let several = if schema.files.len() > 1 { "/**/*.prisma" } else { "" };
                let _ = writeln!(
                    text,
                    "Next: set `contract: './{}{several}'` in `prisma.config.ts` ({CONFIGURATION}), then run `prisma contract \
                     emit` and `prisma db sign`.",
                    schema.shown
                );
            }
        }
        None if ready > 0 => {
            let _ = writeln!(text, "{} can be converted: `--write` writes the text.", count(ready, "file"));
        }
        _ => {}
    }
    text
}

fn has_blocker(schemas: &[ConvertedSchema], code: &str) -> bool {
    let mut notes = schemas.iter().flat_map(|schema| &schema.conversion.notes);
    notes.any(|note| note.kind == NoteKind::Blocker && note.code == code)
}

/// Where the configuration of Prisma 8 comes from.
const CONFIGURATION: &str = "`defineConfig` of `@prisma/orm-postgres/config`";

/// The whole report, with lines and columns from 1 (columns in characters) and offsets in bytes.
pub(super) fn json(schemas: &[ConvertedSchema], failures: &[Failure]) -> String {
    let failures = failures.iter().map(|it| json!({ "file": it.shown, "message": it.message }));
    let notes = |kind| {
        let all = schemas.iter().flat_map(|schema| &schema.conversion.notes);
        all.filter(|note| note.kind == kind).count()
    };
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "schemas": schemas.iter().map(schema).collect::<Vec<Value>>(),
        "failures": failures.collect::<Vec<Value>>(),
        "summary": {
            "files": schemas.iter().map(|schema| schema.files.len()).sum::<usize>(),
            "blockedSchemas": schemas.iter().filter(|schema| schema.conversion.is_blocked()).count(),
            "blockers": notes(NoteKind::Blocker),
            "changes": notes(NoteKind::Change),
        },
    });
    format!("{value:#}\n")
}

fn schema(schema: &ConvertedSchema) -> Value {
    let files = (0..).map(FileId).zip(&schema.files).map(|(id, file)| {
        let text = schema.conversion.files.iter().find(|(of, _)| *of == id).map(|(_, text)| text);
        json!({ "file": file.shown, "verdict": Verdict::of(schema, id).name(), "text": text })
    });
    json!({
        "root": schema.shown,
        "prismaVersion": schema.version,
        "isConvertible": !schema.conversion.is_blocked(),
        "files": files.collect::<Vec<Value>>(),
        "notes": schema.conversion.notes.iter().map(|it| note(schema, it)).collect::<Vec<Value>>(),
    })
}

fn note(schema: &ConvertedSchema, note: &Note) -> Value {
    let file = schema.file(note.file);
    json!({
        "file": file.map(|file| &file.shown),
        "range": file.map(|file| range(&file.source, note.span)),
        "kind": note.kind.name(),
        "code": note.code,
        "message": note.message,
        "help": note.help,
    })
}

fn range(source: &Source, span: Span) -> Value {
    let place = |offset: u32| {
        let Position { line, column } = position(source, offset);
        json!({ "line": line + 1, "column": column + 1, "offset": offset })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}

fn position(source: &Source, offset: u32) -> Position {
    source.position(offset, Encoding::Utf32)
}
