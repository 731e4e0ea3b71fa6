//! The input of all hovers.

use crate::Analysis;
use base::{FieldId, ItemId};
use model::catalog::{Availability, Provider, ProviderSet, Release};
use model::project::Dialect;
use model::schema::Schema;

/// The schema, and values derived from it.
#[derive(Clone, Copy)]
pub(super) struct HoverContext<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) schema: &'a Schema,
    pub(super) is_next: bool,
}

impl<'a> HoverContext<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> HoverContext<'a> {
        HoverContext { analysis, schema: &analysis.schema, is_next: analysis.dialect == Dialect::PrismaNext }
    }

    pub(super) fn provider(self) -> Option<Provider> {
        self.schema.configuration().provider
    }

    pub(super) fn release(self) -> Release {
        self.schema.configuration().release()
    }

    pub(super) fn is_mongodb(self) -> bool {
        self.provider() == Some(Provider::Mongodb)
    }

    /// The name of the item; empty if it has none.
    pub(super) fn item_name(self, id: ItemId) -> &'a str {
        self.schema.item(id).map_or("", |item| item.name())
    }

    /// The field with its block: `User.email`.
    pub(super) fn field_path(self, id: FieldId) -> String {
        let name = self.schema.field(id).map_or("", |field| field.name.as_str());
        format!("{}.{name}", self.item_name(id.item))
    }

    /// A note if it is not available on this database.
    pub(super) fn provider_note(self, providers: ProviderSet) -> Option<String> {
        let provider = self.provider().filter(|provider| !providers.contains(*provider))?;
        Some(match providers.iter().count() {
            0 | 5 => format!("*Not available on {provider}.*"),
            _ => format!("*Not available on {provider}, only on {providers}.*"),
        })
    }

    /// A note if it is not available in this release.
    pub(super) fn release_note(self, availability: Availability) -> Option<String> {
        let release = self.release();
        match availability {
            Availability { since: Some(first), .. } if release < first => {
                Some(format!("*Requires Prisma {first}; this schema uses {release}.*"))
            }
            Availability { until: Some(gone), .. } if release >= gone => {
                Some(format!("*Removed in Prisma {gone}; this schema uses {release}.*"))
            }
            _ => None,
        }
    }

    /// A note if a preview feature has to be enabled first, unless `docs` says so.
    pub(super) fn preview_note(self, feature: Option<&str>, docs: &str) -> Option<String> {
        let feature = feature.filter(|name| !self.schema.configuration().has_preview_feature(name))?;
        if docs.contains(&format!("`{feature}`")) {
            return Some("*The feature is not enabled in this schema.*".to_owned());
        }
        Some(format!("*Requires the preview feature `{feature}`, which is not enabled in this schema.*"))
    }
}
