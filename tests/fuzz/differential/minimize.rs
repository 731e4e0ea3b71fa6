//! The smallest schema that still shows a disagreement.

use crate::compare::{Disagreement, Ours, compare};
use crate::explained::{self, Explained};
use crate::options::Options;
use crate::reference::Reference;

/// Takes lines away, as many at once as can be, until each that is left is needed.
pub fn minimize(
    text: &str,
    disagreement: &Disagreement,
    list: &[Explained],
    options: &Options,
    reference: &mut Reference,
) -> anyhow::Result<String> {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let mut step = (lines.len() / 2).max(1);
    loop {
        let candidates: Vec<Vec<String>> = (0..lines.len())
            .step_by(step)
            .map(|from| {
                let to = (from + step).min(lines.len());
                lines[..from].iter().chain(&lines[to..]).cloned().collect()
            })
            .collect();
        let texts: Vec<String> = candidates.iter().map(|lines| lines.concat()).collect();
        let answers = reference.lint(&texts)?;
        let mut still = None;
        for (at, (text, theirs)) in texts.iter().zip(answers).enumerate() {
            let Some(theirs) = theirs else { continue };
            let ours = Ours::of(text, options.version, false);
            let found = compare(text, &theirs, &ours, options.extra);
            if found.contains(disagreement)
                && explained::unexplained(list, text, found, &ours, options, reference)?
                    .contains(disagreement)
            {
                still = Some(at);
                break;
            }
        }
        match still.and_then(|at| candidates.into_iter().nth(at)) {
            Some(fewer) => lines = fewer,
            None if step > 1 => step /= 2,
            None => return Ok(lines.concat()),
        }
        if lines.is_empty() {
            return Ok(String::new());
        }
    }
}
