//! The blocks of keys and values.

/// A kind of block.
#[derive(Clone, Copy, Debug)]
pub struct BlockSpec {
    /// Its keyword.
    pub keyword: &'static str,
    /// The `@@` attributes that it takes, each with one string.
    pub attributes: &'static [BlockAttribute],
    /// The keys that it takes; empty for one with members of any name, or without any.
    pub parameters: &'static [&'static str],
    /// The operation of a policy.
    pub operation: Option<Operation>,
    /// What it declares.
    pub docs: &'static str,
}

/// An attribute of a block, which takes one string.
#[derive(Clone, Copy, Debug)]
pub struct BlockAttribute {
    /// Its name.
    pub name: &'static str,
    /// What the string is.
    pub docs: &'static str,
    /// Whether the string may be empty.
    pub may_be_empty: bool,
}

/// What a row-level security policy is about, and so which predicates it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its SQL keyword.
    pub name: &'static str,
    /// Whether it takes `using`.
    pub has_using: bool,
    /// Whether it takes `withCheck`.
    pub has_check: bool,
}

const POLICY_MAP: &[BlockAttribute] =
    &[BlockAttribute { name: "map", docs: "The name of the policy in the database.", may_be_empty: false }];
const TYPE_MAP: &[BlockAttribute] =
    &[BlockAttribute { name: "map", docs: "The name of the type in the database.", may_be_empty: true }];
const ENUM_TYPE: &[BlockAttribute] =
    &[BlockAttribute { name: "type", docs: "The codec that stores the values.", may_be_empty: true }];

const fn policy(
    keyword: &'static str,
    parameters: &'static [&'static str],
    operation: Operation,
    docs: &'static str,
) -> BlockSpec {
    BlockSpec { keyword, attributes: POLICY_MAP, parameters, operation: Some(operation), docs }
}

const USING: &[&str] = &["target", "roles", "using", "permissive"];
const CHECK: &[&str] = &["target", "roles", "withCheck", "permissive"];
const BOTH: &[&str] = &["target", "roles", "using", "withCheck", "permissive"];

const ENUM: BlockSpec = BlockSpec {
    keyword: "enum",
    attributes: ENUM_TYPE,
    parameters: &[],
    operation: None,
    docs: "An enum, stored with the codec of `@@type`, or as text or integers by its values.",
};

/// The kinds of blocks that every target has, beside models, types and namespaces.
pub(super) const COMMON_BLOCKS: &[BlockSpec] = &[ENUM];

/// The kinds of blocks that PostgreSQL has.
pub(super) const BLOCKS: &[BlockSpec] = &[
    ENUM,
    BlockSpec {
        keyword: "native_enum",
        attributes: TYPE_MAP,
        parameters: &[],
        operation: None,
        docs: "An enum type of PostgreSQL. Fields have it as `pg.enum(Name)`.",
    },
    BlockSpec {
        keyword: "role",
        attributes: &[],
        parameters: &[],
        operation: None,
        docs: "A role that the database has, for policies. It is declared in `namespace unbound`.",
    },
    policy(
        "policy_select",
        USING,
        Operation { name: "SELECT", has_using: true, has_check: false },
        "Which rows of a model can be read.",
    ),
    policy(
        "policy_insert",
        CHECK,
        Operation { name: "INSERT", has_using: false, has_check: true },
        "Which rows of a model can be created.",
    ),
    policy(
        "policy_update",
        BOTH,
        Operation { name: "UPDATE", has_using: true, has_check: true },
        "Which rows of a model can be changed, and into what.",
    ),
    policy(
        "policy_delete",
        USING,
        Operation { name: "DELETE", has_using: true, has_check: false },
        "Which rows of a model can be deleted.",
    ),
    policy(
        "policy_all",
        BOTH,
        Operation { name: "ALL", has_using: true, has_check: true },
        "Which rows of a model can be read, created, changed and deleted.",
    ),
];
