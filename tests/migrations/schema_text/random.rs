//! Random changes of random schemas. `CHANGES=1000` tries so many for each provider, `SEED` chooses others.

use std::collections::BTreeSet;

use base::Level;
use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::Schema;

use super::property::{Score, setting};
use crate::changes::change;
use crate::random::Random;

#[test]
fn random_changes_are_taken_back() {
    let count: usize = setting("CHANGES").parse().unwrap_or(40);
    let mut score = Score::default();
    for provider in
        [Provider::Postgresql, Provider::Cockroachdb, Provider::Mysql, Provider::Sqlite, Provider::Sqlserver]
    {
        let mut random = Random::new(setting("SEED").parse().unwrap_or(1));
        let mut done = 0;
        for _ in 0..count * 1000 {
            let (from, to) = change(provider, &mut random);
            let schema = |text: &str| {
                let schema = Schema::single("schema.prisma", text, PrismaVersion::default());
                let found = checks::validate::check(&schema, false);
                found.iter().all(|it| it.level < Level::Error).then_some(schema)
            };
            let (Some(from), Some(to)) = (schema(&from), schema(&to)) else { continue };
            // Tables in further database schemas and foreign keys need a configuration that allows them.
            let settings = |schema: &Schema| {
                let settings = schema.configuration();
                let features: BTreeSet<_> = settings.preview_features.iter().cloned().collect();
                (settings.relation_mode, settings.schemas.clone(), settings.datasource_name.clone(), features)
            };
            let extensions = |schema: &Schema| Database::of(schema).map(|it| it.extensions);
            if settings(&from) != settings(&to) || extensions(&from) != extensions(&to) {
                continue;
            }
            score.hold(&format!("{provider} {done}"), &from, &to);
            done += 1;
            if done == count {
                break;
            }
        }
    }
    score.end();
}
