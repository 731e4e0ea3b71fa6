//! The generated pages: the rule table, the diagram, and the sample outputs in pages that are otherwise written by hand; and the rules
//! in the settings of the extension for VS Code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::extension;

/// The pages with sample outputs.
const PAGES_WITH_SAMPLES: [&str; 2] = ["README.md", "server/docs/features.md"];

/// The comment before the fenced block of a sample, up to the arguments of the program.
const SAMPLE: &str = "<!-- prisma-lens ";

/// The exit code of `cargo run` if the program could not be built.
const BUILD_FAILED: i32 = 101;

/// A page with its content as it has to be.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

/// All generated pages below `root`. `run` returns the standard output of `prisma-lens`, run in `root` with arguments that
/// are separated by spaces.
pub fn pages(root: &Path, run: &dyn Fn(&str) -> Result<String, String>) -> Result<Vec<Page>, String> {
    let rules = format!(
        "# Rules\n\nThe level of each rule in the three presets. `prisma-lens explain CODE` shows the reason, the options and \
         examples.\n\nThis page is the output of `prisma-lens rules --format markdown`.\n\n{}",
        run("rules --format markdown")?
    );
    let mut pages = vec![
        Page { path: root.join("server/docs/rules.md"), text: rules },
        Page { path: root.join("server/docs/shop.svg"), text: run("diagram tests/fixtures/shop")? },
    ];
    for page in PAGES_WITH_SAMPLES {
        let path = root.join(page);
        let text = fs::read_to_string(&path).map_err(|error| format!("{page}: {error}"))?;
        let text = with_samples(&text, run).map_err(|error| format!("{page}: {error}"))?;
        pages.push(Page { path, text });
    }
    let path = root.join("editors/vscode/package.json");
    pages.push(Page { text: extension::manifest(&path, &run("rules --format json")?)?, path });
    Ok(pages)
}

/// The page with each sample replaced by the output of its command. A `console` block shows the command as well.
fn with_samples(text: &str, run: &dyn Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let mut parts = text.split(SAMPLE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut count = 0;
    for part in parts {
        let (arguments, rest) =
            part.split_once(" -->\n```").ok_or("no fenced block follows the comment of a sample")?;
        let (language, rest) = rest.split_once('\n').ok_or("the opening fence does not end its line")?;
        let (_, after) = rest.split_once("```").ok_or("the fenced block is not closed")?;
        let command =
            if language == "console" { format!("$ prisma-lens {arguments}\n") } else { String::new() };
        let output = run(arguments)?;
        out += &format!("{SAMPLE}{arguments} -->\n```{language}\n{command}{}\n```{after}", output.trim_end());
        count += 1;
    }
    if count == 0 { Err("the page has no sample".to_owned()) } else { Ok(out) }
}

/// The standard output of `prisma-lens`, built with Cargo and run in `root`.
pub fn run_with_cargo(root: &Path, arguments: &str) -> Result<String, String> {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "prisma-lens", "--"]).args(arguments.split(' '));
    let output = command.current_dir(root).output().map_err(|error| format!("cargo: {error}"))?;
    if output.status.code() == Some(BUILD_FAILED) {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("prisma-lens {arguments}: {error}"))
}
