//! Which rules are on, at which level, and with which options.

use crate::frame::registry::suggestion;
use crate::frame::{Entry, Metadata, Options, Registry};
use base::{Finding, Level, Preset};
use model::project::{Effective, RuleSetting, closest};

/// The rules that are on for a file, with their levels and options.
#[derive(Clone, Debug)]
pub struct RuleSet {
    registry: &'static Registry,
    /// What is set for each entry of the registry; none where the file is excluded.
    states: Vec<State>,
}

/// What is set for a rule.
#[derive(Clone, Debug, PartialEq)]
struct State {
    level: Level,
    options: Options,
}

impl PartialEq for RuleSet {
    fn eq(&self, other: &RuleSet) -> bool {
        std::ptr::eq(self.registry, other.registry) && self.states == other.states
    }
}

impl RuleSet {
    /// Every rule of the registry at its level in the preset, options at their defaults.
    pub fn preset(registry: &'static Registry, preset: Preset) -> RuleSet {
        let state = |entry: &Entry| State {
            level: entry.metadata.level(preset),
            options: Options::defaults(entry.metadata.options),
        };
        RuleSet { registry, states: registry.entries().iter().map(state).collect() }
    }

    /// No rule is on.
    pub fn none(registry: &'static Registry) -> RuleSet {
        RuleSet { registry, states: Vec::new() }
    }

    /// The rules as set for a file. Settings of unknown rules and options are left out; [`RuleSet::problems`] names them.
    pub fn new(registry: &'static Registry, settings: &Effective<'_>) -> RuleSet {
        let mut set = RuleSet::preset(registry, settings.preset);
        if settings.only_what_is_set {
            set.states.iter_mut().for_each(|state| state.level = Level::Off);
        }
        for setting in &settings.rules {
            if let Some(level) = &setting.level {
                set.set_level(&setting.code, level.value);
            }
            for option in &setting.options {
                set.set_option(&setting.code, &option.name, option.value.clone());
            }
        }
        if settings.is_excluded {
            set.states.clear();
        }
        set
    }

    /// The codes that the set is about.
    pub fn registry(&self) -> &'static Registry {
        self.registry
    }

    /// Sets the level of a rule, if there is such a rule.
    pub fn set_level(&mut self, code: &str, level: Level) {
        if let Some((_, state)) = self.rule_mut(code) {
            state.level = level;
        }
    }

    /// Turns off all rules but those named in `only`, where any are, and those named in `without`. What `only` names is
    /// on afterwards: where it was off, at its level in [`Preset::Strict`], and as a warning where it is off there too.
    pub fn choose(&mut self, only: &[String], without: &[String]) {
        let is_named =
            |codes: &[String], rule: &Metadata| codes.iter().any(|code| code.as_str() == rule.code);
        for (entry, state) in self.registry.entries().iter().zip(&mut self.states) {
            let rule = entry.metadata;
            if !rule.is_rule() {
                continue;
            }
            if is_named(only, rule) && state.level == Level::Off {
                state.level = match rule.level(Preset::Strict) {
                    Level::Off => Level::Warning,
                    level => level,
                };
            }
            if is_named(without, rule) || (!only.is_empty() && !is_named(only, rule)) {
                state.level = Level::Off;
            }
        }
    }

    /// Sets an option of a rule, if the rule has it and takes the value.
    pub fn set_option(&mut self, code: &str, name: &str, value: serde_json::Value) {
        let Some((rule, state)) = self.rule_mut(code) else { return };
        if let Some(spec) = rule.option(name).filter(|spec| spec.kind.accepts(&value)) {
            state.options.set(spec, value);
        }
    }

    /// The level of a rule; [`Level::Off`] for a code that is no rule.
    pub fn level(&self, code: &str) -> Level {
        self.index_if_active(code).and_then(|at| self.at(at)).map_or(Level::Off, |(level, _)| level)
    }

    /// The options of a rule; `None` if it is off.
    pub fn options(&self, code: &str) -> Option<&Options> {
        self.index_if_active(code).and_then(|at| self.at(at)).map(|(_, options)| options)
    }

    /// The index of a rule that is on, for [`RuleSet::at`].
    pub(super) fn index_if_active(&self, code: &str) -> Option<usize> {
        let at = self.registry.index(code)?;
        self.states.get(at).is_some_and(|state| state.level != Level::Off).then_some(at)
    }

    /// The level and options of the rule at an index.
    pub(super) fn at(&self, at: usize) -> Option<(Level, &Options)> {
        self.states.get(at).map(|state| (state.level, &state.options))
    }

    fn rule_mut(&mut self, code: &str) -> Option<(&'static Metadata, &mut State)> {
        let rule = self.registry.rule(code)?;
        let at = self.registry.index(code)?;
        Some((rule, self.states.get_mut(at)?))
    }

    /// What is wrong in the settings of rules: unknown rules and options with the nearest known name, values of the
    /// wrong kind.
    pub fn problems<'s>(
        registry: &Registry,
        settings: impl IntoIterator<Item = &'s RuleSetting>,
    ) -> Vec<Finding> {
        let mut problems = Vec::new();
        for setting in settings {
            let mut add = |span, message, meant: Option<&str>| {
                let mut problem = setting.source.problem(span, message);
                problem.fixes.extend(meant.and_then(|meant| setting.source.replacement(span, meant, meant)));
                problems.push(problem);
            };
            let Some(rule) = registry.rule(&setting.code) else {
                add(
                    setting.key_span,
                    registry.explain_unknown_rule(&setting.code, "`prisma-lens rules` lists all rules."),
                    registry.closest_rule(&setting.code),
                );
                continue;
            };
            for option in &setting.options {
                match rule.option(&option.name) {
                    None => {
                        let near = closest(&option.name, rule.all_options().map(|spec| spec.name));
                        let hint = suggestion(near, "`prisma-lens explain` lists the options of a rule.");
                        add(
                            option.key_span,
                            format!("`{}` has no option `{}`. {hint}", rule.code, option.name),
                            near,
                        );
                    }
                    Some(spec) if !spec.kind.accepts(&option.value) => {
                        let takes = spec.kind.describe();
                        add(
                            option.value_span,
                            format!("`{}` of `{}` takes {takes}.", spec.name, rule.code),
                            None,
                        );
                    }
                    Some(_) => {}
                }
            }
        }
        problems
    }
}
