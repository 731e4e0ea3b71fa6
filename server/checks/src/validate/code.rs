//! What a code is: the name of an error or warning of Prisma's, with its documentation.

use crate::frame::Metadata;

/// One kind of error or warning of Prisma's own.
#[derive(Debug)]
pub struct Code {
    /// Its code and documentation.
    pub metadata: Metadata,
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

/// Declares the codes of a file, and lists them as its `CODES`. The documentation comment of each becomes
/// [`Metadata::docs`]; `#[removes(…)]` names the [`Removal`] that is offered where a finding has no other fix.
macro_rules! codes {
    (@removal) => { None };
    (@removal $($removal:tt)+) => { Some($crate::validate::code::Removal::$($removal)+) };
    ($($(#[doc = $docs:literal])+ $(#[removes($($removal:tt)+)])? $name:ident = $code:literal;)+) => {
        /// The codes that are declared in this file.
        pub(in crate::validate) const CODES: &[&$crate::validate::code::Code] = &[$(&$name),+];
        $(
            $(#[doc = $docs])+
            pub(in crate::validate) const $name: $crate::validate::code::Code = $crate::validate::code::Code {
                metadata: $crate::frame::Metadata::new(
                    $code,
                    concat!($($docs, "\n"),+),
                    $crate::frame::Kind::Prisma,
                ),
                removal: codes!(@removal $($($removal)+)?),
            };
        )+
    };
}

pub(super) use codes;
