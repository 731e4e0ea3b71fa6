//! Every kind and role that the grammar knows is known by its name.

use syntax::{Kind, Role};
use tree_sitter::Language;

#[test]
fn every_kind_and_role_of_the_grammar_is_listed() {
    let language: Language = tree_sitter_prisma_schema::LANGUAGE.into();
    for id in 0..language.node_kind_count() as u16 {
        let (name, is_named) = (language.node_kind_for_id(id).unwrap(), language.node_kind_is_named(id));
        let is_it = |kind: &Kind| kind.name() == name && kind.is_named() == is_named;
        assert!(!language.node_kind_is_visible(id) || Kind::ALL.iter().any(is_it), "{name}");
    }
    for id in 1..=language.field_count() as u16 {
        let name = language.field_name_for_id(id).unwrap();
        assert!(Role::ALL.iter().any(|role| role.name() == name), "{name}");
    }
}
