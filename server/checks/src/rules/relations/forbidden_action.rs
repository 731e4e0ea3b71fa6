//! `forbidden-action`

use serde_json::Value;

use crate::frame::{Shape, entries};
use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::text::Span;
use base::{Finding, Fix, Level};
use model::catalog::Provider;
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent, RelationArity, offered};
use model::schema::{Cardinality, edit};

rule! {
    /// A referential action that the configuration forbids.
    ///
    /// The option `forbid` lists actions: `"Cascade"` is forbidden for `onDelete`. An object says more precisely what is
    /// forbidden: `onDelete` and `onUpdate` are lists of actions, `relation` limits them to a kind of relation
    /// (`required`, `optional`, `self`, `one-to-one`, `one-to-many`), and `provider` to a database. An action that holds
    /// because nothing else is written counts as well.
    ///
    /// ```prisma flagged {"forbid": ["Cascade"]}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
    /// }
    /// ```
    ///
    /// ```prisma flagged {"forbid": [{"onDelete": ["SetNull"], "relation": "optional", "provider": "postgresql"}]}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int   @id
    ///   authorId Int?
    ///   author   User? @relation(fields: [authorId], references: [id])
    /// }
    /// ```
    ///
    /// ```prisma clean {"forbid": [{"onDelete": ["Cascade"], "relation": "optional"}]}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
    /// }
    /// ```
    pub static RULE = Rule {
        code: "forbidden-action",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "forbid",
            kind: OptionKind::Shape(&Shape {
                accepts: |value| entries(value).iter().all(|entry| Forbidden::parse(entry).is_some()),
                describe: "actions, or objects of `onDelete`, `onUpdate`, `relation` and `provider`",
            }),
            docs: "Forbidden actions: names for `onDelete`, or objects `{ onDelete, onUpdate, relation, provider }`.",
        }],
        check: Check::Model(check),
    };
}

/// An entry of the option.
struct Forbidden {
    delete: Vec<ReferentialAction>,
    update: Vec<ReferentialAction>,
    relation: Option<RelationKind>,
    provider: Option<Provider>,
}

/// A kind of relation that an entry can be limited to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RelationKind {
    Required,
    Optional,
    SelfRelation,
    OneToOne,
    OneToMany,
}

impl Forbidden {
    fn parse(entry: &Value) -> Option<Forbidden> {
        let mut parsed = Forbidden { delete: Vec::new(), update: Vec::new(), relation: None, provider: None };
        let Value::Object(members) = entry else {
            parsed.delete = actions(entry)?;
            return Some(parsed);
        };
        for (key, value) in members {
            match key.as_str() {
                "onDelete" => parsed.delete = actions(value)?,
                "onUpdate" => parsed.update = actions(value)?,
                "relation" => parsed.relation = Some(RelationKind::parse(value.as_str()?)?),
                "provider" => parsed.provider = Some(Provider::parse(value.as_str()?)?),
                _ => return None,
            }
        }
        (!parsed.delete.is_empty() || !parsed.update.is_empty()).then_some(parsed)
    }

    fn forbids(
        &self,
        cx: &Context<'_>,
        key: &OwningField<'_>,
        event: ReferentialEvent,
        action: ReferentialAction,
    ) -> bool {
        let actions = match event {
            ReferentialEvent::Delete => &self.delete,
            ReferentialEvent::Update => &self.update,
        };
        actions.contains(&action)
            && self.provider.is_none_or(|provider| cx.configuration().provider == Some(provider))
            && self.relation.is_none_or(|relation| relation.includes(cx, key))
    }
}

impl RelationKind {
    fn parse(name: &str) -> Option<RelationKind> {
        Some(match name {
            "required" => RelationKind::Required,
            "optional" => RelationKind::Optional,
            "self" => RelationKind::SelfRelation,
            "one-to-one" => RelationKind::OneToOne,
            "one-to-many" => RelationKind::OneToMany,
            _ => return None,
        })
    }

    fn includes(self, cx: &Context<'_>, key: &OwningField<'_>) -> bool {
        match self {
            RelationKind::Required => cx.schema.relation_arity(&key.info) == RelationArity::Required,
            RelationKind::Optional => cx.schema.relation_arity(&key.info) == RelationArity::Optional,
            RelationKind::SelfRelation => key.info.target == key.info.field.item,
            RelationKind::OneToOne => key.info.cardinality == Cardinality::OneToOne,
            RelationKind::OneToMany => key.info.cardinality == Cardinality::OneToMany,
        }
    }
}

/// The actions of a name or list of names; `None` for another value.
fn actions(value: &Value) -> Option<Vec<ReferentialAction>> {
    entries(value).iter().map(|name| ReferentialAction::parse(name.as_str()?)).collect()
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let forbidden: Vec<Forbidden> =
        entries(cx.options.value("forbid")).iter().filter_map(Forbidden::parse).collect();
    if forbidden.is_empty() {
        return;
    }
    for key in cx.owning_fields(model.id) {
        for event in [ReferentialEvent::Delete, ReferentialEvent::Update] {
            let Some((action, _)) = cx.schema.action(&key.info, event) else { continue };
            let is_forbidden = |action| forbidden.iter().any(|it| it.forbids(cx, &key, event, action));
            if is_forbidden(action) {
                found.push(report(cx, model, &key, event, action, &is_forbidden));
            }
        }
    }
}

fn report(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    key: &OwningField<'_>,
    event: ReferentialEvent,
    action: ReferentialAction,
    is_forbidden: &dyn Fn(ReferentialAction) -> bool,
) -> Finding {
    let argument = event.argument();
    let field = format!("{}.{}", model.item.name(), key.field.name.text);
    let written = match event {
        ReferentialEvent::Delete => key.relation.on_delete.as_ref(),
        ReferentialEvent::Update => key.relation.on_update.as_ref(),
    };
    let message = match written {
        Some(_) => format!(
            "`{argument}: {action}` of `{field}` is forbidden by the configuration. Use another action."
        ),
        None => format!(
            "`{field}` has no `{argument}`, and the default `{action}` is forbidden by the configuration. Write another \
             action."
        ),
    };
    let span = written.map_or_else(|| head(key.relation.span), |path| path.span);
    let finding = cx.finding(model.id, span, message);
    cx.fix(finding, || {
        let place = key.field.attribute("relation");
        let provider = cx.configuration().provider;
        let arity = cx.schema.relation_arity(&key.info);
        let others =
            provider.into_iter().flat_map(move |it| offered(it, cx.configuration().relation_mode, arity));
        // `SetDefault` needs a default that identifies a row.
        let others = others.filter(|other| *other != ReferentialAction::SetDefault && !is_forbidden(*other));
        others
            .filter_map(|other| {
                let edit = edit::set_argument(cx.schema, model.id, place?, argument, other.name());
                Some(Fix::choice(format!("Use `{argument}: {other}`"), vec![edit]))
            })
            .collect::<Vec<_>>()
    })
}

/// The name of an attribute, with its `@`.
fn head(attribute: Span) -> Span {
    Span::new(attribute.start, attribute.start + "@relation".len() as u32)
}
