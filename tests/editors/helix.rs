//! Helix, in a terminal.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect;

use crate::project::{Project, search_path};
use crate::terminal::{Terminal, retried};

/// The shop, with a home folder whose configuration is `editors/helix/languages.toml`.
fn shop() -> Project {
    let project = Project::shop();
    let languages = fs::read_to_string(support::root().join("editors/helix/languages.toml")).unwrap();
    let languages = languages.replace("/path/to/prisma-lens", &support::root().to_string_lossy());
    project.add(".config/helix/languages.toml", &languages);
    project
}

fn helix(project: &Project, file: &str) -> Terminal {
    let path = search_path();
    Terminal::start(project.path(), &[("HOME", project.path()), ("PATH", Path::new(&path))], &["hx", file])
}

/// Runs a command of the README in the project as home folder. Helix takes a folder of a Rust package for that of its own source.
fn run(project: &Project, command: &str) -> String {
    let command = command.replace("/path/to/prisma-lens", &support::root().to_string_lossy());
    let output = Command::new("sh")
        .args(["-c", &command])
        .env("HOME", project.path())
        .env_remove("CARGO_MANIFEST_DIR")
        .env("PATH", search_path())
        .current_dir(project.path())
        .output()
        .unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}: {said}");
    said
}

/// The commands of the README below a heading.
fn commands(heading: &str) -> Vec<String> {
    let page = fs::read_to_string(support::root().join("editors/helix/README.md")).unwrap();
    let (_, part) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let part = part.split("\n## ").next().unwrap();
    part.lines().filter_map(|line| Some(line.strip_prefix("    ")?.to_owned())).collect()
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn health() {
    let said = run(&shop(), "hx --health prisma; hx --health prisma-migration");
    assert_eq!(said.matches("✓ prisma-lens").count() + said.matches("prisma-lens:").count(), 2, "{said}");
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn diagnostics_and_code_action() {
    retried(|| {
        let shop = shop();
        let helix = helix(&shop, "prisma/order.prisma");
        helix.wait_for("●");
        helix.enter(" d");
        helix.wait_for("fk-missing-index");
        helix.enter("%code fk-missing");
        helix.press(&["Enter"]);
        helix.enter(" a");
        // The fix comes first. The finding itself names it too, so the menu is known by its next entry.
        helix.wait_for("Suppress `fk-missing-index` on this line");
        helix.press(&["Enter"]);
        helix.wait_for("  @@index([customerId])");
        helix.enter(":w");
        helix.press(&["Enter"]);
        helix.wait_for_file(&shop.path().join("prisma/order.prisma"), "@@index([customerId])");
    });
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn findings_of_other_files_are_listed() {
    retried(|| {
        let shop = shop();
        let helix = helix(&shop, "prisma/order.prisma");
        helix.wait_for("●");
        // The list is that of the moment.
        let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            helix.enter(" D");
            helix.enter("%code raw-unsafe");
            std::thread::sleep(std::time::Duration::from_millis(300));
            let screen = helix.screen();
            if screen.contains("/find.ts") {
                break;
            }
            assert!(std::time::Instant::now() < until, "{screen}");
            helix.press(&["Escape"]);
        }
    });
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn settings_and_inlay_hints() {
    retried(|| {
        let shop = shop();
        let languages = shop.read(".config/helix/languages.toml");
        let hints = "preset = \"strict\"\ninlayHints.referentialActions = true";
        shop.add(".config/helix/languages.toml", &languages.replace("preset = \"recommended\"", hints));
        shop.add(".config/helix/config.toml", "editor.lsp.display-inlay-hints = true\n");
        let helix = helix(&shop, "prisma/order.prisma");
        helix.wait_for("onUpdate: Cascade");
        helix.enter(" d");
        helix.enter("%code explicit-on-delete");
        helix.wait_for("WARN");
    });
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn hover_and_definition() {
    retried(|| {
        let shop = shop();
        let helix = helix(&shop, "prisma/order.prisma:4:15");
        helix.wait_for("●");
        helix.enter(" k");
        helix.wait_for("Referenced by Order.customer");
        helix.press(&["Escape"]);
        helix.enter("gd");
        helix.wait_for("prisma/schema.prisma");
        helix.wait_for("7:7");
    });
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn rename_in_all_files() {
    retried(|| {
        let shop = shop();
        let helix = helix(&shop, "prisma/order.prisma:4:15");
        helix.wait_for("●");
        helix.enter(" r");
        helix.wait_for("rename-to:");
        helix.press(&["C-u"]);
        helix.enter("Client");
        helix.press(&["Enter"]);
        helix.wait_for("customer   Client @relation");
        helix.enter(":wa");
        helix.press(&["Enter"]);
        helix.wait_for_file(&shop.path().join("prisma/schema.prisma"), "model Client {");
        helix.wait_for_file(&shop.path().join("prisma/order.prisma"), "Client @relation");
    });
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn format_completion_and_symbols() {
    retried(|| {
        let shop = shop();
        let helix = helix(&shop, "prisma/order.prisma:6:25");
        helix.wait_for("●");
        helix.enter(":format");
        helix.press(&["Enter"]);
        helix.wait_for("id         Int      @id");
        helix.enter(" s");
        // The list counts its lines; the names are in the file as well.
        helix.wait_for("8/8");
        helix.press(&["Escape"]);
        helix.enter("o");
        helix.enter("paidAt Date");
        helix.wait_for("DateTime");
        helix.press(&["Escape"]);
    });
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn findings_in_migrations() {
    retried(|| {
        let shop = shop();
        commands("Migrations").iter().for_each(|command| drop(run(&shop, command)));
        let helix = helix(&shop, "prisma/migrations/20240102000000_index/migration.sql");
        helix.wait_for("●");
        helix.enter(" d");
        helix.wait_for("index-not-concurrent");
    });
}

/// The number of the colour in which the screen shows a text, or an empty text for the usual one.
fn colour<'a>(screen: &'a str, text: &str) -> &'a str {
    let (before, _) = screen.split_once(text).unwrap();
    let mut colour = "";
    for sequence in before.split("\u{1b}[").skip(1) {
        let sequence = sequence.split('m').next().unwrap();
        match sequence.strip_prefix("38;5;") {
            Some(number) => colour = number,
            None if sequence == "39" || sequence == "0" || sequence.starts_with("0;") => colour = "",
            None => {}
        }
    }
    colour
}

#[test]
#[cfg_attr(not(has_helix), ignore = "needs Helix and tmux")]
fn colours_of_the_grammar() {
    retried(|| {
        let shop = shop();
        commands("The grammar").iter().for_each(|command| drop(run(&shop, command)));
        let health = run(&shop, "hx --health prisma");
        assert_eq!(health.matches('✓').count(), 5, "{health}");
        let helix = helix(&shop, "prisma/order.prisma");
        helix.wait_for("●");
        let screen = helix.colours();
        let found = ["enum", "State", "PAID", "fields", "@default", "Größe"]
            .map(|text| (text, colour(&screen, text)));
        expect![[
            r#"[("enum", "5"), ("State", "3"), ("PAID", "3"), ("fields", "1"), ("@default", ""), ("Größe", "8")]"#
        ]]
        .assert_eq(&format!("{found:?}"));
    });
}
