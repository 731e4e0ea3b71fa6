//! Native types: every name, argument count and scalar that Prisma knows.

use model::catalog::native_types::{self, KeyUse, native_type};
use model::catalog::{Provider, ScalarType};

/// Provider, then `Name` or `Name/optional arguments` or `Name!required arguments`, then the scalars.
const EXPECTED: &[(Provider, &str)] = &[
    (
        Provider::Postgresql,
        "SmallInt Int; Integer Int; BigInt BigInt; Decimal/2 Decimal; Money Decimal; Inet String; Oid Int; \
         Citext String; Real Float; DoublePrecision Float; VarChar/1 String; Char/1 String; Text String; \
         ByteA Bytes; Timestamp/1 DateTime; Timestamptz/1 DateTime; Date DateTime; Time/1 DateTime; \
         Timetz/1 DateTime; Boolean Boolean; Bit/1 String; VarBit/1 String; Uuid String; Xml String; Json Json; \
         JsonB Json",
    ),
    (
        Provider::Mysql,
        "Int Int; UnsignedInt Int; SmallInt Int; UnsignedSmallInt Int; TinyInt Boolean Int; \
         UnsignedTinyInt Boolean Int; MediumInt Int; UnsignedMediumInt Int; BigInt BigInt; Decimal/2 Decimal; \
         UnsignedBigInt BigInt; Float Float; Double Float; Bit!1 Boolean Bytes; Char!1 String; VarChar!1 String; \
         Binary!1 Bytes; VarBinary!1 Bytes; TinyBlob Bytes; Blob Bytes; MediumBlob Bytes; LongBlob Bytes; \
         TinyText String; Text String; MediumText String; LongText String; Date DateTime; Time/1 DateTime; \
         DateTime/1 DateTime; Timestamp/1 DateTime; Year Int; Json Json",
    ),
    (Provider::Sqlite, ""),
    (
        Provider::Sqlserver,
        "TinyInt Int; SmallInt Int; Int Int; BigInt BigInt; Decimal/2 Decimal; Money Float; SmallMoney Float; \
         Bit Boolean Int; Float/1 Float; Real Float; Date DateTime; Time DateTime; DateTime DateTime; \
         DateTime2 DateTime; DateTimeOffset DateTime; SmallDateTime DateTime; Char/1 String; NChar/1 String; \
         VarChar/1 String; Text String; NVarChar/1 String; NText String; Binary/1 Bytes; VarBinary/1 Bytes; \
         Image Bytes; Xml String; UniqueIdentifier String",
    ),
    (
        Provider::Mongodb,
        "String String; Double Float; BinData Bytes; ObjectId String Bytes; Bool Boolean; Date DateTime; Int Int; \
         Timestamp DateTime; Long Int BigInt; Json Json",
    ),
    (
        Provider::Cockroachdb,
        "Bit/1 String; Bool Boolean; Bytes Bytes; Char/1 String; Date DateTime; Decimal/2 Decimal; Float4 Float; \
         Float8 Float; Inet String; Int2 Int; Int4 Int; Int8 BigInt; JsonB Json; Oid Int; \
         CatalogSingleChar String; String/1 String; Time/1 DateTime; Timestamp/1 DateTime; Timestamptz/1 DateTime; \
         Timetz/1 DateTime; Uuid String; VarBit/1 String",
    ),
];

#[test]
fn every_native_type_is_there_and_no_other() {
    for (provider, expected) in EXPECTED {
        let mut expected: Vec<String> = expected
            .split(';')
            .map(|entry| entry.trim().to_owned())
            .filter(|entry| !entry.is_empty())
            .collect();
        let mut found: Vec<String> = native_types::of_provider(*provider)
            .iter()
            .map(|native| {
                let arity = match (native.params.len(), native.params_required) {
                    (0, _) => String::new(),
                    (count, true) => format!("!{count}"),
                    (count, false) => format!("/{count}"),
                };
                let scalars: Vec<&str> = native.scalars.iter().map(|scalar| scalar.name()).collect();
                format!("{}{arity} {}", native.name, scalars.join(" "))
            })
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{provider}");
    }
}

#[test]
fn ranges_and_texts_are_sound() {
    for provider in Provider::ALL {
        for native in native_types::of_provider(provider) {
            let what = format!("{provider} {}", native.name);
            assert!(native.docs.ends_with('.') && native.docs.len() > 20, "{what}: docs");
            assert!(!native.column.is_empty(), "{what}: column");
            assert!(!native.scalars.is_empty(), "{what}: scalars");
            for param in native.params {
                assert!(param.accepted.0 <= param.accepted.1, "{what} {}", param.name);
                assert!(param.accepted.0 <= param.database.0, "{what} {}: lower end", param.name);
                assert!(param.database.1 <= param.accepted.1, "{what} {}: upper end", param.name);
            }
        }
    }
}

#[test]
fn the_default_column_of_a_scalar_is_one_of_the_native_types() {
    for provider in Provider::ALL {
        for scalar in ScalarType::ALL {
            let Some(default) = scalar.default_column(provider) else {
                assert!(!scalar.facts().providers.contains(provider));
                continue;
            };
            assert!(!default.column.is_empty(), "{provider} {scalar}");
            let Some(name) = default.native.split('(').next().filter(|name| !name.is_empty()) else {
                assert_eq!(provider, Provider::Sqlite, "{scalar}");
                continue;
            };
            let native = native_type(provider, name).unwrap_or_else(|| panic!("{provider} {scalar}: {name}"));
            assert!(native.fits(scalar), "{provider} {scalar}: {name}");
        }
    }
}

#[test]
fn columns_take_their_arguments_where_the_database_wants_them() {
    let check = |provider, name, args: &[&str], expected: &str| {
        assert_eq!(native_type(provider, name).unwrap().column_type(args), expected);
    };
    check(Provider::Postgresql, "VarChar", &["80"], "varchar(80)");
    check(Provider::Postgresql, "Timestamptz", &[], "timestamptz");
    check(Provider::Postgresql, "DoublePrecision", &[], "double precision");
    check(Provider::Mysql, "Decimal", &["12", "2"], "decimal(12,2)");
    check(Provider::Mysql, "UnsignedBigInt", &[], "bigint unsigned");
    check(Provider::Sqlserver, "NVarChar", &["Max"], "nvarchar(Max)");
}

#[test]
fn keys_refuse_what_the_database_cannot_index() {
    let check = |provider, name, args: &[&str], expected| {
        assert_eq!(native_type(provider, name).unwrap().key_use_with(args), expected, "{provider} {name}");
    };
    check(Provider::Mysql, "Text", &[], KeyUse::NeedsLength);
    check(Provider::Mysql, "VarChar", &["10"], KeyUse::Allowed);
    check(Provider::Sqlserver, "VarChar", &["10"], KeyUse::Allowed);
    check(Provider::Sqlserver, "VarChar", &["Max"], KeyUse::Refused);
    check(Provider::Sqlserver, "VarBinary", &["max"], KeyUse::Refused);
    check(Provider::Sqlserver, "NText", &[], KeyUse::Refused);
    check(Provider::Postgresql, "Xml", &[], KeyUse::OnlyInId);
    check(Provider::Postgresql, "Json", &[], KeyUse::Allowed);
}

#[test]
fn counts_of_arguments() {
    let check = |provider, name, accepted: &[usize]| {
        let native = native_type(provider, name).unwrap();
        let found: Vec<usize> = (0..4).filter(|count| native.accepts_count(*count)).collect();
        assert_eq!(found, accepted, "{provider} {name}");
    };
    check(Provider::Postgresql, "Decimal", &[0, 2]);
    check(Provider::Postgresql, "Text", &[0]);
    check(Provider::Mysql, "VarChar", &[1]);
    check(Provider::Sqlserver, "VarChar", &[0, 1]);
}

#[test]
fn snippets_have_a_hole_for_each_argument() {
    let snippet = |provider, name| native_type(provider, name).unwrap().snippet();
    assert_eq!(snippet(Provider::Postgresql, "Decimal"), "Decimal(${1:precision}, ${2:scale})");
    assert_eq!(snippet(Provider::Postgresql, "Uuid"), "Uuid");
}
