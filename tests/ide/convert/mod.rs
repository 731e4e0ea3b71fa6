//! The conversion of a schema to the dialect of Prisma 8.

mod blockers;
mod corpus;
mod texts;

use base::text::apply_edits;
use expect_test::Expect;
use ide::{Conversion, NoteKind, convert};
use model::catalog::next::Target;
use model::project::{ControlStack, Dialect, PrismaVersion};
use model::schema::Schema;
use support::fixture::{Fixture, FixtureFile};
use syntax::format::{Options, format};

use crate::{PRISMA_6, analysis_of};

const NEXT: Options = Options {
    dialect: Dialect::PrismaNext,
    align: syntax::format::Align::Block,
    indent: syntax::format::Indent::Spaces(2),
    end_of_line: syntax::format::EndOfLine::Keep,
    objects: true,
};

/// The datasource that schemas need.
const POSTGRESQL: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";

fn schema_of<'t>(files: impl Iterator<Item = (String, &'t str)>, version: PrismaVersion) -> Schema {
    Schema::clone(&analysis_of(files, version).schema)
}

/// A schema of these files and a datasource, and its conversion.
fn conversion(fixture: &str) -> (Schema, Conversion) {
    let mut files = Fixture::parse(fixture).files;
    if !files.iter().any(|file| file.text.contains("datasource")) {
        files.push(FixtureFile {
            path: "/zz.prisma".into(),
            text: POSTGRESQL.into(),
            ..FixtureFile::default()
        });
    }
    let named = files.iter().map(|file| (file.path.display().to_string(), &*file.text));
    let schema = schema_of(named, PRISMA_6);
    let conversion = convert(&schema, &NEXT);
    (schema, conversion)
}

/// The converted files, without the one that only had the datasource.
fn check(fixture: &str, expected: Expect) {
    let (schema, conversion) = conversion(fixture);
    assert!(!conversion.is_blocked(), "{}", notes(&schema, &conversion, NoteKind::Blocker));
    assert_eq!(errors(&schema, &conversion), Vec::<String>::new());
    let mut texts = Vec::new();
    for (file, text) in &conversion.files {
        assert_eq!(&apply_edits(text, &format(text, &NEXT)), text, "the text is formatted");
        let name = &schema.file(*file).unwrap().name;
        if &**name != "/zz.prisma" {
            texts.push(if conversion.files.len() > 2 { format!("//- {name}\n{text}") } else { text.clone() });
        }
    }
    expected.assert_eq(&texts.concat());
}

/// The errors of Prisma 8 in converted files.
fn errors(schema: &Schema, conversion: &Conversion) -> Vec<String> {
    let files = conversion.files.iter();
    let named = files.map(|(id, text)| (schema.file(*id).unwrap().name.to_string(), text.as_str()));
    let converted = schema_of(named, PrismaVersion::new(8, 0, 0));
    let ids: Vec<_> = (0..).map(base::FileId).take(conversion.files.len()).collect();
    let found = checks::validate::next::check(&converted, &ids, ControlStack::of(Target::Postgres));
    found.into_iter().map(|it| it.message).collect()
}

/// The notes of a kind, a line each: the line of the schema, the code and the message.
fn notes(schema: &Schema, conversion: &Conversion, kind: NoteKind) -> String {
    let of_kind = conversion.notes.iter().filter(|note| note.kind == kind);
    let line = |note: &ide::Note| {
        let source = schema.file(note.file).unwrap().content.source().source();
        let line = source.line_of(note.span.start) + 1;
        let place = source.slice(note.span).replace('\n', "⏎");
        format!("{line} `{place}` [{}] {} {}", note.code, note.message, note.help).trim_end().to_owned()
            + "\n"
    };
    of_kind.map(line).collect()
}

/// The notes of a kind for a schema.
fn check_notes(fixture: &str, kind: NoteKind, expected: Expect) {
    let (schema, conversion) = conversion(fixture);
    expected.assert_eq(&notes(&schema, &conversion, kind));
    assert_eq!(conversion.files.is_empty(), conversion.is_blocked());
}
