//! The files of real schemas and of recorded cases in which Prisma finds no error.

use support::corpus::{real_schemas, recorded};

/// The text of one schema file and where it came from.
pub(crate) struct Real {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The files of the recorded cases in which Prisma finds no error.
pub(crate) fn accepted_cases() -> Vec<Real> {
    let mut files = Vec::new();
    for name in ["cases.json", "real.json"] {
        for case in recorded(name) {
            if case["expect"].as_array().unwrap().iter().any(|finding| finding["severity"] == "error") {
                continue;
            }
            for file in case["files"].as_array().unwrap() {
                let name = format!("{name} {} {}", case["id"].as_str().unwrap(), file[0].as_str().unwrap());
                files.push(Real { name, text: file[1].as_str().unwrap().to_owned() });
            }
        }
    }
    files
}

/// The files of the real projects in which Prisma 6 or 7 finds no error.
pub(crate) fn accepted_projects() -> Vec<Real> {
    let accepted = real_schemas().into_iter().filter(|real| real.accepted_by().is_some());
    accepted.flat_map(|real| real.files()).map(|(name, text)| Real { name, text }).collect()
}
