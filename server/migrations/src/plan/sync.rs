//! Triggers that keep two columns equal while old and new clients write (PostgreSQL).

use model::catalog::Provider;
use model::catalog::referential_actions::ReferentialAction;
use model::database::{Column, ForeignKey, QualifiedName, Table};

use crate::plan::casts::cast;
use crate::plan::names::{in_namespace_of, qualified, quoted, with_suffix};
use crate::plan::pairing::key_to;
use crate::plan::values::{differ, is_lossy};

const PROVIDER: Provider = Provider::Postgresql;

/// A trigger with its function.
#[derive(Clone, Debug)]
pub(super) struct Sync {
    /// The statements that create it.
    pub(super) create: Vec<String>,
    /// The statements that drop it.
    pub(super) drop: Vec<String>,
}

/// When a trigger fires.
enum When<'c> {
    /// Before a row is written.
    Before,
    /// Before a row is deleted.
    Delete,
    /// After a row is written, and on updates only if they name one of these columns.
    After(&'c str),
    /// After a row is written or deleted.
    AfterAll,
}

/// Keeps a column and its copy of another name equal, whichever of the two a client writes. A client that writes the new
/// column means it; else what the old one gets, its default included, counts.
pub(super) fn both_ways(table: &QualifiedName, old: &Column, new: &Column) -> Sync {
    let (a, b) = (quoted(PROVIDER, &old.name), quoted(PROVIDER, &new.name));
    let differs = |column: &str| differ(&format!("NEW.{column}"), &format!("OLD.{column}"), old);
    let body = format!(
        "BEGIN\n  IF TG_OP = 'INSERT' THEN\n    IF NEW.{b} IS NULL THEN NEW.{b} := NEW.{a}; ELSE NEW.{a} := NEW.{b}; END IF;\n  \
         ELSIF {} THEN NEW.{a} := NEW.{b};\n  ELSIF {} THEN NEW.{b} := NEW.{a};\n  END IF;\n  RETURN NEW;\nEND",
        differs(&b),
        differs(&a),
    );
    trigger(table, &old.name, &When::Before, &body)
}

/// Keeps a copy of another type equal to the column that clients write.
pub(super) fn one_way(table: &QualifiedName, old: &Column, new: &Column, copy: &str) -> Sync {
    let (a, b) = (quoted(PROVIDER, &old.name), quoted(PROVIDER, copy));
    let Some(value) = cast(&format!("NEW.{a}"), old, new) else {
        // Nothing can be made of the value: the copy waits to be filled in.
        let changes = differ(&format!("NEW.{a}"), &format!("OLD.{a}"), old);
        let body = format!(
            "BEGIN\n  IF TG_OP = 'UPDATE' AND {changes} THEN NEW.{b} := NULL;\n  END IF;\n  RETURN NEW;\nEND"
        );
        return trigger(table, &old.name, &When::Before, &body);
    };
    // What cannot be cast does not stop who writes it: it is found before the copy becomes required.
    let body = match is_lossy(old, new) {
        false => format!("BEGIN\n  NEW.{b} := {value};\n  RETURN NEW;\nEND"),
        true => format!(
            "BEGIN\n  BEGIN\n    NEW.{b} := {value};\n  EXCEPTION WHEN data_exception THEN\n    NEW.{b} := NULL;\n  END;\n  RETURN NEW;\nEND"
        ),
    };
    trigger(table, &old.name, &When::Before, &body)
}

/// Writes to a new table what clients write to the columns that go there, and back. `columns` are those of the table before.
/// Only what an update changes is written, so that clients of the one do not undo what clients of the other wrote.
pub(super) fn to_table(table: &Table, target: &Table, columns: &[&Column]) -> Option<Sync> {
    let key = key_to(target, table, PROVIDER)?;
    let first = columns.first()?;
    let quote = |name: &str| quoted(PROVIDER, name);
    let names = key.columns.iter().map(|it| quote(it)).chain(columns.iter().map(|it| quote(&it.name)));
    let names: Vec<String> = names.chain(own_key(target, key).map(|it| quote(&it.name))).collect();
    let of_row = key.referenced_columns.iter().map(|it| format!("NEW.{}", quote(it)));
    let of_row = of_row.chain(columns.iter().map(|it| format!("NEW.{}", quote(&it.name))));
    let values: Vec<String> = of_row.chain(own_key(target, key).filter_map(made_key)).collect();
    let differs = |it: &&Column| {
        let name = quote(&it.name);
        differ(&format!("NEW.{name}"), &format!("OLD.{name}"), it)
    };
    let changes = columns.iter().map(differs).collect::<Vec<_>>().join(" OR ");
    let set = columns.iter().map(|it| {
        let changes = differs(it);
        let name = quote(&it.name);
        format!("{name} = CASE WHEN TG_OP = 'INSERT' OR {changes} THEN EXCLUDED.{name} ELSE n.{name} END")
    });
    let set = set.collect::<Vec<_>>().join(", ");
    let is_given = has_values(target, columns, "NEW.");
    let conflict = key.columns.iter().map(|it| quote(it)).collect::<Vec<_>>().join(", ");
    // A row of the new table that may not be without a value goes with its value.
    let is_optional =
        columns.iter().all(|it| target.column(&it.name).is_none_or(|column| !column.is_required()));
    let (is_kept, otherwise) = match is_optional {
        true => (format!("TG_OP = 'UPDATE' OR {is_given}"), String::new()),
        false => {
            let same = key.columns.iter().zip(&key.referenced_columns);
            let same = same.map(|(a, b)| format!("{} = NEW.{}", quote(a), quote(b))).collect::<Vec<_>>();
            let table = qualified(PROVIDER, &target.name);
            let same = same.join(" AND ");
            (is_given, format!("\n  ELSE\n    DELETE FROM {table} WHERE {same};"))
        }
    };
    let body = format!(
        "BEGIN\n  IF TG_OP = 'UPDATE' AND NOT ({changes}) THEN RETURN NULL;\n  END IF;\n  IF {is_kept} THEN\n    INSERT INTO {} AS n ({}) VALUES ({})\n    ON CONFLICT ({conflict}) DO UPDATE SET {set};{otherwise}\n  END IF;\n  RETURN NULL;\nEND",
        qualified(PROVIDER, &target.name),
        names.join(", "),
        values.join(", "),
    );
    let watched = columns.iter().map(|it| quote(&it.name)).collect::<Vec<_>>().join(", ");
    let mut sync = trigger(&table.name, &first.name, &When::After(&watched), &body);
    let back = from_table(table, target, key, columns, &first.name);
    sync.create.extend(back.create);
    sync.drop.extend(back.drop);
    if matches!(key.on_delete, ReferentialAction::Restrict | ReferentialAction::NoAction) {
        // Old clients do not know the new rows, and delete what these point at.
        let same = key.columns.iter().zip(&key.referenced_columns);
        let same = same.map(|(a, b)| format!("{} = OLD.{}", quote(a), quote(b))).collect::<Vec<_>>();
        let target = qualified(PROVIDER, &target.name);
        let body = format!("BEGIN\n  DELETE FROM {target} WHERE {};\n  RETURN OLD;\nEND", same.join(" AND "));
        let deletes = trigger(&table.name, &format!("{}_delete", first.name), &When::Delete, &body);
        sync.create.extend(deletes.create);
        sync.drop.extend(deletes.drop);
    }
    Some(sync)
}

/// Writes to the table before what clients write to the new one.
fn from_table(table: &Table, target: &Table, key: &ForeignKey, columns: &[&Column], first: &str) -> Sync {
    let quote = |name: &str| quoted(PROVIDER, name);
    let of = qualified(PROVIDER, &table.name);
    let same = |row: &str| {
        let pairs = key.columns.iter().zip(&key.referenced_columns);
        let same = pairs.map(|(a, b)| format!("{} = {row}.{}", quote(b), quote(a)));
        same.collect::<Vec<_>>().join(" AND ")
    };
    let list = |of: &dyn Fn(&Column) -> String, between: &str| {
        columns.iter().map(|it| of(it)).collect::<Vec<_>>().join(between)
    };
    let set = list(&|it| format!("{0} = NEW.{0}", quote(&it.name)), ", ");
    let differs = list(&|it| differ(&quote(&it.name), &format!("NEW.{}", quote(&it.name)), it), " OR ");
    let empty = list(&|it| format!("{} = NULL", quote(&it.name)), ", ");
    // A row that goes because of what old clients do changes nothing for them.
    let body = format!(
        "BEGIN\n  IF TG_OP <> 'DELETE' THEN\n    UPDATE {of} SET {set} WHERE {} AND ({differs});\n  \
         ELSIF pg_trigger_depth() = 1 THEN\n    UPDATE {of} SET {empty} WHERE {};\n  END IF;\n  RETURN NULL;\nEND",
        same("NEW"),
        same("OLD"),
    );
    trigger(&target.name, first, &When::AfterAll, &body)
}

/// The condition that a row has what a row of the new table must have: a value for each of its required columns, or for
/// any of them if none is required. `prefix` stands before the columns.
pub(super) fn has_values(target: &Table, columns: &[&Column], prefix: &str) -> String {
    let is_required = |column: &&&Column| target.column(&column.name).is_some_and(Column::is_required);
    let given = |column: &&Column| format!("{prefix}{} IS NOT NULL", quoted(PROVIDER, &column.name));
    let required: Vec<String> = columns.iter().filter(is_required).map(given).collect();
    match required.is_empty() {
        true => columns.iter().map(given).collect::<Vec<_>>().join(" OR "),
        false => required.join(" AND "),
    }
}

/// The primary key of a new table that no foreign key gives and no default fills.
pub(super) fn own_key<'t>(target: &'t Table, key: &'t ForeignKey) -> impl Iterator<Item = &'t Column> {
    target.columns.iter().filter(|column| {
        target.is_single_primary_key(&column.name)
            && !key.columns.contains(&column.name)
            && column.default.is_none()
            && !column.autoincrement
    })
}

/// A value for such a key.
pub(super) fn made_key(column: &Column) -> Option<String> {
    let is_uuid = column.ty.native().is_some_and(|native| native.native.name == "Uuid");
    Some(if is_uuid { "gen_random_uuid()".to_owned() } else { "gen_random_uuid()::text".to_owned() })
}

fn trigger(table: &QualifiedName, column: &str, when: &When<'_>, body: &str) -> Sync {
    let name = with_suffix(&format!("{}_{column}", table.name), "_sync");
    let function = in_namespace_of(PROVIDER, table, &name);
    let (table, name) = (qualified(PROVIDER, table), quoted(PROVIDER, &name));
    let when = match when {
        When::Before => "BEFORE INSERT OR UPDATE".to_owned(),
        When::Delete => "BEFORE DELETE".to_owned(),
        When::AfterAll => "AFTER INSERT OR UPDATE OR DELETE".to_owned(),
        When::After(columns) => format!("AFTER INSERT OR UPDATE OF {columns}"),
    };
    Sync {
        create: vec![
            format!("CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"),
            format!("CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"),
        ],
        drop: vec![format!("DROP TRIGGER {name} ON {table}"), format!("DROP FUNCTION {function}()")],
    }
}
