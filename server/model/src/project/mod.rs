//! Pure decisions about files: which ones form a schema, which Prisma version they are for, and their configuration.
//!
//! Nothing here touches the disk: callers hand in a [`Files`] view, and what is read is text. Nothing here fails either:
//! what cannot be read becomes a [`Finding`](base::Finding) with its place, beside everything that could be read.

mod closest;
mod config;
mod contract;
mod data;
mod located;
mod package_json;
mod paths;
mod problems;
mod scan;
mod schema_set;
mod scripts;
mod settings;
mod toml_outline;
mod version;
mod vfs;

pub use closest::closest;
pub use config::{
    Address, AddressValue, ConfigSite, ControlStack, Extensions, Outcome, PrismaConfig, config_in,
    nearest_config,
};
pub use contract::ContractEnums;
pub use located::Located;
pub use package_json::PackageJson;
pub use paths::{CONFIG_NAMES, ancestors, is_config_name, name, normalize, resolve};
pub use problems::{
    ASSUMED_VERSION_CODE, MIXED_DIALECTS_CODE, NEXT_MIGRATIONS_CODE, PRISMA_CONFIG_CODE, PRISMA_VERSION_CODE,
    SETTINGS_CODE, settings_info, settings_warning,
};
pub use scan::{Scan, scan};
pub use schema_set::{GroupedBy, SchemaFinder, SchemaSet, discover, schema_of};
pub use scripts::{UnsafeScript, unsafe_scripts};
pub use settings::{
    EDITOR_SECTION, Effective, Environment, FormatSettings, Glob, LEVEL_NAMES, LintConfig, LintRule,
    LintSettings, MigrationScope, MigrationSettings, Override, QuerySettings, RuleOption, RuleSetting,
    SETTING_KEYS, SETTINGS_FILE, SettingKey, SettingSource, SettingValue, Settings, UrlSource, is_rules,
    nearest_lint_settings, nearest_settings, set_rule_level, setting_key, setting_keys, settings_chain,
};
pub use syntax::{DIRECTIVES, Dialect, directive};
pub use toml_outline::{TomlEntry, TomlKey, TomlOutline, TomlPlace, TomlPlaceKind, is_quoted};
pub use version::{Detected, Evidence, KNOWN_VERSIONS, PrismaVersion, VersionSource, detect_version};
pub use vfs::{Entry, Files, MemoryFiles, matters};
