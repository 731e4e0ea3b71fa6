//! Terminal output and colours.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::OnceLock;

use base::Level;

use crate::standard_output;

/// The text width in columns if the terminal's is unknown.
pub(super) const WIDTH: usize = 100;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ColorChoice {
    /// Only if the output is a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Adds colours to text, or leaves it unchanged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    /// Whether colours are on.
    pub(super) is_on: bool,
}

impl Paint {
    /// Colours for standard output.
    pub(super) fn of_output(choice: ColorChoice) -> Paint {
        Paint { is_on: choice.is_on(io::stdout().is_terminal()) }
    }

    /// Colours for standard error.
    pub(super) fn of_errors(choice: ColorChoice) -> Paint {
        Paint { is_on: choice.is_on(io::stderr().is_terminal()) }
    }

    /// Emphasized text.
    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// Secondary text.
    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Something that the user can type: a name, a command.
    pub(super) fn code(self, text: &str) -> String {
        self.with("36", text)
    }

    /// Added text, or success.
    pub(super) fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    /// Removed text.
    pub(super) fn bad(self, text: &str) -> String {
        self.with("31", text)
    }

    /// Text in the colour of a level.
    pub(super) fn level(self, level: Level, text: &str) -> String {
        let style = match level {
            Level::Error => "1;31",
            Level::Warning => "33",
            Level::Info => "34",
            Level::Hint | Level::Off => "2",
        };
        self.with(style, text)
    }

    fn with(self, style: &str, text: &str) -> String {
        let escape = escape();
        if self.is_on { format!("{escape}[{style}m{text}{escape}[0m") } else { text.to_owned() }
    }
}

impl ColorChoice {
    /// Whether to use colours, where the output is a terminal or not.
    pub(super) fn is_on(self, is_terminal: bool) -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                is_terminal
                    && !is_set("NO_COLOR")
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

/// The first error of writing to standard output.
static OUTPUT_ERROR: OnceLock<io::Error> = OnceLock::new();

/// What stands for the control character that begins a colour, until the text is written: only what this program wrote has it, and no
/// text from elsewhere can, because nobody knows it before. So all other control characters can be taken out at the end, at one place.
fn escape() -> &'static str {
    static ESCAPE: OnceLock<String> = OnceLock::new();
    ESCAPE.get_or_init(|| format!("\u{1b}{:016x}", RandomState::new().build_hasher().finish()))
}

/// A text with the colours that a library gave it; the library must have replaced control characters in what it was given.
pub(super) fn coloured(text: &str) -> String {
    text.replace('\u{1b}', escape())
}

/// Writes a report to standard output, without control characters that texts and paths of the project may hold. An error is kept
/// for [`output_error`].
pub(super) fn write(text: &str) {
    pass(&without_controls(text));
}

/// Writes what other programs read to standard output, as it is; a terminal gets it as [`write`] does.
pub(super) fn write_source(text: &str) {
    if io::stdout().is_terminal() { write(text) } else { pass(text) }
}

/// Writes JSON to standard output. Control characters in its strings are escaped, so that programs read them and terminals do not.
pub(super) fn write_json(text: &str) {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match base::text::is_control(char) {
            true => escaped.push_str(&format!("\\u{:04x}", u32::from(char))),
            false => escaped.push(char),
        }
    }
    pass(&escaped);
}

/// Writes what another program wrote, as it is.
pub(super) fn pass(text: &str) {
    if let Err(error) = standard_output::write(text.as_bytes()) {
        let _ = OUTPUT_ERROR.set(error);
    }
}

/// The text with signs in place of control characters, and with our own colours.
fn without_controls(text: &str) -> String {
    let parts: Vec<Cow<'_, str>> = text.split(escape()).map(base::text::without_controls).collect();
    parts.join("\u{1b}")
}

/// A name or message for a line of a report, without control characters: its own line ends would make lines of their own.
pub(super) fn name_in_line(name: &str) -> Cow<'_, str> {
    let name = base::text::without_controls(name);
    match name.contains(['\n', '\r']) {
        true => Cow::Owned(name.replace('\n', "\u{240a}").replace('\r', "\u{240d}")),
        false => name,
    }
}

/// Why something could not be written to standard output, if so. A reader that has left (`… | head`) is no reason.
pub(super) fn output_error() -> Option<&'static io::Error> {
    OUTPUT_ERROR.get().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
}

/// Whether something could not be written to standard output, for whatever reason: more of it is of no use.
pub(super) fn is_output_lost() -> bool {
    OUTPUT_ERROR.get().is_some()
}

/// Whether the reader of standard output has left, which shows otherwise only when something is written. Nothing is known of this on
/// Windows.
pub(super) fn has_reader_left() -> bool {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let output = io::stdout();
        let mut polled = [PollFd::new(&output, PollFlags::empty())];
        let found = poll(&mut polled, Some(&Timespec { tv_sec: 0, tv_nsec: 0 }));
        let is_gone = |polled: &PollFd<'_>| polled.revents().intersects(PollFlags::ERR | PollFlags::HUP);
        found.is_ok() && polled.iter().any(is_gone)
    }
    #[cfg(not(unix))]
    false
}

/// Writes to standard error.
pub(super) fn write_error(text: &str) {
    let text = without_controls(text);
    // Nothing can be done if even this fails.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes what another program wrote on standard error there, as it is.
pub(super) fn pass_error(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, singular: &str) -> String {
    format!("{number} {singular}{}", if number == 1 { "" } else { "s" })
}

/// Wraps text at spaces into lines of at most `width` characters.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text in one line, with single blanks.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
