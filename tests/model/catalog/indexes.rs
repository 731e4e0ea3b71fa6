//! Index types and operator classes.

use std::collections::HashSet;

use model::catalog::index_types::IndexType;
use model::catalog::native_types::native_type;
use model::catalog::operator_classes::{
    self, DefaultClass, Operands, default_class, fitting, is_known, operator_class,
};
use model::catalog::{Provider, ScalarType};

#[test]
fn classes_are_there_once_and_name_native_types_of_postgresql() {
    let mut seen = HashSet::new();
    for class in operator_classes::all() {
        assert!(seen.insert((class.name, class.index_type)), "{}", class.name);
        assert!(!class.docs().is_empty(), "{}", class.name);
        assert!(class.sql.ends_with("_ops"), "{}", class.sql);
        if let Operands::Types(scalar, natives) = class.operands {
            for name in natives.iter().filter(|name| !name.is_empty()) {
                let native = native_type(Provider::Postgresql, name);
                assert!(native.is_some_and(|native| native.fits(scalar)), "{} {name}", class.name);
            }
        }
    }
    assert_eq!(seen.len(), 57);
}

#[test]
fn classes_to_offer() {
    let check = |index_type, scalar, native, list, expected: &str| {
        let found: Vec<&str> = fitting(index_type, scalar, native, list).map(|class| class.name).collect();
        assert_eq!(found.join(" "), expected, "{index_type} {scalar} {native:?}");
    };
    let text = ScalarType::String;
    check(IndexType::Gist, text, Some("Inet"), false, "InetOps");
    check(IndexType::SpGist, text, Some("Inet"), false, "InetOps");
    check(IndexType::SpGist, text, None, false, "TextOps");
    check(IndexType::Gin, ScalarType::Json, None, false, "JsonbOps JsonbPathOps");
    check(IndexType::Gin, ScalarType::Json, Some("Json"), false, "");
    check(IndexType::Gin, ScalarType::Int, None, true, "ArrayOps");
    check(IndexType::Brin, text, Some("Bit"), false, "BitMinMaxOps");
    check(IndexType::Brin, text, Some("Uuid"), false, "UuidBloomOps UuidMinMaxOps UuidMinMaxMultiOps");
    check(IndexType::Brin, ScalarType::Int, None, false, "Int4BloomOps Int4MinMaxOps Int4MinMaxMultiOps");
    check(IndexType::BTree, text, None, false, "");
    assert!(operator_class("InetOps", IndexType::Gin).is_none());
    assert!(is_known("InetOps") && !is_known("GinTrgmOps"));
}

#[test]
fn types_that_an_index_holds_without_a_class() {
    let check = |index_type, scalar, native, list, expected| {
        assert_eq!(
            default_class(index_type, scalar, native, list),
            expected,
            "{index_type} {scalar} {native:?}"
        );
    };
    use DefaultClass::{Exists, Missing, TypeRefused};
    let text = ScalarType::String;
    check(IndexType::BTree, ScalarType::Json, None, false, Exists);
    check(IndexType::Hash, text, Some("Inet"), false, Exists);
    check(IndexType::Gist, text, None, false, Exists);
    check(IndexType::Gist, text, Some("Inet"), false, Missing);
    check(IndexType::Gist, ScalarType::Int, None, true, TypeRefused);
    check(IndexType::Gin, text, None, false, TypeRefused);
    check(IndexType::Gin, text, Some("Text"), false, Missing);
    check(IndexType::Gin, text, Some("Inet"), true, Exists);
    check(IndexType::Gin, ScalarType::Json, Some("Json"), false, Missing);
    check(IndexType::SpGist, text, Some("Uuid"), false, Missing);
    check(IndexType::SpGist, ScalarType::Json, None, false, TypeRefused);
    check(IndexType::Brin, ScalarType::Boolean, None, false, TypeRefused);
    check(IndexType::Brin, ScalarType::Decimal, Some("Money"), false, Missing);
    check(IndexType::Brin, ScalarType::Int, None, true, Exists);
}

#[test]
fn index_type_names() {
    for index_type in IndexType::ALL {
        assert_eq!(IndexType::parse(index_type.name()), Some(index_type));
        assert!(index_type.docs().ends_with('.'));
    }
    assert_eq!(IndexType::parse("btree"), None);
}
