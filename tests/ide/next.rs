//! Features for the Prisma 8 dialect.

use base::text::{Span, apply_edits};
use expect_test::expect;
use ide::{DiagramFormat, DiagramOptions, HintKinds};
use model::catalog::next::Target;
use model::project::{ControlStack, PrismaVersion};
use model::schema::rename::DatabaseNames;
use support::fixture::Fixture;

use crate::{analysis, text_of};

const PRISMA_8: PrismaVersion = PrismaVersion::new(8, 0, 0);

const SHOP: &str = r#"
    //- /a.prisma
    // use prisma-8
    types {
      // An address for mail.
      Email = VarChar(320)
    }

    enum Level {
      Low
      High = "high"
    }

    namespace shop {
      native_enum Mood {
        good = "good"
      }

      // Who buys.
      model User {
        id Int @id
        mail Email @unique
        level Level @default(Low)
        mood pg.enum(Mood)
        orders Order[]
        @@rls
      }

      model Order {
        id Int @id
        userId Int
        user User @relation(fields: [userId], references: [id])
      }

      policy_select own {
        target = User
        roles = [reader]
        using = "true"
      }
    }
    //- /b.prisma
    // use prisma-8
    namespace unbound {
      role reader {}
    }

    model User {
      id Int @id
      buyer shop.User @relation(fields: [id], references: [id])
      at temporal.updatedAt()
    }
"#;

/// The schema with a cursor before the nth place of a text.
fn at(text: &str, nth: usize) -> Fixture {
    let mut parts: Vec<&str> = SHOP.split(text).collect();
    let rest = parts.split_off(nth + 1).join(text);
    Fixture::parse(&format!("{}$0{text}{rest}", parts.join(text)))
}

/// How often the file has each occurrence: the lines of all references.
fn references(text: &str, nth: usize) -> Vec<String> {
    let (analysis, file, offset) = analysis(&at(text, nth), PRISMA_8);
    let found = ide::references(&analysis, file, offset).unwrap_or_default();
    let line = |it: &ide::Occurrence| {
        let text = text_of(&analysis, it.file);
        let start = text[..it.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        text[start..].lines().next().unwrap().trim().to_owned()
    };
    found.iter().map(line).collect()
}

#[test]
fn names_are_found_across_namespaces_and_files() {
    let user = [
        "model User {",
        "user User @relation(fields: [userId], references: [id])",
        "target = User",
        "buyer shop.User @relation(fields: [id], references: [id])",
    ];
    assert_eq!(references("User {", 0), user);
    assert_eq!(references("User @relation(fields: [id]", 0), user);
    assert_eq!(references("User {", 1), ["model User {"]);
    assert_eq!(references("Email", 0), ["Email = VarChar(320)", "mail Email @unique"]);
    assert_eq!(references("Low)", 0), ["Low", "level Level @default(Low)"]);
    assert_eq!(references("Mood)", 0), ["native_enum Mood {", "mood pg.enum(Mood)"]);
    assert_eq!(references("reader]", 0), ["roles = [reader]", "role reader {}"]);
    assert_eq!(
        references("shop.User", 0),
        ["namespace shop {", "buyer shop.User @relation(fields: [id], references: [id])"]
    );
    assert_eq!(
        references("userId]", 0),
        ["userId Int", "user User @relation(fields: [userId], references: [id])"]
    );
}

#[test]
fn a_use_leads_to_its_declaration() {
    let (analysis, file, offset) = analysis(&at("User @relation(fields: [id]", 0), PRISMA_8);
    let targets = ide::definition(&analysis, file, offset);
    let [target] = targets.as_slice() else { panic!("{targets:?}") };
    let text = text_of(&analysis, target.file);
    assert!(target.full.of(&text).starts_with("model User {\n    id Int @id\n    mail"));
}

/// The changed lines after a rename, of all files.
fn renamed(text: &str, nth: usize, new_name: &str) -> Result<Vec<String>, String> {
    let (analysis, file, offset) = analysis(&at(text, nth), PRISMA_8);
    let renaming = ide::rename(&analysis, file, offset, new_name, DatabaseNames::Keep);
    let edits = renaming.map_err(|error| error.to_string())?.unwrap().into_edits();
    let mut changed = Vec::new();
    for (at, entry) in (0..).zip(analysis.schema.files()) {
        let before = entry.content.source().source().to_string();
        let own: Vec<_> = edits.iter().filter(|it| it.file.0 == at).map(|it| it.edit.clone()).collect();
        let after = apply_edits(&before, &own);
        changed.extend(
            after.lines().filter(|line| !before.lines().any(|it| it == *line)).map(|it| it.trim().to_owned()),
        );
    }
    Ok(changed)
}

#[test]
fn a_rename_keeps_the_names_of_the_database() {
    assert_eq!(
        renamed("Order {", 0, "Purchase").unwrap(),
        ["orders Purchase[]", "model Purchase {", "@@map(\"Order\")"]
    );
    assert_eq!(
        renamed("userId Int", 0, "buyerId").unwrap(),
        ["buyerId Int @map(\"userId\")", "user User @relation(fields: [buyerId], references: [id])"]
    );
    assert_eq!(
        renamed("user User", 0, "buyer").unwrap(),
        ["buyer User @relation(fields: [userId], references: [id])"]
    );
    assert_eq!(renamed("Low\n", 0, "Small").unwrap(), ["Small = \"Low\"", "level Level @default(Small)"]);
    assert_eq!(renamed("High", 0, "Big").unwrap(), ["Big = \"high\""]);
    assert_eq!(
        renamed("Mood {", 0, "Humour").unwrap(),
        ["native_enum Humour {", "@@map(\"Mood\")", "mood pg.enum(Humour)"]
    );
    assert!(renamed("shop {", 0, "store").is_err());
    assert!(renamed("Order {", 0, "User").is_err());
    assert!(renamed("Order {", 0, "1").is_err());
    assert!(renamed("VarChar", 0, "Text").is_err());
}

fn hover(text: &str) -> String {
    let (analysis, file, offset) = analysis(&at(text, 0), PRISMA_8);
    ide::hover(&analysis, file, offset).map(|hover| hover.markdown).unwrap_or_default()
}

#[test]
fn hover_shows_declarations_and_facts() {
    assert!(hover("Email @unique").contains("An address for mail."), "{}", hover("Email @unique"));
    assert!(
        hover("User @relation(fields: [id]")
            .starts_with("```prisma\n// namespace shop\nmodel User {\n  id Int @id")
    );
    for (text, part) in [
        ("VarChar(320)", "Column `character varying`"),
        ("temporal.updatedAt", "A time that Prisma sets"),
        ("@unique", "No two rows have the same value."),
        ("@@rls", "Row-level security"),
        ("references:", "The fields of the other model"),
        ("policy_select", "Which rows of a model can be read."),
        ("Low)", "enum Level {\n  Low\n}"),
    ] {
        assert!(hover(text).contains(part), "{text}: {}", hover(text));
    }
}

/// What a comment says is Markdown that does nothing, and no code in a name or a declaration ends its fence.
#[test]
fn hover_shows_text_that_does_nothing() {
    let text = "// use prisma-8\n// ![i](https://e.org/a.png) <img> [x](command:y)\nmodel A$0 {\n  id Int @id\n// ```\n  @@map(\"x`<img>\")\n}\n";
    let (analysis, file, offset) = analysis(&Fixture::parse(text), PRISMA_8);
    let markdown = ide::hover(&analysis, file, offset).unwrap().markdown;
    assert!(markdown.starts_with("````prisma\nmodel A {\n") && markdown.contains("}\n````\n"), "{markdown}");
    assert!(markdown.contains("\n[i](https://e.org/a.png) &lt;img> \\[x\\](command:y)\n"), "{markdown}");
    assert!(markdown.contains("`` public.x`<img> ``"), "{markdown}");
}

/// The labels of what is offered at the cursor of a document with this line in a model.
fn offered(line: &str) -> Vec<String> {
    let text = format!(
        "// use prisma-8\nenum Level {{\n  Low\n}}\nmodel Other {{\n  id Int @id\n  key String\n}}\nmodel M {{\n  id Int @id\n  {line}\n}}\n"
    );
    offered_in(&text)
}

fn offered_in(text: &str) -> Vec<String> {
    let (analysis, file, offset) = analysis(&Fixture::parse(text), PRISMA_8);
    ide::completions(&analysis, file, offset, false).items.into_iter().map(|item| item.label).collect()
}

#[test]
fn completion_offers_what_fits() {
    let has = |line: &str, labels: &[&str], others: &[&str]| {
        let found = offered(line);
        let lacks: Vec<_> = labels.iter().filter(|label| !found.iter().any(|it| it == **label)).collect();
        let wrong: Vec<_> = others.iter().filter(|label| found.iter().any(|it| it == **label)).collect();
        assert!(lacks.is_empty() && wrong.is_empty(), "{line}: lacks {lacks:?}, has {wrong:?}, of {found:?}");
    };
    has(
        "a $0",
        &["String", "VarChar", "Uuid", "temporal.updatedAt()", "Level", "Other"],
        &["Unsupported", "@id"],
    );
    has("a Str$0", &["String"], &[]);
    has("a temporal.$0", &["updatedAt()"], &["String"]);
    has("a String $0", &["@id", "@unique", "@default", "@noCheck"], &["@updatedAt", "@ignore"]);
    has("a String @$0", &["@id"], &["@@index"]);
    has("$0", &["@@index", "@@rls", "@@check", "@@fullTextIndex"], &["@@ignore"]);
    has("@@$0", &["@@index"], &["@id"]);
    has("@@index([$0", &["id"], &["key"]);
    has("@@index([id], $0", &["where:", "name:", "expression:"], &["fields:"]);
    has("@@control($0", &["managed", "external"], &[]);
    has("a String @default($0", &["now()", "uuid(7)", "sql``"], &["Low"]);
    has("a Level @default($0", &["Low"], &["now()"]);
    has("b Int\n  o Other @relation(fields: [b], references: [$0", &["id", "key"], &["b"]);
    has("o Other @relation(onDelete: $0", &["Cascade", "SetNull"], &["fields:"]);
    has("o Other @relation($0", &["fields:", "references:", "index:"], &[]);
    has("a String // $0", &[], &["@id"]);
    has("a String @map(\"$0", &[], &["@id", "map:"]);
    assert!(offered_in("// use prisma-8\n$0").contains(&"policy_select".to_owned()));
    assert!(offered_in("// use prisma-8\nnamespace a {\n  $0\n}\n").contains(&"native_enum".to_owned()));
    let policy = "// use prisma-8\nmodel A {\n  id Int @id\n}\npolicy_select p {\n  ";
    assert_eq!(offered_in(&format!("{policy}target = $0\n}}\n")), ["A"]);
    assert!(offered_in(&format!("{policy}target = A\n  $0\n}}\n")).contains(&"using".to_owned()));
    assert!(!offered_in(&format!("{policy}target = A\n  $0\n}}\n")).contains(&"target".to_owned()));
}

/// The lines of the first file that have hints, with these where they are shown.
#[test]
fn hints_show_columns_actions_and_other_sides() {
    let (analysis, file, _) = analysis(&at("User {", 0), PRISMA_8);
    let wanted = HintKinds {
        referential_actions: true,
        constraint_names: true,
        native_types: true,
        opposite_fields: true,
    };
    let mut text = text_of(&analysis, file);
    for hint in ide::hints(&analysis, file, Span::new(0, u32::MAX), wanted).iter().rev() {
        text.insert_str(hint.offset as usize, &format!("‹{}›", hint.label));
    }
    let lines = text.lines().filter(|line| line.contains('‹')).map(|line| format!("{}\n", line.trim()));
    expect![[r#"
        id Int‹: integer› @id
        orders Order[]‹↔ Order.user›
        id Int‹: integer› @id
        userId Int‹: integer›
        user User @relation(fields: [userId], references: [id]‹, onDelete: NoAction›‹, onUpdate: NoAction›)‹↔ User.orders›
    "#]].assert_eq(&lines.collect::<String>());
}

#[test]
fn hover_shows_what_a_declaration_becomes() {
    for (text, part) in [
        ("mail Email", "Column `mail varchar(320) not null`"),
        ("mood pg", "Column `mood Mood not null`"),
        ("user User @relation", "Many-to-one relation"),
        ("Order {", "Table `shop.Order`"),
    ] {
        assert!(hover(text).contains(part), "{text}: {}", hover(text));
    }
}

/// The titles of the refactorings at a place.
fn refactorings(text: &str) -> Vec<String> {
    let (analysis, file, offset) = analysis(&at(text, 0), PRISMA_8);
    let found = ide::refactorings(&analysis, 0, file, Span::at(offset));
    found.iter().filter(|it| it.change().is_some()).map(|it| it.title.clone()).collect()
}

#[test]
fn refactorings_are_those_of_the_dialect() {
    expect![[r#"
        Add soft delete to `Order`: `deletedAt DateTime?`
        Rename only the table, not the model in code: add `@@map("orders")`
        Add a documentation comment to `Order`
        Add a documentation comment to `Order` and 3 fields
        Move `Order` to a new file `order.prisma`
        Move `Order` to `b.prisma`"#]]
    .assert_eq(&refactorings("Order {").join("\n"));
    expect![[r#"Rename only the column, not the field in code: add `@map("user_id")`"#]]
        .assert_eq(&refactorings("userId Int").join("\n"));
}

#[test]
fn diagrams_group_by_namespace() {
    let (analysis, _, _) = analysis(&at("User {", 0), PRISMA_8);
    let options = DiagramOptions { format: DiagramFormat::Mermaid, ..DiagramOptions::default() };
    let drawn = ide::diagram(&analysis.schema, &options).unwrap();
    expect![[r#"
        erDiagram
            "Level" {
                value Low
                value High
            }
            "User" {
                Int id PK, FK
                temporal_updatedAt at
            }
            %% shop
            "Mood" {
                value good
            }
            "shop.User" {
                Int id PK
                Email mail UK
                Level level
                Mood mood
            }
            "Order" {
                Int id PK
                Int userId FK
            }
            "shop.User" ||--o{ "Order" : "user"
            "shop.User" ||--o| "User" : "buyer"
    "#]]
    .assert_eq(&drawn);
}

/// Two models with one name are told apart by their namespaces.
#[test]
fn the_same_name_in_two_namespaces() {
    let text = "// use prisma-8\nnamespace a {\n  model User {\n    id Int @id\n    notes Note[]\n  }\n  model Note {\n    id Int @id\n    userId Int\n    user User @relation(fields: [userId], references: [id])\n  }\n}\nnamespace b {\n  model User {\n    id Int @id\n    friend a.User? @relation(fields: [id], references: [id])\n  }\n}\n";
    let (analysis, _, _) = analysis(&Fixture::parse(&format!("$0{text}")), PRISMA_8);
    let schema = &analysis.schema;
    let users = schema.all_named("User");
    let names: Vec<String> = users.iter().map(|id| schema.item(*id).unwrap().qualified_name()).collect();
    assert_eq!(names, ["a.User", "b.User"]);
    let of = |id: base::ItemId| {
        let fields = schema.fields_to(id).map(|field| schema.field(field).unwrap().name.text.to_string());
        fields.collect::<Vec<_>>()
    };
    assert_eq!(of(users[0]), ["user", "friend"]);
    assert_eq!(of(users[1]), Vec::<String>::new());
    let note = schema.find("Note").unwrap();
    let relation = schema.relation(schema.field_named(note, "user").unwrap()).unwrap();
    assert_eq!((relation.target, relation.opposite.map(|it| it.item)), (users[0], Some(users[0])));
}

/// The signature at the cursor of a document with this line in a model; the argument that is being written is between `‹›`.
fn signature(line: &str) -> String {
    signature_in(&format!(
        "// use prisma-8\nmodel Other {{\n  id Int @id\n}}\nmodel M {{\n  id Int @id\n  {line}\n}}\n"
    ))
}

fn signature_in(text: &str) -> String {
    let shown = |fixture: &Fixture| {
        let (analysis, file, offset) = analysis(fixture, PRISMA_8);
        let Some(found) = ide::signature_help(&analysis, file, offset) else { return "nothing".to_owned() };
        assert!(!found.docs.is_empty() && found.params.iter().all(|it| !it.docs.is_empty()), "{text}");
        let label = |(at, it): (usize, &ide::SignatureParam)| match found.active == Some(at) {
            true => format!("‹{}›", it.label),
            false => it.label.clone(),
        };
        let params: Vec<String> = found.params.iter().enumerate().map(label).collect();
        format!("{}({})", found.name, params.join(", "))
    };
    let fixture = Fixture::parse(text);
    assert_eq!(shown(&fixture), shown(&fixture.with_crlf()), "with CRLF");
    shown(&fixture)
}

#[test]
fn signature_help_shows_the_argument_that_is_written() {
    for (line, expected) in [
        ("a VarChar($0", "VarChar(‹length?›)"),
        ("a Numeric(10, $02)", "Numeric(precision?, ‹scale?›)"),
        ("a Numeric(scale: $0", "Numeric(precision?, ‹scale?›)"),
        ("a pg.enum($0)", "pg.enum(‹Name›)"),
        ("a id.nanoid($0)", "id.nanoid(‹{ size: … }?›)"),
        ("é String @map($0\"é\")", "@map(‹\"text\"›)"),
        ("a String @default(nanoid($0))", "nanoid(‹2…255›)"),
        ("a String @default(now($0))", "now()"),
        (
            "o Other @relation(fields: [id], references: [$0])",
            "@relation(\"text\"?, fields?: [fields], ‹references?: [fields]›, map?: \"text\", onDelete?: word, onUpdate?: word, index?: true | false)",
        ),
        ("@@base(Other, $0", "@@base(Model, ‹\"text\"›)"),
        ("@@control($0managed)", "@@control(‹word›)"),
        ("@@check(name: $0", "@@check(expression: \"text\", ‹name?: \"text\"›, map?: \"text\")"),
        ("a String @nothing($0)", "nothing"),
        ("a String$0", "nothing"),
    ] {
        assert_eq!(signature(line), expected, "{line}");
    }
    assert_eq!(signature_in("// use prisma-8\nenum E {\n  A\n  @@type($0)\n}\n"), "@@type(‹\"text\"›)");
}

/// The text after the offer of a whole relation to a model was accepted.
fn with_relation(text: &str, label: &str) -> Option<String> {
    let (analysis, file, offset) = analysis(&Fixture::parse(text), PRISMA_8);
    let found = ide::completions(&analysis, file, offset, false);
    let item = found.items.into_iter().find(|item| item.label == label)?;
    let mut edits = vec![base::text::TextEdit::replace(found.word, item.insert.plain.as_str())];
    edits.extend(item.elsewhere.into_iter().map(|it| it.edit));
    Some(apply_edits(&text_of(&analysis, file), &edits))
}

#[test]
fn completion_offers_whole_relations() {
    let schema = |line: &str| {
        format!(
            "// use prisma-8\nnamespace shop {{\n  model Item {{\n    id Uuid @id\n  }}\n\n  model Order {{\n    id Int @id\n{line}\n  }}\n}}\n"
        )
    };
    let expected = "// use prisma-8\nnamespace shop {\n  model Item {\n    id Uuid @id\n    orders Order[]\n  }\n\n  model Order {\n    id Int @id\n    item Item @relation(fields: [itemId], references: [id])\n    itemId Uuid\n  }\n}\n";
    assert_eq!(with_relation(&schema("    item $0"), "Item @relation").as_deref(), Some(expected));
    assert_eq!(with_relation(&schema("    item It$0"), "Item @relation").as_deref(), Some(expected));
    let crlf = schema("    item $0").replace('\n', "\r\n");
    assert_eq!(with_relation(&crlf, "Item @relation"), Some(expected.replace('\n', "\r\n")));
    for line in ["    items $0", "    item $0 @map(\"x\")", "    order $0", "    item$0", "    else $0"] {
        assert_eq!(with_relation(&schema(line), "Item @relation"), None, "{line}");
    }
    let preset = schema("    item $0").replace("Uuid @id", "id.ulid()");
    assert_eq!(with_relation(&preset, "Item @relation"), None);
}

#[test]
fn completion_offers_values_of_defaults_and_functions() {
    assert!(offered("a Boolean @default($0").contains(&"true".to_owned()));
    assert_eq!(offered("a String @default(uuid($0"), ["4", "7"]);
    assert_eq!(offered("a String @default(cuid($0"), ["2"]);
}

#[test]
fn names_in_arguments_and_blocks_have_semantic_tokens() {
    let fixture = Fixture::parse(
        "// use prisma-8\nmodel Doc {\n  id Int @id\n  kind String\n  @@discriminator(kind)\n  @@rls\n}\npolicy_select read {\n  target = Doc$0\n}\nmodel Note {\n  @@base(Doc, \"note\")\n}\n",
    );
    let (analysis, file, _) = analysis(&fixture, PRISMA_8);
    let text = text_of(&analysis, file);
    let tokens = ide::semantic_tokens(&analysis, file, None);
    assert!(tokens.is_sorted_by_key(|token| token.span.start));
    let count = |word: &str, kind: ide::SemanticKind| {
        tokens.iter().filter(|token| token.kind == kind && token.span.of(&text) == word).count()
    };
    assert_eq!(count("Doc", ide::SemanticKind::Model), 3);
    assert_eq!(count("kind", ide::SemanticKind::Field), 2);
}

#[test]
fn each_target_has_its_own_completions() {
    let offered_for = |target: Target, line: &str| {
        let text = format!("// use prisma-8\nmodel M {{\n  name String\n  {line}\n}}\n");
        let (mut analysis, file, offset) = analysis(&Fixture::parse(&text), PRISMA_8);
        analysis.facts.stack = ControlStack::of(target);
        let items = ide::completions(&analysis, file, offset, false).items;
        items.into_iter().map(|item| item.label).collect::<Vec<_>>()
    };
    let has = |target, line, label: &str| offered_for(target, line).iter().any(|it| it == label);
    assert!(has(Target::Mongo, "a $0", "ObjectId") && !has(Target::Mongo, "a $0", "Uuid"));
    assert!(has(Target::Mongo, "@@$0", "@@textIndex") && !has(Target::Mongo, "@@$0", "@@rls"));
    assert!(!has(Target::Mongo, "a String @$0", "@default"));
    assert!(has(Target::Mongo, "@@index([$0", "name") && has(Target::Mongo, "@@index([$0", "wildcard()"));
    assert!(has(Target::Mongo, "@@index([name], type: $0", "\"hashed\""));
    assert!(has(Target::Sqlite, "a $0", "Decimal") && !has(Target::Sqlite, "a $0", "Uuid"));
    assert!(has(Target::Sqlite, "a Int @default($0", "sqlite.sql``"));
    assert!(!has(Target::Sqlite, "a Int @default($0", "true"));
}
