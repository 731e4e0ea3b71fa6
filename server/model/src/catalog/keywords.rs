//! The words that open a block.
//!
//! Sources: Prisma's validator for those of Prisma 6 and 7; the Prisma 8 release candidates' documentation for the
//! blocks of the new dialect.

use crate::catalog::provider::{Provider, ProviderSet};

/// A word that opens a block.
#[derive(Debug)]
pub struct Keyword {
    /// The word.
    pub name: &'static str,
    /// The dialects that have it.
    pub dialect: Dialects,
    /// The databases that have it.
    pub providers: ProviderSet,
    /// The preview feature that it needs, if any.
    pub preview: Option<&'static str>,
    /// What it declares, in Markdown.
    pub docs: &'static str,
    /// A whole block.
    pub example: &'static str,
    /// What completion inserts for the whole block; `$1`, `${2:text}` and `$0` are the places to fill.
    pub snippet: &'static str,
}

/// The dialects of the schema language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialects {
    /// Prisma 6 and 7, and Prisma 8 without a directive.
    Classic,
    /// Files that begin with `// use prisma-next` or `// use prisma-8`.
    Next,
    /// Both.
    Both,
}

impl Dialects {
    /// Whether the classic dialect is among them.
    pub const fn classic(self) -> bool {
        matches!(self, Dialects::Classic | Dialects::Both)
    }

    /// Whether the Prisma 8 dialect is among them.
    pub const fn next(self) -> bool {
        matches!(self, Dialects::Next | Dialects::Both)
    }
}

/// The keyword of this name in this dialect. `type` means the same in both, other words may be in one only.
pub fn keyword(name: &str, next: bool) -> Option<&'static Keyword> {
    in_dialect(next).find(|keyword| keyword.name == name)
}

/// The keywords of a dialect, in the order in which they are offered.
pub fn in_dialect(next: bool) -> impl Iterator<Item = &'static Keyword> {
    KEYWORDS
        .iter()
        .filter(move |keyword| if next { keyword.dialect.next() } else { keyword.dialect.classic() })
}

const fn next(
    name: &'static str,
    docs: &'static str,
    example: &'static str,
    snippet: &'static str,
) -> Keyword {
    Keyword {
        name,
        dialect: Dialects::Next,
        providers: ProviderSet::ALL,
        preview: None,
        docs,
        example,
        snippet,
    }
}

/// Every keyword, in the order in which they are offered.
pub static KEYWORDS: &[Keyword] = &[
    Keyword {
        name: "model",
        dialect: Dialects::Both,
        providers: ProviderSet::ALL,
        preview: None,
        docs: "A table, or a collection on MongoDB, and the type of its rows in Prisma Client. It needs an id or a \
               required unique field.",
        example: "model User {\n  id    Int    @id @default(autoincrement())\n  email String @unique\n}",
        snippet: "model ${1:Name} {\n  id ${2:Int} @id$0\n}",
    },
    Keyword {
        name: "enum",
        dialect: Dialects::Both,
        providers: ProviderSet::ALL.without(Provider::Sqlserver),
        preview: None,
        docs: "A fixed set of values. A database type in PostgreSQL and CockroachDB, part of the column type in \
             MySQL, text in SQLite and MongoDB; not available on SQL Server.",
        example: "enum Role {\n  USER\n  ADMIN\n}",
        snippet: "enum ${1:Name} {\n  ${2:VALUE}$0\n}",
    },
    Keyword {
        name: "view",
        dialect: Dialects::Classic,
        providers: ProviderSet::ALL,
        preview: Some("views"),
        docs: "A database view that Prisma Client can read. Prisma Migrate does not create it: write its SQL in a \
             migration. It has no id and no indexes; mark a unique field to query single rows. Requires the \
             preview feature `views`.",
        example: "view UserInfo {\n  id    Int    @unique\n  email String\n}",
        snippet: "view ${1:Name} {\n  $0\n}",
    },
    Keyword {
        name: "type",
        dialect: Dialects::Both,
        providers: ProviderSet::of(&[Provider::Mongodb]),
        preview: None,
        docs: "A composite type: a document embedded in others. It has fields, but no id, no indexes and no relations. \
               MongoDB only.",
        example: "type Address {\n  street String\n  city   String\n}",
        snippet: "type ${1:Name} {\n  $0\n}",
    },
    Keyword {
        name: "datasource",
        dialect: Dialects::Classic,
        providers: ProviderSet::ALL,
        preview: None,
        docs: "The database of the schema: its `provider`, and how relations and database schemas are handled. A \
             schema has exactly one. Up to Prisma 6 it also contains the connection URL; since Prisma 7 that is in \
             `prisma.config.ts`.",
        example: "datasource db {\n  provider = \"postgresql\"\n}",
        snippet: "datasource ${1:db} {\n  provider = \"${2:postgresql}\"\n}$0",
    },
    Keyword {
        name: "generator",
        dialect: Dialects::Classic,
        providers: ProviderSet::ALL,
        preview: None,
        docs: "What `prisma generate` produces from the schema: Prisma Client, or the output of another package. A \
               schema may have several.",
        example: "generator client {\n  provider = \"prisma-client\"\n  output   = \"../src/generated/prisma\"\n}",
        snippet: "generator ${1:client} {\n  provider = \"${2:prisma-client}\"\n  output   = \
             \"${3:../src/generated/prisma}\"\n}$0",
    },
    next(
        "namespace",
        "A named group of models and types; elsewhere they are referenced with the name and a dot.",
        "namespace billing {\n  model Invoice {\n    id Int @id\n  }\n}",
        "namespace ${1:name} {\n  $0\n}",
    ),
    next(
        "types",
        "Named column types, for use as field types.",
        "types {\n  ShortText = VarChar(80)\n}",
        "types {\n  $0\n}",
    ),
    next(
        "native_enum",
        "An enum that is a database type in PostgreSQL. A plain `enum` is stored in a text column.",
        "native_enum Role {\n  User  = \"user\"\n  Admin = \"admin\"\n}",
        "native_enum ${1:Name} {\n  $0\n}",
    ),
    next(
        "role",
        "A database role, for use in policies.",
        "role authenticated {\n}",
        "role ${1:name} {\n  $0\n}",
    ),
    next(
        "policy_select",
        "A row-level security policy for reading.",
        "policy_select own_rows {\n  target = Post\n  roles  = [authenticated]\n  using  = \"owner_id = \
             auth.uid()\"\n}",
        "policy_select ${1:name} {\n  target = ${2:Model}\n  roles  = [${3:authenticated}]\n  using  = \"$0\"\n}",
    ),
    next(
        "policy_insert",
        "A row-level security policy for new rows.",
        "policy_insert own_rows {\n  target = Post\n  roles  = [authenticated]\n  using  = \"owner_id = \
             auth.uid()\"\n}",
        "policy_insert ${1:name} {\n  target = ${2:Model}\n  roles  = [${3:authenticated}]\n  using  = \"$0\"\n}",
    ),
    next(
        "policy_update",
        "A row-level security policy for changes to rows.",
        "policy_update own_rows {\n  target = Post\n  roles  = [authenticated]\n  using  = \"owner_id = \
             auth.uid()\"\n}",
        "policy_update ${1:name} {\n  target = ${2:Model}\n  roles  = [${3:authenticated}]\n  using  = \"$0\"\n}",
    ),
    next(
        "policy_delete",
        "A row-level security policy for deleting rows.",
        "policy_delete own_rows {\n  target = Post\n  roles  = [authenticated]\n  using  = \"owner_id = \
             auth.uid()\"\n}",
        "policy_delete ${1:name} {\n  target = ${2:Model}\n  roles  = [${3:authenticated}]\n  using  = \"$0\"\n}",
    ),
    next(
        "policy_all",
        "A row-level security policy for every kind of access.",
        "policy_all own_rows {\n  target = Post\n  roles  = [authenticated]\n  using  = \"owner_id = auth.uid()\"\n}",
        "policy_all ${1:name} {\n  target = ${2:Model}\n  roles  = [${3:authenticated}]\n  using  = \"$0\"\n}",
    ),
];
