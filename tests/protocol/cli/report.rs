//! Reports as a user asks for them.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use tempfile::TempDir;

use super::{project, run, single};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/queries/privacy")
}

/// A copy of a folder, with its texts changed.
fn copy(from: &Path, to: &Path, change: &dyn Fn(String) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target, change);
        } else {
            fs::write(target, change(fs::read_to_string(entry.path()).unwrap())).unwrap();
        }
    }
}

fn report(name: &str, format: &str, change: &dyn Fn(String) -> String) -> String {
    let dir = TempDir::new().unwrap();
    copy(&fixtures().join(name), dir.path(), change);
    let ran = run(dir.path(), &["report", "privacy", "--format", format]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

/// Each folder has the expected reports beside it.
#[test]
fn the_privacy_report_is_as_expected() {
    for name in ["clinic", "circle"] {
        for (format, ending) in [("markdown", "md"), ("json", "json")] {
            let expected = fixtures().join(format!("{name}.{ending}"));
            let unix = report(name, format, &|text| text);
            expect_file![expected].assert_eq(&unix);
            // Line breaks of Windows change nothing.
            assert_eq!(report(name, format, &|text| text.replace('\n', "\r\n")), unix, "{name}.{ending}");
        }
    }
}

#[test]
fn a_schema_without_code_or_personal_data_has_a_report() {
    let dir = single("model Parcel {\n  id Int @id\n  weight Float\n}\n");
    let ran = run(dir.path(), &["report", "privacy"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("No call of Prisma Client was found"), "{}", ran.out);
    assert!(ran.out.contains("No field is listed"), "{}", ran.out);
}

#[test]
fn each_schema_has_an_entry() {
    let dir = project(
        "
        //- /a/schema.prisma
        model User {
          id    Int    @id
          email String
        }
        //- /b/schema.prisma
        model Other {
          id Int @id
        }
        ",
    );
    let ran = run(dir.path(), &["report", "privacy", "--format", "json"]);
    let entries: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let names: Vec<&str> =
        entries.as_array().unwrap().iter().map(|it| it["schema"].as_str().unwrap()).collect();
    assert_eq!(names, ["a/schema.prisma", "b/schema.prisma"]);
    assert_eq!(entries[0]["models"][0]["fields"][0]["class"], "contact");
    assert_eq!(entries[1]["models"].as_array().unwrap().len(), 0);
}

#[test]
fn what_cannot_be_read_is_said() {
    let dir = TempDir::new().unwrap();
    for args in [&["report", "privacy"][..], &["report", "privacy", "nowhere"]] {
        let ran = run(dir.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
}
