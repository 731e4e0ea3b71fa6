//! What can be folded.

use base::FileId;
use expect_test::{Expect, expect};
use ide::{Fold, FoldKind, folding, limit_folds};

use crate::{PRISMA_6, analysis_of, text_of};
use support::fixture::Fixture;

/// The text with a letter for the kind where each fold begins and ends.
fn drawn(text: &str, folds: &[Fold]) -> String {
    let mut marks: Vec<(u32, String)> = Vec::new();
    for fold in folds {
        let letter = match fold.kind {
            FoldKind::Region => "R",
            FoldKind::Block => "B",
            FoldKind::Comment => "C",
        };
        let label = fold.label.as_ref().map(|label| format!("={label}")).unwrap_or_default();
        marks.push((fold.span.start, format!("<{letter}{label}>")));
        let tail = if fold.keeps_last_line { "+" } else { "" };
        marks.push((fold.span.end, format!("</{letter}{tail}>")));
    }
    marks.sort_by_key(|(at, _)| *at);
    let mut out = text.to_owned();
    for (at, mark) in marks.into_iter().rev() {
        out.insert_str(at as usize, &mark);
    }
    out
}

fn folds(text: &str) -> Vec<Fold> {
    let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    assert_eq!(text_of(&analysis, FileId(0)), text);
    folding(&analysis, FileId(0))
}

/// With CRLF the same must come out.
fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let text = &fixture.files[0].text;
    let found = drawn(text, &folds(text));
    let crlf = &fixture.with_crlf().files[0].text;
    assert_eq!(drawn(crlf, &folds(crlf)).replace("\r\n", "\n"), found, "with CRLF");
    expected.assert_eq(&found);
}

#[test]
fn blocks_comments_and_regions() {
    check(
        r#"
        // One
        // two

        // #region People 📅
        /// Who
        ///
        /// they are
        model User { // here
          id Int @id
          // a
            // b
          x Int // c
          // d
          /* e
             f */
          @@map("u")
        }

        //#region
        enum E { A }
        // #regional
        enum F {
          A
        } // end
        // #endregion now
        // #endregion
        // #endregion
        "#,
        expect![[r#"
            // One<C>
            // two</C>

            // #region People 📅<R=People 📅>
            /// Who<C>
            ///
            /// they are</C>
            model User {<B> // here
              id Int @id
              // a<C>
                // b</C>
              x Int // c
              // d
              /* e<C>
                 f */</C>
              @@map("u")
            </B+>}

            //#region<R>
            enum E { A }
            // #regional
            enum F {<B>
              A
            </B+>} // end
            // #endregion now</R>
            // #endregion</R>
            // #endregion
        "#]],
    );
}

#[test]
fn blocks_without_an_end() {
    check(
        r#"
        // #region never closed
        model A {
          id Int
          b

        model B
        {
          c Int
        namespace n {
          model C {
            d Int
          }
          enum E {
            X

        "#,
        expect![[r#"
            // #region never closed
            model A {<B>
              id Int
              b

            model B
            {
              c Int</B>
            namespace n {<B>
              model C {<B>
                d Int
              </B+>}
              enum E {<B>
                X</B></B>

        "#]],
    );
}

#[test]
fn nothing_on_one_line_folds() {
    for text in
        ["", "model A {}", "model A { id Int }\n", "// a\n\n// b\n", "enum E {", "/* a */ /* b */\n", "\r"]
    {
        assert_eq!(folds(text), [], "{text:?}");
    }
}

#[test]
fn a_limit_leaves_the_widest() {
    let text =
        "// a\n// b\nmodel A {\n  id Int\n}\n// #region r\nmodel B {\n  id Int\n  c Int\n}\n// #endregion\n";
    let analysis = analysis_of([("/a.prisma".to_owned(), text)].into_iter(), PRISMA_6);
    let source = analysis.schema.file(FileId(0)).unwrap().content.source().source();
    let kinds = |most| -> Vec<(FoldKind, u32)> {
        let folds = limit_folds(folding(&analysis, FileId(0)), source, most);
        folds.iter().map(|fold| (fold.kind, source.line_of(fold.span.start))).collect()
    };
    use FoldKind::{Block, Comment, Region};
    assert_eq!(kinds(9), [(Comment, 0), (Block, 2), (Region, 5), (Block, 6)]);
    assert_eq!(kinds(3), [(Block, 2), (Region, 5), (Block, 6)]);
    assert_eq!(kinds(2), [(Region, 5), (Block, 6)]);
    assert_eq!(kinds(0), []);
}
