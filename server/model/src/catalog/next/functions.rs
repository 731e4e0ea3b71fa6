//! The functions and tagged strings of `@default`.

/// A function of `@default`.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// The whole numbers that it takes; empty for one without arguments.
    pub numbers: &'static [(i64, i64)],
    /// Whether it must have its argument.
    pub is_argument_required: bool,
    /// Who makes the value.
    pub generator: Generator,
    /// How it can be written, for messages and completion.
    pub usages: &'static [&'static str],
    /// What it gives.
    pub docs: &'static str,
}

/// Who makes the value of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// The database, with a sequence.
    Sequence,
    /// The database.
    Database,
    /// Prisma, for text of any length or of a fixed one.
    Text,
    /// Prisma, for such text and for UUIDs.
    Uuid,
}

impl Generator {
    /// Whether Prisma makes the value, rather than the database.
    pub fn is_client(self) -> bool {
        matches!(self, Generator::Text | Generator::Uuid)
    }

    /// Whether the value fits a column of this codec.
    pub fn fits(self, codec: &str) -> bool {
        match self {
            Generator::Sequence | Generator::Database => true,
            Generator::Text => matches!(codec, "pg/text@1" | "sql/char@1"),
            Generator::Uuid => matches!(codec, "pg/text@1" | "sql/char@1" | "pg/uuid@1"),
        }
    }
}

/// The functions of SQL databases.
pub(super) const SQL_FUNCTIONS: &[Function] = &[
    Function {
        name: "autoincrement",
        numbers: &[],
        is_argument_required: false,
        generator: Generator::Sequence,
        usages: &["autoincrement()"],
        docs: "The next number of a sequence in the database.",
    },
    Function {
        name: "now",
        numbers: &[],
        is_argument_required: false,
        generator: Generator::Database,
        usages: &["now()"],
        docs: "The time in the database when the row is created.",
    },
    Function {
        name: "uuid",
        numbers: &[(4, 4), (7, 7)],
        is_argument_required: false,
        generator: Generator::Uuid,
        usages: &["uuid()", "uuid(4)", "uuid(7)"],
        docs: "A UUID that Prisma makes: random, or version 7, which sorts by time.",
    },
    Function {
        name: "cuid",
        numbers: &[(2, 2)],
        is_argument_required: true,
        generator: Generator::Text,
        usages: &["cuid(2)"],
        docs: "A CUID of version 2 that Prisma makes.",
    },
    Function {
        name: "ulid",
        numbers: &[],
        is_argument_required: false,
        generator: Generator::Text,
        usages: &["ulid()"],
        docs: "A ULID that Prisma makes, which sorts by time.",
    },
    Function {
        name: "nanoid",
        numbers: &[(2, 255)],
        is_argument_required: false,
        generator: Generator::Text,
        usages: &["nanoid()", "nanoid(<2-255>)"],
        docs: "A Nano ID that Prisma makes, 21 characters long unless a length is given.",
    },
];

/// The tags of strings in `@default` of PostgreSQL.
pub(super) const POSTGRES_TAGS: &[&str] = &["json", "sql", "pg.sql"];
