//! What leads out of a schema.

use std::fmt::Write as _;

use base::FileId;
use expect_test::{Expect, expect};
use ide::{LinkTarget, document_links};
use model::project::PrismaVersion;

use super::{analysis_of, text_of};
use support::fixture::Fixture;

/// Draws the links of the first file; a path in brackets.
fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let drawn = draw(&fixture);
    expect.assert_eq(&drawn);
    assert_eq!(drawn, draw(&fixture.with_crlf()), "with CRLF");
}

fn draw(fixture: &Fixture) -> String {
    let files = fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text));
    let analysis = analysis_of(files, PrismaVersion::NEWEST);
    let text = text_of(&analysis, FileId(0));
    let mut out = String::new();
    for link in document_links(&analysis, FileId(0)) {
        let written = link.span.of(&text);
        match link.target {
            LinkTarget::Url(address) => {
                assert_eq!(address, written);
                writeln!(out, "{address}").unwrap();
            }
            LinkTarget::Path(path) => writeln!(out, "[{path}] {written}").unwrap(),
            LinkTarget::Rule(code) => writeln!(out, "[{code}] {written}").unwrap(),
        }
    }
    out
}

#[test]
fn addresses_in_all_kinds_of_comments() {
    check(
        r#"
        // See https://example.com/a?b=c#d, or (http://example.com/x_(y)).
        /// 📅 <https://example.com/ü> and [docs](https://example.com/docs).
        model A {
          id Int @id // https://example.com/1
          /* https://example.com/2
             http://example.com/3; */
          b String @default("https://example.com/no")
        }
        // https://example.com/last
        "#,
        expect![[r#"
            https://example.com/a?b=c#d
            http://example.com/x_(y)
            https://example.com/ü
            https://example.com/docs
            https://example.com/1
            https://example.com/2
            http://example.com/3
            https://example.com/last
        "#]],
    );
}

#[test]
fn no_addresses() {
    check("// https:// xhttp://a ftp://a postgresql://user@host http:/a ://\n", expect![[""]]);
}

#[test]
fn where_generators_write() {
    check(
        r#"
        generator a {
          provider = "prisma-client"
          output   = "../generated/pris\"ma" // https://example.com
        }
        generator b {
          output = ""
        }
        generator c {
          output = env("OUT")
        }
        datasource db {
          output = "x"
        }
        "#,
        expect![[r#"
            [../generated/pris"ma] ../generated/pris\"ma
            https://example.com
        "#]],
    );
}
