//! Providers, their capabilities, and releases.

use model::catalog::capabilities::{ConstraintKind, providers_where};
use model::catalog::index_types::IndexType;
use model::catalog::{Availability, Provider, ProviderSet, RelationMode, Release, ScalarType};

#[test]
fn names_lead_back_to_their_provider() {
    for provider in Provider::ALL {
        assert_eq!(Provider::parse(provider.name()), Some(provider));
        assert_eq!(provider.capabilities().provider, provider);
        assert!(provider.relation_modes().contains(&provider.default_relation_mode()));
        assert!(provider.docs().ends_with('.'));
    }
    assert_eq!(Provider::parse("postgres"), Some(Provider::Postgresql));
    for wrong in ["Postgresql", "mariadb", "mssql", "cockroach", "mongo", ""] {
        assert_eq!(Provider::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn facts_by_provider() {
    let check = |expected: &str, set: ProviderSet| {
        let found: Vec<&str> = set.iter().map(Provider::name).collect();
        assert_eq!(found.join(" "), expected);
    };
    check("postgresql sqlserver cockroachdb", providers_where(|c| c.multi_schema));
    check("postgresql mongodb cockroachdb", providers_where(|c| c.scalar_lists));
    check("postgresql mongodb", providers_where(|c| c.json_lists));
    check("mongodb", providers_where(|c| c.composite_types));
    check("mysql mongodb", providers_where(|c| c.full_text_index));
    check("postgresql sqlserver cockroachdb", providers_where(|c| c.named_primary_keys));
    check("postgresql mysql sqlserver cockroachdb", providers_where(|c| c.named_foreign_keys));
    check("sqlserver", providers_where(|c| c.named_defaults));
    check("sqlserver", providers_where(|c| c.clustered));
    check("mysql", providers_where(|c| c.length_prefix));
    check("mysql", providers_where(|c| c.indexes_foreign_keys));
    check("postgresql sqlite sqlserver cockroachdb", providers_where(|c| c.partial_indexes));
    check("postgresql sqlserver cockroachdb", providers_where(|c| c.autoincrement.unindexed));
    check("postgresql cockroachdb", IndexType::Gin.providers());
    check("postgresql", IndexType::Brin.providers());
    check("postgresql mysql sqlite mongodb cockroachdb", ScalarType::Json.facts().providers);
    check("postgresql mysql sqlite sqlserver cockroachdb", ScalarType::Decimal.facts().providers);
}

#[test]
fn a_constraint_scope_holds_only_what_can_be_named() {
    for provider in Provider::ALL {
        let facts = provider.capabilities();
        for scope in facts.constraint_scopes {
            let has = |kind| scope.kinds.contains(&kind);
            assert!(!has(ConstraintKind::PrimaryKey) || facts.named_primary_keys, "{provider}");
            assert!(!has(ConstraintKind::ForeignKey) || facts.named_foreign_keys, "{provider}");
            assert!(!has(ConstraintKind::Default) || facts.named_defaults, "{provider}");
        }
    }
}

#[test]
fn sets_and_their_names() {
    assert_eq!(ProviderSet::ALL.iter().count(), 6);
    assert!(ProviderSet::NONE.is_empty());
    assert!(!ProviderSet::SQL.contains(Provider::Mongodb));
    let three = ProviderSet::of(&[Provider::Sqlite, Provider::Postgresql, Provider::Mysql]);
    assert_eq!(three.to_string(), "PostgreSQL, MySQL and SQLite");
    assert_eq!(ProviderSet::of(&[Provider::Mongodb]).to_string(), "MongoDB");
}

#[test]
fn relation_modes() {
    assert_eq!(RelationMode::parse("prisma"), Some(RelationMode::Prisma));
    assert_eq!(RelationMode::parse("foreignKeys"), Some(RelationMode::ForeignKeys));
    assert_eq!(RelationMode::parse("ForeignKeys"), None);
}

#[test]
fn availability_by_release() {
    let six = Release::new(6, 19);
    assert!(Availability::ALWAYS.contains(six));
    assert!(!Availability::since(Release::V7).contains(six));
    assert!(Availability::since(Release::V7).contains(Release::V7));
    assert!(Availability::until(Release::V7).contains(six));
    assert!(!Availability::until(Release::V7).contains(Release::new(7, 4)));
    assert!(Release::new(7, 10) > Release::new(7, 9));
}
