//! The walk over a file: calls of models, raw SQL, clients, transactions.

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, TaggedTemplateExpression};
use oxc_semantic::NodeId;
use smol_str::{SmolStr, format_smolstr};

use base::text::Span;

use crate::code::{Call, CodeFile, Import, Name, Operation, Receiver};
use crate::read::origin::{Origin, Resolver, inside_quotes, method_name};
use crate::read::source::Script;
use crate::read::value::Evaluator;
use crate::read::{clients, comments, handler, modules, raw_sql, sequence, surroundings, transaction};
use model::script::span;

/// Collects what a file says.
pub(super) struct Collector<'s, 'a> {
    /// The file.
    pub(super) script: &'s Script<'a>,
    /// What names are.
    pub(super) resolver: Resolver<'s, 'a>,
    /// What was found.
    pub(super) file: CodeFile,
    /// Whether the file lies where every function answers requests.
    pub(super) has_handlers: bool,
}

/// Everything that a file says.
pub(super) fn collect(script: &Script<'_>, file: CodeFile) -> CodeFile {
    let has_handlers = handler::is_handler_file(&file.path);
    let resolver = Resolver::new(script);
    let mut collector = Collector { script, resolver, file, has_handlers };
    // First the transactions: what their callbacks are given names them.
    for (id, node) in script.nodes.iter_enumerated() {
        if let AstKind::CallExpression(call) = node.kind()
            && method_name(call) == Some("$transaction")
        {
            collector.file.transactions.extend(transaction::of(&collector.resolver, id, call));
        }
    }
    for (id, node) in script.nodes.iter_enumerated() {
        match node.kind() {
            AstKind::CallExpression(call) => collector.call(id, call),
            AstKind::TaggedTemplateExpression(template) => collector.template(id, template),
            AstKind::NewExpression(new) => {
                collector.file.clients.extend(clients::created(&collector.resolver, id, new));
            }
            _ => {}
        }
    }
    transaction::mark_outside_calls(&mut collector.file);
    sequence::mark(script, &mut collector.file);
    collector.file.exports = modules::exports(&collector.resolver);
    collector.file.comments = comments::of(script);
    let mut file = collector.file;
    file.calls.shrink_to_fit();
    file.raw.shrink_to_fit();
    file.clients.shrink_to_fit();
    file.transactions.shrink_to_fit();
    file.extensions.shrink_to_fit();
    file.imports.shrink_to_fit();
    file.exports.shrink_to_fit();
    file.comments.shrink_to_fit();
    file
}

impl<'a> Collector<'_, 'a> {
    fn call(&mut self, id: NodeId, call: &'a CallExpression<'a>) {
        let Some((object, name)) = method(&call.callee) else { return };
        let first = call.arguments.first();
        if let Some(operation) = Operation::named(&name.text) {
            self.operation(id, call, object, operation, name.span);
        } else if let Some(kind) = raw_sql::kind(&name.text, object) {
            let sql = first.and_then(Argument::as_expression);
            let sql = sql.map(|it| raw_sql::argument(self.script, it, span(call).start));
            self.raw(id, span(call), name.span, object, kind, sql.unwrap_or(crate::code::SqlText::Unknown));
        } else if name.text == "$extends" || name.text == "defineExtension" {
            self.file.extensions.extend(clients::extension(self.script, call));
        } else if name.text == "$disconnect" || name.text == "exit" && object.is_specific_id("process") {
            self.file.disconnects = true;
        }
    }

    fn template(&mut self, id: NodeId, template: &'a TaggedTemplateExpression<'a>) {
        let Some((object, name)) = method(&template.tag) else { return };
        let Some(kind) = raw_sql::kind(&name.text, object) else { return };
        let sql = raw_sql::tagged(&template.quasi);
        self.raw(id, span(template), name.span, object, kind, sql);
    }

    fn raw(
        &mut self,
        id: NodeId,
        at: Span,
        name_span: Span,
        object: &'a Expression<'a>,
        kind: crate::code::RawKind,
        sql: crate::code::SqlText,
    ) {
        use crate::code::RawKind;
        let receiver = match kind {
            RawKind::PrismaRaw | RawKind::PrismaSql => None,
            _ => {
                let text = || SmolStr::new(self.script.text_of(span(object)));
                let origin = self.resolver.origin(object);
                Some(self.receiver(origin).unwrap_or_else(|| Receiver::Unknown(text())))
            }
        };
        let surroundings = surroundings::of(self.script, id, self.has_handlers);
        self.file.raw.push(crate::code::RawSql { span: at, name_span, receiver, kind, sql, surroundings });
    }

    fn operation(
        &mut self,
        id: NodeId,
        call: &'a CallExpression<'a>,
        model: &'a Expression<'a>,
        operation: Operation,
        operation_span: Span,
    ) {
        let Some((receiver, delegate)) = self.model(model).filter(|(_, name)| !name.text.starts_with('$'))
        else {
            return;
        };
        let at = span(call);
        let argument = call.arguments.first().map(|first| match first.as_expression() {
            Some(expression) => Evaluator::new(Some(self.script), at.start).value(expression),
            None => crate::code::Located {
                span: span(first),
                value: crate::code::Value::Unknown(crate::code::Unknown::default()),
            },
        });
        let surroundings = surroundings::of(self.script, id, self.has_handlers);
        self.file.calls.push(Call {
            span: at,
            receiver,
            delegate,
            operation,
            operation_span,
            argument,
            surroundings,
        });
    }

    /// The client and the model that a method is called on; `None` where it is certainly something else.
    fn model(&mut self, model: &'a Expression<'a>) -> Option<(Receiver, Name)> {
        let model = model.get_inner_expression();
        let Some((object, name)) = member(model) else {
            // `users.findMany()`, where `users` is `prisma.user`.
            let origin = self.resolver.origin(model);
            return self.model_of(origin);
        };
        match self.resolver.origin(object) {
            Origin::Other => None,
            Origin::Delegate { .. } => {
                // `prisma.client.user`: a client within something that is called one.
                let text = SmolStr::new(self.script.text_of(span(object)));
                Some((Receiver::Unknown(text), name))
            }
            origin @ (Origin::Instance(..) | Origin::Object(_) | Origin::Typed(..)) => {
                let found = self.resolver.origin(model);
                match found {
                    Origin::Other => None,
                    Origin::Unknown { .. } => Some((self.receiver(origin)?, name)),
                    found => self.model_of(found),
                }
            }
            origin => Some((self.receiver(origin)?, name)),
        }
    }

    /// The client and the model of something that is a model as a whole.
    fn model_of(&mut self, origin: Origin<'a>) -> Option<(Receiver, Name)> {
        match origin {
            Origin::Delegate { of, name } => Some((self.receiver(*of)?, name)),
            Origin::Imported { module, module_span, name, members, last: Some(last) } => {
                let members = members.rsplit_once('.').map_or("", |(outer, _)| outer);
                let members = SmolStr::new(members);
                let origin = Origin::Imported { module, module_span, name, members, last: None };
                Some((self.receiver(origin)?, last))
            }
            Origin::Unknown { text, last: Some(last) } => {
                let (outer, _) = text.rsplit_once('.')?;
                Some((Receiver::Unknown(SmolStr::new(outer)), last))
            }
            _ => None,
        }
    }

    /// What a call is made on; `None` where that is certainly no client.
    pub(super) fn receiver(&mut self, origin: Origin<'a>) -> Option<Receiver> {
        match origin {
            Origin::Client { transaction } => {
                let transactions = &self.file.transactions;
                let at = transaction.and_then(|at| transactions.iter().position(|it| it.span == at));
                Some(Receiver::Client { transaction: at.and_then(|at| u32::try_from(at).ok()) })
            }
            Origin::Imported { module, module_span, name, members, .. } => {
                let import = Import { module: module.clone(), name: name.clone(), span: module_span };
                if !self.file.imports.contains(&import) {
                    self.file.imports.push(import);
                }
                Some(Receiver::Imported { module, name, members })
            }
            Origin::Unknown { text, .. } => Some(Receiver::Unknown(text)),
            Origin::Instance(_, text) | Origin::Typed(_, text) => Some(Receiver::Unknown(text)),
            Origin::Delegate { name, .. } => Some(Receiver::Unknown(format_smolstr!("{}", name.text))),
            Origin::Object(_) | Origin::Other => None,
        }
    }
}

/// What a method is called on, and the name of the method.
fn method<'a>(callee: &'a Expression<'a>) -> Option<(&'a Expression<'a>, Name)> {
    member(callee.get_inner_expression())
}

/// The object of a member, and its name; `None` where the name is computed.
fn member<'a>(expression: &'a Expression<'a>) -> Option<(&'a Expression<'a>, Name)> {
    use oxc_ast::ast::ChainElement;
    let name = |text: &str, span: Span| Name { text: SmolStr::new(text), span };
    match expression {
        Expression::StaticMemberExpression(member) => {
            let property = &member.property;
            Some((&member.object, name(property.name.as_str(), span(property))))
        }
        Expression::ComputedMemberExpression(member) => match member.expression.get_inner_expression() {
            Expression::StringLiteral(key) => {
                Some((&member.object, name(key.value.as_str(), inside_quotes(span(&**key)))))
            }
            _ => None,
        },
        Expression::ChainExpression(chain) => match &chain.expression {
            ChainElement::StaticMemberExpression(member) => {
                let property = &member.property;
                Some((&member.object, name(property.name.as_str(), span(property))))
            }
            _ => None,
        },
        _ => None,
    }
}
