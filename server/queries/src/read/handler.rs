//! Functions that answer requests.

use std::path::Path;

use oxc_ast::AstKind;
use oxc_ast::ast::{BindingPattern, Expression};
use oxc_semantic::NodeId;

use crate::read::source::Script;
use crate::read::tree::callee_text;

/// Names of functions that frameworks call for a request.
const NAMES: [&str; 15] = [
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "getServerSideProps",
    "getStaticProps",
    "getInitialProps",
    "loader",
    "action",
    "load",
    "actions",
    "handler",
];

/// Methods that take the callback that answers a request.
const TAKE_CALLBACK: [&str; 20] = [
    "all",
    "delete",
    "get",
    "handle",
    "handler",
    "mutation",
    "on",
    "options",
    "patch",
    "post",
    "put",
    "query",
    "queryField",
    "mutationField",
    "resolve",
    "route",
    "subscription",
    "use",
    "action",
    "serverAction",
];

/// Functions that wrap what answers a request.
const WRAPPERS: [&str; 12] = [
    "defineEventHandler",
    "eventHandler",
    "defineCachedEventHandler",
    "cachedEventHandler",
    "asyncHandler",
    "catchAsync",
    "withAuth",
    "withApiAuthRequired",
    "withSession",
    "apiHandler",
    "withIronSessionApiRoute",
    "createHandler",
];

/// Decorators of methods that answer requests.
const DECORATORS: [&str; 16] = [
    "All",
    "Delete",
    "Get",
    "Head",
    "MessagePattern",
    "EventPattern",
    "Mutation",
    "Options",
    "Patch",
    "Post",
    "Put",
    "Query",
    "ResolveField",
    "Sse",
    "Subscription",
    "FieldResolver",
];

/// Whether every named function of a file answers requests, by where the file lies: `app/api/users/route.ts`.
pub(super) fn is_handler_file(path: &Path) -> bool {
    let text = path.to_string_lossy().replace('\\', "/");
    let name = text.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let is_next = matches!(stem, "route" | "page" | "layout") && text.contains("/app/");
    let is_svelte =
        name.starts_with("+page.server") || name.starts_with("+server") || name.starts_with("+layout.server");
    let is_api =
        text.contains("/pages/api/") || text.contains("/server/api/") || text.contains("/server/routes/");
    let is_named = [".controller.", ".resolver.", ".routes.", ".route.", ".router.", ".action.", ".actions."]
        .iter()
        .any(|part| name.contains(part));
    is_next || is_svelte || is_api || is_named
}

/// Whether a function answers requests: by its name, its decorator, its parameters, or what it is given to.
pub(super) fn is_handler(script: &Script<'_>, function: NodeId) -> bool {
    let nodes = &script.nodes;
    let parameters = match nodes.kind(function) {
        AstKind::Function(it) => {
            if it.id.as_ref().is_some_and(|id| NAMES.contains(&id.name.as_str())) {
                return true;
            }
            &it.params
        }
        AstKind::ArrowFunctionExpression(it) => &it.params,
        _ => return false,
    };
    let names: Vec<&str> = parameters
        .items
        .iter()
        .filter_map(|it| match &it.pattern {
            BindingPattern::BindingIdentifier(name) => Some(name.name.as_str()),
            _ => None,
        })
        .collect();
    let is_pair = matches!(
        names.as_slice(),
        ["req" | "request" | "_req" | "_", "res" | "response" | "reply" | "_res", ..]
    );
    if is_pair {
        return true;
    }
    if let Some((_, call)) = script.call_around(function) {
        let text = callee_text(call);
        let (object, last) = text.rsplit_once('.').unwrap_or(("", &text));
        return if object.is_empty() { WRAPPERS.contains(&last) } else { TAKE_CALLBACK.contains(&last) };
    }
    match nodes.parent_kind(function) {
        AstKind::VariableDeclarator(it) => {
            it.id.get_identifier_name().is_some_and(|name| NAMES.contains(&name.as_str()))
        }
        AstKind::MethodDefinition(it) => it.decorators.iter().any(|it| is_handler_decorator(&it.expression)),
        // `{ Query: { users: () => … } }`.
        AstKind::ObjectProperty(it) => {
            let is_resolver = nodes.ancestor_kinds(function).skip(2).take(2).any(|kind| match kind {
                AstKind::ObjectProperty(it) => it
                    .key
                    .static_name()
                    .is_some_and(|key| matches!(&*key, "Query" | "Mutation" | "Subscription")),
                _ => false,
            });
            is_resolver || it.key.static_name().is_some_and(|key| matches!(&*key, "resolve" | "handler"))
        }
        _ => false,
    }
}

fn is_handler_decorator(expression: &Expression<'_>) -> bool {
    let callee = match expression {
        Expression::CallExpression(call) => call.callee.get_inner_expression(),
        other => other,
    };
    matches!(callee, Expression::Identifier(name) if DECORATORS.contains(&name.name.as_str()))
}
