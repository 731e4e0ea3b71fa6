//! How the cost of everything grows with what it is given, in instructions, which repeat from run to run: for each shape in
//! [`shapes`] and each feature in [`features`] at a size, twice and four times that.
//!
//! `cargo bench --bench growth [SHAPE…]` runs itself below `valgrind --tool=callgrind` and prints what was measured. It ends with 1
//! where something grows faster than n log n: from twice the size to four times, and again from 16 to 32 times. What grows so only
//! in the first of these steps passes a limit, has one, or takes memory.
//! `cargo bench --bench growth -- time [SHAPE…]` measures processor time instead, at sizes `GROWTH` times as large (4 without it): it
//! needs no valgrind, and shows what is small at small sizes.
//! `cargo test --bench growth` is the quick version, which runs with the other tests.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a program that prints what it measured, and that ends where it cannot measure"
)]

mod features;
mod measured;
mod quick;
mod shapes;
mod workspace;

use std::process::{Command, ExitCode};

use measured::{Measured, cost_of_time, growth_measured};
use shapes::Shape;

/// The sizes of a shape, as multiples.
const SIZES: [usize; 3] = [1, 2, 4];

fn main() -> ExitCode {
    let (modes, args): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|arg| arg == "--bench");
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().expect("one pool");
    // Cargo names the mode only to benchmarks, and valgrind runs one.
    let is_bench =
        !modes.is_empty() || args.first().is_some_and(|first| first == "counted" || first == "time");
    match args.split_first() {
        _ if !is_bench => quick::run(&args),
        Some((first, rest)) if first == "counted" => {
            counted(rest);
            ExitCode::SUCCESS
        }
        Some((first, rest)) if first == "time" => {
            let first = std::env::var("GROWTH").ok().and_then(|it| it.parse().ok()).unwrap_or(4);
            report(rest, 40_000_000, |shape, times, only| Some(by_time(shape, first * times, only)))
        }
        _ => report(&args, 300_000, below_valgrind),
    }
}

/// By how much the sizes are multiplied where something is measured again.
const MUCH: usize = 8;

/// The name of [`measured::growth_measured`] for valgrind, which does not find it by a pattern.
const COUNTED: &str = "growth::measured::growth_measured";

/// The shapes whose names contain one of the words; all without words.
fn wanted(words: &[String]) -> impl Iterator<Item = Shape> {
    let is_wanted = |shape: &Shape| words.is_empty() || words.iter().any(|word| shape.name.contains(word));
    shapes::all().into_iter().filter(is_wanted)
}

/// Does all work with the shape of the first name, each piece in a function that valgrind counts by its name. The second argument is
/// by how much the sizes are multiplied. Features may follow: only these are counted then.
fn counted(args: &[String]) {
    let [name, larger, only @ ..] = args else { return };
    let larger: usize = larger.parse().expect("a number");
    for shape in shapes::all().into_iter().filter(|shape| *name == shape.name) {
        for times in SIZES {
            let size = larger * times * shape.size;
            features::measure((shape.make)(size), &mut |feature, work| {
                if is_among(feature, only) {
                    growth_measured(work);
                    println!("{feature}\t{size}");
                } else if features::PREPARING.contains(&feature) {
                    work();
                }
            });
        }
    }
}

/// Whether a feature is one of these; all are if there are none.
fn is_among(feature: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|name| name == feature)
}

fn below_valgrind(shape: &Shape, larger: usize, only: &[String]) -> Option<Vec<Measured>> {
    let folder = tempfile::TempDir::new().ok()?;
    let out = folder.path().join("counts");
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--dump-line=no", "--main-stacksize=33554432"])
        .arg(format!("--toggle-collect={COUNTED}"))
        .arg(format!("--dump-after={COUNTED}"))
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().ok()?)
        .args(["counted", shape.name, &larger.to_string()])
        .args(only)
        .output()
        .ok()?;
    if !run.status.success() {
        println!("{}", String::from_utf8_lossy(&run.stderr));
        return None;
    }
    let names = String::from_utf8(run.stdout).ok()?;
    let names = names.lines().filter_map(|line| {
        let (feature, size) = line.split_once('\t')?;
        Some((feature.to_owned(), size.parse().ok()?))
    });
    let counts = (1..).map_while(|number: usize| measured::total(&out.with_extension(number.to_string())));
    let (names, counts): (Vec<_>, Vec<u64>) = (names.collect(), counts.collect());
    if names.len() != counts.len() {
        println!("  {} counts for {} pieces of work", counts.len(), names.len());
        return None;
    }
    Some(measured::grouped(names.into_iter().zip(counts)))
}

fn by_time(shape: &Shape, larger: usize, only: &[String]) -> Vec<Measured> {
    let mut all = Vec::new();
    for times in SIZES {
        let size = times * larger * shape.size;
        features::measure((shape.make)(size), &mut |feature, work| {
            if is_among(feature, only) {
                all.push(((feature.to_owned(), size), cost_of_time(work)));
            } else if features::PREPARING.contains(&feature) {
                work();
            }
        });
    }
    measured::grouped(all)
}

/// Measures the shapes whose names contain one of the words, all without words. Prints the costs, and whether all grow slowly enough.
fn report(
    words: &[String],
    least: u64,
    measure: impl Fn(&Shape, usize, &[String]) -> Option<Vec<Measured>>,
) -> ExitCode {
    let (mut count, mut faster) = (0, 0);
    for shape in wanted(words) {
        println!("{}", shape.name);
        let Some(all) = measure(&shape, 1, &[]) else {
            println!("valgrind is not there, or does not count");
            return ExitCode::FAILURE;
        };
        let fast = all.iter().filter(|measured| measured.grows_faster(least));
        let fast: Vec<String> = fast.map(|measured| measured.feature.clone()).collect();
        let larger = if fast.is_empty() { None } else { measure(&shape, MUCH, &fast) };
        for measured in all {
            count += 1;
            println!("  {measured}");
            if !fast.contains(&measured.feature) {
                continue;
            }
            let again = larger.iter().flatten().find(|again| again.feature == measured.feature);
            let is_fast = again.is_none_or(|again| again.grows_faster(least));
            faster += usize::from(is_fast);
            let verdict = if is_fast { "FASTER THAN n log n" } else { "not at larger sizes" };
            println!("  {}  {verdict}", again.unwrap_or(&measured));
        }
    }
    println!("\n{faster} of {count} grow faster than n log n");
    if faster == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
