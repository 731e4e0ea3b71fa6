//! What `cargo test` measures: processor time of what runs at every keystroke, at a size and four times that.
//!
//! Time varies, so only what grows nearly as n² is reported, and only if it does each time it is measured again.

use std::process::ExitCode;

use crate::measured::{cost_of_time, thread_time};
use crate::{features, shapes};

/// The features that are measured; the others are left to `cargo bench`.
const FEATURES: [&str; 6] = ["open", "diagnostics", "edit of a word", "symbols", "tokens", "formatting"];

/// By how much the size grows.
const TIMES: usize = 4;

/// The factor of the cost from which something is too fast: n log n gives 6 at most, n² 16.
const MOST: f64 = 9.0;

/// What is less, in nanoseconds, is not worth a look: clocks of some systems count in steps of 4 ms.
const LEAST: u64 = 100_000_000;

/// How often something that grew too fast is measured.
const TRIALS: usize = 3;

/// The costs of the features by their place in [`FEATURES`].
type Costs = [u64; FEATURES.len()];

/// Measures, unless `args` of the test runner ask for something else.
pub fn run(args: &[String]) -> ExitCode {
    if args.iter().any(|arg| arg == "--list") {
        println!("growth: test");
        return ExitCode::SUCCESS;
    }
    let mut words = args.iter().filter(|arg| !arg.starts_with('-')).peekable();
    let is_asked = words.peek().is_none() || words.any(|word| "growth".contains(word.as_str()));
    if !is_asked || args.iter().any(|arg| arg == "--ignored") {
        return ExitCode::SUCCESS;
    }
    println!("\nrunning 1 test");
    if thread_time().is_none() {
        println!("test growth ... ignored, this system does not say the processor time of a thread");
        println!("\ntest result: ok. 0 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n");
        return ExitCode::SUCCESS;
    }
    let of_a_square = [1_500, 1_500 * TIMES].map(|n| cost_of_time(&mut || square(n)));
    let is_seen = is_too_fast(of_a_square[0], of_a_square[1]);
    assert!(is_seen, "a loop in a loop is not noticed: {of_a_square:?}");

    let faster: Vec<String> = shapes::all().iter().flat_map(of_shape).collect();
    let seconds = thread_time().unwrap_or_default() / 1_000_000_000;
    let (state, passed, code) = match faster.is_empty() {
        true => ("ok", 1, ExitCode::SUCCESS),
        false => ("FAILED", 0, ExitCode::FAILURE),
    };
    println!("test growth ... {state}, {seconds} s of processor time");
    faster.iter().for_each(|one| println!("  {one}"));
    let result = format!("{passed} passed; {} failed; 0 ignored; 0 measured; 0 filtered out", 1 - passed);
    println!("\ntest result: {state}. {result}\n");
    code
}

/// What grows too fast in this shape.
fn of_shape(shape: &shapes::Shape) -> Vec<String> {
    let mut least: Option<[Costs; 2]> = None;
    for _ in 0..TRIALS {
        let costs = [1, TIMES].map(|times| costs((shape.make)(times * shape.size)));
        let before = least.unwrap_or(costs);
        let best = |size: usize| std::array::from_fn(|at| costs[size][at].min(before[size][at]));
        let now: [Costs; 2] = [best(0), best(1)];
        least = Some(now);
        if !(0..FEATURES.len()).any(|at| is_too_fast(now[0][at], now[1][at])) {
            return Vec::new();
        }
    }
    let Some([small, large]) = least else { return Vec::new() };
    let all = FEATURES.iter().zip(small.into_iter().zip(large));
    let faster = all.filter(|(_, (small, large))| is_too_fast(*small, *large));
    faster.map(|(feature, (small, large))| format!("{}, {feature}: {small} {large}", shape.name)).collect()
}

fn costs(input: shapes::Input) -> Costs {
    let mut costs = Costs::default();
    features::measure(input, &mut |feature, work| {
        if let Some(at) = FEATURES.iter().position(|it| *it == feature) {
            costs[at] = cost_of_time(work);
        }
    });
    costs
}

fn is_too_fast(small: u64, large: u64) -> bool {
    // Of the smaller cost, a step of the clock may be missing.
    large > LEAST && large as f64 > MOST * (small + 4_000_000) as f64
}

/// A loop in a loop.
fn square(n: usize) {
    let mut sum = 0_usize;
    for i in 0..n {
        for k in 0..n {
            sum = std::hint::black_box(sum ^ i ^ k);
        }
    }
}
