//! What words stand for.

use base::FileId;
use base::text::Span;
use expect_test::{Expect, expect};
use ide::{SemanticToken, Traits, semantic_tokens};

use crate::{PRISMA_6, analysis_of};
use support::fixture::Fixture;

const TRAITS: [(Traits, &str); 9] = [
    (Traits::DECLARATION, "declaration"),
    (Traits::DEPRECATED, "deprecated"),
    (Traits::DOCUMENTATION, "documentation"),
    (Traits::BUILT_IN, "built-in"),
    (Traits::RELATION, "relation"),
    (Traits::LIST, "list"),
    (Traits::OPTIONAL, "optional"),
    (Traits::PRIMARY_KEY, "primary"),
    (Traits::FOREIGN_KEY, "foreign"),
];

/// The words of a line behind one another, each with what it is.
fn drawn(text: &str, tokens: &[SemanticToken]) -> String {
    let mut out = String::new();
    let mut last = 0;
    for token in tokens {
        let between = &text[last..token.span.start as usize];
        last = token.span.end as usize;
        if between.contains(['\n', '\r']) {
            out.push('\n');
        }
        let traits =
            TRAITS.iter().filter(|(one, _)| token.traits.has(*one)).map(|(_, name)| format!(" {name}"));
        let word = token.span.of(text).replace("\r\n", "⏎").replace('\n', "⏎");
        out.push_str(&format!("{word} [{:?}{}]  ", token.kind, traits.collect::<String>()));
    }
    out.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Draws the first file; with CRLF the same must come out, and so must it range by range.
fn check(fixture: &str, expected: Expect) {
    let fixture = Fixture::parse(fixture);
    let of = |fixture: &Fixture| {
        let files = fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text));
        let analysis = analysis_of(files, PRISMA_6);
        let text = &fixture.files[0].text;
        let tokens = semantic_tokens(&analysis, FileId(0), None);
        assert!(
            tokens.windows(2).all(|two| two[0].span.end <= two[1].span.start),
            "in order, and none in another"
        );
        for start in (0..text.len() as u32).step_by(7) {
            let range = Span::new(start, (start + 40).min(text.len() as u32));
            let wanted: Vec<_> = tokens.iter().filter(|token| token.span.overlaps(range)).copied().collect();
            assert_eq!(semantic_tokens(&analysis, FileId(0), Some(range)), wanted, "{range:?}");
        }
        drawn(text, &tokens)
    };
    let found = of(&fixture);
    assert_eq!(of(&fixture.with_crlf()), found, "with CRLF");
    expected.assert_eq(&found);
}

#[test]
fn all_that_a_schema_says() {
    check(
        r#"
        //- /a.prisma
        // Loose 📅
        datasource db {
          provider = "postgresql"
          url      = env("URL")
          schemas  = ["a"]
        }
        /// People
        model User {
          id     Int      @id @default(autoincrement())
          email  String?  @unique(map: "x") @db.VarChar(200) // where
          role   Role     @default(ADMIN)
          old    Boolean  @default(true) @ignore
          boss   User?    @relation("Boss", fields: [bossId], references: [id], onDelete: SetNull)
          staff  User[]   @relation("Boss")
          bossId Int?
          posts  Post[]
          place  Unsupported("point")?
          lost   Lost
          @@unique([email(sort: Desc), id])
          @@index([role], type: Hash, where: { old: true })
        }
        enum Role {
          ADMIN @map("admin")
          USER  /// @deprecated
        }
        //- /b.prisma
        /// @deprecated
        model Post {
          author   User @relation(fields: [authorId], references: [id])
          authorId Int
        }
        "#,
        expect![[r#"
            // Loose 📅 [Comment]
            datasource [Keyword]  db [Config declaration]
            provider [Field]  "postgresql" [String]
            url [Field]  env [Function built-in]  "URL" [String]
            schemas [Field]  "a" [String]
            /// People [Comment documentation]
            model [Keyword]  User [Model declaration]
            id [Field declaration primary]  Int [Type built-in]  @id [Attribute]  @default [Attribute]  autoincrement [Function built-in]
            email [Field declaration optional]  String [Type built-in optional]  @unique [Attribute]  map [Parameter]  "x" [String]  @db.VarChar [Attribute]  200 [Number]  // where [Comment]
            role [Field declaration]  Role [Enum]  @default [Attribute]  ADMIN [Value]
            old [Field declaration deprecated]  Boolean [Type built-in]  @default [Attribute]  true [Keyword]  @ignore [Attribute]
            boss [Field declaration relation optional]  User [Model relation optional]  @relation [Attribute]  "Boss" [String]  fields [Parameter]  bossId [Field optional foreign]  references [Parameter]  id [Field primary]  onDelete [Parameter]  SetNull [Value built-in]
            staff [Field declaration relation list]  User [Model relation list]  @relation [Attribute]  "Boss" [String]
            bossId [Field declaration optional foreign]  Int [Type built-in optional]
            posts [Field declaration relation list]  Post [Model deprecated relation list]
            place [Field declaration optional]  Unsupported [Type built-in optional]  "point" [String]
            lost [Field declaration]  Lost [Type]
            @@unique [Attribute]  email [Field optional]  sort [Parameter]  Desc [Value built-in]  id [Field primary]
            @@index [Attribute]  role [Field]  type [Parameter]  Hash [Value built-in]  where [Parameter]  old [Field deprecated]  true [Keyword]
            enum [Keyword]  Role [Enum declaration]
            ADMIN [Value declaration]  @map [Attribute]  "admin" [String]
            USER [Value declaration deprecated]  /// @deprecated [Comment documentation]
        "#]],
    );
}

#[test]
fn keys_of_several_fields_and_views_and_types() {
    check(
        r#"
        model A {
          a Int
          b B
          place P
          @@id([a, place.x])
          @@index([missing])
        }
        view B {
          a A[]
        }
        type P {
          x Int
        }
        type Old = Int
        "#,
        expect![[r#"
            model [Keyword]  A [Model declaration]
            a [Field declaration primary]  Int [Type built-in]
            b [Field declaration relation]  B [View relation]
            place [Field declaration]  P [CompositeType]
            @@id [Attribute]  a [Field primary]  place [Field]  x [Field]
            @@index [Attribute]
            view [Keyword]  B [View declaration]
            a [Field declaration relation list]  A [Model relation list]
            type [Keyword]  P [CompositeType declaration]
            x [Field declaration]  Int [Type built-in]
            type [Keyword]  Old [Type declaration]  Int [Type built-in]
        "#]],
    );
}

#[test]
fn broken_text() {
    check(
        r#"
        model A {
          id Int @id @default(
          näme String @ /* two
          lines */
          b [Int] 📅 "text" 12
          @@index([id
        model {
          c
        }
        modle X {
          d Int @id
          e = 3
        }
        } stray "s"
        enum E { A }
        "#,
        expect![[r#"
            model [Keyword]  A [Model declaration]
            id [Field declaration primary]  Int [Type built-in]  @id [Attribute]  @default [Attribute]
            näme [Field declaration]  String [Type built-in]  @ [Attribute]  /* two⏎  lines */ [Comment]
            b [Field declaration list]  Int [Type built-in list]  "text" [String]  12 [Number]
            @@index [Attribute]  id [Field primary]
            model [Field declaration]
            c [Field declaration]
            modle [Keyword]  X [Type declaration]
            d [Field declaration]  Int [Type built-in]  @id [Attribute]
            e [Field]  3 [Number]
            "s" [String]
            enum [Keyword]  E [Enum declaration]
        "#]],
    );
}

#[test]
fn blocks_of_prisma_8() {
    check(
        r#"
        // use prisma-next
        types {
          Email = String
        }
        namespace auth {
          model User {
            id Uuid @id
            kind ns.Kind(1)
          }
        }
        "#,
        expect![[r#"
            // use prisma-next [Comment]
            types [Keyword]
            Email [Field]
            namespace [Keyword]  auth [Namespace declaration]
            model [Keyword]  User [Model declaration]
            id [Field declaration primary]  Uuid [Type]  @id [Attribute]
            kind [Field declaration]  ns [Type]  Kind [Type]  1 [Number]
        "#]],
    );
}
