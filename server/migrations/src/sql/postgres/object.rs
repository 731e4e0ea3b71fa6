//! Everything but tables and indexes: types, sequences, other objects, rows, transactions, settings.

use smol_str::SmolStr;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode, Stmt};

use super::super::name::{Fragment, Name, ObjectName};
use super::super::statement::{
    AlterType, AlterTypeAction, CreateEnum, CreateObject, Dml, DmlKind, Drop, Maintenance, MaintenanceKind,
    ObjectKind, Opaque, Rename, Sequence, Setting, Side, StatementKind, Transaction,
};
use super::tree::{Origin, holds};

pub(super) fn read(origin: Origin, statement: &Stmt) -> Option<StatementKind> {
    Some(match statement {
        Stmt::CreateType(it) => create_type(origin, it)?,
        Stmt::AlterType(it) => alter_type(origin, it)?,
        Stmt::CreateSequence(it) => {
            let name = origin.object(&it.sequence()?)?;
            sequence(origin, it, name, true, None)
        }
        Stmt::AlterSequence(it) => {
            let name = origin.object(&it.sequence_ref()?)?;
            let rename = it.actions().find_map(|action| match action {
                ast::AlterSequenceAction::SequenceRenameTo(it) => origin.name(&it.sequence()?),
                _ => None,
            });
            sequence(origin, it, name, false, rename)
        }
        Stmt::AlterIndex(it) => alter_index(origin, it)?,
        Stmt::CommentOn(_) | Stmt::SecurityLabel(_) => StatementKind::Comment,
        Stmt::Begin(_) => StatementKind::Transaction(Transaction::Begin),
        Stmt::Commit(_) => StatementKind::Transaction(Transaction::Commit),
        Stmt::Rollback(_) => StatementKind::Transaction(Transaction::Rollback),
        Stmt::SavepointCreate(_) | Stmt::ReleaseSavepoint(_) => {
            StatementKind::Transaction(Transaction::Savepoint)
        }
        Stmt::Set(it) => set(origin, it),
        Stmt::Reset(it) => StatementKind::Setting(Setting {
            name: origin.name(it).map_or_else(SmolStr::default, |name| name.text),
            value: SmolStr::default(),
            is_local: false,
            is_reset: true,
        }),
        Stmt::SetConstraints(_)
        | Stmt::SetRole(_)
        | Stmt::SetSessionAuth(_)
        | Stmt::SetTransaction(_)
        | Stmt::ResetRole(_)
        | Stmt::ResetSessionAuth(_)
        | Stmt::Discard(_) => StatementKind::Setting(Setting {
            name: SmolStr::default(),
            value: SmolStr::default(),
            is_local: false,
            is_reset: false,
        }),
        Stmt::Grant(_) | Stmt::Revoke(_) | Stmt::AlterDefaultPrivileges(_) | Stmt::Reassign(_) => {
            StatementKind::Privileges
        }
        Stmt::Do(_) | Stmt::Call(_) | Stmt::Execute(_) => StatementKind::Opaque(Opaque::Program),
        other => drop(origin, other)
            .or_else(|| create_object(origin, other))
            .or_else(|| maintenance(origin, other))
            .or_else(|| rows(origin, other))?,
    })
}

fn create_type(origin: Origin, node: &ast::CreateType) -> Option<StatementKind> {
    let name = origin.object(&node.type_name()?)?;
    let ast::CreateTypeKind::EnumType(values) = node.kind()? else {
        return Some(object(ObjectKind::Type, Some(name)));
    };
    let values = values.variant_list()?.variants();
    let values = values.map(|value| origin.string(&value.literal()?)).collect::<Option<Vec<Fragment>>>()?;
    Some(StatementKind::CreateEnum(CreateEnum { name, values }))
}

fn alter_type(origin: Origin, node: &ast::AlterType) -> Option<StatementKind> {
    let name = origin.object(&node.type_name_ref()?)?;
    let action = match node.action()? {
        ast::AlterTypeAction::AddValue(it) => AlterTypeAction::AddValue {
            value: origin.string(&it.literal()?)?,
            if_not_exists: it.if_not_exists().is_some(),
            position: match it.value_position() {
                Some(ast::ValuePosition::BeforeValue(it)) => {
                    Some((Side::Before, origin.string(&it.literal()?)?))
                }
                Some(ast::ValuePosition::AfterValue(it)) => {
                    Some((Side::After, origin.string(&it.literal()?)?))
                }
                None => None,
            },
        },
        ast::AlterTypeAction::RenameValue(it) => {
            AlterTypeAction::RenameValue { from: origin.string(&it.from()?)?, to: origin.string(&it.to()?)? }
        }
        ast::AlterTypeAction::TypeRenameTo(it) => AlterTypeAction::Rename(origin.name(&it.type_name()?)?),
        ast::AlterTypeAction::SetSchema(it) => AlterTypeAction::SetSchema(origin.name(&it.schema_ref()?)?),
        _ => AlterTypeAction::Other,
    };
    Some(StatementKind::AlterType(AlterType { name, action }))
}

fn sequence(
    origin: Origin,
    node: &impl AstNode,
    name: ObjectName,
    is_new: bool,
    rename: Option<Name>,
) -> StatementKind {
    let owner = node.syntax().descendants().find_map(ast::OptionOwnedBy::cast).and_then(|owned| {
        let mut names = origin.names(&owned);
        let column = names.pop()?;
        let table = names.pop()?;
        Some((ObjectName { schema: names.pop(), name: table }, column))
    });
    StatementKind::Sequence(Sequence { name, is_new, owner, options: origin.fragment(node), rename })
}

fn alter_index(origin: Origin, node: &ast::AlterIndex) -> Option<StatementKind> {
    let name = node.index_ref().and_then(|it| origin.object(&it));
    let Some(ast::AlterIndexAction::IndexRenameTo(rename)) = node.action() else {
        return Some(StatementKind::AlterObject(CreateObject {
            object: ObjectKind::Index,
            name,
            table: None,
            is_repeatable: false,
        }));
    };
    let to = origin.name(&rename.index()?)?;
    Some(StatementKind::Rename(vec![Rename { object: ObjectKind::Index, table: None, from: name?, to }]))
}

fn set(origin: Origin, node: &ast::Set) -> StatementKind {
    let name = match node.set_target() {
        Some(ast::SetTarget::SetConfig(it)) => it.config_parameter_ref().and_then(|it| origin.name(&it)),
        _ => None,
    };
    let text = node.syntax().text().to_string();
    let value = text.split_once('=').or_else(|| text.split_once(" TO ")).or_else(|| text.split_once(" to "));
    StatementKind::Setting(Setting {
        name: name.map_or_else(SmolStr::default, |name| name.text),
        value: value.map_or_else(SmolStr::default, |(_, value)| SmolStr::new(value.trim())),
        is_local: matches!(node.set_scope(), Some(ast::SetScope::LocalScope(_))),
        is_reset: false,
    })
}

fn drop(origin: Origin, statement: &Stmt) -> Option<StatementKind> {
    let mut table = None;
    let (kind, names) = match statement {
        Stmt::DropTable(it) => (ObjectKind::Table, objects(origin, it.table_name_refs())),
        Stmt::DropIndex(it) => (ObjectKind::Index, objects(origin, it.index_refs())),
        Stmt::DropType(it) => (ObjectKind::Type, objects_below(origin, it, SyntaxKind::TYPE_NAME_REF)),
        Stmt::DropDomain(it) => (ObjectKind::Domain, objects_below(origin, it, SyntaxKind::TYPE_NAME_REF)),
        Stmt::DropSequence(it) => (ObjectKind::Sequence, objects_below(origin, it, SyntaxKind::SEQUENCE_REF)),
        Stmt::DropView(it) => (ObjectKind::View, objects(origin, it.view_refs())),
        Stmt::DropMaterializedView(it) => {
            (ObjectKind::MaterializedView, objects_below(origin, it, SyntaxKind::VIEW_REF))
        }
        Stmt::DropTrigger(it) => {
            table = it.on_relation().and_then(|on| origin.object(&on));
            (
                ObjectKind::Trigger,
                it.trigger_ref().and_then(|name| origin.object(&name)).into_iter().collect(),
            )
        }
        Stmt::DropSchema(it) => (ObjectKind::Schema, objects_below(origin, it, SyntaxKind::SCHEMA_REF)),
        Stmt::DropDatabase(_) => (ObjectKind::Database, Vec::new()),
        Stmt::DropExtension(it) => {
            (ObjectKind::Extension, objects_below(origin, it, SyntaxKind::EXTENSION_REF))
        }
        Stmt::DropFunction(_) | Stmt::DropProcedure(_) | Stmt::DropRoutine(_) | Stmt::DropAggregate(_) => {
            (ObjectKind::Routine, Vec::new())
        }
        Stmt::DropPolicy(_) => (ObjectKind::Policy, Vec::new()),
        Stmt::DropRole(_) | Stmt::DropUser(_) | Stmt::DropGroup(_) => (ObjectKind::Role, Vec::new()),
        Stmt::DropRule(_)
        | Stmt::DropCast(_)
        | Stmt::DropCollation(_)
        | Stmt::DropOperator(_)
        | Stmt::DropStatistics(_)
        | Stmt::DropPublication(_)
        | Stmt::DropSubscription(_)
        | Stmt::DropEventTrigger(_) => (ObjectKind::Other, Vec::new()),
        _ => return None,
    };
    Some(StatementKind::Drop(Drop {
        object: kind,
        names,
        table,
        if_exists: holds(statement, SyntaxKind::IF_EXISTS),
        cascade: holds(statement, SyntaxKind::CASCADE),
        concurrently: holds(statement, SyntaxKind::CONCURRENTLY_KW),
    }))
}

fn objects<N: AstNode>(origin: Origin, nodes: ast::AstChildren<N>) -> Vec<ObjectName> {
    nodes.filter_map(|node| origin.object(&node)).collect()
}

/// The names below a node that are of this kind; where the tree has none of it, the one name that the node has.
fn objects_below(origin: Origin, node: &impl AstNode, kind: SyntaxKind) -> Vec<ObjectName> {
    let paths: Vec<ast::PathRef> = node
        .syntax()
        .descendants()
        .filter(|inner| inner.kind() == kind)
        .filter_map(|inner| inner.descendants().find_map(ast::PathRef::cast))
        .collect();
    if paths.is_empty() {
        return origin.names(node).into_iter().map(|name| ObjectName { schema: None, name }).collect();
    }
    paths.iter().filter_map(|path| origin.object(path)).collect()
}

fn object(object: ObjectKind, name: Option<ObjectName>) -> StatementKind {
    StatementKind::CreateObject(CreateObject { object, name, table: None, is_repeatable: false })
}

fn create_object(origin: Origin, statement: &Stmt) -> Option<StatementKind> {
    let mut table = None;
    let mut is_alter = false;
    let (kind, name) = match statement {
        Stmt::CreateView(it) => (ObjectKind::View, it.view().and_then(|name| origin.object(&name))),
        Stmt::CreateMaterializedView(it) => (ObjectKind::MaterializedView, first_object(origin, it)),
        Stmt::CreateFunction(it) => (ObjectKind::Routine, it.name().and_then(|name| origin.object(&name))),
        Stmt::CreateProcedure(it) => (ObjectKind::Routine, first_object(origin, it)),
        Stmt::CreateTrigger(it) => {
            table = it.on_relation().and_then(|on| origin.object(&on));
            (ObjectKind::Trigger, it.trigger().and_then(|name| origin.object(&name)))
        }
        Stmt::CreatePolicy(it) => {
            table = it.on_table().and_then(|on| origin.object(&on));
            (ObjectKind::Policy, it.policy().and_then(|name| origin.object(&name)))
        }
        Stmt::CreateExtension(it) => {
            (ObjectKind::Extension, it.extension().and_then(|name| origin.object(&name)))
        }
        Stmt::CreateSchema(it) => {
            (ObjectKind::Schema, it.create_schema_target().and_then(|name| origin.object(&name)))
        }
        Stmt::CreateDomain(it) => (ObjectKind::Domain, first_object(origin, it)),
        Stmt::CreateDatabase(_) => (ObjectKind::Database, None),
        Stmt::CreateRole(_) | Stmt::CreateUser(_) | Stmt::CreateGroup(_) => (ObjectKind::Role, None),
        Stmt::CreateAggregate(_) => (ObjectKind::Routine, None),
        Stmt::CreateRule(_)
        | Stmt::CreateCast(_)
        | Stmt::CreateCollation(_)
        | Stmt::CreateOperator(_)
        | Stmt::CreateStatistics(_)
        | Stmt::CreatePublication(_)
        | Stmt::CreateSubscription(_)
        | Stmt::CreateEventTrigger(_)
        | Stmt::CreateTextSearchConfiguration(_)
        | Stmt::CreateTextSearchDictionary(_) => (ObjectKind::Other, None),
        Stmt::AlterFunction(_)
        | Stmt::AlterProcedure(_)
        | Stmt::AlterRoutine(_)
        | Stmt::AlterAggregate(_) => {
            is_alter = true;
            (ObjectKind::Routine, None)
        }
        Stmt::AlterPolicy(_) => {
            is_alter = true;
            (ObjectKind::Policy, None)
        }
        Stmt::AlterView(it) => {
            is_alter = true;
            (ObjectKind::View, first_object(origin, it))
        }
        Stmt::AlterTrigger(_)
        | Stmt::AlterExtension(_)
        | Stmt::AlterDomain(_)
        | Stmt::AlterDatabase(_)
        | Stmt::AlterRole(_)
        | Stmt::AlterUser(_)
        | Stmt::AlterSystem(_)
        | Stmt::AlterPublication(_)
        | Stmt::AlterSubscription(_)
        | Stmt::AlterMaterializedView(_)
        | Stmt::AlterTextSearchConfiguration(_) => {
            is_alter = true;
            (ObjectKind::Other, None)
        }
        _ => return None,
    };
    let is_repeatable =
        holds(statement, SyntaxKind::IF_NOT_EXISTS) || holds(statement, SyntaxKind::OR_REPLACE);
    let object = CreateObject { object: kind, name, table, is_repeatable };
    Some(if is_alter { StatementKind::AlterObject(object) } else { StatementKind::CreateObject(object) })
}

/// The first name with its schema.
fn first_object(origin: Origin, node: &impl AstNode) -> Option<ObjectName> {
    let is_path = |kind| matches!(kind, SyntaxKind::PATH | SyntaxKind::PATH_REF);
    let path = node.syntax().descendants().find(|inner| is_path(inner.kind()))?;
    match ast::Path::cast(path.clone()) {
        Some(path) => origin.object(&path),
        None => origin.object(&ast::PathRef::cast(path)?),
    }
}

fn maintenance(origin: Origin, statement: &Stmt) -> Option<StatementKind> {
    let kind = match statement {
        Stmt::Reindex(_) => MaintenanceKind::Reindex,
        Stmt::Vacuum(_) if holds(statement, SyntaxKind::FULL_KW) => MaintenanceKind::VacuumFull,
        Stmt::Vacuum(_) => MaintenanceKind::Vacuum,
        Stmt::Analyze(_) => MaintenanceKind::Analyze,
        Stmt::Cluster(_) => MaintenanceKind::Cluster,
        Stmt::Refresh(_) => MaintenanceKind::RefreshView,
        Stmt::Lock(_) => MaintenanceKind::Lock,
        _ => return None,
    };
    let concurrently = holds(statement, SyntaxKind::CONCURRENTLY_KW);
    Some(StatementKind::Maintenance(Maintenance {
        kind,
        name: first_object(origin, statement),
        concurrently,
    }))
}

fn rows(origin: Origin, statement: &Stmt) -> Option<StatementKind> {
    let mut dml = Dml {
        kind: DmlKind::Select,
        table: None,
        columns: Vec::new(),
        condition: None,
        more_tables: Vec::new(),
        cascade: false,
    };
    match statement {
        Stmt::Insert(it) => {
            dml.kind = DmlKind::Insert;
            dml.table = it.relation_name_ref().and_then(|name| origin.object(&name));
            let targets = it.column_target_list().into_iter().flat_map(|list| list.column_targets());
            dml.columns = targets.filter_map(|target| origin.name(&target)).collect();
        }
        Stmt::Update(it) => {
            dml.kind = DmlKind::Update;
            dml.table = it.relation_name().and_then(|name| origin.object(&name));
            let targets = it.set_clause().into_iter().flat_map(|clause| {
                clause.syntax().descendants().filter_map(ast::ColumnTarget::cast).collect::<Vec<_>>()
            });
            dml.columns = targets.filter_map(|target| origin.name(&target)).collect();
            dml.condition = it.where_clause_or_current_of().map(|clause| origin.span(&clause));
        }
        Stmt::Delete(it) => {
            dml.kind = DmlKind::Delete;
            dml.table = it.relation_name().and_then(|name| origin.object(&name));
            dml.condition = it.where_clause_or_current_of().map(|clause| origin.span(&clause));
        }
        Stmt::Truncate(it) => {
            dml.kind = DmlKind::Truncate;
            let mut tables = it.table_list()?.table_relation_names().filter_map(|name| origin.object(&name));
            dml.table = tables.next();
            dml.more_tables = tables.collect();
            dml.cascade = matches!(it.drop_behavior(), Some(ast::DropBehavior::Cascade(_)));
        }
        Stmt::Merge(it) => {
            dml.kind = DmlKind::Merge;
            dml.table = it.table_relation_name().and_then(|name| origin.object(&name));
        }
        Stmt::Copy(it) => {
            dml.kind = DmlKind::Copy;
            dml.table = it.copy_table().and_then(|name| origin.object(&name));
        }
        Stmt::Select(_)
        | Stmt::CompoundSelect(_)
        | Stmt::ParenSelect(_)
        | Stmt::Values(_)
        | Stmt::Table(_)
        | Stmt::Show(_)
        | Stmt::Explain(_) => {}
        _ => return None,
    }
    Some(StatementKind::Dml(dml))
}
