//! What every block has in common with all others must not cost time for each pair of them.
//!
//! The sizes are small, so that only what grows as n² or faster is seen. `tests/bench/growth` measures more of it.

use std::sync::Arc;

use base::Preset;
use checks::frame::RuleSet;
use checks::rules::{self, ProjectFacts};
use checks::validate;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

/// By how much the size grows.
const TIMES: usize = 4;

/// The factor of the time from which something is too fast: n log n gives 6 at most, n² 16.
const MOST: f64 = 10.0;

/// What is less, in nanoseconds, is not worth a look.
const LEAST: u64 = 50_000_000;

/// The processor time of this thread so far, in nanoseconds; Linux only.
fn thread_time() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// The time to check a text, with all rules and fixes, and the bytes of all messages.
fn cost(text: &str) -> (u64, usize) {
    let files = vec![(Arc::from("a.prisma"), Arc::new(SchemaFile::new(text)))];
    let schema = Schema::new(files, PrismaVersion::parse("6.19.0").unwrap());
    let set = Arc::new(RuleSet::preset(checks::registry(), Preset::Recommended));
    let before = thread_time();
    let mut found = validate::check(&schema, true);
    found.extend(rules::check(&schema, &ProjectFacts::default(), &|_| set.clone(), true));
    let time = thread_time() - before;
    let edits = |finding: &base::Finding| finding.fixes.iter().map(|fix| fix.edits.len()).sum::<usize>();
    let size = found.iter().map(|it| it.message.len() + 64 * (it.related.len() + edits(it))).sum();
    (time, size)
}

/// Neither the time nor what is found may grow as the square of the size.
fn grows_slowly(name: &str, size: usize, provider: &str, text: impl Fn(usize) -> String + Sync) {
    let datasource = format!("datasource db {{\n  provider = \"{provider}\"\n  url = \"x\"\n}}\n");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let costs = |n| pool.install(|| cost(&format!("{datasource}{}", text(n))));
    let mut least = [u64::MAX; 2];
    for _ in 0..3 {
        let [small, large] = [size, TIMES * size].map(costs);
        let factor = large.1 as f64 / small.1.max(1) as f64;
        assert!(large.1 < 10_000 || factor < MOST, "{name}: {} bytes, then {}", small.1, large.1);
        least = [least[0].min(small.0), least[1].min(large.0)];
        if least[1] < LEAST || (least[1] as f64) < MOST * least[0] as f64 {
            return;
        }
    }
    panic!("{name}: {} ns, then {}", least[0], least[1]);
}

fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs the processor time of a thread")]
fn blocks_of_one_name() {
    let user = |i| format!("model M{i} {{\n  id Int @id\n  t T\n}}\n");
    for provider in ["postgresql", "mongodb"] {
        grows_slowly("types", 100, provider, |n| "type T {\n  t T\n}\n".repeat(n) + &each(n, user));
        grows_slowly("two types", 100, provider, |n| "type T {\n  u U\n}\ntype U {\n  t T\n}\n".repeat(n));
    }
    grows_slowly("enums", 100, "sqlserver", |n| {
        let user = |i| format!("model M{i} {{\n  id Int @id\n  e E @default(A)\n}}\n");
        "enum E {\n  A\n}\n".repeat(n) + &each(n, user)
    });
    grows_slowly("models", 150, "postgresql", |n| {
        "model U {\n  a Int\n  deletedAt DateTime?\n  email String @unique\n  u U[]\n}\n".repeat(n)
    });
    grows_slowly("models without keys", 150, "postgresql", |n| "model U {\n  a Int\n  u U\n}\n".repeat(n));
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs the processor time of a thread")]
fn circles_and_chains() {
    grows_slowly("chain of types", 150, "mongodb", |n| {
        each(n, |i| format!("type T{i} {{\n  t T{}\n}}\n", i + 1))
            + &format!("type T{n} {{\n  s String\n}}\n")
    });
    grows_slowly("circle of types", 150, "mongodb", |n| {
        each(n, |i| format!("type T{i} {{\n  t T{}\n}}\n", (i + 1) % n))
    });
    let circle = |action: &'static str, n: usize| {
        each(n, move |i| {
            format!(
                "model M{i} {{\n  id Int @id\n  x Int\n  n M{} @relation(\"r{i}\", fields: [x], references: [id]{action})\n  p M{}[] @relation(\"r{}\")\n}}\n",
                (i + 1) % n,
                (i + n - 1) % n,
                (i + n - 1) % n
            )
        })
    };
    grows_slowly("circle of models", 600, "sqlserver", |n| circle("", n));
    grows_slowly("circle of cascades", 100, "postgresql", |n| circle(", onDelete: Cascade", n));
    // Every root leads into the same chain.
    grows_slowly("chains with one end", 80, "postgresql", |n| {
        let link = |name: String, i: usize, to: usize| {
            format!(
                "model {name} {{\n  id Int @id\n  x Int\n  n M{to} @relation(\"r{name}\", fields: [x], references: [id], onDelete: Cascade)\n  l L{i}[]\n}}\n"
            )
        };
        each(n, |i| link(format!("M{}", i + 1), i + 1, i)) + "model M0 {\n  id Int @id\n}\n"
    });
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs the processor time of a thread")]
fn names_that_are_not_there() {
    grows_slowly("values", 60, "postgresql", |n| {
        let fields = each(n, |i| format!("  f{i} E @default(B{i})\n"));
        format!("enum E {{\n{}}}\nmodel M {{\n  id Int @id\n{fields}}}\n", each(n, |i| format!("  A{i}\n")))
    });
    grows_slowly("attributes to take away", 300, "postgresql", |n| {
        format!("model M {{\n  id Int @id\n{}}}\n", each(n, |i| format!("  f{i} Int @db.Text\n")))
    });
}
