//! What was measured, and whether it grows too fast.

use std::fmt;
use std::path::Path;

/// The costs of a feature, by size.
#[derive(Debug)]
pub struct Measured {
    /// What is done.
    pub feature: String,
    /// The sizes and the costs.
    pub costs: Vec<(usize, u64)>,
}

/// By how much the last cost may be larger than n log n allows: the steps in which memory grows, and what is as large at any size.
const TOLERANCE: f64 = 1.15;

impl Measured {
    /// Whether the cost grows faster than n log n does. Less than `least` is not worth a look.
    pub fn grows_faster(&self, least: u64) -> bool {
        let [.., (small, before), (large, after)] = self.costs.as_slice() else { return false };
        let weight = |n: usize| n as f64 * (n as f64).ln();
        *after > least && self.ratio() > TOLERANCE * weight(*large) / weight(*small) && *before > 0
    }

    /// The last cost in the one before.
    fn ratio(&self) -> f64 {
        let [.., (_, before), (_, after)] = self.costs.as_slice() else { return 0.0 };
        *after as f64 / (*before).max(1) as f64
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<28}", self.feature)?;
        for (_, cost) in &self.costs {
            write!(f, "{cost:>14}")?;
        }
        write!(f, "{:>8.2}", self.ratio())
    }
}

/// The costs of single sizes, put together by feature.
pub fn grouped(all: impl IntoIterator<Item = ((String, usize), u64)>) -> Vec<Measured> {
    let mut groups: Vec<Measured> = Vec::new();
    for ((feature, size), cost) in all {
        match groups.iter_mut().find(|group| group.feature == feature) {
            Some(group) => group.costs.push((size, cost)),
            None => groups.push(Measured { feature, costs: vec![(size, cost)] }),
        }
    }
    groups
}

/// Does the work. Valgrind counts what happens within this function.
#[inline(never)]
pub fn growth_measured(work: &mut dyn FnMut()) {
    work();
    std::hint::black_box(());
}

/// What a file of callgrind has counted.
pub fn total(path: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().rev().find(|line| line.starts_with("totals:") || line.starts_with("summary:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The processor time of this thread for some work, in nanoseconds.
pub fn cost_of_time(work: &mut dyn FnMut()) -> u64 {
    let before = thread_time();
    work();
    thread_time().zip(before).map_or(0, |(after, before)| after.saturating_sub(before))
}

/// The processor time of this thread so far, in nanoseconds; `None` where the system does not say it.
#[cfg(unix)]
pub fn thread_time() -> Option<u64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Some(u64::try_from(time.tv_sec).ok()? * 1_000_000_000 + u64::try_from(time.tv_nsec).ok()?)
}

/// The processor time of this thread so far, in nanoseconds; `None` where the system does not say it.
#[cfg(not(unix))]
pub fn thread_time() -> Option<u64> {
    None
}
