//! Datasource and generator.

use model::catalog::{Provider, Release, preview_features};

use crate::generate::Maker;

pub(super) fn config(maker: &mut Maker<'_>) {
    datasource(maker);
    for name in ["client", "erd"].into_iter().take(1 + usize::from(maker.once_in(5))) {
        generator(maker, name);
    }
}

fn datasource(maker: &mut Maker<'_>) {
    let provider = maker.provider;
    let name =
        if maker.provider == Provider::Postgresql && maker.once_in(5) { "postgres" } else { provider.name() };
    let mut lines = vec!["datasource db {".to_owned(), format!("provider = \"{name}\"")];
    if maker.version.major < 7 {
        let addresses = [
            "env(\"DATABASE_URL\")",
            "env(\"B\")",
            "\"postgresql://x\"",
            "env(\"\")",
            "\"file:./x.db\"",
            "\"\"",
        ];
        for key in ["url", "directUrl", "shadowDatabaseUrl"] {
            if key == "url" || maker.once_in(4) {
                let address = maker.random.of(&addresses);
                lines.push(format!("{key} = {address}"));
            }
        }
    }
    if maker.once_in(4) {
        let mode = maker.random.of(provider.relation_modes()).name();
        let mode = if maker.is_wild() { "foreignKeys" } else { mode };
        lines.push(format!("relationMode = \"{mode}\""));
    }
    if (provider.capabilities().multi_schema && maker.once_in(4)) || maker.is_wild() {
        maker.schemas = ["public", "other", "x y"].into_iter().take(1 + maker.random.below(3)).collect();
        let names: Vec<String> = maker.schemas.iter().map(|name| format!("\"{name}\"")).collect();
        lines.push(format!("schemas = [{}]", names.join(", ")));
    }
    if provider.capabilities().extensions && maker.once_in(6) {
        let extension = *maker.random.of(&[
            "pg_trgm",
            "uuid_ossp(map: \"uuid-ossp\")",
            "vector(schema: \"x\", version: \"1\")",
        ]);
        lines.push(format!("extensions = [citext, {extension}]"));
    }
    maker.blocks.push(lines);
}

fn generator(maker: &mut Maker<'_>, name: &str) {
    let mut lines = vec![format!("generator {name} {{")];
    let provider = *maker.random.of(&[
        "\"prisma-client-js\"",
        "\"prisma-client\"",
        "\"node ./erd.mjs\"",
        "env(\"GENERATOR\")",
    ]);
    lines.push(format!("provider = {provider}"));
    lines.push("output = \"../generated\"".to_owned());
    let release = if maker.version.major < 7 { Release::new(6, 19) } else { Release::new(7, 10) };
    let provider = maker.provider;
    let mut features = vec!["views".to_owned()];
    let more = preview_features::offered(release, Some(provider)).map(|feature| feature.name.to_owned());
    features.extend(more.filter(|name| name != "views" && maker.random.below(3) > 0));
    if name == "client" {
        let features: Vec<String> = features.iter().map(|feature| format!("\"{feature}\"")).collect();
        lines.push(format!("previewFeatures = [{}]", features.join(", ")));
    }
    let others = [
        "engineType = \"client\"",
        "binaryTargets = [\"native\", \"debian-openssl-3.0.x\"]",
        "moduleFormat = \"esm\"",
        "runtime = \"nodejs\"",
        "config = [\"a\", env(\"B\")]",
        "theme = \"x\"",
        "number = 12",
        "flag = true",
        "\"key\" = \"x\"",
    ];
    for other in others.iter().take(others.len() - usize::from(maker.is_strict)) {
        if maker.once_in(6) {
            lines.push((*other).to_owned());
        }
    }
    maker.blocks.push(lines);
}
