//! Neovim, without a screen.

mod setup;

use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};

use crate::project::{Project, run_to_end, search_path};

/// What a session starts with: the lines that the README gives.
const SETUP: &str = r#"follow_readme("Setup")"#;

/// A session in a project.
struct Neovim {
    project: Project,
}

impl Neovim {
    /// Neovim without a configuration, in the shop.
    fn new() -> Neovim {
        Neovim { project: Project::shop() }
    }

    /// Runs Lua code with the functions of `neovim/harness.lua`, and gives what it says.
    fn run(&self, session: &str) -> String {
        let dir = self.project.path();
        let said = dir.join("said.txt");
        let mut run = Command::new("nvim");
        run.args(["--clean", "--headless", "-S"])
            .arg(support::root().join("tests/editors/neovim/harness.lua"))
            .env("SESSION", self.project.add("session.lua", session))
            .env("SAID", &said)
            .env("REPOSITORY", support::root())
            .env("README", support::root().join("editors/neovim/README.md"))
            .env("PATH", search_path())
            .envs(["CACHE", "CONFIG", "DATA", "STATE"].map(|it| (format!("XDG_{it}_HOME"), dir.join("xdg"))))
            .current_dir(dir);
        run_to_end(&mut run);
        let program = Path::new(env!("CARGO_BIN_EXE_prisma-lens")).parent().unwrap();
        let said = self.project.read("said.txt");
        said.replace(&*dir.to_string_lossy(), "SHOP").replace(&*program.to_string_lossy(), "BIN")
    }
}

/// Runs a session after the setup of the README, and compares what it says.
fn check(session: &str, expected: &Expect) {
    expected.assert_eq(&Neovim::new().run(&format!("{SETUP}\n{session}")));
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn diagnostics_of_all_files() {
    check(
        r#"
        open("prisma/order.prisma")
        finding("fk-missing-index")
        await("code", function() return #vim.diagnostic.get() > 7 end)
        for _, one in ipairs(vim.diagnostic.get()) do
          local file = vim.fs.basename(vim.api.nvim_buf_get_name(one.bufnr))
          say(file, one.lnum, one.col, one.severity, one.source, one.code)
        end
        "#,
        &expect![[r#"
            order.prisma 0 6 3 prisma-lens require-created-at
            order.prisma 0 6 3 prisma-lens require-updated-at
            order.prisma 0 6 3 prisma-lens reserved-word
            order.prisma 3 22 3 prisma-lens explicit-on-delete
            order.prisma 3 40 2 prisma-lens fk-missing-index
            schema.prisma 6 6 3 prisma-lens require-created-at
            schema.prisma 6 6 3 prisma-lens require-updated-at
            find.ts 1 72 1 prisma-lens raw-unsafe
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn diagnostics_follow_changes_of_another_file() {
    check(
        r#"
        open("prisma/order.prisma")
        finding("fk-missing-index")
        open("prisma/schema.prisma")
        at("id     Int")
        vim.cmd.normal("cwkey")
        local function unknown_field()
          return vim.iter(vim.diagnostic.get(vim.fn.bufnr("order.prisma"))):find(function(one)
            return one.code == "unknown-relation-field"
          end)
        end
        say(await("an error in the other file", unknown_field).message)
        vim.cmd.undo()
        await("no error in the other file", function() return not unknown_field() end)
        "#,
        &expect![[r#"
            `Customer` has no field `id`, which is listed in `references`. Correct the name, or add the field.
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn code_action_adds_an_index() {
    check(
        r#"
        open("prisma/order.prisma")
        finding("fk-missing-index")
        vim.lsp.buf.code_action({
          filter = function(action) return action.title:find("@@index", 1, true) end,
          apply = true,
        })
        await("the index", function() return text():find("@@index") end)
        say(text())
        "#,
        &expect![[r#"
            model Order {
              id Int @id
              // Größe 📏
              customer   Customer @relation(fields: [customerId], references: [id])
              customerId Int
              state      State    @default(OPEN)

              @@index([customerId])
            }

            enum State {
              OPEN
              PAID
            }
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn code_action_explains_a_rule() {
    check(
        r#"
        open("prisma/order.prisma")
        finding("fk-missing-index")
        vim.lsp.buf.code_action({
          filter = function(action) return action.title:find("^Explain") and action.title:find("fk%-missing%-index") end,
          apply = true,
        })
        say(vim.split(float(), "\n")[1])
        "#,
        &expect![[r#"
            # `fk-missing-index`
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn key_of_the_readme_fixes_all() {
    check(
        r#"
        vim.g.mapleader = " "
        follow_readme("Keys")
        open("prisma/order.prisma")
        finding("fk-missing-index")
        vim.api.nvim_feedkeys(" pf", "mx", false)
        say(await("the index", function() return text():match("@@index.-\n") end))
        "#,
        &expect![[r#"
            @@index([customerId])

        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn hover() {
    check(
        r#"
        open("prisma/order.prisma")
        at("Customer @relation")
        vim.lsp.buf.hover()
        say(float())
        "#,
        &expect![[r#"
            Äpfel and 🍐
            ────────────────────────────────
            ```prisma
            model Customer {
              id     Int     @id
              name   String
              orders Order[]
            }
            ```

            - Table `Customer`
            - Referenced by `Order.customer`
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn definition_in_another_file() {
    check(
        r#"
        open("prisma/order.prisma")
        at("Customer @relation")
        vim.cmd.normal(vim.keycode("<C-]>"))
        say(vim.fs.basename(vim.api.nvim_buf_get_name(0)), vim.fn.line("."), vim.fn.col("."))
        "#,
        &expect![[r#"
            schema.prisma 7 7
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn rename_in_all_files() {
    check(
        r#"
        open("prisma/order.prisma")
        at("Customer @relation")
        vim.lsp.buf.rename("Client")
        await("the new name", function() return text():find("Client @relation") end)
        vim.cmd("silent wall")
        say(text())
        vim.cmd.edit("prisma/schema.prisma")
        say(text())
        "#,
        &expect![[r#"
            model Order {
              id Int @id
              // Größe 📏
              customer   Client @relation(fields: [customerId], references: [id])
              customerId Int
              state      State    @default(OPEN)
            }

            enum State {
              OPEN
              PAID
            }
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
            }

            /// Äpfel and 🍐
            model Client {
              id     Int     @id
              name   String
              orders Order[]

              @@map("Customer")
            }
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn completion() {
    check(
        r#"
        open("prisma/order.prisma")
        at("State    @default")
        vim.cmd.normal("eld$")
        vim.cmd.normal("a ")
        local params = vim.lsp.util.make_position_params(0, "utf-8")
        params.position.character = params.position.character + 1
        local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params)
        local _, answer = next(answers)
        for _, item in ipairs(answer.result.items) do say(item.label, item.kind) end
        "#,
        &expect![[r#"
            @unique 10
            @default 10
            @map 10
            @relation 10
            @db 10
            @ignore 10
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn format_and_indent() {
    check(
        r#"
        open("prisma/order.prisma")
        at("id Int")
        say(vim.bo.shiftwidth, vim.bo.expandtab, vim.bo.commentstring)
        vim.cmd.normal(">>")
        say(vim.fn.getline("."))
        vim.lsp.buf.format()
        say(text())
        at("id ")
        vim.cmd.normal("gcc")
        say(vim.fn.getline("."))
        "#,
        &expect![[r#"
            2 true // %s
                id Int @id
            model Order {
              id         Int      @id
              // Größe 📏
              customer   Customer @relation(fields: [customerId], references: [id])
              customerId Int
              state      State    @default(OPEN)
            }

            enum State {
              OPEN
              PAID
            }
              // id         Int      @id
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn folds_of_the_server() {
    check(
        r#"
        follow_readme("Folding")
        open("prisma/order.prisma")
        await("folds", function() return vim.fn.foldlevel(2) > 0 end)
        for line = 1, vim.fn.line("$") do say(vim.fn.foldlevel(line), vim.fn.getline(line)) end
        "#,
        &expect![[r#"
            1 model Order {
            1   id Int @id
            1   // Größe 📏
            1   customer   Customer @relation(fields: [customerId], references: [id])
            1   customerId Int
            1   state      State    @default(OPEN)
            0 }
            0 
            1 enum State {
            1   OPEN
            1   PAID
            0 }
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn lenses_and_hints_when_a_file_is_opened() {
    check(
        r#"
        follow_readme("Code lenses and inlay hints")
        open("prisma/order.prisma")
        for _, lens in ipairs(lenses()) do say(lens.range.start.line, lens.command.title) end
        local hints = await("hints", function()
          local hints = vim.lsp.inlay_hint.get({ bufnr = 0 })
          return #hints > 0 and hints
        end)
        for _, hint in ipairs(hints) do say(hint.inlay_hint.position.line, hint.inlay_hint.label) end
        at("enum State")
        vim.lsp.codelens.run()
        await("the list", function() return vim.bo.buftype == "quickfix" end)
        say(text())
        "#,
        &expect![[r#"
            0 1 reference
            8 1 reference
            3 , onDelete: Restrict
            3 , onUpdate: Cascade
            prisma/order.prisma|6 col 14-19| state      State    @default(OPEN)
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn semantic_tokens() {
    check(
        r#"
        open("prisma/order.prisma")
        at("customerId Int")
        local tokens = await("tokens", function()
          local tokens = vim.lsp.semantic_tokens.get_at_pos()
          return tokens and #tokens > 0 and tokens
        end)
        local modifiers = vim.tbl_keys(tokens[1].modifiers)
        table.sort(modifiers)
        say(tokens[1].type, table.concat(modifiers, " "))
        "#,
        &expect![[r#"
            property declaration foreignKey
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn findings_in_the_configuration() {
    check(
        r#"
        vim.fn.writefile({ 'preset = "strikt"' }, "prisma-lens.toml")
        open("prisma/order.prisma")
        open("prisma-lens.toml")
        say(finding("settings").message)
        at("preset")
        vim.lsp.buf.hover()
        say(vim.split(float(), "\n")[1])
        "#,
        &expect![[r#"
            Unknown preset `strikt`. Did you mean `strict`? Use one of `minimal`, `recommended`, `strict`.
            **`preset`** — setting
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn findings_in_migrations() {
    check(
        r#"
        open("prisma/migrations/20240102000000_index/migration.sql")
        say(finding("index-not-concurrent").lnum)
        at("CREATE")
        vim.lsp.buf.hover()
        say(vim.split(float(), "\n")[1])
        vim.cmd.edit("reports/other.sql")
        vim.wait(200)
        say(#vim.lsp.get_clients({ bufnr = 0 }), "clients for other SQL")
        "#,
        &expect![[r#"
            0
            | Table | Lock | Duration | Meanwhile |
            0 clients for other SQL
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_neovim), ignore = "needs Neovim")]
fn findings_in_code() {
    check(
        r#"
        open("prisma/order.prisma")
        open("src/find.ts")
        local found = finding("raw-unsafe")
        say(found.lnum, found.col, found.message)
        vim.lsp.buf.code_action({
          filter = function(action) return action.title:find("for this statement") end,
          apply = true,
        })
        await("the comment", function() return text():find("prisma%-lens%-ignore") end)
        await("no finding", function() return #vim.diagnostic.get(0) == 0 end)
        -- The server has nothing else to say about code.
        local before = text()
        vim.lsp.buf.format()
        say(before == text())
        say(vim.inspect(vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(0, "utf-8"))))
        "#,
        &expect![[r#"
            1 72 `$queryRawUnsafe` gets SQL with a value in its text, which allows SQL injection. Use the tagged template `$queryRaw`.
            true
            { {} }
        "#]],
    );
}
