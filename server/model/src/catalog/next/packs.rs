//! The extensions that Prisma publishes: what each of them adds, and the contract of models that it brings.

use crate::catalog::next::attributes::AttributeSpec;
use crate::catalog::next::codecs::{Codec, DataType, codec_of};
use crate::catalog::next::types::{ArgumentKind, TypeArgument, TypeConstructor, types};

/// An extension.
#[derive(Debug)]
pub struct Pack {
    /// Its name: that of its namespace of types, and of its contract.
    pub id: &'static str,
    /// What its packages are called, after `@prisma/orm-extension-` or `@prisma-next/extension-`.
    package: &'static str,
    /// The module of its package that brings a contract, whose models relations can refer to.
    contract_module: Option<&'static str>,
    pub(super) types: &'static [TypeConstructor],
    pub(super) codecs: &'static [Codec],
    pub(super) model_attributes: &'static [AttributeSpec],
    /// The models of its contract, by namespace.
    pub models: &'static [(&'static str, &'static [&'static str])],
}

const DIMENSIONS: &[TypeArgument] =
    &[TypeArgument { name: "length", kind: ArgumentKind::Integer(1, 16_000), is_optional: false }];
const SRID: &[TypeArgument] =
    &[TypeArgument { name: "srid", kind: ArgumentKind::Integer(0, u32::MAX), is_optional: false }];

const NOTHING: Pack = Pack {
    id: "",
    package: "",
    contract_module: Some("control"),
    types: &[],
    codecs: &[],
    model_attributes: &[],
    models: &[],
};

/// All extensions that are known.
static PACKS: [Pack; 6] = [
    Pack {
        id: "pgvector",
        package: "pgvector",
        types: types! {
            ["pgvector", "Vector"] = "pg/vector@1", "vector", DIMENSIONS, "A vector of a number of dimensions, for similarity search.";
        },
        codecs: &[codec_of("pg/vector@1", DataType::Other)],
        ..NOTHING
    },
    Pack {
        id: "postgis",
        package: "postgis",
        types: types! {
            ["postgis", "Geometry"] = "pg/geometry@1", "geometry", SRID, "A geometry in a spatial reference system.";
        },
        codecs: &[codec_of("pg/geometry@1", DataType::AsText)],
        ..NOTHING
    },
    Pack { id: "paradedb", package: "paradedb", ..NOTHING },
    Pack {
        id: "arktype-json",
        package: "arktype-json",
        contract_module: None,
        codecs: &[codec_of("arktype/json@1", DataType::Jsonb)],
        ..NOTHING
    },
    Pack { id: "middleware-cache", package: "middleware-cache", contract_module: None, ..NOTHING },
    Pack {
        id: "supabase",
        package: "supabase",
        contract_module: Some("pack"),
        models: &[
            (
                "auth",
                &[
                    "AuditLogEntries",
                    "AuthIdentity",
                    "AuthSession",
                    "AuthUser",
                    "CustomOauthProviders",
                    "FlowState",
                    "Instances",
                    "MfaAmrClaims",
                    "MfaChallenges",
                    "MfaFactors",
                    "OauthAuthorizations",
                    "OauthClientStates",
                    "OauthClients",
                    "OauthConsents",
                    "OneTimeTokens",
                    "RefreshTokens",
                    "SamlProviders",
                    "SamlRelayStates",
                    "SchemaMigrations",
                    "SsoDomains",
                    "SsoProviders",
                    "WebauthnChallenges",
                    "WebauthnCredentials",
                ],
            ),
            (
                "storage",
                &[
                    "BucketsAnalytics",
                    "BucketsVectors",
                    "IcebergNamespaces",
                    "IcebergTables",
                    "Migrations",
                    "S3MultipartUploads",
                    "S3MultipartUploadsParts",
                    "StorageBucket",
                    "StorageObject",
                    "VectorIndexes",
                ],
            ),
        ],
        ..NOTHING
    },
];

/// A set of known extensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackSet {
    /// One bit for each of [`PACKS`].
    used: u8,
    /// Those of them whose contract is there.
    with_contract: u8,
}

impl PackSet {
    /// No extension.
    pub const NONE: PackSet = PackSet { used: 0, with_contract: 0 };

    /// The extensions in it.
    pub fn iter(self) -> impl Iterator<Item = &'static Pack> + Clone {
        PACKS.iter().enumerate().filter(move |(at, _)| self.used & (1 << at) != 0).map(|(_, pack)| pack)
    }

    /// Adds the extension that an imported module brings, such as `@prisma/orm-extension-pgvector/control`. `false` for a module
    /// that is not known.
    pub fn add(&mut self, module: &str) -> bool {
        let prefixes = ["@prisma/orm-extension-", "@prisma-next/extension-"];
        let Some(rest) = prefixes.iter().find_map(|prefix| module.strip_prefix(prefix)) else { return false };
        let (package, export) = rest.split_once('/').unwrap_or((rest, ""));
        let Some(at) = PACKS.iter().position(|pack| pack.package == package) else { return false };
        self.used |= 1 << at;
        if PACKS.get(at).is_some_and(|pack| pack.contract_module == Some(export)) {
            self.with_contract |= 1 << at;
        }
        true
    }

    /// The extension whose contract has this name.
    pub fn contract(self, space: &str) -> Option<&'static Pack> {
        let at = PACKS.iter().position(|pack| pack.id == space)?;
        PACKS.get(at).filter(|_| self.with_contract & (1 << at) != 0)
    }
}
