//! Connections with TLS, to servers with certificates of an authority that the test makes.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tempfile::TempDir;

use super::server::{BIN, mariadb, psql_on, start_mariadb_with, start_postgresql_with};
use super::{blog, run, server};

/// An authority that can sign certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Authority {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn write(&self, path: &Path) {
        std::fs::write(path, self.0.pem()).unwrap();
    }

    /// Writes the certificate and the key of a server with these names. Servers refuse keys that others can read.
    fn sign(&self, names: &[&str], folder: &Path) {
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &self.0).unwrap();
        std::fs::write(folder.join("server.crt"), certificate.pem()).unwrap();
        let path = folder.join("server.key");
        std::fs::write(&path, key.serialize_pem()).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        // The servers of root run as another user.
        if std::fs::metadata(&path).unwrap().uid() == 0 {
            chown(&path, Some(65534), Some(65534)).unwrap();
        }
    }
}

fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string()
}

/// What becomes of connections: the parameters of the URL, and a part of the message where it is refused.
fn connects(dir: &Path, url: &str, cases: &[(String, &str)]) {
    for (parameters, message) in cases {
        let ended = run(dir, &format!("{url}{parameters}"), &["stats"]);
        match message.is_empty() {
            true => assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{parameters}"),
            false => assert!(ended.code == 2 && ended.err.contains(message), "{parameters}: {}", ended.err),
        }
        assert!(!ended.err.contains("geheim"), "{}", ended.err);
    }
}

/// An authority that has signed the certificate of a server on this machine, its file, and that of another authority.
fn authorities(folder: &Path) -> (Authority, PathBuf, PathBuf) {
    let (own, other) = (Authority::new("Test"), Authority::new("Other"));
    let (own_file, other_file) = (folder.join("own.pem"), folder.join("other.pem"));
    own.write(&own_file);
    other.write(&other_file);
    own.sign(&["localhost", "127.0.0.1"], folder);
    (own, own_file, other_file)
}

#[test]
#[cfg_attr(not(has_postgresql), ignore = "needs PostgreSQL")]
fn postgresql_is_asked_by_tls_and_its_certificate_is_verified() {
    let folder = TempDir::new().unwrap();
    let (own, own_file, other_file) = authorities(folder.path());
    let port = free_port();
    let settings = [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        "ssl=on".to_owned(),
        format!("ssl_cert_file={}", folder.path().join("server.crt").display()),
        format!("ssl_key_file={}", folder.path().join("server.key").display()),
    ];
    let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
    let _server = start_postgresql_with(BIN.unwrap(), folder.path(), &settings);
    let ask = |script: &str| server::run(&mut psql_on(folder.path(), &port), script).unwrap();
    // Nothing but TLS is let in from the network.
    ask("CREATE ROLE reader LOGIN PASSWORD 'geheim-4711';");
    let rules = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n";
    std::fs::write(folder.path().join("data/pg_hba.conf"), rules).unwrap();
    ask("SELECT pg_reload_conf();");
    let dir = blog("postgresql");
    let url = format!("postgresql://reader:geheim-4711@127.0.0.1:{port}/postgres");
    let (own_file, other_file) = (own_file.display(), other_file.display());
    connects(
        dir.path(),
        &url,
        &[
            (format!("?sslmode=verify-full&sslrootcert={own_file}"), ""),
            (format!("?sslmode=require&sslrootcert={own_file}"), ""),
            (format!("?sslrootcert={own_file}"), ""),
            // As Prisma's own URLs name it.
            (format!("?sslmode=require&sslcert={own_file}"), ""),
            (
                "?sslmode=require".to_owned(),
                "UnknownIssuer. Its authority is not known: name it by `sslrootcert=FILE` in the URL.",
            ),
            (format!("?sslmode=verify-full&sslrootcert={other_file}"), "UnknownIssuer"),
            ("?sslmode=disable".to_owned(), "no encryption. Add `sslmode=require` to the URL."),
            (String::new(), "no encryption. Add `sslmode=require` to the URL."),
            (
                "?sslmode=require&sslrootcert=none.pem".to_owned(),
                "none.pem: cannot read the certificate of an authority",
            ),
            (
                format!("?sslmode=require&sslrootcert={}", folder.path().join("server.key").display()),
                "server.key: it has no certificate",
            ),
        ],
    );
    own.sign(&["db.example.org"], folder.path());
    ask("SELECT pg_reload_conf();");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let full = format!("?sslmode=verify-full&sslrootcert={own_file}");
    connects(dir.path(), &url, &[(full, "Connect by a name of the certificate.")]);
}

#[test]
#[cfg_attr(not(has_mariadb), ignore = "needs MariaDB")]
fn mariadb_is_asked_by_tls_and_its_certificate_is_verified() {
    let folder = TempDir::new().unwrap();
    let (own, own_file, other_file) = authorities(folder.path());
    let port = free_port();
    let options = [
        "--skip-networking=0".to_owned(),
        "--bind-address=127.0.0.1".to_owned(),
        format!("--port={port}"),
        format!("--ssl-cert={}", folder.path().join("server.crt").display()),
        format!("--ssl-key={}", folder.path().join("server.key").display()),
    ];
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let _server = start_mariadb_with(folder.path(), &options);
    let ask = |script: &str| server::run(&mut mariadb(folder.path()), script).unwrap();
    ask(
        "CREATE DATABASE blog; CREATE USER reader IDENTIFIED BY 'geheim-4711' REQUIRE SSL; GRANT SELECT ON blog.* TO reader;",
    );
    let dir = blog("mysql");
    let url = format!("mysql://reader:geheim-4711@127.0.0.1:{port}/blog");
    let (own_file, other_file) = (own_file.display(), other_file.display());
    connects(
        dir.path(),
        &url,
        &[
            (format!("?sslcert={own_file}"), ""),
            (format!("?sslaccept=strict&sslcert={own_file}"), ""),
            (format!("?ssl-mode=VERIFY_IDENTITY&sslrootcert={own_file}"), ""),
            (
                "?sslaccept=strict".to_owned(),
                "UnknownIssuer. Its authority is not known: name it by `sslcert=FILE` in the URL.",
            ),
            (format!("?sslcert={other_file}"), "UnknownIssuer"),
            (String::new(), "Access denied"),
            ("?sslcert=none.pem".to_owned(), "none.pem: cannot read the certificate of an authority"),
        ],
    );
    own.sign(&["db.example.org"], folder.path());
    ask("FLUSH SSL;");
    connects(dir.path(), &url, &[(format!("?sslcert={own_file}"), "Connect by a name of the certificate.")]);
}
