//! Where the Prisma version of a project is found when it is not installed.

use std::path::PathBuf;

use model::project::{Detected, Evidence, PrismaVersion, VersionSource, detect_version};

use super::files;

fn detect(fixture: &str) -> Detected {
    let schema = PathBuf::from("/repo/app/prisma/schema.prisma");
    detect_version(&files(fixture), &schema, None, std::slice::from_ref(&schema))
}

/// Holds the version and the name of the file that tells it.
fn check(fixture: &str, expected: &str) {
    let found = detect(fixture);
    let file = found.source.file().map(|path| path.display().to_string()).unwrap_or_default();
    assert_eq!(format!("{} {} {file}", found.version, found.source.name()).trim(), expected, "{fixture}");
}

const ASKS: &str =
    "//- /repo/app/package.json\n{ \"name\": \"@x/app\", \"devDependencies\": { \"prisma\": \"latest\" } }\n";

#[test]
fn lock_files_of_npm_are_read() {
    for lock in [
        r#"{"lockfileVersion":1,"dependencies":{"prisma":{"version":"6.5.0","dev":true}}}"#,
        r#"{"lockfileVersion":2,"packages":{"":{},"node_modules/prisma":{"version":"6.5.0"}},"dependencies":{"prisma":{"version":"6.5.0"}}}"#,
        r#"{"lockfileVersion":3,"packages":{"":{},"node_modules/prisma":{"version":"6.5.0"}}}"#,
        r#"{"lockfileVersion":3,"packages":{"node_modules/prisma":{"version":"7.1.0"},"app/node_modules/prisma":{"version":"6.5.0"}}}"#,
    ] {
        check(
            &format!("{ASKS}//- /repo/package-lock.json\n{lock}\n"),
            "6.5.0 lockfile /repo/package-lock.json",
        );
        check(
            &format!("{ASKS}//- /repo/npm-shrinkwrap.json\n{lock}\n"),
            "6.5.0 lockfile /repo/npm-shrinkwrap.json",
        );
    }
}

#[test]
fn lock_files_of_pnpm_are_read() {
    for lock in [
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    devDependencies:\n      prisma:\n        specifier: latest\n        version: 7.0.0\n\n  app:\n    devDependencies:\n      prisma:\n        specifier: latest\n        version: 6.5.0(typescript@5.9.2)\n\npackages:\n\n  prisma@6.5.0:\n    resolution: {}\n",
        "lockfileVersion: '6.0'\nimporters:\n  app:\n    dependencies:\n      prisma:\n        specifier: latest\n        version: 6.5.0\n",
        "lockfileVersion: 5.4\nimporters:\n  app:\n    specifiers:\n      prisma: latest\n    devDependencies:\n      prisma: 6.5.0\n",
        "lockfileVersion: 5.3\nspecifiers:\n  prisma: latest\ndevDependencies:\n  prisma: 6.5.0_typescript@4.9.5\npackages:\n  /prisma/6.5.0: {}\n",
    ] {
        check(&format!("{ASKS}//- /repo/pnpm-lock.yaml\n{lock}"), "6.5.0 lockfile /repo/pnpm-lock.yaml");
    }
}

#[test]
fn lock_files_of_yarn_are_read() {
    for lock in [
        "# yarn lockfile v1\n\n\n\"@prisma/client@^7.0.0\":\n  version \"7.0.0\"\n\nprisma@latest:\n  version \"6.5.0\"\n  resolved \"x\"\n  dependencies:\n    \"@prisma/engines\" \"6.5.0\"\n",
        "# yarn lockfile v1\n\n\n\"prisma@5 - 6\", prisma@latest:\n  version \"6.5.0\"\n",
        "__metadata:\n  version: 8\n  cacheKey: 10\n\n\"prisma@npm:latest\":\n  version: 6.5.0\n  resolution: \"prisma@npm:6.5.0\"\n  languageName: node\n",
        "__metadata:\n  version: 6\n\n\"prisma@npm:^7.0.0\":\n  version: 7.0.0\n\n\"prisma@npm:6.x, prisma@npm:latest\":\n  version: 6.5.0\n",
    ] {
        check(&format!("{ASKS}//- /repo/yarn.lock\n{lock}"), "6.5.0 lockfile /repo/yarn.lock");
    }
}

#[test]
fn lock_files_of_bun_and_deno_are_read() {
    for lock in [
        r#"{ "lockfileVersion": 1, "packages": { "prisma": ["prisma@6.5.0", "", { "dependencies": {} }, "sha"], } }"#,
        r#"{ "lockfileVersion": 1, "packages": { "prisma": ["prisma@7.0.0"], "@x/app/prisma": ["prisma@6.5.0"] } }"#,
    ] {
        check(&format!("{ASKS}//- /repo/bun.lock\n{lock}\n"), "6.5.0 lockfile /repo/bun.lock");
    }
    let asks = "//- /repo/app/deno.json\n{ \"imports\": { \"prisma\": \"npm:prisma@^6\", \"@prisma/client\": \"npm:@prisma/client@^6\" } }\n";
    for lock in [
        r#"{ "version": "5", "specifiers": { "npm:prisma@6": "6.5.0_typescript@5.8.3" } }"#,
        r#"{ "version": "3", "packages": { "specifiers": { "npm:prisma@^6": "npm:prisma@6.5.0" } } }"#,
    ] {
        check(&format!("{asks}//- /repo/app/deno.lock\n{lock}\n"), "6.5.0 lockfile /repo/app/deno.lock");
    }
    check(asks, "6.19.3 range /repo/app/deno.json");
    let task = "//- /repo/app/deno.jsonc\n{ // commands\n \"tasks\": { \"generate\": \"deno run -A npm:prisma@5.4.0 generate\" } }\n";
    check(task, "5.4.0 range /repo/app/deno.jsonc");
}

#[test]
fn broken_and_stale_lock_files_are_passed_over() {
    for name in ["package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "deno.lock"] {
        for text in
            ["", "{", "]: x", "prisma@", "{\"packages\": 1}", "a: [b\n", "prisma@latest:\n", "- \"é\n"]
        {
            check(&format!("{ASKS}//- /repo/{name}\n{text}\n"), "7.10.0 range /repo/app/package.json");
        }
    }
    let stale = "//- /repo/app/package.json\n{ \"devDependencies\": { \"prisma\": \"^7.1.0\" } }\n\
                 //- /repo/package-lock.json\n{ \"packages\": { \"node_modules/prisma\": { \"version\": \"6.0.0\" } } }\n";
    check(stale, "7.10.0 range /repo/app/package.json");
}

#[test]
fn catalogs_of_each_package_manager_are_read() {
    let asks = "//- /repo/app/package.json\n{ \"devDependencies\": { \"prisma\": \"catalog:db\" } }\n";
    for catalog in [
        "//- /repo/pnpm-workspace.yaml\ncatalogs:\n  db:\n    prisma: ^6.1.0\n",
        "//- /repo/.yarnrc.yml\nnodeLinker: pnp\ncatalogs:\n  db: { prisma: \"^6.1.0\" }\n",
        "//- /repo/package.json\n{ \"workspaces\": { \"catalogs\": { \"db\": { \"prisma\": \"^6.1.0\" } } } }\n",
    ] {
        check(&format!("{asks}{catalog}"), "6.19.3 range /repo/app/package.json");
    }
    let unquoted = "//- /repo/app/package.json\n{ \"devDependencies\": { \"prisma\": \"catalog:\" } }\n\
                    //- /repo/pnpm-workspace.yaml\ncatalog:\n  prisma: 6.10\n";
    check(unquoted, "6.10.0 range /repo/app/package.json");
}

#[test]
fn each_package_of_prisma_tells_the_version() {
    for package in ["prisma", "@prisma/client", "@prisma/engines"] {
        let installed =
            format!("//- /repo/node_modules/{package}/package.json\n{{ \"version\": \"6.2.1\" }}\n");
        check(&installed, &format!("6.2.1 installed /repo/node_modules/{package}/package.json"));
    }
}

#[test]
fn the_schema_speaks_where_nothing_else_does() {
    let schema = |text: &str| format!("//- /repo/app/prisma/schema.prisma\n{text}\n");
    let generator = |name: &str| schema(&format!("generator g {{\n  provider = \"{name}\"\n}}"));
    check(&generator("prisma-client-py"), "5.22.0 schema");
    check(&generator("go run github.com/steebchen/prisma-client-go"), "5.22.0 schema");
    check(&generator("cargo prisma"), "4.16.2 schema");
    check(&generator("dart run orm"), "6.19.3 schema");
    check(&generator("prisma-client-js"), "7.10.0 default");
    let url = schema("datasource d {\n  provider = \"sqlite\"\n  url = env(\"URL\")\n}");
    check(&url, "6.19.3 schema");
    assert_eq!(detect(&url).source, VersionSource::Schema(Evidence::Url));
    check(&schema("datasource d {\n  provider = \"sqlite\"\n  // url = \"x\"\n}"), "7.10.0 default");
    check(&format!("{url}{ASKS}"), "7.10.0 range /repo/app/package.json");
    assert!(detect(&url).source.is_assumed() && !detect(ASKS).source.is_assumed());
}

#[test]
fn a_range_that_is_none_is_a_problem() {
    for (range, expected) in [
        ("banana", Some("`banana` is not a version range")),
        ("7.99.0", Some("Prisma 7.99.0 is not known")),
        ("99", Some("Prisma 99 is not known")),
        ("^6.1.0", None),
        ("latest", None),
        ("8.0.0-rc.9", None),
        ("file:../prisma", None),
        ("owner/repository", None),
        ("workspace:*", None),
    ] {
        let text = format!("{{ \"devDependencies\": {{ \"prisma\": \"{range}\" }} }}");
        let found = detect(&format!("//- /repo/app/package.json\n{text}\n"));
        let problem = found.problems.first();
        assert_eq!(problem.is_some(), expected.is_some(), "{range}: {problem:?}");
        if let Some((problem, expected)) = problem.zip(expected) {
            assert!(problem.message.starts_with(expected), "{}", problem.message);
            assert_eq!(&text[problem.anchor.span().range()], format!("\"{range}\""));
        }
    }
    assert_eq!(PrismaVersion::parse("foo"), None);
}
