//! What a code is: the name of an error or warning of Prisma's, with its documentation.

/// One kind of error or warning of Prisma's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its stable name in kebab case.
    pub code: &'static str,
    /// Its documentation comment: a first sentence that says what is wrong, then what it means and what to do.
    pub docs: &'static str,
    /// What can be removed where no better fix is known.
    pub(super) removal: Option<Removal>,
}

/// What can be removed to fix a finding, seen from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Removal {
    /// The attribute.
    Attribute,
    /// The argument, or the first of these names that is present.
    Argument(&'static [&'static str]),
    /// The value of a list.
    Item,
    /// The whole line.
    Line,
    /// The text itself, with the white space in front of it.
    Text,
}

impl Code {
    /// The first paragraph on one line: what is wrong.
    pub fn summary(&self) -> String {
        self.paragraphs().next().unwrap_or_default()
    }

    /// All of it as Markdown, one line a paragraph.
    pub fn markdown(&self) -> String {
        self.paragraphs().collect::<Vec<_>>().join("\n\n")
    }

    fn paragraphs(&self) -> impl Iterator<Item = String> {
        let lines = |paragraph: &str| paragraph.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        self.docs.trim_end().split("\n\n").map(lines)
    }
}

/// Declares the codes of a file, and lists them as its `CODES`. The documentation comment of each becomes
/// [`Code::docs`]; `#[removes(…)]` names the [`Removal`] that is offered where a finding has no other fix.
macro_rules! codes {
    (@removal) => { None };
    (@removal $($removal:tt)+) => { Some($crate::validate::code::Removal::$($removal)+) };
    ($($(#[doc = $docs:literal])+ $(#[removes($($removal:tt)+)])? $name:ident = $code:literal;)+) => {
        /// The codes that are declared in this file.
        pub(in crate::validate) const CODES: &[&$crate::validate::code::Code] = &[$(&$name),+];
        $(
            $(#[doc = $docs])+
            pub(in crate::validate) const $name: $crate::validate::code::Code = $crate::validate::code::Code {
                code: $code,
                docs: concat!($($docs, "\n"),+),
                removal: codes!(@removal $($($removal)+)?),
            };
        )+
    };
}

pub(super) use codes;
