//! TLS, always with a verified certificate.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

/// Verification by the authorities of the system, and by the one in a file.
pub(super) fn config(authority: Option<&str>) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = authority {
        let certificates = CertificateDer::pem_file_iter(path).map_err(|error| format!("{path}: {error}"))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| format!("{path}: {error}"))?;
            roots.add(certificate).map_err(|error| format!("{path}: {error}"))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| error.to_string())?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
