//! Reserved names.

use model::catalog::reserved::{
    Reserved, is_sql_reserved, is_typescript_keyword, refused_for_block, refused_for_composite_type,
    sql_reserved_words,
};
use model::catalog::{Provider, Release};

#[test]
fn names_of_blocks() {
    for name in ["PrismaClient", "async", "await", "using", "class", "delete", "yield", "with"] {
        assert_eq!(refused_for_block(name, Release::V7), Some(Reserved::Client), "{name}");
        assert_eq!(refused_for_composite_type(name), None, "{name}");
    }
    for name in ["String", "Json", "DateTime"] {
        assert_eq!(refused_for_block(name, Release::V7), Some(Reserved::Scalar), "{name}");
        assert_eq!(refused_for_composite_type(name), Some(Reserved::Scalar), "{name}");
    }
    for name in ["User", "Class", "prismaClient", "static", "model", "undefined", "Unsupported"] {
        assert_eq!(refused_for_block(name, Release::V7), None, "{name}");
    }
}

#[test]
fn names_that_prisma_5_accepts() {
    let five = Release::new(5, 22);
    for name in ["async", "await", "using"] {
        assert_eq!(refused_for_block(name, five), None, "{name}");
        assert_eq!(refused_for_block(name, Release::V6), Some(Reserved::Client), "{name}");
    }
    assert_eq!(refused_for_block("class", five), Some(Reserved::Client));
}

#[test]
fn sql_words_are_sorted_and_found_in_any_case() {
    for provider in Provider::ALL {
        let words = sql_reserved_words(provider);
        assert!(words.is_sorted(), "{provider}");
        assert!(words.iter().all(|word| is_sql_reserved(provider, &word.to_lowercase())), "{provider}");
    }
    assert!(is_sql_reserved(Provider::Postgresql, "User"));
    assert!(is_sql_reserved(Provider::Sqlserver, "User"));
    assert!(!is_sql_reserved(Provider::Mysql, "User"));
    assert!(!is_sql_reserved(Provider::Sqlite, "User"));
    for provider in Provider::ALL.into_iter().filter(|provider| provider.is_sql()) {
        assert!(is_sql_reserved(provider, "order"), "{provider}");
        assert!(!is_sql_reserved(provider, "Account"), "{provider}");
    }
}

#[test]
fn typescript_words() {
    assert!(is_typescript_keyword("class") && is_typescript_keyword("static"));
    assert!(!is_typescript_keyword("Class") && !is_typescript_keyword("async"));
}
