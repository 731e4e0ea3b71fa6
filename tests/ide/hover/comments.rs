//! What is shown in comments.

use std::sync::Arc;

use base::Preset;
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use expect_test::{Expect, expect};
use ide::{Analysis, AnalysisFile, comment_hover, diagnostics};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;

use support::fixture::Fixture;

fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(&format!("//- /schema.prisma\n{fixture}"));
    let shown = |fixture: &Fixture| {
        let text = &*fixture.files[0].text;
        let file = AnalysisFile {
            name: "/schema.prisma".into(),
            content: Arc::new(SchemaFile::new(text)),
            rules: Arc::new(RuleSet::preset(ide::registry(), Preset::Recommended)),
            dialect: Dialect::default(),
        };
        let analysis = Analysis::new(vec![file], PrismaVersion::NEWEST, ProjectFacts::default());
        let file = analysis.schema.file_named("/schema.prisma").unwrap();
        let offset = u32::try_from(fixture.offset().1).unwrap();
        let findings = |item| {
            let all = diagnostics(&analysis, false).swap_remove(0);
            all.into_iter().filter(|finding| finding.item() == Some(item)).collect()
        };
        match comment_hover(&analysis, file, offset, findings) {
            Some(hover) => format!("[{}]\n{}\n", hover.span.of(text), hover.markdown),
            None => "nothing\n".to_owned(),
        }
    };
    let found = shown(&fixture);
    assert_eq!(shown(&fixture.with_crlf()), found, "with CRLF");
    expected.assert_eq(&found);
}

#[test]
fn marks_are_explained() {
    check(
        "model User {\n  id Int @id\n  /// é 😀 @p$0ii(contact)\n  email String\n}\n",
        expect![[r#"
        [@pii]
        **`@pii`** — mark in documentation

        Personal data, with its category.

        Rules about personal data and `prisma-lens report privacy` read it.
    "#]],
    );
    check(
        "/// @retention$0(2 years)\nmodel User {\n  id Int @id\n}\n",
        expect![[r#"
        [@retention]
        **`@retention`** — mark in documentation

        How long the rows are kept.

        Rules about personal data and `prisma-lens report privacy` read it.
    "#]],
    );
    for fixture in [
        "/// @piio$0\nmodel User {\n  id Int @id\n}\n",
        "// @pi$0i\nmodel User {\n  id Int @id\n}\n",
        "/// Wh$0y\nmodel User {\n  id Int @id\n}\n",
        "$0",
    ] {
        check(fixture, expect![["nothing\n"]]);
    }
}

#[test]
fn suppressions_say_whether_they_are_in_use() {
    let post = "model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\nCOMMENT\n  author User @relation(fields: [authorId], references: [id])\n  authorId Int\n}\n";
    let with = |comment: &str| post.replace("COMMENT", comment);
    check(
        &with("  // prisma-lens-ignore naming-x, fk-mis$0sing-index: é 😀"),
        expect![[r#"
        [fk-missing-index]
        **`fk-missing-index`** — rule of Relations and foreign keys

        A foreign key without an index.

        In use: it suppresses what the rule finds here.
    "#]],
    );
    check(
        &with("  // prisma-lens-ignore created-at-de$0fault"),
        expect![[r#"
        [created-at-default]
        **`created-at-default`** — rule of Audit fields and keys

        A creation timestamp without a default.

        Not in use: the rule has no findings here. Remove this suppression.
    "#]],
    );
    check(&with("  // prisma-lens-ignore multi-sch$0ema"), expect![["nothing\n"]]);
    check(
        &with("  // prisma-lens-ig$0nore fk-missing-index: why"),
        expect![[r#"
        [prisma-lens-ignore]
        **`prisma-lens-ignore`** — suppression

        Suppresses findings on the next line, or on its own if code precedes it.

        Form: `// prisma-lens-ignore CODE: reason`
    "#]],
    );
    check(
        &format!("// prisma-lens-ignore-file require-updated-a$0t\n{}", with("")),
        expect![[r#"
        [require-updated-at]
        **`require-updated-at`** — rule of Audit fields and keys

        A model without a modification timestamp.

        In use: it suppresses what the rule finds here.
    "#]],
    );
    check(&with("  // prisma-lens-ignore fk-missing-index: wh$0y"), expect![["nothing\n"]]);
}
