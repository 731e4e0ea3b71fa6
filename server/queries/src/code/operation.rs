//! The methods of a model.

/// A method of a model in Prisma Client. Source: the Prisma Client API reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `findUnique`.
    FindUnique,
    /// `findUniqueOrThrow`.
    FindUniqueOrThrow,
    /// `findFirst`.
    FindFirst,
    /// `findFirstOrThrow`.
    FindFirstOrThrow,
    /// `findMany`.
    FindMany,
    /// `create`.
    Create,
    /// `createMany`.
    CreateMany,
    /// `createManyAndReturn`.
    CreateManyAndReturn,
    /// `update`.
    Update,
    /// `updateMany`.
    UpdateMany,
    /// `updateManyAndReturn`.
    UpdateManyAndReturn,
    /// `upsert`.
    Upsert,
    /// `delete`.
    Delete,
    /// `deleteMany`.
    DeleteMany,
    /// `count`.
    Count,
    /// `aggregate`.
    Aggregate,
    /// `groupBy`.
    GroupBy,
    /// `findRaw` (MongoDB only).
    FindRaw,
    /// `aggregateRaw` (MongoDB only).
    AggregateRaw,
}

impl Operation {
    /// All methods.
    pub const ALL: [Operation; 19] = [
        Operation::FindUnique,
        Operation::FindUniqueOrThrow,
        Operation::FindFirst,
        Operation::FindFirstOrThrow,
        Operation::FindMany,
        Operation::Create,
        Operation::CreateMany,
        Operation::CreateManyAndReturn,
        Operation::Update,
        Operation::UpdateMany,
        Operation::UpdateManyAndReturn,
        Operation::Upsert,
        Operation::Delete,
        Operation::DeleteMany,
        Operation::Count,
        Operation::Aggregate,
        Operation::GroupBy,
        Operation::FindRaw,
        Operation::AggregateRaw,
    ];

    /// Its name in code.
    pub fn name(self) -> &'static str {
        match self {
            Operation::FindUnique => "findUnique",
            Operation::FindUniqueOrThrow => "findUniqueOrThrow",
            Operation::FindFirst => "findFirst",
            Operation::FindFirstOrThrow => "findFirstOrThrow",
            Operation::FindMany => "findMany",
            Operation::Create => "create",
            Operation::CreateMany => "createMany",
            Operation::CreateManyAndReturn => "createManyAndReturn",
            Operation::Update => "update",
            Operation::UpdateMany => "updateMany",
            Operation::UpdateManyAndReturn => "updateManyAndReturn",
            Operation::Upsert => "upsert",
            Operation::Delete => "delete",
            Operation::DeleteMany => "deleteMany",
            Operation::Count => "count",
            Operation::Aggregate => "aggregate",
            Operation::GroupBy => "groupBy",
            Operation::FindRaw => "findRaw",
            Operation::AggregateRaw => "aggregateRaw",
        }
    }

    /// The method of this name.
    pub fn named(name: &str) -> Option<Operation> {
        Operation::ALL.into_iter().find(|operation| operation.name() == name)
    }

    /// Whether hardly any other library has a method of this name, so that the name alone speaks for Prisma.
    pub fn is_distinctive(self) -> bool {
        use Operation::*;
        !matches!(self, Create | Update | Delete | Count | Aggregate | GroupBy | Upsert)
    }

    /// Whether it changes rows.
    pub fn writes(self) -> bool {
        use Operation::*;
        matches!(
            self,
            Create
                | CreateMany
                | CreateManyAndReturn
                | Update
                | UpdateMany
                | UpdateManyAndReturn
                | Upsert
                | Delete
                | DeleteMany
        )
    }

    /// Whether `where` names one row by a unique key.
    pub fn takes_unique(self) -> bool {
        use Operation::*;
        matches!(self, FindUnique | FindUniqueOrThrow | Update | Upsert | Delete)
    }

    /// Whether it returns rows with their fields, so that `select`, `include` and `omit` apply.
    pub fn returns_rows(self) -> bool {
        use Operation::*;
        !matches!(
            self,
            CreateMany | UpdateMany | DeleteMany | Count | Aggregate | GroupBy | FindRaw | AggregateRaw
        )
    }
}
