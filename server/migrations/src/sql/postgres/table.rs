//! Tables, columns, constraints and indexes of PostgreSQL.

use smol_str::SmolStr;
use squawk_syntax::SyntaxKind;
use squawk_syntax::ast::{self, AstNode};

use super::super::name::Name;
use super::super::statement::{CreateIndex, StatementKind};
use super::super::table::{
    AlterAction, AlterActionKind, AlterTable, ColumnDefinition, Constraint, ConstraintKind, CreateTable,
    DroppedConstraint, ForeignKey, Generated, IndexColumn, IndexDefinition, ReferenceAction,
};
use super::tree::{Origin, holds};

pub(super) fn create_table(origin: Origin, node: &ast::CreateTable) -> Option<StatementKind> {
    let mut table = CreateTable {
        name: origin.object(&node.table_name()?)?,
        columns: Vec::new(),
        constraints: Vec::new(),
        if_not_exists: node.if_not_exists().is_some(),
        is_temporary: matches!(node.persistence(), Some(ast::Persistence::Temp(_))),
        is_derived: node.partition_of().is_some() || node.inherits().is_some() || node.of_type().is_some(),
        options: node.partition_by().map(|it| origin.fragment(&it)),
    };
    for argument in node.table_arg_list().iter().flat_map(ast::TableArgList::args) {
        match argument {
            ast::TableArg::Column(it) => table.columns.push(column(origin, &it)?),
            ast::TableArg::TableConstraint(it) => {
                table.constraints.push(constraint(
                    origin,
                    &ast::Constraint::cast(it.syntax().clone())?,
                    None,
                )?);
            }
            ast::TableArg::LikeClause(_) => table.is_derived = true,
        }
    }
    Some(StatementKind::CreateTable(table))
}

pub(super) fn create_table_as(origin: Origin, node: &ast::CreateTableAs) -> Option<StatementKind> {
    Some(StatementKind::CreateTable(CreateTable {
        name: origin.object(&node.table_name()?)?,
        columns: Vec::new(),
        constraints: Vec::new(),
        if_not_exists: node.if_not_exists().is_some(),
        is_temporary: matches!(node.persistence(), Some(ast::Persistence::Temp(_))),
        is_derived: true,
        options: None,
    }))
}

fn new_column(origin: Origin, node: &impl AstNode, name: Name, ty: Option<ast::Type>) -> ColumnDefinition {
    ColumnDefinition {
        name,
        span: origin.span(node),
        ty: ty.map(|it| origin.fragment(&it)),
        nullable: None,
        default: None,
        default_name: None,
        generated: None,
        on_update: None,
        collation: None,
        constraints: Vec::new(),
    }
}

fn column(origin: Origin, node: &ast::Column) -> Option<ColumnDefinition> {
    let mut column = new_column(origin, node, origin.name(&node.name()?)?, node.ty());
    for clause in node.clauses() {
        match clause {
            ast::ColumnClause::ColumnConstraint(it) => {
                add_clause(origin, &mut column, &ast::Constraint::cast(it.syntax().clone())?)?;
            }
            ast::ColumnClause::Collate(it) => column.collation = origin.name(&it).map(|name| name.text),
            _ => {}
        }
    }
    Some(column)
}

fn add_clause(origin: Origin, column: &mut ColumnDefinition, clause: &ast::Constraint) -> Option<()> {
    match clause {
        ast::Constraint::DefaultConstraint(it) => column.default = Some(origin.fragment(&it.expr()?)),
        ast::Constraint::NotNullConstraint(_) => column.nullable = Some(false),
        ast::Constraint::NullConstraint(_) => column.nullable = Some(true),
        ast::Constraint::GeneratedConstraint(it) => {
            column.generated = Some(match it.generated_as()? {
                ast::GeneratedAs::GeneratedIdentity(_) => Generated::Identity,
                ast::GeneratedAs::GeneratedStored(it) if holds(&it, SyntaxKind::VIRTUAL_KW) => {
                    Generated::Virtual
                }
                ast::GeneratedAs::GeneratedStored(_) => Generated::Stored,
            });
        }
        other => column.constraints.push(constraint(origin, other, Some(&column.name))?),
    }
    Some(())
}

/// A constraint; `column` is the one that carries it, if it is not one of the table.
fn constraint(origin: Origin, node: &ast::Constraint, column: Option<&Name>) -> Option<Constraint> {
    let named = |clause: Option<ast::ConstraintNameClause>| clause.and_then(|clause| origin.name(&clause));
    let (name, kind) = match node {
        ast::Constraint::PrimaryKeyConstraint(it) => {
            let name = named(it.constraint_name_clause());
            let kind = match it.using_index() {
                Some(index) => {
                    ConstraintKind::UsingIndex { index: origin.name(&index)?, is_primary_key: true }
                }
                None => ConstraintKind::PrimaryKey(inner_index(
                    origin,
                    it.index_parameters(),
                    column,
                    name.as_ref(),
                )?),
            };
            (name, kind)
        }
        ast::Constraint::UniqueConstraint(it) => {
            let name = named(it.constraint_name_clause());
            let kind = match it.using_index() {
                Some(index) => {
                    ConstraintKind::UsingIndex { index: origin.name(&index)?, is_primary_key: false }
                }
                None => {
                    ConstraintKind::Unique(inner_index(origin, it.index_parameters(), column, name.as_ref())?)
                }
            };
            (name, kind)
        }
        ast::Constraint::ForeignKeyConstraint(it) => {
            let mut key = ForeignKey {
                columns: origin.names(&it.from_columns()?),
                table: origin.object(&it.table_name_ref()?)?,
                referenced: it.to_columns().map(|columns| origin.names(&columns)).unwrap_or_default(),
                on_delete: None,
                on_update: None,
            };
            actions(&mut key, it.referential_actions())?;
            (named(it.constraint_name_clause()), ConstraintKind::ForeignKey(key))
        }
        ast::Constraint::ReferencesConstraint(it) => {
            let mut key = ForeignKey {
                columns: column.into_iter().cloned().collect(),
                table: origin.object(&it.table()?)?,
                referenced: it.column().map(|column| origin.names(&column)).unwrap_or_default(),
                on_delete: None,
                on_update: None,
            };
            actions(&mut key, it.referential_actions())?;
            (named(it.constraint_name_clause()), ConstraintKind::ForeignKey(key))
        }
        ast::Constraint::CheckConstraint(it) => {
            (named(it.constraint_name_clause()), ConstraintKind::Check(origin.fragment(&it.expr()?)))
        }
        ast::Constraint::ExcludeConstraint(it) => {
            (named(it.constraint_name_clause()), ConstraintKind::Exclude)
        }
        ast::Constraint::NotNullConstraint(it) => {
            let column = origin.name(&it.column_name_ref()?)?;
            (named(it.constraint_name_clause()), ConstraintKind::NotNull(column))
        }
        ast::Constraint::DefaultConstraint(_)
        | ast::Constraint::GeneratedConstraint(_)
        | ast::Constraint::NullConstraint(_) => return None,
    };
    let is_not_valid = node.syntax().children().any(|option| option.kind() == SyntaxKind::NOT_VALID);
    Some(Constraint { name, span: origin.span(node), kind, is_not_valid })
}

fn actions(key: &mut ForeignKey, actions: ast::AstChildren<ast::ReferentialAction>) -> Option<()> {
    for action in actions {
        match action {
            ast::ReferentialAction::OnDeleteAction(it) => key.on_delete = Some(action_of(&it.ref_action()?)),
            ast::ReferentialAction::OnUpdateAction(it) => key.on_update = Some(action_of(&it.ref_action()?)),
        }
    }
    Some(())
}

fn action_of(action: &ast::RefAction) -> ReferenceAction {
    match action {
        ast::RefAction::Cascade(_) => ReferenceAction::Cascade,
        ast::RefAction::NoAction(_) => ReferenceAction::NoAction,
        ast::RefAction::Restrict(_) => ReferenceAction::Restrict,
        ast::RefAction::SetDefaultColumns(_) => ReferenceAction::SetDefault,
        ast::RefAction::SetNullColumns(_) => ReferenceAction::SetNull,
    }
}

/// The index behind a primary key or unique constraint.
fn inner_index(
    origin: Origin,
    parameters: Option<ast::IndexParameters>,
    column: Option<&Name>,
    name: Option<&Name>,
) -> Option<IndexDefinition> {
    let mut index = IndexDefinition { name: name.cloned(), is_unique: true, ..IndexDefinition::default() };
    let listed = parameters.as_ref().and_then(ast::IndexParameters::column_list);
    index.columns = match (&listed, column) {
        (Some(list), _) => list.column_name_refs().filter_map(|it| origin.name(&it)).map(plain).collect(),
        (None, Some(column)) => vec![plain(column.clone())],
        (None, None) => return None,
    };
    if let Some(parameters) = parameters {
        index.nulls_not_distinct =
            matches!(parameters.nulls_distinct_option(), Some(ast::NullsDistinctOption::NullsNotDistinct(_)));
        index.include =
            parameters.constraint_include_clause().map(|it| origin.names(&it)).unwrap_or_default();
    }
    Some(index)
}

fn plain(name: Name) -> IndexColumn {
    IndexColumn {
        span: name.span,
        column: Some(name),
        length: None,
        is_descending: None,
        nulls_first: None,
        operator_class: None,
    }
}

pub(super) fn create_index(origin: Origin, node: &ast::CreateIndex) -> Option<StatementKind> {
    let index = IndexDefinition {
        name: node.index().and_then(|it| origin.name(&it)),
        columns: node
            .partition_item_list()?
            .partition_items()
            .map(|item| index_column(origin, &item))
            .collect::<Option<_>>()?,
        is_unique: node.unique_token().is_some(),
        method: node.using_method().and_then(|it| origin.name(&it)).map(|name| name.text),
        include: node.index_include_clause().map(|it| origin.names(&it)).unwrap_or_default(),
        predicate: match node.where_clause() {
            Some(clause) => Some(origin.fragment(&clause.expr()?)),
            None => None,
        },
        is_clustered: None,
        class: None,
        nulls_not_distinct: matches!(
            node.nulls_distinct_option(),
            Some(ast::NullsDistinctOption::NullsNotDistinct(_))
        ),
    };
    Some(StatementKind::CreateIndex(CreateIndex {
        table: origin.object(&node.table_relation_name()?.table_name_ref()?)?,
        index,
        concurrently: node.concurrently_token().is_some(),
        if_not_exists: node.if_not_exists().is_some(),
        is_online: false,
    }))
}

fn index_column(origin: Origin, item: &ast::PartitionItem) -> Option<IndexColumn> {
    let collated = item.collate().and_then(|it| it.expr());
    let column = match item.expr().or(collated)? {
        ast::Expr::NameRef(it) => Some(origin.name(&it)?),
        _ => None,
    };
    Some(IndexColumn {
        span: origin.span(item),
        column,
        length: None,
        is_descending: match item.sort_order() {
            Some(ast::SortOrder::SortDesc(_)) => Some(true),
            Some(_) => Some(false),
            None => None,
        },
        nulls_first: item.nulls_order().map(|order| matches!(order, ast::NullsOrder::NullsFirst(_))),
        operator_class: item.op_class_ref().map(|it| SmolStr::new(it.syntax().text().to_string())),
    })
}

pub(super) fn alter_table(origin: Origin, node: &ast::AlterTable) -> Option<StatementKind> {
    let table = origin.object(&node.table_relation_name()?.table_name_ref()?)?;
    let actions = node
        .actions()
        .map(|action| Some(AlterAction { span: origin.span(&action), kind: alter_action(origin, &action)? }))
        .collect::<Option<Vec<_>>>()?;
    if actions.is_empty() {
        return None;
    }
    let if_exists = node.if_exists().is_some();
    Some(StatementKind::AlterTable(AlterTable { table, if_exists, actions, is_online: false }))
}

fn alter_action(origin: Origin, action: &ast::AlterTableAction) -> Option<AlterActionKind> {
    use ast::AlterTableAction as Action;
    Some(match action {
        Action::AddColumn(it) => {
            let mut column = new_column(origin, it, origin.name(&it.column_name()?)?, it.ty());
            let start = it.column_name().map_or(column.span.start, |name| origin.span(&name).start);
            column.span.start = start;
            for clause in it.constraints() {
                add_clause(origin, &mut column, &clause)?;
            }
            column.collation = it.collate().and_then(|it| origin.name(&it)).map(|name| name.text);
            AlterActionKind::AddColumn { column, if_not_exists: it.if_not_exists().is_some() }
        }
        Action::DropColumn(it) => AlterActionKind::DropColumn {
            column: origin.name(&it.column_name_ref()?)?,
            if_exists: it.if_exists().is_some(),
            cascade: matches!(it.drop_behavior(), Some(ast::DropBehavior::Cascade(_))),
        },
        Action::AlterColumn(it) => alter_column(origin, it)?,
        Action::AddConstraint(it) => {
            AlterActionKind::AddConstraint(constraint(origin, &it.constraint()?, None)?)
        }
        Action::DropConstraint(it) => AlterActionKind::DropConstraint {
            name: Some(origin.name(&it.constraint_name_ref()?)?),
            kind: DroppedConstraint::Any,
            if_exists: it.if_exists().is_some(),
        },
        Action::RenameColumn(it) => AlterActionKind::RenameColumn {
            from: origin.name(&it.column_name_ref()?)?,
            to: origin.name(&it.column_name()?)?,
        },
        Action::RenameConstraint(it) => AlterActionKind::RenameConstraint {
            from: origin.name(&it.constraint_name_ref()?)?,
            to: origin.name(&it.constraint_name()?)?,
        },
        Action::TableRenameTo(it) => AlterActionKind::RenameTable(origin.object(&it.table_name()?)?),
        Action::SetSchema(it) => AlterActionKind::SetSchema(origin.name(&it.schema_ref()?)?),
        Action::ValidateConstraint(it) => {
            AlterActionKind::ValidateConstraint(origin.name(&it.constraint_name_ref()?)?)
        }
        Action::EnableRls(_) | Action::ForceRls(_) => AlterActionKind::RowLevelSecurity(true),
        Action::DisableRls(_) | Action::NoForceRls(_) => AlterActionKind::RowLevelSecurity(false),
        Action::InheritTable(_)
        | Action::OfType(_)
        | Action::MergePartitions(_)
        | Action::SplitPartition(_) => return None,
        _ => AlterActionKind::Other,
    })
}

fn alter_column(origin: Origin, node: &ast::AlterColumn) -> Option<AlterActionKind> {
    use ast::AlterColumnOption as Change;
    let column = origin.name(&node.column_name_ref()?)?;
    Some(match node.option()? {
        Change::SetType(it) => AlterActionKind::SetType {
            column,
            ty: origin.fragment(&it.ty()?),
            using: match it.using_expr() {
                Some(using) => Some(origin.fragment(&using.expr()?)),
                None => None,
            },
        },
        Change::SetDefault(it) => {
            AlterActionKind::SetDefault { column, value: Some(origin.fragment(&it.expr()?)) }
        }
        Change::DropDefault(_) => AlterActionKind::SetDefault { column, value: None },
        Change::SetNotNull(_) => AlterActionKind::SetNullable { column, nullable: false },
        Change::DropNotNull(_) => AlterActionKind::SetNullable { column, nullable: true },
        Change::AddGenerated(_) => AlterActionKind::SetIdentity { column, is_identity: true },
        Change::DropIdentity(_) => AlterActionKind::SetIdentity { column, is_identity: false },
        Change::DropExpression(_) | Change::SetExpression(_) => return None,
        _ => AlterActionKind::Other,
    })
}
