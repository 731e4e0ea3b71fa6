//! What was read of a file, as text.

use std::fmt::Write as _;

use queries::code::{
    Batch, CodeFile, Entry, Export, Import, IterationKind, Located, RawSql, Receiver, SqlText, Surroundings,
    Unknown, Value,
};

/// All that was read, one line an item.
pub fn file(text: &str, file: &CodeFile) -> String {
    let mut out = String::new();
    let line = |at: u32| text[..at as usize].matches('\n').count() + 1;
    if file.kind != Default::default() {
        let _ = writeln!(out, "kind {:?}", file.kind);
    }
    for call in &file.calls {
        assert_eq!(call.operation_span.of(text), call.operation.name());
        let delegate = if call.delegate.span.of(text) == call.delegate.text { "" } else { " (elsewhere)" };
        let argument = call.argument.as_ref().map_or(String::new(), value);
        let _ = writeln!(
            out,
            "{}: {} {}{delegate}.{}({argument}){}",
            line(call.operation_span.start),
            receiver(&call.receiver),
            call.delegate.text,
            call.operation.name(),
            surroundings(text, &call.surroundings),
        );
    }
    for raw in &file.raw {
        let _ = writeln!(out, "{}: {}", line(raw.span.start), raw_sql(text, raw));
    }
    for client in &file.clients {
        let mut flags = Vec::new();
        flags.extend(client.module.as_ref().map(|module| format!("from {module}")));
        flags.extend(client.in_function.then(|| "in function".to_owned()));
        flags.extend(client.is_kept.then(|| "kept".to_owned()));
        flags.extend(client.on_global.then(|| "on global".to_owned()));
        flags.extend(client.adapter.as_ref().map(|adapter| format!("adapter {}", adapter.class)));
        flags.extend(client.options.map(|span| span.of(text).split_whitespace().collect::<String>()));
        let _ = writeln!(out, "{}: new client [{}]", line(client.span.start), flags.join(", "));
    }
    for it in &file.transactions {
        let waits: Vec<&str> = it.foreign_waits.iter().map(|it| it.name.as_str()).collect();
        let parameter = it.parameter.as_deref().unwrap_or("-");
        let timeout = if it.has_timeout { " timeout" } else { "" };
        let (waits, outside) = (waits.join(" "), &it.outside_calls);
        let at = line(it.span.start);
        let _ = writeln!(out, "{at}: transaction {parameter}{timeout} waits [{waits}] outside {outside:?}");
    }
    for it in &file.extensions {
        let models = it.query_models.join(" ");
        let partial = if it.is_partial { " …" } else { "" };
        let soft = if it.soft_deletes { " soft-deletes" } else { "" };
        let _ = writeln!(out, "{}: extension [{models}{partial}]{soft}", line(it.span.start));
    }
    for it in &file.imports {
        assert_eq!(it.span.of(text), it.module);
        let _ = writeln!(out, "import {}", import(it));
    }
    for Export { name, from } in &file.exports {
        let from = from.as_ref().map_or(String::new(), |it| format!(" from {}", import(it)));
        let _ = writeln!(out, "export {name}{from}");
    }
    if file.disconnects {
        out.push_str("disconnects\n");
    }
    for it in &file.comments {
        let target = it.target.map_or("", |span| span.of(text).lines().next().unwrap_or(""));
        let _ = writeln!(out, "{}: comment about {target}", line(it.span.start));
    }
    out
}

fn import(import: &Import) -> String {
    format!("{}#{}", import.module, import.name)
}

pub fn receiver(receiver: &Receiver) -> String {
    match receiver {
        Receiver::Client { transaction: None } => "client".to_owned(),
        Receiver::Client { transaction: Some(at) } => format!("client of transaction {at}"),
        Receiver::Imported { module, name, members } if members.is_empty() => format!("{module}#{name}"),
        Receiver::Imported { module, name, members } => format!("{module}#{name}.{members}"),
        Receiver::Unknown(text) => format!("`{text}`"),
    }
}

fn raw_sql(text: &str, raw: &RawSql) -> String {
    let on = raw.receiver.as_ref().map_or("Prisma".to_owned(), receiver);
    let squeezed = |sql: &str| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let sql = match &raw.sql {
        SqlText::Literal(sql) => format!("literal {}", squeezed(sql)),
        SqlText::Tagged(sql) => format!("tagged {}", squeezed(sql)),
        SqlText::Composed { text: sql, value, only_constants } => {
            let constants = if *only_constants { " constants" } else { "" };
            format!("composed{constants} by {}: {}", value.of(text), squeezed(sql))
        }
        SqlText::Unknown => "unknown".to_owned(),
    };
    format!("{on} {} {sql}{}", raw.name_span.of(text), surroundings(text, &raw.surroundings))
}

fn surroundings(text: &str, it: &Surroundings) -> String {
    let mut flags = Vec::new();
    flags.extend(it.function.as_ref().map(|name| {
        let handler = if it.in_handler { "handler " } else { "in " };
        format!("{handler}{name}")
    }));
    flags.extend((it.in_handler && it.function.is_none()).then(|| "handler".to_owned()));
    if let Some(iteration) = &it.iteration {
        let kind = match iteration.kind {
            IterationKind::For => "for",
            IterationKind::While => "while",
            IterationKind::Callback => "callback",
        };
        let mut words = vec![kind.to_owned(), iteration.span.of(text).to_owned()];
        words.dedup();
        words.extend((iteration.depth > 1).then(|| format!("×{}", iteration.depth)));
        words.extend(iteration.over.map(|over| format!("over {}", over.of(text))));
        words.extend(iteration.uses_element.then(|| "by element".to_owned()));
        words.extend(iteration.depends_on_result.then(|| "until result".to_owned()));
        flags.push(words.join(" "));
    }
    flags.extend(it.batch.map(|batch| match batch {
        Batch::PromiseAll => "batch".to_owned(),
        Batch::Transaction => "batch of transaction".to_owned(),
    }));
    flags.extend(it.is_awaited.then(|| "awaited".to_owned()));
    flags.extend(it.is_returned.then(|| "returned".to_owned()));
    flags.extend(it.is_caught.then(|| "caught".to_owned()));
    flags.extend(it.result.as_ref().map(|name| format!("→ {name}")));
    if flags.is_empty() { String::new() } else { format!(" [{}]", flags.join(", ")) }
}

/// A value in short: `…` marks what is partial, `?` what is conditional, `~` what is unknown.
pub fn value(located: &Located) -> String {
    match &located.value {
        Value::Object(object) => {
            let mut parts: Vec<String> = object.entries.iter().map(entry).collect();
            parts.extend(object.is_partial.then(|| "…".to_owned()));
            format!("{{{}}}", parts.join(", "))
        }
        Value::List { items, is_partial } => {
            let mut parts: Vec<String> = items.iter().map(value).collect();
            parts.extend(is_partial.then(|| "…".to_owned()));
            format!("[{}]", parts.join(", "))
        }
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Null => "null".to_owned(),
        Value::Undefined => "undefined".to_owned(),
        Value::OneOf(all) => all.iter().map(value).collect::<Vec<_>>().join(" | "),
        Value::Unknown(Unknown { may_be_undefined, is_scalar, is_list, .. }) => {
            let mut text = "~".to_owned();
            text.push_str(if *is_scalar { "scalar" } else { "" });
            text.push_str(if *is_list { "list" } else { "" });
            text.push_str(if *may_be_undefined { "?" } else { "" });
            text
        }
    }
}

fn entry(entry: &Entry) -> String {
    let mark = if entry.is_conditional { "?" } else { "" };
    format!("{}{mark}: {}", entry.key, value(&entry.value))
}
