//! Each type of PostgreSQL becomes each other one: a plan casts what the database can cast, and asks for the rest.

use std::fmt::Write as _;

use crate::plans::{self, Client, Dialect};

/// Types as a schema has them, with a value in SQL.
const TYPES: &[(&str, &str)] = &[
    ("Int", "1"),
    ("Int @db.SmallInt", "1"),
    ("Int @db.Oid", "1"),
    ("BigInt", "1"),
    ("Float", "1"),
    ("Float @db.Real", "1"),
    ("Decimal", "1"),
    ("Decimal @db.Decimal(8, 2)", "1"),
    ("Decimal @db.Money", "1"),
    ("Boolean", "true"),
    ("String", "'x'"),
    ("String @db.VarChar(50)", "'x'"),
    ("String @db.Char(50)", "'x'"),
    ("String @db.Citext", "'x'"),
    ("String @db.Uuid", "'8c5ae4a4-6f0e-4b7e-9f5e-000000009001'"),
    ("String @db.Inet", "'1.2.3.4'"),
    ("String @db.Bit(4)", "'0001'"),
    ("String @db.VarBit", "'1'"),
    ("String @db.Xml", "'<a/>'"),
    ("DateTime", "'2020-01-02 10:00'"),
    ("DateTime @db.Timestamptz", "'2020-01-02 10:00Z'"),
    ("DateTime @db.Date", "'2020-01-02'"),
    ("DateTime @db.Time", "'10:00'"),
    ("DateTime @db.Timetz", "'10:00Z'"),
    ("Json", "'{}'"),
    ("Json @db.Json", "'{}'"),
    ("Bytes", "'x'"),
    ("E", "'A'"),
    ("F", "'A'"),
];

fn is_text(ty: &str) -> bool {
    matches!(
        ty.split_once('(').map_or(ty, |(name, _)| name),
        "String" | "String @db.VarChar" | "String @db.Char" | "String @db.Citext"
    )
}

/// A value of one type that can be cast to another, if any can.
fn value<'v>(from: (&'v str, &'v str), to: (&str, &'v str)) -> &'v str {
    let is_json = from.0.starts_with("Json");
    match () {
        () if is_json && to.0.starts_with("Boolean") => "'true'",
        () if is_json && ["Int", "BigInt", "Float", "Decimal"].iter().any(|it| to.0.starts_with(it)) => "'1'",
        () if is_text(from.0) && to.0.starts_with("Bytes") => "'x'",
        () if is_text(from.0) && !to.1.starts_with('\'') => {
            if to.0 == "Boolean" {
                "'true'"
            } else {
                "'1'"
            }
        }
        () if is_text(from.0) => to.1,
        () => from.1,
    }
}

/// A model with two columns for each type that a column may become: one required, one optional.
fn model(of: impl Fn(&'static str) -> &'static str) -> String {
    let mut text =
        String::from("enum E {\n  A\n  B\n}\n\nenum F {\n  A\n  C\n}\n\nmodel M {\n  id Int @id\n");
    for (at, (to, _)) in TYPES.iter().enumerate() {
        let (ty, attribute) = of(to).split_once(' ').unwrap_or((of(to), ""));
        let _ = writeln!(text, "  r{at} {ty} {attribute}\n  o{at} {ty}? {attribute}");
    }
    text + "}\n"
}

/// Plans from each type to all others at once, with rows and clients that write.
pub fn every_type_becomes_every_other(dialect: &Dialect, client: &mut Client<'_>) {
    let mut failures = Vec::new();
    for from in TYPES {
        let before = model(|_| from.0);
        let after = model(|to| to);
        let row = |id: usize, values: &mut dyn Iterator<Item = &str>| {
            let values: Vec<String> = values.map(|it| format!("{it}, {it}")).collect();
            format!("INSERT INTO \"M\" VALUES ({id}, {});\n", values.join(", "))
        };
        let named = |id: usize| {
            let columns =
                (0..TYPES.len()).map(|at| format!("\"r{at}\", \"o{at}\"")).collect::<Vec<_>>().join(", ");
            // What has no value in JSON or XML has no way back.
            let written = |to: (&'static str, &'static str)| match from.0 {
                "Json" | "Json @db.Json" | "String @db.Xml" => value(to, *from),
                _ => to.1,
            };
            let values = TYPES.iter().map(|to| format!("{0}, {0}", written(*to)));
            let values = values.collect::<Vec<_>>().join(", ");
            format!("INSERT INTO \"M\" (\"id\", {columns}) VALUES ({id}, {values});\n")
        };
        let old = || TYPES.iter().map(|to| value(*from, *to)).collect::<Vec<_>>().into_iter();
        let (rows, written) = (row(1, &mut old()), row(9001, &mut old()));
        let values: String = TYPES
            .iter()
            .enumerate()
            .map(|(at, to)| format!("M.r{at} = {0}\nM.o{at} = {0}\n", to.1))
            .collect();
        let update =
            (0..TYPES.len()).map(|at| format!("\"r{at}\" = \"r{at}\"")).collect::<Vec<_>>().join(", ");
        let text = format!(
            "-- from --\n{before}\n-- to --\n{after}\n-- rows --\n{rows}\n-- old --\n{written}UPDATE \"M\" SET {update};\n\
             -- new --\n{}\n-- values --\n{values}\n-- window --\nthe types change\n",
            named(9002)
        );
        if let Err(message) = plans::case(dialect, client, from.0, &text) {
            let short: String = message.chars().take(1500).collect();
            failures.push(format!("## from {}: {short}", from.0));
        }
    }
    println!("{} types, {} fail", TYPES.len(), failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
