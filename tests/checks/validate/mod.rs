//! What Prisma itself says, natively.

mod attributes;
mod codes;
mod configuration;
mod conformance;
mod consequences;
mod drawn;
mod fixes;
mod mended;
mod names;
mod next;
mod relations;
mod releases;
mod settled;
mod settling;
mod syntax;
mod types;
mod without_datasource;

use std::sync::Arc;

use checks::validate;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

/// The one thing that both Prisma 6 and 7 say of a model with an id and these lines, parted by ` ; ` or line ends.
fn refuses(database: &str, lines: &str, code: &str) {
    refuses_all(database, lines, &[code]);
}

/// All that both versions say of it, in the order of the codes, with either kind of line end.
fn refuses_all(database: &str, lines: &str, expected: &[&str]) {
    for version in ["6.19.0", "7.10.0"] {
        assert_eq!(codes(database, lines, version), expected, "Prisma {version}: {lines}");
    }
}

/// The codes of all that is said of a model with an id and these lines. The database is followed by a preview feature
/// as `previewFeatures=NAME`.
fn codes(database: &str, lines: &str, version: &str) -> Vec<&'static str> {
    let (provider, feature) = database.split_once(" previewFeatures=").unwrap_or((database, "shardKeys"));
    let url = if version.starts_with(['5', '6']) { "\n  url = \"file:x\"" } else { "" };
    let id = if provider == "mongodb" { " @map(\"_id\")" } else { "" };
    let text = format!(
        "datasource db {{\n  provider = \"{provider}\"{url}\n}}\ngenerator g {{\n  provider = \"x\"\n  previewFeatures = \
         [\"views\", \"{feature}\"]\n}}\nmodel M {{\n  id Int @id{id}\n  {}\n}}\n",
        lines.replace(" ; ", "\n  ")
    );
    let found = codes_of(&text, version);
    assert_eq!(codes_of(&text.replace('\n', "\r\n"), version), found, "CRLF: {lines}");
    found
}

fn codes_of(text: &str, version: &str) -> Vec<&'static str> {
    let files = vec![(Arc::from("a.prisma"), Arc::new(SchemaFile::new(text)))];
    let schema = Schema::new(files, PrismaVersion::parse(version).unwrap());
    drawn::try_fixes(&schema);
    let mut codes: Vec<_> = validate::check(&schema, true).iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes
}
