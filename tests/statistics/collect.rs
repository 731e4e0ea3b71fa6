//! What clients print becomes statistics.

use statistics::collect::collect;
use statistics::output::rows;
use statistics::{Statistics, format};

/// What `psql --csv` prints, with lines of its own between.
const CSV: &str = r#"section,provider,version,collected_at,counting_since
server,postgresql,15.8,2026-11-29T21:40:00Z,
section,schema,name,rows,table_bytes,index_bytes,dead_rows,sequential_scans,sequential_rows,index_scans,writes
tables,public,User,12000000,900,100,5,2,10,77,12
tables,public,"a ""b"", c",0,0,8192,0,0,0,,0
section,schema,table,name,method,is_unique,is_primary,is_valid,is_partial,bytes,scans,fingerprint
indexes,public,User,User_pkey,btree,t,t,t,f,50,70,abc
indexes,public,User,User_lower_idx,btree,f,f,f,t,50,0,abd
section,schema,table,name,position,column,is_descending,is_expression
index_columns,public,User,User_lower_idx,1,"lower(name || 'secret'::text)",f,t
index_columns,public,User,User_lower_idx,2,createdAt,t,f
index_columns,public,User,User_pkey,1,id,f,f
section,state,application,connections,most
connections,idle,shop,3,97
section,calls,total_ms,mean_ms,max_ms,rows,statement
statements,10,200.5,20.05,90,10,"SELECT ""id""
FROM ""User"" WHERE ""email"" = 'ann@example.org' /*action='login'*/"
statements,5,100,20,30,5,"SELECT ""id"" FROM ""User"" WHERE ""email"" = $1 /*action='login'*/"
statements,9,900,100,300,9,SELECT relname FROM pg_class
ROLLBACK
"#;

fn collected(text: &str) -> Result<Statistics, String> {
    collect(&rows(text)?)
}

#[test]
fn csv_becomes_statistics() {
    let found = collected(CSV).unwrap();
    assert_eq!((found.tables.len(), found.indexes.len(), found.statements.len()), (2, 2, 1));
    let user = found.table_named("User").unwrap();
    assert_eq!((user.rows, user.bytes(), user.index_scans), (12_000_000, Some(1000), Some(77)));
    let index = found.indexes_of(user).find(|index| index.name == "User_lower_idx").unwrap();
    assert_eq!(index.column_names().collect::<Vec<_>>(), ["lower(name || ?::text)", "createdAt"]);
    assert!(!index.is_valid && index.is_partial && index.columns[1].is_descending);
    let statement = &found.statements[0];
    assert_eq!(statement.shape, r#"SELECT "id" FROM "User" WHERE "email" = ?"#);
    assert_eq!(
        (statement.calls, statement.total_ms, statement.mean_ms, statement.rows),
        (15, 300.5, 20.033, Some(15))
    );
    assert_eq!(statement.tags.get("action").map(String::as_str), Some("login"));
    let text = found.to_json();
    assert!(!text.contains("ann@") && !text.contains("secret"), "{text}");
    assert_eq!(Statistics::read(&text), Ok(found));
}

#[test]
fn other_outputs_give_the_same() {
    let expected = collected(CSV).unwrap().to_json();
    let values = rows(CSV).unwrap();
    let objects = values.iter().map(|row| {
        let mut object = serde_json::Map::new();
        object.insert("section".into(), row.section.clone().into());
        object.extend(row.cells.iter().map(|(name, value)| (name.clone(), value.clone().into())));
        serde_json::Value::Array(vec![object.into()]).to_string()
    });
    // As `sqlite3 -json` prints it: an array for each query.
    let json: String = objects.map(|line| format!("{line}\n")).collect();
    assert_eq!(collected(&json).unwrap().to_json(), expected);
    // As `mysql --batch` and `sqlcmd -W` print it.
    let mut batch = String::new();
    for row in &values {
        let names: Vec<&str> =
            row.cells.keys().filter(|name| *name != "section").map(String::as_str).collect();
        batch += &format!("section\t{}\n-------\n{}", names.join("\t"), row.section);
        for name in names {
            batch += &format!("\t{}", row.get(name).unwrap().replace('\\', "\\\\").replace('\n', "\\n"));
        }
        batch += "\r\n\r\n(1 rows affected)\r\n";
    }
    assert_eq!(collected(&batch).unwrap().to_json(), expected);
    let crlf = format!("\u{feff}{}", CSV.replace('\n', "\r\n"));
    assert_eq!(collected(&crlf).unwrap().to_json(), expected);
}

#[test]
fn wrong_input_is_named() {
    let wrong = CSV.replace("12000000", "many");
    assert_eq!(collected(&wrong), Err("line 4: `rows` of `tables` is no number: `many`.".into()));
    for (text, message) in [
        ("", "it has no output of `prisma-lens db sql`"),
        ("a,b\n1,2\n", "it has no output of `prisma-lens db sql`"),
        ("section,name\ntables,a\n", "no row is of the section `server`"),
        (
            "section,provider,collected_at\nserver,oracle,2026\n",
            "`provider` of `server` is no known provider: `oracle`.",
        ),
        ("[{\"section\": \"tables\"", "EOF while parsing"),
    ] {
        let error = collected(text).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn files_of_other_versions_are_refused() {
    for (text, message) in [
        ("", "EOF"),
        ("[]", "invalid length"),
        (r#"{"version": 2, "anything": []}"#, "its format is version 2, not 1."),
        (r#"{"version": 1, "provider": "mysql"}"#, "missing field `collectedAt`"),
        (
            r#"{"version": 1, "provider": "mysql", "collectedAt": "x", "tables": [{"name": "a", "rows": -1}]}"#,
            "invalid value",
        ),
    ] {
        let error = Statistics::read(text).unwrap_err();
        assert!(error.contains(message) && error.contains("prisma-lens-db stats"), "{error}");
    }
    let newer = r#"{"version": 1, "provider": "mysql", "collectedAt": "2026-01-01T00:00:00Z", "unknown": 1}"#;
    assert_eq!(Statistics::read(newer).unwrap().day(), "2026-01-01");
    assert_eq!(format::FORMAT_VERSION, 1);
}

#[test]
fn numbers_are_written_as_they_were_read() {
    for number in ["0.146744073709551615", "118446744073709551e3", "0.1", "1e-320", "5e-324", "123456.789"] {
        let text = format!(
            "{{ \"version\": 1, \"provider\": \"postgresql\", \"collectedAt\": \"\", \"statements\": [{{ \"shape\": \"a\", \"calls\": 1, \"totalMs\": 1, \"meanMs\": {number} }}] }}"
        );
        let read = Statistics::read(&text).unwrap();
        assert_eq!(read.statements[0].mean_ms, number.parse::<f64>().unwrap(), "{number}");
        assert_eq!(Statistics::read(&read.to_json()).as_ref(), Ok(&read), "{number}");
    }
}
