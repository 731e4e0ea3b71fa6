//! Schemas that are right, or nearly: what the catalog says a database has, combined at random.
//!
//! A schema is small, so that most are accepted: one wrong part would hide what is wrong with the others. A few parts
//! are chosen without asking the catalog, since the catalog itself may forbid too much.

mod config;
mod fields;
mod keys;
mod layout;
mod relations;

use model::catalog::capabilities::EnumStorage;
use model::catalog::{Provider, ScalarType};
use model::project::PrismaVersion;

use support::random::Random;

/// A schema for a database and a release.
pub fn generate(provider: Provider, version: PrismaVersion, random: &mut Random) -> String {
    let mut maker = Maker {
        provider,
        version,
        random,
        blocks: Vec::new(),
        schemas: Vec::new(),
        enums: Vec::new(),
        types: Vec::new(),
        is_strict: true,
    };
    maker.is_strict = maker.random.below(4) > 0;
    config::config(&mut maker);
    let facts = provider.capabilities();
    if facts.enums != EnumStorage::None {
        for name in ["Role", "Größe"].into_iter().take(maker.random.below(3)) {
            enumeration(&mut maker, name);
        }
    }
    if facts.composite_types {
        for name in ["Address", "Spot"].into_iter().take(maker.random.below(3)) {
            let body = fields::composite(&mut maker, name);
            maker.blocks.push(body);
            maker.types.push(name);
        }
    }
    relations::models(&mut maker);
    if maker.random.below(6) == 0 {
        view(&mut maker);
    }
    layout::write(maker)
}

/// What is made so far.
pub(super) struct Maker<'r> {
    provider: Provider,
    version: PrismaVersion,
    random: &'r mut Random,
    /// Blocks with their lines, the first of which is the head up to the brace.
    blocks: Vec<Vec<String>>,
    /// The schemas of the database that the datasource lists.
    schemas: Vec<&'static str>,
    enums: Vec<&'static str>,
    types: Vec<&'static str>,
    /// Whether only what the catalog allows is chosen.
    is_strict: bool,
}

impl Maker<'_> {
    /// Happens once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.random.below(times) == 0
    }

    /// Whether to leave the catalog for once.
    fn is_wild(&mut self) -> bool {
        !self.is_strict && self.once_in(8)
    }

    /// `@@schema` and `@@map`, where they are wanted.
    fn block_attributes(&mut self, name: &str, lines: &mut Vec<String>) {
        if !self.schemas.is_empty() {
            let schema = *self.random.of(&self.schemas);
            lines.push(format!("@@schema(\"{schema}\")"));
        }
        if self.once_in(4) {
            let argument = if self.once_in(3) { "name: " } else { "" };
            lines.push(format!("@@map({argument}\"{}_t\")", name.to_lowercase()));
        }
    }
}

fn enumeration(maker: &mut Maker<'_>, name: &'static str) {
    let mut lines = vec![format!("enum {name} {{")];
    for value in ["ADMIN", "user_1", "Über", "model"].into_iter().take(1 + maker.random.below(4)) {
        let map = if maker.once_in(4) { format!(" @map(\"{value} x\")") } else { String::new() };
        lines.push(format!("{value}{map}"));
    }
    maker.block_attributes(name, &mut lines);
    maker.blocks.push(lines);
    maker.enums.push(name);
}

fn view(maker: &mut Maker<'_>) {
    let mut fields = fields::fields(maker, "view");
    let mut lines = vec!["view Summary {".to_owned()];
    fields.push(fields::Field::plain("key", ScalarType::Int));
    lines.extend(fields.iter().map(fields::Field::line));
    match maker.random.below(3) {
        0 => lines.push("@@unique([key])".to_owned()),
        1 if maker.is_wild() => lines.push("@@id([key])".to_owned()),
        _ => {}
    }
    if maker.is_wild() {
        lines.push("@@index([key])".to_owned());
    }
    maker.block_attributes("Summary", &mut lines);
    maker.blocks.push(lines);
}
