//! Interactive transactions.

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, FormalParameters};
use oxc_semantic::NodeId;
use smol_str::SmolStr;

use crate::code::{CodeFile, ForeignWait, Operation, Receiver, Transaction, Value};
use crate::read::origin::Resolver;
use crate::read::source::Script;
use crate::read::tree::callee_text;
use crate::read::value::Evaluator;
use model::script::span;

/// Words in the names of functions that wait for another system.
const FOREIGN: [&str; 34] = [
    "axios",
    "delay",
    "discord",
    "email",
    "emails",
    "enqueue",
    "fetch",
    "got",
    "http",
    "https",
    "ky",
    "mail",
    "mailer",
    "notify",
    "openai",
    "publish",
    "push",
    "request",
    "resend",
    "s3",
    "sendgrid",
    "sleep",
    "slack",
    "sms",
    "stripe",
    "timeout",
    "twilio",
    "upload",
    "wait",
    "webhook",
    "webhooks",
    "notification",
    "notifications",
    "paypal",
];

/// `$transaction(async (tx) => { … })`; `None` where it is given a list.
pub(super) fn of<'a>(
    resolver: &Resolver<'_, 'a>,
    id: NodeId,
    call: &'a CallExpression<'a>,
) -> Option<Transaction> {
    let script = resolver.script;
    let argument = call.arguments.first()?.as_expression()?.get_inner_expression();
    let (callback, parameters) = callback(script, argument)?;
    let parameter =
        parameters.and_then(|it| it.items.first()).and_then(|it| it.pattern.get_identifier_name());
    let options = call.arguments.get(1).and_then(Argument::as_expression);
    let has_timeout = options.is_some_and(|options| {
        match Evaluator::new(Some(script), call.span.start).value(options).value {
            Value::Object(object) => object.is_partial || object.entry("timeout").is_some(),
            _ => true,
        }
    });
    let Expression::StaticMemberExpression(member) = call.callee.get_inner_expression() else { return None };
    let foreign_waits = foreign_waits(script, callback.unwrap_or(id), parameter.as_deref());
    let callback = callback.map_or(span(argument), |it| span(&script.nodes.kind(it)));
    Some(Transaction {
        span: span(call),
        name_span: span(&member.property),
        callback,
        parameter: parameter.map(|name| SmolStr::new(name.as_str())),
        has_timeout,
        foreign_waits,
        outside_calls: Vec::new(),
    })
}

/// The function that is called with the transaction, with its parameters.
fn callback<'a>(
    script: &Script<'a>,
    argument: &'a Expression<'a>,
) -> Option<(Option<NodeId>, Option<&'a FormalParameters<'a>>)> {
    match argument {
        Expression::ArrowFunctionExpression(it) => Some((Some(it.node_id.get()), Some(&it.params))),
        Expression::FunctionExpression(it) => Some((Some(it.node_id.get()), Some(&it.params))),
        Expression::Identifier(name) => {
            let symbol = script.symbol(name)?;
            match script.declaration(symbol).1 {
                AstKind::Function(it) => Some((Some(it.node_id.get()), Some(&it.params))),
                AstKind::VariableDeclarator(it) => match it.init.as_ref()?.get_inner_expression() {
                    inner @ (Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)) => {
                        callback(script, inner)
                    }
                    _ => None,
                },
                // A function of another file, or a list.
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a callback waits for that is no query.
fn foreign_waits(script: &Script<'_>, callback: NodeId, transaction: Option<&str>) -> Vec<ForeignWait> {
    let mut found = Vec::new();
    for kind in script.within(callback) {
        let AstKind::AwaitExpression(awaited) = kind else { continue };
        if !is_given(&awaited.argument, transaction)
            && let Some(name) = foreign(&awaited.argument, 3)
        {
            found.push(ForeignWait { span: span(&awaited.argument), name });
        }
    }
    found.shrink_to_fit();
    found
}

/// Whether a call is given the transaction, so that it asks the database.
fn is_given(expression: &Expression<'_>, transaction: Option<&str>) -> bool {
    match (expression.get_inner_expression(), transaction) {
        (Expression::CallExpression(call), Some(name)) => {
            call.arguments.iter().filter_map(Argument::as_expression).any(|it| it.is_specific_id(name))
        }
        _ => false,
    }
}

/// The name of another system's function that an expression waits for.
fn foreign(expression: &Expression<'_>, depth: u32) -> Option<SmolStr> {
    let depth = depth.checked_sub(1)?;
    match expression.get_inner_expression() {
        Expression::CallExpression(call) => {
            let text = callee_text(call);
            let (object, last) = text.rsplit_once('.').unwrap_or(("", &text));
            if Operation::named(last).is_some() && !is_foreign(object) || last.starts_with('$') {
                return None;
            }
            if matches!(last, "then" | "catch" | "finally")
                && let Expression::StaticMemberExpression(member) = call.callee.get_inner_expression()
            {
                return foreign(&member.object, depth);
            }
            if matches!(text.as_str(), "Promise.all" | "Promise.allSettled") {
                let Some(Argument::ArrayExpression(list)) = call.arguments.first() else { return None };
                return list
                    .elements
                    .iter()
                    .filter_map(|it| it.as_expression())
                    .find_map(|it| foreign(it, depth));
            }
            is_foreign(&text).then(|| SmolStr::new(&text))
        }
        // `new Promise((resolve) => setTimeout(resolve, 1000))`.
        Expression::NewExpression(new) if new.callee.is_specific_id("Promise") => {
            let Some(Argument::ArrowFunctionExpression(function)) = new.arguments.first() else {
                return None;
            };
            let mut found = Vec::new();
            crate::read::helpers::arrow_returns(function, &mut found);
            let is_timer = found.iter().any(|it| {
                matches!(it.get_inner_expression(),
                Expression::CallExpression(call) if call.callee.is_specific_id("setTimeout"))
            });
            let in_body = function.body.as_function_body().is_some_and(|body| {
                body.statements.iter().any(|it| matches!(it, oxc_ast::ast::Statement::ExpressionStatement(it)
                    if matches!(&it.expression, Expression::CallExpression(call) if call.callee.is_specific_id("setTimeout"))))
            });
            (is_timer || in_body).then(|| SmolStr::new_static("setTimeout"))
        }
        _ => None,
    }
}

fn is_foreign(text: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    let mut after_lower = false;
    for letter in text.chars() {
        if !letter.is_alphanumeric() {
            words.push(String::new());
        } else {
            if words.is_empty() || letter.is_uppercase() && after_lower {
                words.push(String::new());
            }
            words.iter_mut().last().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
        after_lower = letter.is_lowercase();
    }
    words.iter().any(|word| FOREIGN.contains(&word.as_str()))
}

/// Marks in each transaction the calls in its callback that are made by another client.
pub(super) fn mark_outside_calls(file: &mut CodeFile) {
    for transaction in &mut file.transactions {
        let inner =
            file.calls.iter().enumerate().filter(|(_, call)| transaction.callback.encloses(call.span));
        let outside = inner.filter(|(_, call)| match &call.receiver {
            // Of this transaction, or of one around it.
            Receiver::Client { transaction: Some(_) } => false,
            Receiver::Client { transaction: None } | Receiver::Imported { .. } => true,
            Receiver::Unknown(text) => {
                let text = text.to_lowercase();
                Some(text.as_str()) != transaction.parameter.as_ref().map(|it| it.to_lowercase()).as_deref()
                    && (text.contains("prisma") || text.contains("db"))
            }
        });
        transaction.outside_calls = outside.filter_map(|(index, _)| u32::try_from(index).ok()).collect();
        transaction.outside_calls.shrink_to_fit();
    }
}
