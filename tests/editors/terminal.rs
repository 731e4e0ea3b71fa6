//! Editors that need a terminal, in one that `tmux` draws.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long to wait for a text on the screen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal with one program in it. Both end when this is dropped.
pub struct Terminal {
    socket: String,
}

impl Terminal {
    /// Starts a program in a terminal of 120 columns and 40 lines.
    pub fn start(dir: &Path, variables: &[(&str, &Path)], program: &[&str]) -> Terminal {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let terminal = Terminal { socket: format!("prisma-lens-{}-{count}", std::process::id()) };
        let mut command =
            terminal.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "-c"]);
        command
            .arg(dir)
            .envs(variables.iter().copied())
            .env("TERM", "xterm-256color")
            .env_remove("CARGO_MANIFEST_DIR")
            .args(program);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        terminal
    }

    /// Sends keys by the names of `tmux`, such as `Enter` and `C-u`.
    pub fn press(&self, keys: &[&str]) {
        self.run(&[&["send-keys"], keys].concat());
        // What follows the escape key at once is taken for a key with Alt.
        if keys.last() == Some(&"Escape") {
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    /// Types a text.
    pub fn enter(&self, text: &str) {
        self.run(&["send-keys", "-l", text]);
    }

    /// What the screen shows, without colours.
    pub fn screen(&self) -> String {
        String::from_utf8(self.run(&["capture-pane", "-p"]).stdout).unwrap()
    }

    /// The screen with the escape sequences of its colours.
    pub fn colours(&self) -> String {
        String::from_utf8(self.run(&["capture-pane", "-p", "-e"]).stdout).unwrap()
    }

    /// Waits until the screen shows a text, and gives the line that it is in.
    pub fn wait_for(&self, text: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if let Some(line) = screen.lines().find(|line| line.contains(text)) {
                return line.trim().to_owned();
            }
            assert!(Instant::now() < until, "waited in vain for {text:?}:\n{screen}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until a file has a text in it, and gives the whole.
    pub fn wait_for_file(&self, path: &Path, text: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let content = std::fs::read_to_string(path).unwrap_or_default();
            if content.contains(text) {
                return content;
            }
            assert!(Instant::now() < until, "waited in vain for {text:?}:\n{content}\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn tmux(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-L", &self.socket]).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.tmux(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux(&["kill-server"]).output();
    }
}

/// Does something in a terminal, up to three times: whether a key comes before or after the screen is drawn again is chance, and there is
/// nothing but the screen to wait for.
pub fn retried(work: impl Fn() + std::panic::RefUnwindSafe) {
    for _ in 0..2 {
        if std::panic::catch_unwind(&work).is_ok() {
            return;
        }
    }
    work();
}
