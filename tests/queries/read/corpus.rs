//! Real projects: what is read is held against a count by regular expressions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use queries::code::{CodeFile, Operation};
use queries::read::{may_have_queries, read};
use regex::Regex;
use support::corpus::corpus;

const PROJECTS: [&str; 5] = [
    "boxyhq__saas-starter-kit",
    "ghostfolio__ghostfolio",
    "KUN1007__kun-galgame-patch-next",
    "lukevella__rallly",
    "typehero__typehero",
];

/// The files below a folder with one of these endings.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "node_modules" && name != ".git" {
                    open.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The files of code below a folder, with their texts.
pub fn code(folder: &Path) -> Vec<(PathBuf, String)> {
    const ENDINGS: [&str; 9] = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue"];
    let paths = files(folder, &ENDINGS).into_iter();
    paths.filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text))).collect()
}

/// The models of a project, as the client calls them.
fn delegates(folder: &Path) -> BTreeSet<String> {
    let model = Regex::new(r"(?m)^\s*(?:model|view)\s+(\w+)").unwrap();
    let mut found = BTreeSet::new();
    for path in files(folder, &[".prisma"]) {
        let text = fs::read_to_string(path).unwrap();
        for name in model.captures_iter(&text) {
            let (first, rest) = name[1].split_at(1);
            found.insert(first.to_lowercase() + rest);
        }
    }
    found
}

/// The places of the names of methods in a text that look like calls of these models, comments left out.
fn textual_calls(text: &str, delegates: &BTreeSet<String>) -> BTreeSet<usize> {
    let names: Vec<&str> = Operation::ALL.iter().map(|it| it.name()).collect();
    let call = format!(r"\.\s*(\w+)\s*[!?]?\s*\.\s*({})\s*(?:<[^()]*>)?\s*\(", names.join("|"));
    let call = Regex::new(&call).unwrap();
    let is_comment = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |it| it + 1);
        let line = text[line..at].trim_start();
        line.starts_with("//") || line.starts_with('*') || line.contains(" // ")
    };
    call.captures_iter(text)
        .filter(|found| delegates.contains(&found[1]))
        .map(|found| found.get(2).unwrap().start())
        .filter(|at| !is_comment(*at))
        .collect()
}

/// At least 99 of 100 calls that the text shows are found, and at most one of 100 that are found is not shown by the text.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn finds_what_the_text_shows() {
    let mut report = String::new();
    let mut failures = 0;
    for project in PROJECTS {
        let folder = corpus().join(project);
        let delegates = delegates(&folder);
        let (mut shown, mut missing, mut others) = (0, Vec::new(), Vec::new());
        for (path, text) in code(&folder) {
            let expected = textual_calls(&text, &delegates);
            shown += expected.len();
            let file = read(&path, &text);
            let found: BTreeSet<usize> = file
                .calls
                .iter()
                .filter(|call| delegates.contains(call.delegate.text.as_str()))
                .map(|call| call.operation_span.start as usize)
                .collect();
            let has_found = !file.calls.is_empty() || !file.raw.is_empty() || !file.clients.is_empty();
            if has_found {
                assert!(may_have_queries(&text), "{} is filtered out", path.display());
            }
            let line = |at: &usize| format!("{}:{}", path.display(), text[..*at].matches('\n').count() + 1);
            missing.extend(expected.difference(&found).map(line));
            others.extend(found.difference(&expected).map(line));
        }
        report += &format!(
            "{project}: {shown} shown, {} missing, {} others\n{}\n--\n{}\n",
            missing.len(),
            others.len(),
            missing.join("\n"),
            others.join("\n")
        );
        let too_many = |count: usize| count * 100 > shown;
        failures += usize::from(too_many(missing.len()) || too_many(others.len()) || shown == 0);
    }
    assert_eq!(failures, 0, "{report}");
    println!("{report}");
}

/// What kinds of receivers there are.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn reads_all_projects_without_panic() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for project in fs::read_dir(corpus()).unwrap() {
        let project = project.unwrap().path();
        if !project.is_dir() {
            continue;
        }
        let delegates = delegates(&project);
        for (path, text) in code(&project) {
            if !may_have_queries(&text) {
                continue;
            }
            let file: CodeFile = read(&path, &text);
            for call in file.calls.iter().filter(|it| delegates.contains(it.delegate.text.as_str())) {
                *kinds.entry(super::render::receiver(&call.receiver)).or_default() += 1;
            }
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    assert!(!kinds.is_empty());
    println!("{kinds:#?}");
}
