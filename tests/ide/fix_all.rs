//! Every safe fix at once.

use std::sync::Arc;

use base::{FileId, Preset};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use expect_test::{Expect, expect};
use ide::{Analysis, AnalysisFile, fix_all};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;

use support::fixture::Fixture;

const RULE: &str = "created-at-default";

fn analysis(fixture: &str) -> Analysis {
    let mut rules = RuleSet::preset(ide::registry(), Preset::Recommended);
    rules.choose(&[RULE.to_owned()], &[]);
    let rules = Arc::new(rules);
    let file = |file: &support::fixture::FixtureFile| AnalysisFile {
        name: file.path.to_string_lossy().into(),
        content: Arc::new(SchemaFile::new(&file.text)),
        rules: rules.clone(),
        dialect: Dialect::of(&file.text),
    };
    let files = Fixture::parse(fixture).files.iter().map(file).collect();
    Analysis::new(files, PrismaVersion::NEWEST, ProjectFacts::default())
}

fn text(analysis: &Analysis, file: FileId) -> String {
    analysis.schema.file(file).unwrap().content.source().source().to_string()
}

fn check(fixture: &str, count: usize, expected: Expect) {
    let before = analysis(fixture);
    let fixed = fix_all(&before, |_, finding| finding.code == RULE);
    let texts: Vec<String> = fixed.changed.iter().map(|file| text(&fixed.analysis, *file)).collect();
    expected.assert_eq(&texts.join("----\n"));
    assert_eq!(fixed.count, count);
    let edited = before.edited(&fixed.edits(&before));
    for file in &fixed.changed {
        assert_eq!(text(&edited, *file), text(&fixed.analysis, *file));
    }
    let again = fix_all(&fixed.analysis, |_, finding| finding.code == RULE);
    assert_eq!((again.count, again.changed), (0, vec![]), "nothing is left to do");
}

#[test]
fn all_files_are_mended_and_only_those_that_need_it() {
    check(
        r#"
        //- /a.prisma
        model A {
          id        Int      @id
          createdAt DateTime // when
        }
        model B {
          id         Int       @id
          created_at DateTime?
        }
        //- /b.prisma
        model C {
          id        Int      @id
          createdAt DateTime @default(now())
        }
        //- /c.prisma
        model D {
          id        Int      @id
          createdAt DateTime
        }
        "#,
        3,
        expect![[r#"
            model A {
              id        Int      @id
              createdAt DateTime @default(now()) // when
            }
            model B {
              id         Int       @id
              created_at DateTime? @default(now())
            }
            ----
            model D {
              id        Int      @id
              createdAt DateTime @default(now())
            }
        "#]],
    );
}

#[test]
fn what_is_not_wanted_stays() {
    let before = analysis("model A {\n  id Int @id\n  createdAt DateTime\n}\n");
    let fixed = fix_all(&before, |_, _| false);
    assert_eq!((fixed.count, fixed.changed), (0, vec![]));
}
