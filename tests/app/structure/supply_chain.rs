//! What the program is made of: no network, no driver, licences that are allowed.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use super::root;

/// Crates that open connections, or encrypt them.
const OF_NETWORKS: [&str; 22] = [
    "async-std",
    "curl",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "mio",
    "mysql",
    "mysql_async",
    "native-tls",
    "openssl",
    "postgres",
    "quinn",
    "reqwest",
    "rusqlite",
    "rustls",
    "socket2",
    "sqlx",
    "tiberius",
    "tokio-postgres",
    "ureq",
    "websocket",
];

/// Crates that start processes.
const OF_PROCESSES: [&str; 8] = [
    "async-process",
    "command-group",
    "duct",
    "gix-command",
    "gix-credentials",
    "gix-filter",
    "gix-transport",
    "subprocess",
];

/// Features of crates that open connections or start processes.
const FEATURES: [(&str, &[&str]); 3] = [
    ("tokio", &["full", "net", "process", "io-std"]),
    ("rustix", &["net", "process", "all-apis"]),
    ("tokio-util", &["full", "net"]),
];

/// A dependency of the program: name, features, licence, and where it comes from.
struct Dependency {
    name: String,
    features: BTreeSet<String>,
    licence: String,
    /// In brackets behind the version; nothing for what comes from the registry.
    source: String,
}

/// What a package is built from, as Cargo resolves it for this one alone, on every platform.
fn dependencies(package: &str) -> Vec<Dependency> {
    let tree = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["tree", "--locked", "-p", package, "-e", "normal,build", "--prefix", "none"]);
        command.args(["-f", "{p}|{f}|{l}"]).args(more).current_dir(root()).output().unwrap()
    };
    // What other platforms need may not have been downloaded yet. Without a network, this platform alone is looked at.
    let mut tries = [&["--target", "all", "--offline"][..], &["--target", "all"], &["--offline"]].into_iter();
    let mut tree = tries.by_ref().map(tree).skip_while(|tree| !tree.status.success());
    let tree = tree.next().expect("Cargo knows the dependencies");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8(tree.stdout).unwrap();
    let lines: BTreeSet<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    let found = lines.into_iter().filter(|line| !line.is_empty()).map(|line| {
        let mut parts = line.split('|');
        let package = parts.next().unwrap();
        let features = parts.next().unwrap_or_default().split(',').map(str::to_owned).collect();
        let licence = parts.next().unwrap_or_default().to_owned();
        let source = package.split_once(" (").map(|(_, source)| source.trim_end_matches(')').to_owned());
        let name = package.split(' ').next().unwrap().to_owned();
        Dependency { name, features, licence, source: source.unwrap_or_default() }
    });
    found.collect()
}

#[test]
fn the_program_has_no_network_and_no_driver() {
    let is_of_network = |dependency: &Dependency| OF_NETWORKS.contains(&dependency.name.as_str());
    let of_database = dependencies("prisma-lens-db").into_iter().filter(is_of_network).count();
    assert!(of_database > 3, "the search finds only {of_database} crates in the program that does connect");
    for dependency in dependencies("prisma-lens") {
        assert!(!is_of_network(&dependency), "{} opens connections", dependency.name);
        assert!(!OF_PROCESSES.contains(&dependency.name.as_str()), "{} starts processes", dependency.name);
        for (_, features) in FEATURES.iter().filter(|(name, _)| *name == dependency.name) {
            let found: Vec<&&str> = features.iter().filter(|it| dependency.features.contains(**it)).collect();
            assert_eq!(found, [&""; 0], "features of {}", dependency.name);
        }
    }
}

/// Whether one of the alternatives of a licence is allowed, for each part that has to hold.
fn is_allowed(licence: &str, allowed: &BTreeSet<String>) -> bool {
    licence.split(" AND ").all(|part| {
        let part = part.trim_matches(['(', ')']).replace(" / ", "/").replace('/', " OR ");
        part.split(" OR ").any(|one| allowed.contains(one))
    })
}

#[test]
fn licences_and_sources_are_allowed() {
    let rules: toml::Table = fs::read_to_string(root().join(".cargo/deny.toml")).unwrap().parse().unwrap();
    let allowed = rules["licenses"]["allow"].as_array().unwrap();
    let allowed: BTreeSet<String> = allowed.iter().map(|it| it.as_str().unwrap().to_owned()).collect();
    assert!(is_allowed("(MIT OR GPL-3.0) AND Zlib", &allowed) && !is_allowed("MIT AND GPL-3.0", &allowed));
    let folder = root().canonicalize().unwrap();
    for dependency in dependencies("prisma-lens").into_iter().chain(dependencies("prisma-lens-db")) {
        assert!(is_allowed(&dependency.licence, &allowed), "{}: {}", dependency.name, dependency.licence);
        let is_ours = dependency.source.starts_with(folder.to_str().unwrap());
        let is_known = dependency.source.is_empty() || dependency.source == "proc-macro" || is_ours;
        assert!(is_known, "{} comes from {}", dependency.name, dependency.source);
    }
}

/// What opens a connection is named in no file: `prisma-lens-db` leaves that to its drivers.
#[test]
fn the_code_opens_no_connection() {
    const OPENS: [&str; 6] =
        ["std::net", "tokio::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream"];
    let mut files = Vec::new();
    super::rust_files(&root().join("server"), &mut files);
    assert!(files.len() > 100);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let found = OPENS.iter().find(|name| text.contains(**name));
        assert_eq!(found, None, "{}", path.display());
    }
}
