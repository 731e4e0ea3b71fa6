//! What is shown above blocks.

use base::{FileId, Finding};
use expect_test::{Expect, expect};
use ide::{LensKind, diagnostics, findings_title, lens_places, lenses};

use crate::{PRISMA_6, analysis_of, text_of};
use support::fixture::Fixture;

/// A line for each lens of the first file, with the lines of the places that it counts.
fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = |fixture: &Fixture| {
        let files = fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text));
        let analysis = analysis_of(files, PRISMA_6);
        let findings = diagnostics(&analysis, false);
        let text = text_of(&analysis, FileId(0));
        let mut out = String::new();
        for lens in lenses(&analysis, FileId(0), |_| true) {
            let places = lens_places(&analysis, lens.kind, lens.item, &findings[0]);
            out.push_str(&format!("{}: {}\n", lens.focus.of(&text), lens.kind.title(places.len())));
            for place in places {
                let (file, span) = analysis.schema.locate(place);
                let source = analysis.schema.file(file).unwrap().content.source().source();
                let line = source.slice(source.line_span(source.line_of(span.start))).trim().to_owned();
                out.push_str(&format!("  {}: {line}\n", source.slice(span)));
            }
        }
        out
    };
    let found = drawn(&fixture);
    assert_eq!(drawn(&fixture.with_crlf()), found, "with CRLF");
    expected.assert_eq(&found);
}

#[test]
fn references_relations_and_findings() {
    check(
        r#"
        //- /a.prisma
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        /// 📅
        model User {
          id    Int   @id
          role  Role?
          boss  User? @relation("Boss", fields: [bossId], references: [id])
          staff User[] @relation("Boss")
          bossId Int?
          posts Post[]
          x Lost
        }
        enum Role {
          A
        }
        type Place {
          x Int
        }
        model User {
          id Int
        }
        model {
          id Int
        }
        //- /b.prisma
        model Post {
          id       Int  @id
          author   User @relation(fields: [authorId], references: [id])
          authorId Int
        }
        "#,
        expect![[r#"
            User: 3 references
              User: boss  User? @relation("Boss", fields: [bossId], references: [id])
              User: staff User[] @relation("Boss")
              User: author   User @relation(fields: [authorId], references: [id])
            User: 2 relations
              boss: boss  User? @relation("Boss", fields: [bossId], references: [id])
              posts: posts Post[]
            User: 1 finding
              Lost: x Lost
            User: no calls
            Role: 1 reference
              Role: role  Role?
            Role: no findings
            Place: no references
            Place: 1 finding
              Place: type Place {
            User: no references
            User: no relations
            User: 2 findings
              User: model User {
              User: model User {
            User: no calls
        "#]],
    );
}

#[test]
fn only_those_that_are_wanted() {
    let text = "model A {\n  id Int\n}\n";
    let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    let kinds = |wanted: &[LensKind]| -> Vec<LensKind> {
        lenses(&analysis, FileId(0), |kind| wanted.contains(&kind))
            .into_iter()
            .map(|lens| lens.kind)
            .collect()
    };
    assert_eq!(kinds(&[]), []);
    assert_eq!(
        kinds(&[LensKind::Findings, LensKind::References]),
        [LensKind::References, LensKind::Findings]
    );
    assert_eq!(lenses(&analysis, FileId(7), |_| true), []);
}

#[test]
fn the_title_of_findings_has_the_message_of_the_worst() {
    let text = "model A {\n  id Int @idd\n  x Lost\n}\n";
    let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    let findings = diagnostics(&analysis, false).swap_remove(0);
    let title = findings_title(&findings);
    assert!(title.starts_with(&format!("{} findings: {}", findings.len(), findings[0].message)), "{title}");
    assert_eq!(findings_title(&[]), "no findings");
    let long = Finding { message: "é".repeat(300), ..findings[0].clone() };
    let title = findings_title(&[long]);
    assert!(title.ends_with("é…") && title.chars().count() < 120, "{title}");
}

#[test]
fn numbers_read_well() {
    let titles = [0, 1, 2].map(|count| LensKind::Relations.title(count));
    assert_eq!(titles, ["no relations", "1 relation", "2 relations"]);
}
