//! TLS, always with a verified certificate.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

/// The certificates of the authorities of the system, and of those in a file. Those of the system that cannot be read are left out.
///
/// # Errors
///
/// A file that cannot be read, or has no certificate.
pub(super) fn authorities(file: Option<&str>) -> Result<Vec<CertificateDer<'static>>, String> {
    let mut found = rustls_native_certs::load_native_certs().certs;
    found.retain(|certificate| RootCertStore::empty().add(certificate.clone()).is_ok());
    let Some(path) = file else { return Ok(found) };
    let own = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let own = own.map_err(|error| format!("{path}: cannot read the certificate of an authority: {error}"))?;
    if own.is_empty() {
        return Err(format!("{path}: it has no certificate in the format PEM"));
    }
    for certificate in &own {
        let added = RootCertStore::empty().add(certificate.clone());
        added.map_err(|error| format!("{path}: {error}"))?;
    }
    found.extend(own);
    Ok(found)
}

/// Verification by these authorities.
pub(super) fn config(authorities: Vec<CertificateDer<'static>>) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(authorities);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| error.to_string())?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// An error with what to do about it, where it is about the certificate of the server. `parameter` names the file with an authority in a
/// URL.
pub(super) fn explained(error: String, parameter: &str) -> String {
    let cure = match () {
        () if error.contains("UnknownIssuer") => {
            format!("Its authority is not known: name it by `{parameter}=FILE` in the URL")
        }
        () if error.contains("not valid for name") => "Connect by a name of the certificate".to_owned(),
        () if error.contains("CaUsedAsEndEntity") => {
            "The certificate is that of an authority: give the server one that the authority has signed"
                .to_owned()
        }
        () => return error,
    };
    format!("{error}. {cure}")
}
