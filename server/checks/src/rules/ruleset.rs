//! Which rules are on, how grave, and with which options.

use crate::rules::{Options, Rule, find, rules};
use crate::validate::codes;
use base::{Finding, Level, Preset};
use model::project::{Effective, RuleSetting, closest, settings_warning};

/// The rules that are on for a file, with their levels and options.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<RuleEntry>,
}

/// A rule, its level and what else is set for it.
type RuleEntry = (&'static Rule, Level, Options);

impl PartialEq for RuleSet {
    fn eq(&self, other: &RuleSet) -> bool {
        let same =
            |((rule, level, options), (theirs, their_level, their_options)): (&RuleEntry, &RuleEntry)| {
                std::ptr::eq(*rule, *theirs) && level == their_level && options == their_options
            };
        self.rules.len() == other.rules.len() && self.rules.iter().zip(&other.rules).all(same)
    }
}

impl RuleSet {
    /// Every rule at its level in the preset, options at their defaults.
    pub fn preset(preset: Preset) -> RuleSet {
        let rules = rules().map(|(_, rule)| (rule, rule.levels.of(preset), Options::defaults(rule.options)));
        RuleSet { rules: rules.collect() }
    }

    /// No rule at all.
    pub fn none() -> RuleSet {
        RuleSet { rules: Vec::new() }
    }

    /// The rules as set for a file. What is set for no known rule or option is left out; [`RuleSet::problems`] names it.
    pub fn new(settings: &Effective<'_>) -> RuleSet {
        let mut set = RuleSet::preset(settings.preset);
        for setting in &settings.rules {
            let Some((rule, level, options)) =
                set.rules.iter_mut().find(|(rule, ..)| rule.code == setting.code)
            else {
                continue;
            };
            if let Some(wanted) = &setting.level {
                *level = wanted.value;
            }
            for option in &setting.options {
                let spec = rule.options.iter().find(|spec| spec.name == option.name);
                if let Some(spec) = spec.filter(|spec| spec.kind.accepts(&option.value)) {
                    options.set(spec.name, option.value.clone());
                }
            }
        }
        if settings.is_excluded {
            set.rules.clear();
        }
        set
    }

    /// Sets the level of a rule.
    pub fn set_level(&mut self, code: &str, level: Level) {
        for entry in self.rules.iter_mut().filter(|(rule, ..)| rule.code == code) {
            entry.1 = level;
        }
    }

    /// Turns off all rules but those named in `only`, where any are, and those named in `without`. What `only` names is
    /// on afterwards: where it was off, at its level in [`Preset::Strict`], and as a warning where it is off there too.
    pub fn choose(&mut self, only: &[String], without: &[String]) {
        for (rule, level, _) in &mut self.rules {
            let is_named = |codes: &[String]| codes.iter().any(|code| code == rule.code);
            if is_named(only) && *level == Level::Off {
                *level = rule.levels.of(Preset::Strict);
                if *level == Level::Off {
                    *level = Level::Warning;
                }
            }
            if is_named(without) || (!only.is_empty() && !is_named(only)) {
                *level = Level::Off;
            }
        }
    }

    /// Sets an option of a rule, if the rule has it and takes the value.
    pub fn set_option(&mut self, code: &str, name: &str, value: serde_json::Value) {
        for (rule, _, options) in self.rules.iter_mut().filter(|(rule, ..)| rule.code == code) {
            let spec = rule.options.iter().find(|spec| spec.name == name);
            if let Some(spec) = spec.filter(|spec| spec.kind.accepts(&value)) {
                options.set(spec.name, value.clone());
            }
        }
    }

    /// The rules that are on.
    pub fn active(&self) -> impl Iterator<Item = (&'static Rule, Level, &Options)> {
        let on = self.rules.iter().filter(|(_, level, _)| *level != Level::Off);
        on.map(|(rule, level, options)| (*rule, *level, options))
    }

    /// The level of a rule; off for one that does not exist.
    pub fn level(&self, code: &str) -> Level {
        self.rules.iter().find(|(rule, ..)| rule.code == code).map_or(Level::Off, |(_, level, _)| *level)
    }

    /// What is wrong in the settings of rules: unknown rules and options with the nearest known name, values of the
    /// wrong kind.
    pub fn problems<'s>(settings: impl IntoIterator<Item = &'s RuleSetting>) -> Vec<Finding> {
        let mut problems = Vec::new();
        for setting in settings {
            let mut add = |span, message| {
                problems.push(settings_warning(setting.source.anchor(span), message));
            };
            let Some(rule) = find(&setting.code) else {
                add(setting.key_span, no_rule(&setting.code, "`prisma-lens rules` lists all rules."));
                continue;
            };
            for option in &setting.options {
                match rule.options.iter().find(|spec| spec.name == option.name) {
                    None => {
                        let near = closest(&option.name, rule.options.iter().map(|spec| spec.name));
                        let hint = suggestion(near, "`prisma-lens explain` lists the options of a rule.");
                        add(
                            option.key_span,
                            format!("`{}` has no option `{}`. {hint}", rule.code, option.name),
                        );
                    }
                    Some(spec) if !spec.kind.accepts(&option.value) => {
                        let takes = spec.kind.describe();
                        add(option.value_span, format!("`{}` of `{}` takes {takes}.", spec.name, rule.code));
                    }
                    Some(_) => {}
                }
            }
        }
        problems
    }
}

/// Why a code is none of a rule. One of Prisma's own is often taken for one.
pub(super) fn no_rule(code: &str, otherwise: &str) -> String {
    if codes::find(code).is_some() {
        return format!(
            "`{code}` is no rule but what Prisma itself says, which neither settings nor comments turn off: Prisma would \
             still say it. Settle its cause. (`prisma-lens check --ignore {code}` only leaves it out of the output.)"
        );
    }
    let near = closest(code, rules().map(|(_, rule)| rule.code));
    let text = format!("No rule is called `{code}`. {}", suggestion(near, otherwise));
    text.trim_end().to_owned()
}

fn suggestion(near: Option<&str>, otherwise: &str) -> String {
    near.map_or(otherwise.to_owned(), |name| format!("Did you mean `{name}`?"))
}
