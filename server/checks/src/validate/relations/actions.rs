//! `onDelete` and `onUpdate`.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::relations::fixes;
use crate::validate::relations::side::Side;
use base::text::Span;
use base::{FileEdit, Fix, Place};
use model::catalog::referential_actions::{
    self, ActionVerdict, ReferentialAction, ReferentialEvent, RelationArity,
};
use model::catalog::{Provider, RelationMode};
use model::project::closest;
use model::schema::edit;
use model::schema::item::{Arity, Path};

codes! {
    /// A referential action that the database does not have.
    ///
    /// The available actions depend on the database and on `relationMode`. Choose one of those in the message.
    REFERENTIAL_ACTION_UNSUPPORTED = "referential-action-unsupported";

    /// `SetDefault` is accepted, but the database does not implement it.
    ///
    /// Changing the referenced row fails instead. Choose another action, such as `NoAction`.
    SET_DEFAULT_NOT_CARRIED_OUT = "set-default-not-carried-out";

    /// `SetNull` on a required relation.
    ///
    /// Make the relation and its foreign key optional, or choose another action.
    SET_NULL_ON_REQUIRED = "set-null-on-required";

    /// An unknown referential action.
    ///
    /// The actions are `Cascade`, `Restrict`, `NoAction`, `SetNull` and `SetDefault`, if the database has them.
    UNKNOWN_REFERENTIAL_ACTION = "unknown-referential-action";
}

const EVENTS: [ReferentialEvent; 2] = [ReferentialEvent::Delete, ReferentialEvent::Update];

/// Whether the side names an action.
pub(super) fn are_written(side: &Side<'_>) -> bool {
    EVENTS.iter().any(|event| written(side, *event).is_some())
}

/// Where the side names an action.
pub(super) fn span(side: &Side<'_>) -> Option<Span> {
    EVENTS.iter().filter_map(|event| written(side, *event)).map(|path| path.span).reduce(Span::cover)
}

/// What the side says of an event, as written.
fn written<'s>(side: &Side<'s>, event: ReferentialEvent) -> Option<&'s Path> {
    let relation = side.relation()?;
    match event {
        ReferentialEvent::Delete => relation.on_delete.as_ref(),
        ReferentialEvent::Update => relation.on_update.as_ref(),
    }
}

/// Whether what is written is the name of an action, on whichever side it stands.
pub(super) fn check_names(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    for event in EVENTS {
        if let Some(path) = written(side, event)
            && ReferentialAction::parse(&path.text).is_none()
        {
            unknown(cx, side, event, path);
        }
    }
}

/// Whether the database has the actions.
pub(super) fn check_support(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    if cx.configuration().provider.is_none() {
        return;
    }
    for site in sites(side) {
        if !referential_actions::allowed(site.provider, site.mode).contains(&site.action) {
            refused(cx, side, &site);
        } else if site.action != ReferentialAction::SetNull && site.verdict() == ActionVerdict::Warned {
            unsupported(cx, side, &site);
        }
    }
}

/// Whether the foreign key can do what the actions ask for, on the side that holds it, or should.
pub(super) fn check_key(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    for site in sites(side).filter(|site| site.action == ReferentialAction::SetNull) {
        set_null(cx, side, &site);
    }
}

/// The actions that the side names.
fn sites<'s>(side: &Side<'s>) -> impl Iterator<Item = Site<'s>> + use<'s> {
    let configuration = side.schema.configuration();
    // Without a known database Prisma is as strict as with most.
    let provider = configuration.provider.unwrap_or(Provider::Sqlite);
    let arity = if side.is_required() { RelationArity::Required } else { RelationArity::Optional };
    let mode = configuration.relation_mode;
    let written = EVENTS.map(|event| (event, written(side, event)));
    written.into_iter().filter_map(move |(event, path)| {
        let path = path?;
        let action = ReferentialAction::parse(&path.text)?;
        Some(Site { event, path, action, provider, mode, arity })
    })
}

/// One action at its place.
struct Site<'s> {
    event: ReferentialEvent,
    path: &'s Path,
    action: ReferentialAction,
    provider: Provider,
    mode: RelationMode,
    arity: RelationArity,
}

impl Site<'_> {
    fn verdict(&self) -> ActionVerdict {
        referential_actions::verdict(self.provider, self.mode, self.arity, self.action)
    }

    /// The actions that could stand here without error or warning, those that refuse first.
    fn others(&self) -> Vec<ReferentialAction> {
        let mut others: Vec<_> = referential_actions::offered(self.provider, self.mode, self.arity).collect();
        others.sort_by_key(|action| action.spreads());
        others
    }

    /// Replacing it by another action.
    fn replace(&self, side: &Side<'_>, action: ReferentialAction) -> Fix {
        let place = Place::new(side.id.item, self.path.span);
        let change = edit::replace(side.schema, place, action.name());
        Fix::choice(format!("Change to `{}: {action}`", self.event.argument()), vec![change])
    }
}

fn unknown(cx: &mut ValidityContext<'_>, side: &Side<'_>, event: ReferentialEvent, path: &Path) {
    let schema = cx.schema;
    let known: Vec<&str> = match cx.configuration().provider {
        Some(provider) => referential_actions::allowed(provider, cx.configuration().relation_mode),
        None => &ReferentialAction::ALL,
    }
    .iter()
    .map(|action| action.name())
    .collect();
    let near = closest(&path.text, known.iter().copied());
    let hint = match near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Available actions: {}.", known.join(", ")),
    };
    let message = format!("Unknown action `{}` for `{}`. {hint}", path.text, event.argument());
    let place = Place::new(side.id.item, path.span);
    cx.error(&UNKNOWN_REFERENTIAL_ACTION, side.id.item, path.span, message).fix(|| {
        let change =
            |name: &str| Fix::choice(format!("Change to `{name}`"), vec![edit::replace(schema, place, name)]);
        match near {
            Some(near) => vec![change(near)],
            None => offered(side).map(|action| change(action.name())).collect(),
        }
    });
}

/// The actions that can stand at the side without error or warning.
fn offered(side: &Side<'_>) -> impl Iterator<Item = ReferentialAction> {
    let configuration = side.schema.configuration();
    let provider = configuration.provider.unwrap_or(Provider::Sqlite);
    let arity = if side.is_required() { RelationArity::Required } else { RelationArity::Optional };
    referential_actions::offered(provider, configuration.relation_mode, arity)
}

fn refused(cx: &mut ValidityContext<'_>, side: &Side<'_>, site: &Site<'_>) {
    let others = site.others();
    let names: Vec<String> = others.iter().map(|action| format!("`{action}`")).collect();
    let mode = match site.mode {
        RelationMode::Prisma if site.provider.is_sql() => " with `relationMode = \"prisma\"`",
        _ => "",
    };
    let message = format!(
        "{} does not support `{}`{mode}. Use {} for `{}` of `{}`.",
        site.provider.display_name(),
        site.action,
        names.join(" or "),
        site.event.argument(),
        side.label()
    );
    cx.error(&REFERENTIAL_ACTION_UNSUPPORTED, side.id.item, site.path.span, message)
        .fix(|| others.iter().map(|action| site.replace(side, *action)).collect::<Vec<_>>());
}

fn set_null(cx: &mut ValidityContext<'_>, side: &Side<'_>, site: &Site<'_>) {
    let required: Vec<String> = side
        .key()
        .filter(|field| field.arity() == Arity::Required)
        .map(|field| format!("`{}`", field.name.text))
        .collect();
    let cause = match required.as_slice() {
        [] => "the relation is required".to_owned(),
        [one] => format!("{one} is required"),
        more => format!("{} are required", more.join(", ")),
    };
    let message = format!(
        "`{}: SetNull` of `{}` fails: {cause} and cannot be NULL. Make it optional, or choose another action.",
        site.event.argument(),
        side.label()
    );
    let (id, span) = (side.id.item, site.path.span);
    let report = match site.verdict() {
        ActionVerdict::Fine => return,
        ActionVerdict::Warned => cx.warning(&SET_NULL_ON_REQUIRED, id, span, message),
        ActionVerdict::Refused => cx.error(&SET_NULL_ON_REQUIRED, id, span, message),
    };
    report.fix(|| {
        let other = site.others().into_iter().next().map(|action| site.replace(side, action));
        [make_optional(side)].into_iter().chain(other)
    });
}

fn unsupported(cx: &mut ValidityContext<'_>, side: &Side<'_>, site: &Site<'_>) {
    let message = format!(
        "{} does not implement `{}`: deleting or changing the referenced row fails. Choose another action for `{}` of \
         `{}`.",
        site.provider.display_name(),
        site.action,
        site.event.argument(),
        side.label()
    );
    cx.warning(&SET_DEFAULT_NOT_CARRIED_OUT, side.id.item, site.path.span, message)
        .fix(|| [site.replace(side, ReferentialAction::NoAction)]);
}

/// Makes the relation field and all of its foreign key optional.
pub(super) fn make_optional(side: &Side<'_>) -> Fix {
    let required = side.key().filter(|field| field.arity() == Arity::Required);
    let mut changes: Vec<FileEdit> = required
        .filter_map(|field| {
            let ty = field.ty.as_ref()?;
            let old = ty.span.of(&side.schema.text(side.id.item)).to_owned();
            Some(edit::replace(side.schema, Place::new(side.id.item, ty.span), format!("{old}?")))
        })
        .collect();
    if side.arity() == Arity::Required {
        changes.push(fixes::retype(side, &format!("{}?", side.field.type_name())));
    }
    Fix::choice("Make the relation and its foreign key optional", changes)
}
