//! The platforms for which Prisma up to version 6 ships a query engine: the values of `binaryTargets`.
//!
//! Source: the list of platforms in the documentation of `prisma-client-js`.

/// A value of `binaryTargets`.
#[derive(Clone, Copy, Debug)]
pub struct BinaryTarget {
    /// The string, without quotes.
    pub name: &'static str,
    /// Where it runs.
    pub docs: &'static str,
}

/// The target of this name.
pub fn binary_target(name: &str) -> Option<&'static BinaryTarget> {
    TARGETS.iter().find(|target| target.name == name)
}

const fn target(name: &'static str, docs: &'static str) -> BinaryTarget {
    BinaryTarget { name, docs }
}

/// Every target, the usual ones first.
pub static TARGETS: &[BinaryTarget] = &[
    target("native", "The machine that runs `prisma generate`."),
    target("debian-openssl-3.0.x", "Debian 12, Ubuntu 22.04 and later, on x86-64."),
    target("debian-openssl-1.1.x", "Debian 10 and 11, Ubuntu 18.04 to 21.04, on x86-64."),
    target("debian-openssl-1.0.x", "Debian 8 and 9, Ubuntu 16.04, on x86-64."),
    target("linux-musl-openssl-3.0.x", "Alpine 3.17 and later, on x86-64."),
    target("linux-musl", "Alpine up to 3.16, on x86-64."),
    target("linux-musl-arm64-openssl-3.0.x", "Alpine 3.17 and later, on ARM64."),
    target("linux-musl-arm64-openssl-1.1.x", "Alpine up to 3.16, on ARM64."),
    target("linux-arm64-openssl-3.0.x", "Debian, Ubuntu and Red Hat with OpenSSL 3, on ARM64."),
    target("linux-arm64-openssl-1.1.x", "Debian, Ubuntu and Red Hat with OpenSSL 1.1, on ARM64."),
    target("linux-arm64-openssl-1.0.x", "Debian, Ubuntu and Red Hat with OpenSSL 1.0, on ARM64."),
    target(
        "rhel-openssl-3.0.x",
        "Red Hat 9, Fedora 36, Amazon Linux 2023 and AWS Lambda from Node.js 20, on x86-64.",
    ),
    target("rhel-openssl-1.1.x", "Red Hat 8, Fedora 29 to 35, on x86-64."),
    target("rhel-openssl-1.0.x", "Red Hat 7, Amazon Linux 2, AWS Lambda up to Node.js 18, on x86-64."),
    target("darwin", "macOS on Intel."),
    target("darwin-arm64", "macOS on Apple silicon."),
    target("windows", "Windows on x86-64."),
    target("freebsd11", "FreeBSD 11."),
    target("freebsd12", "FreeBSD 12."),
    target("freebsd13", "FreeBSD 13."),
    target("freebsd14", "FreeBSD 14."),
    target("freebsd15", "FreeBSD 15."),
    target("openbsd", "OpenBSD."),
    target("netbsd", "NetBSD."),
    target("arm", "32-bit ARM, such as an older Raspberry Pi."),
];
