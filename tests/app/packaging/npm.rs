//! The npm packages: packed, served by a registry on this machine, installed in an empty project and run there.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::json;

const PROGRAM: &str = env!("CARGO_BIN_EXE_prisma-lens");

const SCHEMA: &str = r#"
datasource db {
  provider = "postgresql"
}

model Customer {
  id     Int     @id
  orders Order[]
}

model Order {
  id         Int      @id
  customerId Int
  customer   Customer @relation(fields: [customerId], references: [id])
}
"#;

/// The names that Node.js has for the system and the processor that the tests were built for.
fn system() -> (&'static str, &'static str) {
    let os = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    (os, if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" })
}

fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder).env("npm_config_audit", "false").env("npm_config_fund", "false");
    command.env("npm_config_update_notifier", "false").env("npm_config_cache", folder.join("../cache"));
    command
}

fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The registry, which ends with the test.
struct Registry {
    process: Child,
    address: String,
}

impl Registry {
    fn start(packages: &Path) -> Registry {
        let script = support::root().join("tests/app/packaging/registry.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(packages).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Registry { process, address: address.trim().to_owned() }
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
    }
}

/// Assembles and packs all packages. Those of other systems hold a text in place of their program.
fn pack(folder: &Path) -> PathBuf {
    let stripped = folder.join("stripped");
    let strip = Command::new("strip").arg("-o").arg(&stripped).arg(PROGRAM).output();
    if !strip.is_ok_and(|it| it.status.success()) {
        fs::copy(PROGRAM, &stripped).unwrap();
    }
    let (os, cpu) = system();
    let here = support::root().join("server/packaging/npm");
    let mut assemble = Command::new("node");
    assemble.arg(here.join("assemble.mjs")).arg("--out").arg(folder.join("packages"));
    for platform in json("server/packaging/npm/platforms.json").as_array().unwrap() {
        let is_here = platform["os"] == os && platform["cpu"] == cpu;
        let program = if is_here { stripped.clone() } else { here.join("README.md") };
        assemble.arg(format!("{}={}", platform["target"].as_str().unwrap(), program.display()));
    }
    let folders = succeeded(&assemble.output().unwrap());
    let packed = folder.join("packed");
    fs::create_dir(&packed).unwrap();
    succeeded(&npm(&packed).arg("pack").args(folders.lines()).output().unwrap());
    packed
}

#[test]
#[cfg_attr(not(has_npm), ignore = "needs Node.js and npm")]
fn the_packed_packages_check_an_empty_project() {
    let dir = TempDir::new().unwrap();
    let registry = Registry::start(&pack(dir.path()));
    let project = dir.path().join("project");
    fs::create_dir(&project).unwrap();
    fs::write(project.join("schema.prisma"), SCHEMA).unwrap();
    let npm = |arguments: &[&str]| {
        npm(&project).args(arguments).env("npm_config_registry", &registry.address).output().unwrap()
    };
    succeeded(&npm(&["install", "--save-dev", "prisma-lens"]));

    // Of the platforms, only this one is installed.
    let platforms = json("server/packaging/npm/platforms.json");
    let (os, cpu) = system();
    let modules = project.join("node_modules");
    let installed: Vec<&Value> = platforms
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| modules.join(it["package"].as_str().unwrap()).exists())
        .collect();
    assert_eq!(installed.len(), 1, "{installed:?}");
    assert_eq!((&installed[0]["os"], &installed[0]["cpu"]), (&json!(os), &json!(cpu)));

    // The same output and exit code as without npm.
    let check = ["check", "--select", "fk-missing-index"];
    let run = npm(&[&["exec", "--no", "--", "prisma-lens"][..], &check].concat());
    let direct = Command::new(PROGRAM).args(check).current_dir(&project).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    assert!(text(&direct.stdout).contains("fk-missing-index"), "{direct:?}");
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(1), text(&direct.stdout)), "{run:?}");

    // Without the package of the platform, it says what to do.
    fs::remove_dir_all(modules.join(installed[0]["package"].as_str().unwrap())).unwrap();
    let shim = modules.join("prisma-lens/bin/prisma-lens.js");
    let missing = Command::new("node").arg(&shim).arg("check").output().unwrap();
    assert_eq!(missing.status.code(), Some(2), "{missing:?}");
    assert!(text(&missing.stderr).contains("with optional dependencies"), "{missing:?}");
    let own = Command::new("node").arg(&shim).arg("--version").env("PRISMA_LENS_BINARY", PROGRAM).output();
    assert_eq!(succeeded(&own.unwrap()).trim(), concat!("prisma-lens ", env!("CARGO_PKG_VERSION")));
}

/// Editors end the process that they started, which is the one of Node.js.
#[test]
#[cfg_attr(not(all(has_npm, unix)), ignore = "needs Node.js and npm")]
fn the_server_ends_with_the_process_of_node() {
    let shim = support::root().join("server/packaging/npm/bin/prisma-lens.js");
    let mut node = Command::new("node");
    node.arg(shim).arg("lsp").env("PRISMA_LENS_BINARY", PROGRAM);
    let mut node = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // The output is open as long as one of the two processes is there.
    let mut input = node.stdin.take().unwrap();
    let initialize = json!({
        "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} }
    });
    let initialize = initialize.to_string();
    std::io::Write::write_all(
        &mut input,
        format!("Content-Length: {}\r\n\r\n{initialize}", initialize.len()).as_bytes(),
    )
    .unwrap();
    let mut output = BufReader::new(node.stdout.take().unwrap());
    let mut header = String::new();
    output.read_line(&mut header).unwrap();
    assert!(header.starts_with("Content-Length"), "{header}");
    Command::new("kill").arg(node.id().to_string()).status().unwrap();
    std::io::copy(&mut output, &mut std::io::sink()).unwrap();
    assert_eq!(node.wait().unwrap().code(), Some(128 + 15));
}
