//! The native column types, written `@db.Name(arguments)`, of each database.
//!
//! Sources: the data type chapters of each database's manual for meaning and limits; Prisma's validator, asked with
//! one field a type and argument, for names, scalars, argument counts and the ranges that it enforces itself.

use crate::catalog::provider::Provider;
use crate::catalog::scalars::ScalarType;

mod cockroachdb;
mod mongodb;
mod mysql;
mod postgresql;
mod sqlserver;

/// A column type of one database.
#[derive(Debug)]
pub struct NativeType {
    /// The name after `@db.`; case-sensitive.
    pub name: &'static str,
    /// The scalar types that it fits, the usual one first.
    pub scalars: &'static [ScalarType],
    /// The column type in the database, without arguments.
    pub column: &'static str,
    /// What it holds, in Markdown, with units.
    pub docs: &'static str,
    /// Its arguments. All are given or, where they are optional, none.
    pub params: &'static [Param],
    /// Whether the arguments have to be given.
    pub params_required: bool,
    /// Whether a field of this type may be part of an id, a unique or an index.
    pub key_use: KeyUse,
    /// The only argument that is accepted where the scalar is `Boolean`, if it takes arguments then.
    pub boolean_argument: Option<u32>,
}

/// An argument of a native type.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// What it is called in texts.
    pub name: &'static str,
    /// The numbers that Prisma accepts, both ends included.
    pub accepted: (u32, u32),
    /// The numbers that the database accepts, both ends included; never wider than `accepted` at the top.
    pub database: (u32, u32),
    /// Whether the word `Max` may stand for the number.
    pub accepts_max: bool,
    /// What the number counts, such as `characters`.
    pub unit: &'static str,
}

/// Whether a field of a native type may be part of an id, a unique or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// Everywhere.
    Allowed,
    /// Only with a `length:` for the field.
    NeedsLength,
    /// In an id, but in no unique and no index.
    OnlyInId,
    /// Nowhere.
    Refused,
}

impl NativeType {
    const fn new(
        name: &'static str,
        column: &'static str,
        scalars: &'static [ScalarType],
        docs: &'static str,
    ) -> Self {
        NativeType {
            name,
            scalars,
            column,
            docs,
            params: &[],
            params_required: false,
            key_use: KeyUse::Allowed,
            boolean_argument: None,
        }
    }

    const fn optional(self, params: &'static [Param]) -> Self {
        NativeType { params, ..self }
    }

    const fn required(self, params: &'static [Param]) -> Self {
        NativeType { params, params_required: true, ..self }
    }

    const fn in_keys(self, key_use: KeyUse) -> Self {
        NativeType { key_use, ..self }
    }

    /// Whether a field of this scalar type may have it.
    pub fn fits(&self, scalar: ScalarType) -> bool {
        self.scalars.contains(&scalar)
    }

    /// Whether it may stand with this many arguments.
    pub fn accepts_count(&self, count: usize) -> bool {
        count == self.params.len() || (count == 0 && !self.params_required)
    }

    /// Whether there are arguments with which a field of it has no bound.
    pub fn may_be_unbounded(&self) -> bool {
        self.params.iter().any(|param| param.accepts_max)
    }

    /// Whether a field of it, written with these arguments, may be part of an id, a unique or an index. A column
    /// without a bound (`Max`) is never part of one.
    pub fn key_use_with(&self, args: &[&str]) -> KeyUse {
        let unbounded = self
            .params
            .iter()
            .zip(args)
            .any(|(param, arg)| param.accepts_max && arg.eq_ignore_ascii_case("max"));
        if unbounded { KeyUse::Refused } else { self.key_use }
    }

    /// The column type in the database for these arguments: `varchar(80)`.
    pub fn column_type(&self, args: &[&str]) -> String {
        if args.is_empty() {
            return self.column.to_owned();
        }
        let (base, suffix) = self.column.split_once(' ').unwrap_or((self.column, ""));
        let args = args.join(",");
        match suffix {
            "" => format!("{base}({args})"),
            _ => format!("{base}({args}) {suffix}"),
        }
    }

    /// What completion inserts for it: a snippet with one placeholder an argument, `VarChar(${1:length})`.
    pub fn snippet(&self) -> String {
        if self.params.is_empty() {
            return self.name.to_owned();
        }
        let holes: Vec<String> = self
            .params
            .iter()
            .enumerate()
            .map(|(index, param)| format!("${{{}:{}}}", index + 1, param.name))
            .collect();
        format!("{}({})", self.name, holes.join(", "))
    }
}

impl Param {
    const fn new(name: &'static str, unit: &'static str, range: (u32, u32)) -> Self {
        Param { name, accepted: range, database: range, accepts_max: false, unit }
    }

    /// Prisma accepts more than the database does.
    const fn accepted(self, accepted: (u32, u32)) -> Self {
        Param { accepted, ..self }
    }

    const fn or_max(self) -> Self {
        Param { accepts_max: true, ..self }
    }
}

/// The native types of this database, in the order in which they are offered. SQLite has none.
pub fn of_provider(provider: Provider) -> &'static [NativeType] {
    match provider {
        Provider::Postgresql => postgresql::TYPES,
        Provider::Mysql => mysql::TYPES,
        Provider::Sqlite => &[],
        Provider::Sqlserver => sqlserver::TYPES,
        Provider::Mongodb => mongodb::TYPES,
        Provider::Cockroachdb => cockroachdb::TYPES,
    }
}

/// The native type of this name in this database.
pub fn native_type(provider: Provider, name: &str) -> Option<&'static NativeType> {
    of_provider(provider).iter().find(|native| native.name == name)
}

/// The native types that fit a scalar in this database.
pub fn fitting(provider: Provider, scalar: ScalarType) -> impl Iterator<Item = &'static NativeType> {
    of_provider(provider).iter().filter(move |native| native.fits(scalar))
}

/// The databases that have a native type of this name, for a message about a wrong provider.
pub fn providers_with(name: &str) -> impl Iterator<Item = Provider> {
    Provider::ALL.into_iter().filter(move |provider| native_type(*provider, name).is_some())
}

const UNBOUNDED: (u32, u32) = (0, u32::MAX);

use ScalarType::{BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, Json, String as Text};
