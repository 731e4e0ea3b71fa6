//! Giving addresses of the database to `prisma.config.*`.

use std::path::Path;

use expect_test::{Expect, expect};
use model::project::{Address, AddressValue, ConfigSite, MemoryFiles, Outcome, PrismaConfig, schema_of};

use support::fixture::Fixture;

fn url() -> Address {
    Address { key: "url", value: AddressValue::Variable("DATABASE_URL".into()) }
}

fn both() -> Vec<Address> {
    let shadow = AddressValue::Text("postgres://u:it's\\\"x\"@h/shadow".into());
    vec![url(), Address { key: "shadowDatabaseUrl", value: shadow }]
}

fn site(files: &MemoryFiles) -> ConfigSite {
    let set = schema_of(files, Path::new("/app/prisma/schema.prisma"), &["/app".into()]);
    ConfigSite::of(files, &set)
}

/// The configuration file of this name and text as it is after the addresses were added.
fn extended(name: &str, text: &str, addresses: &[Address]) -> Option<String> {
    let mut files = MemoryFiles::new();
    files.insert("/app/prisma/schema.prisma", "");
    files.insert(format!("/app/{name}"), text);
    let site = site(&files);
    match site.with_addresses(addresses) {
        Outcome::Text(text) => {
            let read = PrismaConfig::parse(&site.path, &text);
            assert!(read.datasource_url.is_some(), "{text}");
            assert_eq!(read.shadow_database_url.is_some(), addresses.len() > 1, "{text}");
            files.insert(site.path.clone(), text.as_str());
            assert_eq!(self::site(&files).with_addresses(addresses), Outcome::Complete, "{text}");
            Some(text)
        }
        Outcome::Complete => Some("complete".to_owned()),
        Outcome::Unclear => None,
    }
}

fn check(name: &str, text: &str, addresses: &[Address], expect: Expect) {
    let found = extended(name, text, addresses);
    let crlf = extended(name, &text.replace('\n', "\r\n"), addresses);
    assert_eq!(crlf, found.as_ref().map(|text| text.replace('\n', "\r\n")));
    expect.assert_eq(&found.unwrap_or_else(|| "unclear".to_owned()));
}

#[test]
fn a_configuration_is_extended_in_its_own_style() {
    for (name, text, expect) in [
        (
            "prisma.config.ts",
            "import { defineConfig } from 'prisma/config'\n\nexport default defineConfig({\n  schema: 'prisma/schema.prisma',\n})\n",
            expect![[r#"
                import { defineConfig, env } from 'prisma/config'

                export default defineConfig({
                  schema: 'prisma/schema.prisma',
                  datasource: {
                    url: env('DATABASE_URL'),
                  },
                })
            "#]],
        ),
        (
            "prisma.config.ts",
            "import \"dotenv/config\";\nimport type { PrismaConfig } from \"prisma/config\";\n\nexport default {\n\tschema: \"prisma\", // é the folder\n\t// more to come\n} satisfies PrismaConfig;\n",
            expect![[r#"
                import "dotenv/config";
                import type { PrismaConfig } from "prisma/config";
                import { env } from "prisma/config";

                export default {
                	schema: "prisma", // é the folder
                	datasource: {
                		url: env("DATABASE_URL"),
                	},
                	// more to come
                } satisfies PrismaConfig;
            "#]],
        ),
        (
            "prisma.config.mjs",
            "export default { schema: 'prisma/schema.prisma' }\n",
            expect![[r#"
            import { env } from 'prisma/config'

            export default { schema: 'prisma/schema.prisma', datasource: { url: env('DATABASE_URL') } }
        "#]],
        ),
        (
            "prisma.config.cjs",
            "const path = require('node:path')\nconst { defineConfig } = require('prisma/config')\n\nmodule.exports = defineConfig({\n    schema: path.join('prisma', 'schema.prisma')\n})\n",
            expect![[r#"
                const path = require('node:path')
                const { defineConfig, env } = require('prisma/config')

                module.exports = defineConfig({
                    schema: path.join('prisma', 'schema.prisma'),
                    datasource: {
                        url: env('DATABASE_URL')
                    }
                })
            "#]],
        ),
        (
            "prisma.config.js",
            "module.exports = {}\n",
            expect![[r#"
            const { env } = require("prisma/config")

            module.exports = {
              datasource: {
                url: env("DATABASE_URL"),
              },
            }
        "#]],
        ),
        (
            "prisma.config.ts",
            "import {\n  defineConfig,\n  PrismaConfig,\n} from \"prisma/config\";\nconst config: PrismaConfig = {\n  datasource: {\n    // see .env\n  },\n  schema: \"prisma/schema.prisma\",\n};\nexport default defineConfig(config);\n",
            expect![[r#"
                import {
                  defineConfig,
                  PrismaConfig,
                  env,
                } from "prisma/config";
                const config: PrismaConfig = {
                  datasource: {
                    url: env("DATABASE_URL"),
                    // see .env
                  },
                  schema: "prisma/schema.prisma",
                };
                export default defineConfig(config);
            "#]],
        ),
        (
            "prisma.config.ts",
            "import * as prisma from \"prisma/config\";\nexport default prisma.defineConfig({ datasource: { adapter }, schema: \"prisma/schema.prisma\" });\n",
            expect![[r#"
                import * as prisma from "prisma/config";
                export default prisma.defineConfig({ datasource: { adapter, url: prisma.env("DATABASE_URL") }, schema: "prisma/schema.prisma" });
            "#]],
        ),
        (
            "prisma.config.ts",
            "import { env } from \"./env\";\nexport default { schema: \"prisma/schema.prisma\", datasource: {} };\n",
            expect![[r#"
                import { env } from "./env";
                export default { schema: "prisma/schema.prisma", datasource: {
                  url: process.env.DATABASE_URL,
                } };
            "#]],
        ),
        (
            "prisma.config.ts",
            "import { defineConfig, env as read } from \"prisma/config\";\n\nexport default defineConfig({\n  schema: \"prisma/schema.prisma\" /* one file */ // for now\n});\n",
            expect![[r#"
                import { defineConfig, env as read } from "prisma/config";

                export default defineConfig({
                  schema: "prisma/schema.prisma", /* one file */ // for now
                  datasource: {
                    url: read("DATABASE_URL")
                  }
                });
            "#]],
        ),
        (
            "prisma.config.ts",
            "export default { schema: \"prisma/schema.prisma\", datasource: { url: process.env.URL } };\n",
            expect![["complete"]],
        ),
    ] {
        check(name, text, &[url()], expect);
    }
}

#[test]
fn several_addresses_are_added_and_texts_are_quoted() {
    for (text, expect) in [
        (
            "export default {\n  schema: 'prisma/schema.prisma',\n};\n",
            expect![[r#"
            import { env } from 'prisma/config';

            export default {
              schema: 'prisma/schema.prisma',
              datasource: {
                url: env('DATABASE_URL'),
                shadowDatabaseUrl: 'postgres://u:it\'s\\"x"@h/shadow',
              },
            };
        "#]],
        ),
        (
            "export default {\n  schema: \"prisma/schema.prisma\",\n  datasource: {\n    url: process.env.DATABASE_URL\n  }\n};\n",
            expect![[r#"
                export default {
                  schema: "prisma/schema.prisma",
                  datasource: {
                    url: process.env.DATABASE_URL,
                    shadowDatabaseUrl: "postgres://u:it's\\\"x\"@h/shadow"
                  }
                };
            "#]],
        ),
    ] {
        check("prisma.config.ts", text, &both(), expect);
    }
}

#[test]
fn what_the_text_does_not_tell_is_left_alone() {
    for text in [
        "export default load();\n",
        "export default { schema: 'prisma/schema.prisma', ...shared };\n",
        "export default { schema: 'prisma/schema.prisma', datasource: database() };\n",
        "export default { schema: 'prisma/schema.prisma', datasource: { ...database } };\n",
        "export default { schema: 'prisma/schema.prisma',\n",
        "export const config = {};\n",
        "",
        "export default { schema: 'prisma/other.prisma' };\n",
    ] {
        check("prisma.config.ts", text, &[url()], expect![["unclear"]]);
    }
}

/// The path and the text of the file for a schema in a project with these files.
fn written(files: &str, addresses: &[Address]) -> String {
    let files = Fixture::parse(&format!("//- /app/prisma/schema.prisma\n{files}")).memory();
    let site = site(&files);
    assert_eq!(site.text, None);
    match site.with_addresses(addresses) {
        Outcome::Text(text) => {
            let read = PrismaConfig::parse(&site.path, &text);
            assert_eq!(read.problems, Vec::new());
            assert!(
                read.schema
                    .is_some_and(|schema| Path::new("/app/prisma/schema.prisma").starts_with(schema.value))
            );
            format!("{}\n{text}", site.path.display())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_missing_configuration_is_written_beside_the_package() {
    expect![[r#"
        /app/prisma.config.ts
        import "dotenv/config";
        import { defineConfig, env } from "prisma/config";

        export default defineConfig({
          schema: "prisma/schema.prisma",
          datasource: {
            url: env("DATABASE_URL"),
          },
        });
    "#]]
    .assert_eq(&written("//- /app/package.json\n{ \"dependencies\": { \"dotenv\": \"17\" } }\n", &[url()]));
    expect![[r#"
        /app/prisma.config.ts
        import { defineConfig, env } from "prisma/config";

        // Prisma does not load `.env`: install `dotenv`, and import "dotenv/config" above.
        export default defineConfig({
          schema: "prisma/schema.prisma",
          migrations: {
            seed: "tsx prisma/seed.ts",
          },
          datasource: {
            url: env("DATABASE_URL"),
            shadowDatabaseUrl: "postgres://u:it's\\\"x\"@h/shadow",
          },
        });
    "#]]
    .assert_eq(&written(
        "//- /app/package.json\n{ \"prisma\": { \"seed\": \"tsx prisma/seed.ts\" } }\n",
        &both(),
    ));
    expect![[r#"
        /prisma.config.ts
        import { defineConfig } from "prisma/config";

        export default defineConfig({
          schema: "app/prisma/schema.prisma",
          datasource: {
            shadowDatabaseUrl: "postgres://u:it's\\\"x\"@h/shadow",
          },
        });
    "#]]
    .assert_eq(&written("//- /package.json\n{}\n", &both()[1..]));
    expect![[r#"
        /app/prisma.config.ts
        import { defineConfig, env } from "prisma/config";

        // Prisma does not load `.env`: install `dotenv`, and import "dotenv/config" above.
        export default defineConfig({
          schema: "prisma/schema.prisma",
          datasource: {
            url: env("DATABASE_URL"),
          },
        });
    "#]]
    .assert_eq(&written("", &[url()]));
}

#[test]
fn a_path_of_sqlite_is_relative_to_the_configuration() {
    let files = Fixture::parse("//- /app/package.json\n{}\n//- /app/prisma/schema.prisma\n\n").memory();
    let site = site(&files);
    let from = Path::new("/app/prisma/schema.prisma");
    for (written, expected) in [
        ("file:./dev.db", "file:./prisma/dev.db"),
        ("file:dev.db?connection_limit=1", "file:./prisma/dev.db?connection_limit=1"),
        ("file:../é.db", "file:./é.db"),
        ("file:../../data/dev.db", "file:../../data/dev.db"),
        ("file:/var/dev.db", "file:/var/dev.db"),
        ("postgres://host/file:x", "postgres://host/file:x"),
    ] {
        assert_eq!(site.rebased(written, from), expected);
    }
}
