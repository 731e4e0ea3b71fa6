//! What scripts export, and the scripts that others import.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use oxc_ast::ast::{
    Argument, AssignmentTarget, Declaration, ExportDefaultDeclarationKind, Expression, ObjectPropertyKind,
    Statement,
};

use crate::project::config::script::builtin;
use crate::project::config::script::evaluator::{Evaluator, closure};
use crate::project::config::script::source::Module;
use crate::project::config::script::value::{Callable, Scope, Value};
use crate::project::paths::resolve;

/// How many scripts are read for one configuration.
const MAX_MODULES: usize = 16;

/// The endings that an import may leave out.
const ENDINGS: [&str; 7] = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"];

impl<'a> Evaluator<'a, '_> {
    /// All that another script exports, as seen from `from`. Only scripts inside the boundary are read.
    pub(super) fn import(&self, specifier: &str, from: &Module<'a>, depth: usize) -> Value<'a> {
        if let Some(library) = builtin::library(specifier) {
            return Value::Library(library);
        }
        if self.step(depth).is_none() || !(specifier.starts_with("./") || specifier.starts_with("..")) {
            return Value::Unknown;
        }
        let path = resolve(from.dir(), specifier);
        let found = candidates(&path).into_iter().find_map(|path| self.module(&path));
        found.map_or(Value::Unknown, Value::Exports)
    }

    /// The scripts that were read so far, besides the main one.
    pub(in crate::project::config) fn scripts(&self) -> Vec<PathBuf> {
        self.modules.borrow().iter().map(|(path, _)| path.clone()).filter(|path| path != self.main).collect()
    }

    /// The script at a path, read once.
    fn module(&self, path: &Path) -> Option<Rc<Module<'a>>> {
        let known = self.modules.borrow().iter().find(|(other, _)| other == path).map(|(_, it)| it.clone());
        if let Some(known) = known {
            return known;
        }
        if self.modules.borrow().len() >= MAX_MODULES || !self.boundary.holds(path) {
            return None;
        }
        let text = self.files.read(path)?;
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        let text = if is_json { format!("export default {text}").into() } else { text };
        let module = Module::parse(self.allocator, path, &text).ok().map(Rc::new);
        self.modules.borrow_mut().push((path.to_owned(), module.clone()));
        module
    }

    /// What a script exports under a name, `default` among them; the last one written counts.
    pub(in crate::project::config) fn export(
        &self,
        module: &Rc<Module<'a>>,
        name: &str,
    ) -> Option<Value<'a>> {
        self.exported(module, name, super::evaluator::MAX_DEPTH)
    }

    pub(super) fn exported(&self, module: &Rc<Module<'a>>, name: &str, depth: usize) -> Option<Value<'a>> {
        let depth = self.step(depth)?;
        let scope = Scope::top(module);
        let found = module.program.body.iter().rev();
        let own = found.filter_map(|statement| self.exported_by(statement, name, &scope, depth)).next();
        own.or_else(|| {
            // Of a CommonJS module the object that it exports has the names.
            let whole = if name == "default" { None } else { self.exported_by_commonjs(&scope, depth) };
            Some(self.member_value(&whole?, name, &scope, depth))
        })
    }

    fn exported_by_commonjs(&self, scope: &Scope<'a>, depth: usize) -> Option<Value<'a>> {
        let statements = scope.module.program.body.iter().rev();
        statements.filter_map(|statement| self.assigned(statement, "module.exports", scope, depth)).next()
    }

    fn exported_by(
        &self,
        statement: &'a Statement<'a>,
        name: &str,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Option<Value<'a>> {
        match statement {
            Statement::ExportDefaultDeclaration(export) if name == "default" => {
                Some(match &export.declaration {
                    ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                        closure(Callable::Full(function), scope)
                    }
                    other => {
                        other.as_expression().map_or(Value::Unknown, |inner| self.eval(inner, scope, depth))
                    }
                })
            }
            Statement::ExportDeclaration(export) => self.declaration(&export.declaration, name, scope, depth),
            Statement::ExportNamedDeclaration(export) => {
                let specifier = export.specifiers.iter().find(|it| it.exported.name() == name)?;
                let local = specifier.local.name();
                let symbol = scope.module.scoping.get_root_binding(local.as_str().into())?;
                Some(self.symbol(symbol, scope, depth))
            }
            Statement::ExportFromDeclaration(export) => {
                let specifier = export.specifiers.iter().find(|it| it.exported.name() == name)?;
                let from = self.import(&export.source.value, &scope.module, depth);
                Some(self.member_value(&from, &specifier.local.name(), scope, depth))
            }
            Statement::ExportAllDeclaration(export) => {
                let from = self.import(&export.source.value, &scope.module, depth);
                match (&export.exported, from) {
                    (Some(exported), from) => (exported.name() == name).then_some(from),
                    (None, Value::Exports(other)) if name != "default" => self.exported(&other, name, depth),
                    _ => None,
                }
            }
            Statement::TSExportAssignment(export) if name == "default" => {
                Some(self.eval(&export.expression, scope, depth))
            }
            _ if name == "default" => ["module.exports", "exports.default", "module.exports.default"]
                .iter()
                .find_map(|target| self.assigned(statement, target, scope, depth))
                .or_else(|| self.defined(statement, name, scope, depth)),
            _ => [format!("exports.{name}"), format!("module.exports.{name}")]
                .iter()
                .find_map(|target| self.assigned(statement, target, scope, depth))
                .or_else(|| self.defined(statement, name, scope, depth)),
        }
    }

    fn declaration(
        &self,
        declaration: &'a Declaration<'a>,
        name: &str,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Option<Value<'a>> {
        match declaration {
            Declaration::VariableDeclaration(variables) => variables.declarations.iter().find_map(|it| {
                let symbols = it.id.get_symbol_ids();
                let is_it =
                    |symbol: &&oxc_semantic::SymbolId| scope.module.scoping.symbol_name(**symbol) == name;
                Some(self.symbol(*symbols.iter().find(is_it)?, scope, depth))
            }),
            Declaration::FunctionDeclaration(function) => {
                let is_it = function.id.as_ref().is_some_and(|id| id.name == name);
                is_it.then(|| closure(Callable::Full(function), scope))
            }
            Declaration::TSEnumDeclaration(declaration) => {
                (declaration.id.name == name).then_some(Value::Enum(declaration))
            }
            _ => None,
        }
    }

    /// The value of a statement that assigns to a target such as `module.exports`, in a chain of assignments as well.
    fn assigned(
        &self,
        statement: &'a Statement<'a>,
        target: &str,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Option<Value<'a>> {
        let Statement::ExpressionStatement(statement) = statement else { return None };
        let mut expression = statement.expression.get_inner_expression();
        for _ in 0..8 {
            let Expression::AssignmentExpression(assignment) = expression else { return None };
            let left = match &assignment.left {
                AssignmentTarget::StaticMemberExpression(member) => {
                    dotted(&member.object, &member.property.name)
                }
                AssignmentTarget::AssignmentTargetIdentifier(name) => Some(name.name.to_string()),
                _ => None,
            };
            expression = assignment.right.get_inner_expression();
            if left.as_deref() == Some(target) {
                let value = match expression {
                    // `module.exports = __toCommonJS(config_exports)`, as esbuild writes it: the names are given elsewhere.
                    Expression::CallExpression(call) if call.callee_name() == Some("__toCommonJS") => {
                        return None;
                    }
                    other => self.eval(other, scope, depth),
                };
                // `exports.a = exports.b = void 0` only declares.
                return Some(value).filter(|value| !matches!(value, Value::Nothing));
            }
        }
        None
    }

    /// `__export(exports, { name: () => value })` and `Object.defineProperty(exports, "name", { get: function })`, which
    /// compilers write.
    fn defined(
        &self,
        statement: &'a Statement<'a>,
        name: &str,
        scope: &Scope<'a>,
        depth: usize,
    ) -> Option<Value<'a>> {
        let Statement::ExpressionStatement(statement) = statement else { return None };
        let Expression::CallExpression(call) = &statement.expression else { return None };
        let argument = |at: usize| call.arguments.get(at).and_then(Argument::as_expression);
        let (key, holder) = match (call.callee_name()?, argument(1)?) {
            ("__export" | "_export", holder) => (name, holder),
            ("defineProperty", Expression::StringLiteral(key)) if key.value == name => ("get", argument(2)?),
            _ => return None,
        };
        let Expression::ObjectExpression(object) = holder else { return None };
        let getter = object.properties.iter().find_map(|property| match property {
            ObjectPropertyKind::ObjectProperty(property) => {
                (property.key.static_name().as_deref() == Some(key)).then_some(&property.value)
            }
            ObjectPropertyKind::SpreadProperty(_) => None,
        })?;
        Some(self.called(self.eval(getter, scope, depth), Vec::new(), depth))
    }
}

/// `a.b` in one string.
fn dotted(object: &Expression<'_>, property: &str) -> Option<String> {
    match object {
        Expression::Identifier(name) => Some(format!("{}.{property}", name.name)),
        Expression::StaticMemberExpression(inner) => {
            Some(format!("{}.{property}", dotted(&inner.object, &inner.property.name)?))
        }
        _ => None,
    }
}

/// The files that an import may mean, the likelier first.
fn candidates(path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    if ENDINGS.contains(&extension) {
        // TypeScript imports `./x.ts` as `./x.js`.
        let source = match extension {
            "js" => Some("ts"),
            "mjs" => Some("mts"),
            "cjs" => Some("cts"),
            _ => None,
        };
        found.push(path.to_owned());
        found.extend(source.map(|source| path.with_extension(source)));
    }
    let with = |ending: &&str| PathBuf::from(format!("{}.{ending}", path.display()));
    found.extend(ENDINGS.iter().map(with));
    found.extend(ENDINGS.iter().map(|ending| path.join(format!("index.{ending}"))));
    found
}
