//! Files for package registries and other projects: they agree with each other and with the program.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use expect_test::expect;
use tempfile::TempDir;

use super::json;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(path: &str) -> String {
    fs::read_to_string(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The targets of npm packages.
fn targets() -> BTreeSet<String> {
    let platforms = json("server/packaging/npm/platforms.json");
    platforms.as_array().unwrap().iter().map(|it| it["target"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_release_builds_every_platform() {
    let workflow = read(".github/workflows/release.yml");
    let built: Vec<&str> = workflow
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- { os: "))
        .map(|line| line.split("target: ").nth(1).unwrap().split([',', ' ']).next().unwrap())
        .collect();
    assert_eq!(built.len(), targets().len());
    assert_eq!(built.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), targets());
    // Nothing is built before the tests have passed, and nothing published before everything is built.
    for (job, needs) in [
        ("build", "test"),
        ("pack", "build"),
        ("github", "pack"),
        ("npm", "github"),
        ("pypi", "github"),
        ("crates", "github"),
    ] {
        let (_, text) = workflow.split_once(&format!("\n  {job}:\n")).unwrap();
        let job_text = text.split("\n\n  ").next().unwrap();
        assert!(job_text.contains(&format!("    needs: {needs}\n")), "{job}");
    }
}

/// The names of packages differ from each other as Node.js names platforms.
#[test]
fn packages_are_named_after_their_platforms() {
    for platform in json("server/packaging/npm/platforms.json").as_array().unwrap() {
        let text = |key: &str| platform[key].as_str().unwrap_or_default();
        let musl = if text("libc") == "musl" { "-musl" } else { "" };
        assert_eq!(text("package"), format!("prisma-lens-{}-{}{musl}", text("os"), text("cpu")));
        assert_eq!(text("libc").is_empty(), text("os") != "linux");
    }
}

#[test]
fn the_grammar_has_one_version() {
    let manifest: toml::Table = read("grammar/Cargo.toml").parse().unwrap();
    let version = manifest["package"]["version"].as_str().unwrap();
    assert_eq!(json("grammar/package.json")["version"], version);
    assert_eq!(json("grammar/tree-sitter.json")["metadata"]["version"], version);
    for path in ["grammar/package.json", "grammar/tree-sitter.json"] {
        let text = read(path);
        for key in ["license", "description"] {
            let value = manifest["package"][key].as_str().unwrap();
            assert!(text.contains(&format!("\"{key}\": \"{value}\"")), "{path}: {key}");
        }
    }
    // Every file that the manifests name is there.
    let grammar = json("grammar/tree-sitter.json")["grammars"][0].clone();
    for key in ["highlights", "injections", "locals", "tags"] {
        assert!(support::root().join("grammar").join(grammar[key].as_str().unwrap()).is_file(), "{key}");
    }
    assert!(support::root().join("grammar").join(grammar["external-files"][0].as_str().unwrap()).is_file());
}

/// The packages of the workspace can be published: what the registry asks for is there.
#[test]
fn crates_have_their_metadata() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(support::root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let mut published = 0;
    for package in metadata["packages"].as_array().unwrap() {
        // `[]` stands for `publish = false`.
        if package["publish"].is_array() {
            continue;
        }
        published += 1;
        for key in ["description", "license", "rust_version"] {
            assert!(package[key].is_string(), "{}: {key}", package["name"]);
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            // Those of tests are left out of the published manifest.
            let has_version = dependency["req"] != "*" || dependency["kind"] == "dev";
            assert!(has_version, "{}: {}", package["name"], dependency["name"]);
        }
    }
    assert_eq!(published, 11);
}

#[test]
#[cfg_attr(not(has_npm), ignore = "needs Node.js")]
fn manifests_of_other_projects_are_filled_in() {
    let dir = TempDir::new().unwrap();
    for target in targets() {
        let file = dir.path().join(format!("prisma-lens-{target}.tar.gz.sha256"));
        fs::write(file, format!("sum-of-{target}  prisma-lens-{target}.tar.gz\n")).unwrap();
    }
    let out = dir.path().join("out");
    let script = support::root().join("server/packaging/manifests.mjs");
    let mut run = Command::new("node");
    run.arg(script).arg("--out").arg(&out).arg("--archives").arg(dir.path());
    run.args(["--repository", "https://example.org/prisma-lens", "--version", VERSION]);
    let run = run.output().unwrap();
    assert!(run.status.success(), "{run:?}");

    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    for name in ["prisma-lens.rb", "package.yaml", "prisma_lens.lua"] {
        assert!(!read(name).contains("{{"), "{name}");
    }
    let formula = read("prisma-lens.rb");
    let places = formula.lines().filter(|line| line.contains("url \"") || line.contains("sha256"));
    expect![[r#"
        url "https://example.org/prisma-lens/releases/download/vVERSION/prisma-lens-aarch64-apple-darwin.tar.gz"
        sha256 "sum-of-aarch64-apple-darwin"
        url "https://example.org/prisma-lens/releases/download/vVERSION/prisma-lens-x86_64-apple-darwin.tar.gz"
        sha256 "sum-of-x86_64-apple-darwin"
        url "https://example.org/prisma-lens/releases/download/vVERSION/prisma-lens-aarch64-unknown-linux-musl.tar.gz"
        sha256 "sum-of-aarch64-unknown-linux-musl"
        url "https://example.org/prisma-lens/releases/download/vVERSION/prisma-lens-x86_64-unknown-linux-musl.tar.gz"
        sha256 "sum-of-x86_64-unknown-linux-musl"
    "#]]
    .assert_eq(&places.map(|line| line.trim().replace(VERSION, "VERSION") + "\n").collect::<String>());
    assert!(read("package.yaml").contains(&format!("id: pkg:npm/prisma-lens@{VERSION}\n")));
}

/// An archive holds the program, marked as executable, and its checksum is right.
#[test]
#[cfg_attr(not(has_bash), ignore = "needs Bash")]
fn archives_have_checksums() {
    let dir = TempDir::new().unwrap();
    // A stand-in: what is in the archive does not matter.
    let program = dir.path().join("program");
    fs::write(&program, "#!/bin/sh\necho started\n").unwrap();
    let archive = support::root().join("server/packaging/archive.sh");
    for names in [&[][..], &["prisma-lens-db"]] {
        let mut run = Command::new(&archive);
        run.arg("x86_64-unknown-linux-musl").arg(dir.path()).args(names).env("PROGRAM", &program);
        let run = run.output().unwrap();
        assert!(run.status.success(), "{run:?}");
    }
    let run = |program: &str, arguments: &[&str]| {
        let run = Command::new(program).args(arguments).current_dir(dir.path()).output().unwrap();
        assert!(run.status.success(), "{run:?}");
        String::from_utf8(run.stdout).unwrap()
    };
    for program in ["prisma-lens", "prisma-lens-db"] {
        let name = format!("{program}-x86_64-unknown-linux-musl");
        run("tar", &["-xzf", &format!("{name}.tar.gz")]);
        assert_eq!(run(&format!("./{name}/{program}"), &[]), "started\n");
        assert!(dir.path().join(&name).join("LICENSE-MIT").exists());
        let sum = fs::read_to_string(dir.path().join(format!("{name}.tar.gz.sha256"))).unwrap();
        let bytes = fs::read(dir.path().join(format!("{name}.tar.gz"))).unwrap();
        assert_eq!(sum, format!("{}  {name}.tar.gz\n", hexadecimal(&bytes)));
    }
    // Every program of the Dockerfile and the workflow is archived.
    let workflow = read(".github/workflows/release.yml");
    assert!(workflow.contains("--package prisma-lens --package prisma-lens-db"));
    assert!(workflow.contains("archive.sh \"$TARGET\" archives prisma-lens-db"));
}

fn hexadecimal(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
