//! What is there besides the server: the health check, the parser, and the form for nvim-lspconfig.

use std::path::PathBuf;
use std::process::Command;

use expect_test::expect;

use super::{Neovim, SETUP, check};
use crate::project::Project;

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn health() {
    check(
        r#"
        vim.cmd("checkhealth prisma_lens")
        say(text())
        open("prisma/order.prisma")
        vim.cmd("checkhealth prisma_lens")
        say(text())
        vim.lsp.config("prisma_lens", { cmd = { "no-such-program", "lsp" } })
        vim.cmd("checkhealth prisma_lens")
        say(text())
        "#,
        &expect![[r#"

            ==============================================================================
            prisma_lens:                                                                ✅

            Neovim ~
            - ✅ OK 0.11.4

            Program ~
            - ✅ OK prisma-lens 0.1.0, at `BIN/prisma-lens`

            Server ~
            - It does not run: no schema, migration or code of a package with Prisma is open.

            Tree-sitter ~
            - No parser is built; schemas have the colours of the server alone.


            ==============================================================================
            prisma_lens:                                                                ✅

            Neovim ~
            - ✅ OK 0.11.4

            Program ~
            - ✅ OK prisma-lens 0.1.0, at `BIN/prisma-lens`

            Server ~
            - ✅ OK It runs in `SHOP`, for 1 buffer(s).

            Tree-sitter ~
            - No parser is built; schemas have the colours of the server alone.


            ==============================================================================
            prisma_lens:                                                              1 ❌

            Neovim ~
            - ✅ OK 0.11.4

            Program ~
            - ❌ ERROR `no-such-program` is not on PATH.
              - ADVICE:
                - Install it: npm install --global prisma-lens
                - Or name it: vim.lsp.config("prisma_lens", { cmd = { "/path/to/prisma-lens", "lsp" } })

            Server ~
            - ✅ OK It runs in `SHOP`, for 1 buffer(s).

            Tree-sitter ~
            - No parser is built; schemas have the colours of the server alone.

        "#]],
    );
}

/// The parser of the grammar in a plugin folder of its own, built with the command of the README.
fn build_parser(project: &Project) -> PathBuf {
    let page = std::fs::read_to_string(support::root().join("editors/neovim/README.md")).unwrap();
    let command = page.lines().find(|line| line.trim_start().starts_with("cc ")).unwrap();
    let folder = project.path().join("plugin");
    std::fs::create_dir_all(folder.join("parser")).unwrap();
    let output = folder.join("parser/prisma.so");
    let command = command.replace("editors/neovim/parser/prisma.so", output.to_str().unwrap());
    let status = Command::new("sh").args(["-c", &command]).current_dir(support::root()).status().unwrap();
    assert!(status.success(), "{command}");
    folder
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn tree_sitter_highlights_and_folds() {
    let neovim = Neovim::new();
    build_parser(&neovim.project);
    let said = neovim.run(&format!(
        r#"{SETUP}
        vim.opt.runtimepath:append(vim.fn.getcwd() .. "/plugin")
        follow_readme("tree-sitter highlighting")
        open("prisma/order.prisma")
        say(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil)
        for _, word in ipairs({{ "model", "Order", "id Int", "Int @id", "@id", "// Gr", "fields", "OPEN" }}) do
          at(word)
          local row, column = unpack(vim.api.nvim_win_get_cursor(0))
          local captures = vim.treesitter.get_captures_at_pos(0, row - 1, column)
          say(word, table.concat(vim.tbl_map(function(one) return "@" .. one.capture end, captures), " "))
        end
        vim.wait(100)
        for line = 1, vim.fn.line("$") do say(vim.fn.foldlevel(line), vim.fn.getline(line)) end
        vim.cmd("checkhealth prisma_lens")
        say(vim.fn.getline(vim.fn.search("The parser is", "w")))
        "#
    ));
    expect![[r#"
        true
        model @keyword
        Order @type
        id Int @variable.member
        Int @id @type @type.builtin
        @id @attribute
        // Gr @comment @spell
        fields @variable.parameter
        OPEN @constant
        1 model Order {
        1   id Int @id
        1   // Größe 📏
        1   customer   Customer @relation(fields: [customerId], references: [id])
        1   customerId Int
        1   state      State    @default(OPEN)
        1 }
        0 
        1 enum State {
        1   OPEN
        1   PAID
        1 }
        - ✅ OK The parser is `SHOP/plugin/parser/prisma.so`, and the queries suit it.
    "#]]
    .assert_eq(&said);
}

/// The configuration for `nvim-lspconfig`, which Neovim finds in `lsp/` of that plugin.
#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn configuration_for_lspconfig() {
    let neovim = Neovim::new();
    let file = support::root().join("server/packaging/nvim-lspconfig/prisma_lens.lua");
    neovim.project.add("lspconfig/lsp/prisma_lens.lua", &std::fs::read_to_string(file).unwrap());
    let said = neovim.run(
        r#"
        vim.opt.runtimepath:append(vim.fn.getcwd() .. "/lspconfig")
        vim.lsp.enable("prisma_lens")
        open("prisma/order.prisma")
        say(finding("fk-missing-index").lnum)
        open("src/find.ts")
        say(finding("raw-unsafe").lnum)
        open("prisma/migrations/20240102000000_index/migration.sql")
        say(finding("index-not-concurrent").lnum)
        "#,
    );
    expect![[r#"
        3
        1
        0
    "#]]
    .assert_eq(&said);
}
