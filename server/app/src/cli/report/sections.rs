//! What the formats of the privacy report share: names and counts.

use ::queries::privacy::{
    Access, Effect, Fields, PersonalField, PersonalModel, PointState, PrivacyReport, Site, TimeKind,
};
use base::text::markdown::code_in_cell;
use base::{FieldId, ItemId};
use checks::rules::{DataEvidence, Protection};
use model::schema::Schema;

use super::places::Places;

/// How many places a list names before it says how many are left.
const MAX_PLACES: usize = 8;

/// A report with what it is about.
pub(super) struct Context<'a> {
    /// The schema.
    pub(super) schema: &'a Schema,
    /// The report.
    pub(super) report: &'a PrivacyReport,
    /// The places in the code.
    pub(super) places: &'a Places<'a>,
    /// The path of the schema as it is shown.
    pub(super) shown: &'a str,
}

/// How many calls do something with a field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses {
    /// That return it, since they name it.
    pub(super) read_by_name: usize,
    /// That return it along with all other fields.
    pub(super) read_with_all: usize,
    /// That find rows by it.
    pub(super) searched: usize,
    /// That store it.
    pub(super) written: usize,
}

impl Context<'_> {
    /// The name of a model.
    pub(super) fn model(&self, id: ItemId) -> &str {
        self.schema.item(id).map_or("", |item| item.name())
    }

    /// The name of a field.
    pub(super) fn field(&self, id: FieldId) -> &str {
        self.schema.field(id).map_or("", |field| field.name.text.as_str())
    }

    /// `User.email`.
    pub(super) fn qualified(&self, id: FieldId) -> String {
        format!("{}.{}", self.model(id.item), self.field(id))
    }

    /// How many calls do something with a field.
    pub(super) fn uses(&self, model: &PersonalModel, field: FieldId) -> Uses {
        let mut uses = Uses::default();
        for access in &model.accesses {
            let count = match access.effect {
                Effect::Read if access.fields.name(field) => &mut uses.read_by_name,
                Effect::Read if access.fields.include(field) => &mut uses.read_with_all,
                Effect::Search if access.fields.include(field) => &mut uses.searched,
                Effect::Write if access.fields.include(field) => &mut uses.written,
                _ => continue,
            };
            *count += 1;
        }
        uses
    }

    /// The personal data that an access is about; `None` where the code does not tell.
    pub(super) fn touched<'m>(
        &self,
        model: &'m PersonalModel,
        access: &Access,
    ) -> Option<Vec<&'m PersonalField>> {
        let fields: Vec<&PersonalField> =
            model.fields.iter().filter(|it| access.fields.include(it.field)).collect();
        (!matches!(access.fields, Fields::Unknown(_)) || !fields.is_empty()).then_some(fields)
    }
}

/// Why a field is listed.
pub(super) fn reason(field: &PersonalField) -> String {
    match &field.data.evidence {
        DataEvidence::Annotation(text) => format!("annotated {}", code_in_cell(text)),
        DataEvidence::Name => "its name".to_owned(),
        DataEvidence::NameInPerson => "its name, in a model of persons".to_owned(),
    }
}

/// How a field is protected, in a word.
pub(super) fn protection(field: &PersonalField) -> Option<&'static str> {
    field.data.protection.map(|protection| match protection {
        Protection::Encrypted => "encrypted (annotated)",
        Protection::Hashed => "hashed (annotated)",
        Protection::HashedByName => "hashed (by its name)",
    })
}

/// The state of a point, in a word.
pub(super) fn state(state: PointState) -> &'static str {
    match state {
        PointState::Present => "present",
        PointState::Partial => "partial",
        PointState::Absent => "absent",
        PointState::NotVisible => "not visible",
    }
}

/// A point in time, in a word.
pub(super) fn time(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Created => "created",
        TimeKind::Expires => "expires",
        TimeKind::Deleted => "deleted",
        TimeKind::Updated => "updated",
        TimeKind::Other => "other",
    }
}

/// What an access does, in a word.
pub(super) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Search => "search",
        Effect::Write => "write",
        Effect::Delete => "delete",
    }
}

/// `src/user.ts:12`, `src/user.ts:30` and 3 more.
pub(super) fn sites(cx: &Context<'_>, sites: &[Site]) -> String {
    let mut names: Vec<String> = sites.iter().map(|site| code_in_cell(&cx.places.site(site))).collect();
    names.dedup();
    let left = names.len().saturating_sub(MAX_PLACES);
    names.truncate(MAX_PLACES);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}

/// A list of fields with their models.
pub(super) fn qualified(cx: &Context<'_>, fields: &[FieldId]) -> String {
    fields.iter().map(|id| format!("`{}`", cx.qualified(*id))).collect::<Vec<_>>().join(", ")
}
