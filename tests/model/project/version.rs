//! Which version of Prisma a schema is for.

use std::path::Path;

use model::project::{KNOWN_VERSIONS, PrismaVersion, VersionSource, detect_version};

use super::files;

fn parsed(text: &str) -> String {
    PrismaVersion::parse(text).map_or("-".to_owned(), |version| version.to_string())
}

/// The version for `/app/prisma/schema.prisma`, and where it comes from.
fn check(fixture: &str, setting: Option<&str>, expected: &str) {
    let found = detect_version(&files(fixture), Path::new("/app/prisma/schema.prisma"), setting, &[]);
    let source = match found.source {
        VersionSource::Setting => "setting".to_owned(),
        VersionSource::Installed(path) => path.display().to_string(),
        VersionSource::Locked(path) => path.display().to_string(),
        VersionSource::Schema(evidence) => format!("{evidence:?}"),
        VersionSource::Range { path, range } => format!("{range} in {}", path.display()),
        VersionSource::Newest => "newest".to_owned(),
    };
    assert_eq!(format!("{} {source}", found.version), expected);
}

#[test]
fn ranges_come_to_the_newest_known_version_that_they_admit() {
    let cases = [
        ("6", "6.19.3"),
        ("6.19", "6.19.3"),
        ("6.x", "6.19.3"),
        ("6.1.x", "6.1.0"),
        ("^6.2.0", "6.19.3"),
        ("~6.2.1", "6.2.1"),
        ("6.10.0", "6.10.0"),
        ("v6.10.0", "6.10.0"),
        ("=5.22.0", "5.22.0"),
        ("^5.2.0", "5.22.0"),
        (">=7 <8", "7.10.0"),
        (">= 6.0.0 < 7", "6.19.3"),
        (">=6", "7.10.0"),
        ("<7", "6.19.3"),
        ("^6.0.0 || ^7.0.0", "7.10.0"),
        ("5.0.0 - 6", "6.19.3"),
        ("^8.0.0", "8.0.0"),
        ("8.1.0-rc.2", "8.1.0"),
        ("2.10.0-dev.78", "2.10.0"),
        ("workspace:*", "7.10.0"),
        ("workspace:^", "7.10.0"),
        ("workspace:^6.1.0", "6.19.3"),
        ("npm:prisma@6.3.1", "6.3.1"),
        ("npm:@scope/prisma", "7.10.0"),
        ("latest", "7.10.0"),
        ("next", "7.10.0"),
        ("*", "7.10.0"),
    ];
    for (text, expected) in cases {
        assert_eq!(parsed(text), expected, "{text}");
    }
}

#[test]
fn what_leads_elsewhere_is_no_version() {
    for text in [
        "",
        " ",
        "catalog:",
        "file:../prisma",
        "link:./x",
        "git+ssh://x/y#v1",
        "owner/repo",
        "1.2.3.4",
        "^",
        ">",
    ] {
        let expected = if text == "^" { "7.10.0" } else { "-" };
        assert_eq!(parsed(text), expected, "{text}");
    }
    for text in ["99999999999999999999", "^6.", "6..1", "\u{0}", "é", "||", " - ", "-", ">=<", "6 - "] {
        // Nothing to expect but an answer.
        PrismaVersion::parse(text);
    }
}

#[test]
fn the_known_versions_are_in_order_and_end_with_the_newest() {
    assert!(KNOWN_VERSIONS.is_sorted());
    assert_eq!(KNOWN_VERSIONS.last(), Some(&PrismaVersion::NEWEST));
    assert!(!PrismaVersion::new(6, 19, 3).is_7_or_later());
    assert!(PrismaVersion::NEWEST.is_7_or_later());
    assert!(PrismaVersion::new(8, 0, 0).is_7_or_later());
    assert!(PrismaVersion::new(7, 4, 0).is_at_least(7, 4) && !PrismaVersion::new(7, 3, 9).is_at_least(7, 4));
}

#[test]
fn the_setting_wins() {
    let project = r#"
        //- /app/node_modules/prisma/package.json
        { "name": "prisma", "version": "7.1.0" }
        "#;
    check(project, Some("6"), "6.19.3 setting");
    check(project, Some("6.2.0"), "6.2.0 setting");
    check(project, Some("gibberish:"), "7.1.0 /app/node_modules/prisma/package.json");
    check(project, Some(""), "7.1.0 /app/node_modules/prisma/package.json");
}

#[test]
fn what_is_installed_wins_over_what_is_asked_for() {
    check(
        r#"
        //- /node_modules/prisma/package.json
        { "version": "5.5.5" }
        //- /app/package.json
        { "devDependencies": { "prisma": "^6.0.0" } }
        "#,
        None,
        "5.5.5 /node_modules/prisma/package.json",
    );
    check(
        r#"
        //- /node_modules/prisma/package.json
        { "version": "5.5.5" }
        //- /app/node_modules/prisma/package.json
        { "version": "8.1.0-dev.3" }
        "#,
        None,
        "8.1.0 /app/node_modules/prisma/package.json",
    );
}

#[test]
fn the_nearest_package_that_asks_for_prisma_tells() {
    check(
        r#"
        //- /package.json
        { "devDependencies": { "prisma": "^5.0.0" } }
        //- /app/package.json
        { "dependencies": { "@prisma/client": "^6.1.0" } }
        "#,
        None,
        "6.19.3 ^6.1.0 in /app/package.json",
    );
    check(
        r#"
        //- /package.json
        { "devDependencies": { "prisma": "^5.0.0" } }
        //- /app/package.json
        { "dependencies": { "react": "19" } }
        "#,
        None,
        "5.22.0 ^5.0.0 in /package.json",
    );
    check(
        r#"
        //- /app/package.json
        { "dependencies": { "@prisma/client": "^5.0.0" }, "devDependencies": { "prisma": "6.19.3" } }
        "#,
        None,
        "6.19.3 6.19.3 in /app/package.json",
    );
}

#[test]
fn broken_files_are_passed_over() {
    check(
        r#"
        //- /node_modules/prisma/package.json
        { "version": 7 }
        //- /package.json
        { "devDependencies": { "prisma": "^5.0.0" } }
        //- /app/package.json
        { "devDependencies": { "prisma": "^6.0.0"
        "#,
        None,
        "5.22.0 ^5.0.0 in /package.json",
    );
    check("//- /app/package.json\n[]\n", None, "7.10.0 newest");
    check("//- /app/x\n", None, "7.10.0 newest");
}

#[test]
fn catalogs_are_followed() {
    check(
        r#"
        //- /app/package.json
        { "devDependencies": { "prisma": "catalog:" } }
        //- /pnpm-workspace.yaml
        packages:
          - "app"
        # prisma: 1
        catalog:
          "@prisma/client": 5.0.0
          prisma: "^6.2.0" # pinned
        "#,
        None,
        "6.19.3 catalog: in /app/package.json",
    );
    check(
        r#"
        //- /app/package.json
        { "devDependencies": { "@prisma/client": "catalog:db" } }
        //- /pnpm-workspace.yaml
        catalog:
          '@prisma/client': ^7.0.0
        catalogs:
          web:
            '@prisma/client': ^7.0.0
          db:
            '@prisma/client': ^5.0.0
        "#,
        None,
        "5.22.0 catalog:db in /app/package.json",
    );
    check(
        r#"
        //- /app/package.json
        { "devDependencies": { "prisma": "catalog:" } }
        //- /package.json
        { "workspaces": { "catalog": { "prisma": "^4.0.0" } } }
        "#,
        None,
        "4.16.2 catalog: in /app/package.json",
    );
    check(
        r#"
        //- /app/package.json
        { "devDependencies": { "prisma": "catalog:" } }
        "#,
        None,
        "7.10.0 newest",
    );
}
