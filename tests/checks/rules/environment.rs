//! Datasource and generator: cases beside the documented examples.

use expect_test::expect;
use model::project::{PackageJson, PrismaVersion, unsafe_scripts};
use model::schema::Schema;

use super::drawn::{Drawn, found, found_in_files};

const MODEL: &str = "\nmodel M {\n  id Int @id\n}\n";

/// A datasource with these lines, found in a schema of Prisma 6.
fn datasource(code: &str, lines: &str) -> Drawn {
    let text = format!("datasource db {{\n  provider = \"postgresql\"\n{lines}\n}}\n{MODEL}");
    let schema = Schema::single("schema.prisma", &text, PrismaVersion::new(6, 19, 0));
    found_in_files(code, schema)
}

#[test]
fn passwords_in_addresses() {
    let code = "hardcoded-url";
    for (line, expected) in [
        ("url = \"postgresql://a:b@host/db\"", 1),
        ("url = \"postgres://a:b%40c@host:5432/db?schema=public\"", 1),
        ("directUrl = \"postgresql://a:b@host/db\"", 1),
        ("shadowDatabaseUrl = \"postgresql://a:b@host/db\"", 1),
        ("url = \"mongodb+srv://a:ä@cluster.example.com/db\"", 1),
        ("url = \"sqlserver://host:1433;database=db;user=SA;password=pw\"", 1),
        ("url = \"sqlserver://host:1433;database=db;integratedSecurity=true\"", 0),
        ("url = \"postgresql://host:5432/db\"", 0),
        ("url = \"postgresql://a@host:5432/db\"", 0),
        ("url = \"postgresql://a:@host:5432/db\"", 0),
        ("url = \"file:./dev.db\"", 0),
        ("url = \"\"", 0),
        ("url = env(\"DATABASE_URL\")", 0),
        ("url = ", 0),
    ] {
        assert_eq!(datasource(code, &format!("  {line}")).found.len(), expected, "{line}");
    }
    let drawn = datasource(code, "  directUrl = \"postgresql://a:b@host/db\" // größer");
    expect![[r#"
        -  directUrl = "postgresql://a:b@host/db" // größer
        +  directUrl = env("DIRECT_URL") // größer
    "#]]
    .assert_eq(&drawn.after_fix("Replace with `env(\"DIRECT_URL\")`"));
}

#[test]
fn poolers_need_a_direct_address() {
    let code = "direct-url-missing";
    for (lines, expected) in [
        ("  url = \"postgresql://a@x.pooler.supabase.com:5432/db\"", 1),
        ("  url = \"postgresql://a@x.example.com:6543/db\"", 1),
        ("  url = \"postgresql://a@x.example.com/db?pgbouncer=true\"", 1),
        ("  url = \"postgresql://a@x.example.com/db?PgBouncer=True\"", 1),
        ("  url = \"postgresql://a@x-pooler.eu.neon.tech/db\"", 1),
        ("  url = \"postgresql://a@x.example.com:5432/db\"", 0),
        ("  url = \"postgresql://a@x.example.com/db?pgbouncer=false\"", 0),
        ("  url = env(\"POOLER_URL\")", 0),
        ("  url = \"postgresql://a@x.example.com:6543/db\"\n  directUrl = env(\"DIRECT_URL\")", 0),
    ] {
        assert_eq!(datasource(code, lines).found.len(), expected, "{lines}");
    }
}

#[test]
fn the_place_of_the_generated_client() {
    let code = "generator-output-missing";
    let text = |lines: &str| {
        format!("datasource db {{\n  provider = \"sqlite\"\n}}\n\ngenerator client {{\n{lines}\n}}\n{MODEL}")
    };
    let drawn = found(code, &text("  provider        = \"prisma-client\" // größer\n  previewFeatures = []"));
    expect![[r#"
        error at `provider        = "prisma-client"`: Generator `client` has no `output`, which `prisma-client` requires. Add `output = "../generated/prisma"`.
          Choice: Add `output`
    "#]]
    .assert_eq(&drawn.all());
    expect![[r#"
        +  output          = "../generated/prisma"
    "#]]
    .assert_eq(&drawn.after_fix("Add `output`"));
    for lines in [
        "  provider = \"prisma-client-js\"",
        "  provider = \"prisma-client\"\n  output = \"../x\"",
        "  provider = \"prisma-erd-generator\"",
        "  provider = env(\"GENERATOR\")",
        "  output = \"../x\"",
        "",
    ] {
        assert_eq!(found(code, &text(lines)).places(), "", "{lines}");
    }
    let tight = found(code, &text("  provider=\"prisma-client\""));
    assert!(tight.after_fix("Add `output`").contains("output"));
}

#[test]
fn platforms_of_engines() {
    let code = "binary-targets";
    let text = "datasource db {\n  provider = \"sqlite\"\n}\n\ngenerator client {\n  provider = \"prisma-client-js\"\n  // Für die Wolke.\n  binaryTargets = [\"native\"] // größer\n}\n\nmodel M {\n  id Int @id\n}\n";
    let of = |version| found_in_files(code, Schema::single("schema.prisma", text, version));
    let drawn = of(PrismaVersion::NEWEST);
    assert_eq!(drawn.places(), "hint binaryTargets = [\"native\"]\n");
    assert!(drawn.found[0].tags.unnecessary);
    assert!(!drawn.after_fix("Remove `binaryTargets`").contains('+'));
    assert_eq!(of(PrismaVersion::new(6, 19, 0)).places(), "");
    let other = text.replace("prisma-client-js", "prisma-client-go");
    assert_eq!(found(code, &other).places(), "");
}

#[test]
fn scripts_for_production() {
    let push = "prisma db push";
    for (scripts, expected) in [
        (r#"{ "build": "prisma db push" }"#, vec![("build", push)]),
        (
            r#"{ "start:prod": "npx prisma@6 db push --accept-data-loss && node ." }"#,
            vec![("start:prod", push)],
        ),
        (r#"{ "prestart": "dotenv -- prisma --schema x/y.prisma db push" }"#, vec![("prestart", push)]),
        (
            r#"{ "postinstall": "./node_modules/.bin/prisma migrate dev" }"#,
            vec![("postinstall", "prisma migrate dev")],
        ),
        (
            r#"{ "heroku-postbuild": "sh -c 'prisma migrate reset -f'" }"#,
            vec![("heroku-postbuild", "prisma migrate reset")],
        ),
        (r#"{ "deploy": "pnpm run größe && x", "größe": "prisma db push" }"#, vec![("deploy", push)]),
        (r#"{ "deploy": "yarn a", "a": "yarn b", "b": "yarn a && prisma db push" }"#, vec![("deploy", push)]),
        (r#"{ "start": "npm run start" }"#, vec![]),
        (r#"{ "build": "prisma migrate deploy && prisma generate" }"#, vec![]),
        (
            r#"{ "db:push": "prisma db push", "dev": "prisma db push && next", "start:dev": "prisma db push" }"#,
            vec![],
        ),
        (
            r#"{ "test": "prisma db push", "build:e2e": "prisma migrate reset", "ci": "prisma db push" }"#,
            vec![],
        ),
        (r#"{ "start": "prisma migrate dev && next dev" }"#, vec![]),
        (r#"{ "build": "echo prisma; db push" }"#, vec![]),
        (r#"{ "build": 3, "start": null }"#, vec![]),
        ("[]", vec![]),
        ("{", vec![]),
    ] {
        let package = PackageJson::parse(&format!(r#"{{ "scripts": {scripts} }}"#));
        let found = unsafe_scripts(&package);
        let found: Vec<(&str, &str)> = found.iter().map(|it| (it.name.as_str(), it.command)).collect();
        assert_eq!(found, expected, "{scripts}");
    }
}
