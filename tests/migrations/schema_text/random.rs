//! Random changes of random schemas. `CHANGES=1000` tries so many for each provider, `SEED` chooses others.

use base::Level;
use model::catalog::Provider;
use model::project::PrismaVersion;
use model::schema::Schema;

use super::property::{Score, setting};
use crate::changes::change;
use support::random::Random;

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
            // Further database schemas, foreign keys and partial indexes need a configuration that allows them.
            let to = format!("{}{}", blocks(&from, true), blocks(&to, false));
            let (Some(from), Some(to)) = (valid(&from), valid(&to)) else { continue };
            score.hold(&format!("{provider} {done}"), &from, &to);
            done += 1;
            if done == count {
                break;
            }
        }
    }
    score.end();
}

/// The schema, where Prisma finds no error in it.
fn valid(text: &str) -> Option<Schema> {
    let schema = Schema::single("schema.prisma", text, PrismaVersion::default());
    let found = checks::validate::check(&schema, false);
    found.iter().all(|it| it.level < Level::Error).then_some(schema)
}

/// The blocks that are configuration, or all others.
fn blocks(text: &str, configuration: bool) -> String {
    let schema = Schema::single("schema.prisma", text, PrismaVersion::default());
    let wanted = schema.items().filter(|(_, item)| item.config().is_some() == configuration);
    wanted.map(|(id, _)| schema.text(id).into_owned() + "\n").collect()
}
