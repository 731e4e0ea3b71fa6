//! Referential actions: what Prisma accepts and assumes, by provider, mode and arity.

use model::catalog::referential_actions::{
    ActionVerdict, ReferentialAction, ReferentialEvent, RelationArity, allowed, implied, offered, verdict,
};
use model::catalog::{Provider, RelationMode};

fn names(actions: impl Iterator<Item = ReferentialAction>) -> String {
    actions.map(|action| action.name()).collect::<Vec<_>>().join(" ")
}

#[test]
fn allowed_by_provider_and_mode() {
    let check = |provider, mode, expected: &str| {
        assert_eq!(names(allowed(provider, mode).iter().copied()), expected, "{provider} {mode:?}");
    };
    let all = "Cascade Restrict NoAction SetNull SetDefault";
    let emulated = "Cascade Restrict NoAction SetNull";
    check(Provider::Postgresql, RelationMode::ForeignKeys, all);
    check(Provider::Mysql, RelationMode::ForeignKeys, all);
    check(Provider::Sqlite, RelationMode::ForeignKeys, all);
    check(Provider::Cockroachdb, RelationMode::ForeignKeys, all);
    check(Provider::Sqlserver, RelationMode::ForeignKeys, "Cascade NoAction SetNull SetDefault");
    check(Provider::Postgresql, RelationMode::Prisma, "Cascade Restrict SetNull");
    check(Provider::Sqlite, RelationMode::Prisma, "Cascade Restrict SetNull");
    check(Provider::Mysql, RelationMode::Prisma, emulated);
    check(Provider::Sqlserver, RelationMode::Prisma, emulated);
    check(Provider::Mongodb, RelationMode::Prisma, emulated);
    check(Provider::Cockroachdb, RelationMode::Prisma, emulated);
}

#[test]
fn set_null_on_a_required_relation() {
    let check = |provider, mode, expected| {
        assert_eq!(verdict(provider, mode, RelationArity::Required, ReferentialAction::SetNull), expected);
    };
    check(Provider::Postgresql, RelationMode::ForeignKeys, ActionVerdict::Warned);
    check(Provider::Postgresql, RelationMode::Prisma, ActionVerdict::Refused);
    check(Provider::Cockroachdb, RelationMode::ForeignKeys, ActionVerdict::Refused);
    check(Provider::Mysql, RelationMode::ForeignKeys, ActionVerdict::Refused);
    check(Provider::Mongodb, RelationMode::Prisma, ActionVerdict::Refused);
}

#[test]
fn set_default_is_warned_of_on_mysql_and_refused_where_prisma_emulates() {
    let check = |provider, mode, expected| {
        let found = verdict(provider, mode, RelationArity::Optional, ReferentialAction::SetDefault);
        assert_eq!(found, expected);
    };
    check(Provider::Mysql, RelationMode::ForeignKeys, ActionVerdict::Warned);
    check(Provider::Postgresql, RelationMode::ForeignKeys, ActionVerdict::Fine);
    check(Provider::Mysql, RelationMode::Prisma, ActionVerdict::Refused);
}

#[test]
fn implied_actions_are_always_accepted() {
    for provider in Provider::ALL {
        for mode in provider.relation_modes() {
            for arity in [RelationArity::Optional, RelationArity::Required] {
                for event in [ReferentialEvent::Delete, ReferentialEvent::Update] {
                    let action = implied(provider, *mode, arity, event);
                    assert_eq!(
                        verdict(provider, *mode, arity, action),
                        ActionVerdict::Fine,
                        "{provider} {mode:?} {arity:?} {event:?}"
                    );
                    assert!(offered(provider, *mode, arity).any(|offer| offer == action));
                }
            }
        }
    }
}

#[test]
fn implied_on_delete() {
    let check = |provider, mode, arity, expected| {
        assert_eq!(implied(provider, mode, arity, ReferentialEvent::Delete), expected);
    };
    let (fk, prisma) = (RelationMode::ForeignKeys, RelationMode::Prisma);
    check(Provider::Postgresql, fk, RelationArity::Required, ReferentialAction::Restrict);
    check(Provider::Postgresql, fk, RelationArity::Optional, ReferentialAction::SetNull);
    check(Provider::Sqlserver, fk, RelationArity::Required, ReferentialAction::NoAction);
    check(Provider::Sqlserver, prisma, RelationArity::Required, ReferentialAction::Restrict);
}
