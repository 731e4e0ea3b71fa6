//! Emacs, in batch mode.

use std::process::Command;

use expect_test::{Expect, expect};

use crate::project::{Project, run_to_end, search_path};

/// Runs a session after the setup of the README, and compares what it says.
fn check(session: &str, expected: &Expect) {
    let project = Project::shop();
    let dir = project.path();
    let mut run = Command::new("emacs");
    run.args(["-Q", "--batch", "-l"])
        .arg(support::root().join("tests/editors/emacs/harness.el"))
        .env("SESSION", project.add("session.el", &format!("(follow-readme \"Setup\")\n{session}")))
        .env("SAID", dir.join("said.txt"))
        .env("REPOSITORY", support::root())
        .env("README", support::root().join("editors/emacs/README.md"))
        .env("PATH", search_path())
        .env("HOME", dir)
        .current_dir(dir);
    run_to_end(&mut run);
    expected.assert_eq(&project.read("said.txt"));
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn diagnostics() {
    check(
        r#"
        (open "prisma/order.prisma")
        (finding "has no index")
        (dolist (one (sort (findings) (lambda (a b) (string< (format "%s" a) (format "%s" b)))))
          (say (car one) (cadr one) (substring (caddr one) 0 50)))
        "#,
        &expect![[r#"
            1 6 prisma-lens [require-created-at]: `Order` has no c
            1 6 prisma-lens [require-updated-at]: `Order` has no m
            1 6 prisma-lens [reserved-word]: Table `Order` is a re
            4 22 prisma-lens [explicit-on-delete]: `Order.customer`
            4 40 prisma-lens [fk-missing-index]: Foreign key `Order
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn findings_of_other_files_are_listed() {
    check(
        r#"
        ;; The shop is no repository.
        (setq project-vc-extra-root-markers '("package.json"))
        (open "prisma/order.prisma")
        (finding "has no index")
        (defun listed ()
          (flymake-show-project-diagnostics)
          (with-current-buffer (flymake--project-diagnostics-buffer (project-root (project-current))) (text)))
        (await "findings in code" (lambda () (string-search "find.ts" (listed))))
        (dolist (line (sort (split-string (listed) "\n" t) #'string<))
          (say (string-trim (replace-regexp-in-string " +" " " (substring line 0 (min 90 (length line)))))))
        "#,
        &expect![[r#"
            find.ts 2 73 error n prisma-lens [raw-unsafe]: `$queryRaw
            order.prisma 1 6 note e-f-b prisma-lens [require-created-at]: `O
            order.prisma 1 6 note e-f-b prisma-lens [require-updated-at]: `O
            order.prisma 1 6 note e-f-b prisma-lens [reserved-word]: Table `
            order.prisma 4 22 note e-f-b prisma-lens [explicit-on-delete]: `O
            order.prisma 4 40 warning e-f-b prisma-lens [fk-missing-index]: Fore
            schema.prisma 7 7 note n prisma-lens [require-created-at]: `C
            schema.prisma 7 7 note n prisma-lens [require-updated-at]: `C
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn code_action_adds_an_index() {
    check(
        r#"
        (open "prisma/order.prisma")
        (finding "has no index")
        (action "@@index")
        (say (text))
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
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn code_action_explains_a_rule() {
    check(
        r#"
        (open "prisma/order.prisma")
        (finding "has no index")
        (action "Explain `fk-missing-index`")
        (with-current-buffer "*Prisma Lens*"
          (say (buffer-substring (point-min) (line-end-position))))
        "#,
        &expect![[r#"
            # `fk-missing-index`
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn compiles_without_warnings() {
    check(
        r#"
        (setq byte-compile-error-on-warn t)
        (let ((copy (expand-file-name "prisma-lens.el")))
          (copy-file (locate-library "prisma-lens.el") copy)
          (say (byte-compile-file copy)))
        "#,
        &expect![[r#"
            nil
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn hover() {
    check(
        r#"
        (open "prisma/order.prisma")
        (at "Customer @relation")
        (let (found)
          (eglot-hover-eldoc-function (lambda (text &rest _) (setq found text)))
          (say (await "a hover" (lambda () found))))
        "#,
        &expect![[r#"
            Äpfel and 🍐

            model Customer {
              id     Int     @id
              name   String
              orders Order[]
            }

            - Table Customer
            - Referenced by Order.customer
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn definition_in_another_file() {
    check(
        r#"
        (open "prisma/order.prisma")
        (at "Customer @relation")
        (call-interactively #'xref-find-definitions)
        (say (buffer-name) (line-number-at-pos) (current-column))
        "#,
        &expect![[r#"
            schema.prisma 7 6
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn rename_in_all_files() {
    check(
        r#"
        (open "prisma/order.prisma")
        (at "Customer @relation")
        (setq eglot-confirm-server-edits nil)
        (eglot-rename "Client")
        (say (text))
        (switch-to-buffer "schema.prisma")
        (say (text))
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
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn completion() {
    check(
        r#"
        (open "prisma/order.prisma")
        (at "State    @default")
        (kill-line)
        (insert "St")
        (let ((capf (eglot-completion-at-point)))
          (dolist (one (all-completions "St" (nth 2 capf))) (say (substring-no-properties one))))
        "#,
        &expect![[r#"
            String
            State
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn format_indent_comment_and_fold() {
    check(
        r#"
        (open "prisma/order.prisma")
        (at "id Int")
        (delete-indentation)
        (newline-and-indent)
        (say (format "%S" (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
        (eglot-format-buffer)
        (say (text))
        (at "customerId Int")
        (comment-line 1)
        (forward-line -1)
        (say (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
        (hs-minor-mode)
        (hs-hide-all)
        (goto-char (point-min))
        (while (not (eobp))
          (unless (invisible-p (point)) (say (buffer-substring-no-properties (point) (line-end-position))))
          (forward-line))
        "#,
        &expect![[r#"
            "  id Int @id"
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

              // customerId Int
            model Order {
            }

            enum State {
            }
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn settings_and_inlay_hints() {
    check(
        r#"
        (follow-readme "Settings")
        (open "prisma/order.prisma")
        (finding "has no index")
        (say (flymake-diagnostic-type (finding "has no index")))
        (eglot-inlay-hints-mode)
        (let ((hints (lambda ()
                (font-lock-ensure)
                (eglot--update-hints-1 (point-min) (point-max))
                (sit-for 0.1)
                (seq-filter (lambda (one) (overlay-get one 'eglot--inlay-hint))
                            (overlays-in (point-min) (point-max))))))
          (dolist (one (await "hints" hints))
            (say (substring-no-properties (or (overlay-get one 'before-string) (overlay-get one 'after-string))))))
        "#,
        &expect![[r#"
            eglot-error
            , onUpdate: Cascade
            , onDelete: Restrict
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn findings_in_migrations() {
    check(
        r#"
        (open "prisma/migrations/20240102000000_index/migration.sql")
        (say major-mode)
        (say (flymake-diagnostic-text (finding "index-not-concurrent")))
        (find-file (expand-file-name "reports/other.sql" shop))
        (say major-mode (eglot-managed-p))
        "#,
        &expect![[r#"
            prisma-lens-migration-mode
            prisma-lens [index-not-concurrent]: Building this index blocks writes to `Customer`. Use `CREATE INDEX CONCURRENTLY` in its own migration.
            sql-mode nil
        "#]],
    );
}

const WORDS: &str = r#"'("model" "Order" "id Int" "Int @id" "@id" "Größe" "Customer @" "fields" "customerId]" "State " "default"
                "OPEN)" "enum" "PAID")"#;

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn colours_of_regular_expressions() {
    check(
        &format!(
            r#"
        (open "prisma/order.prisma")
        (say major-mode)
        (faces {WORDS})
        (find-file (expand-file-name "prisma/schema.prisma" shop))
        (faces '("datasource" "db" "provider" "\"postgresql" "env" "Äpfel"))
        (dolist (one (funcall imenu-create-index-function)) (say (car one)))
        "#
        ),
        &expect![[r#"
            prisma-lens-mode
            model font-lock-keyword-face
            Order font-lock-type-face
            id Int font-lock-property-name-face
            Int @id font-lock-type-face
            @id font-lock-preprocessor-face
            Größe font-lock-comment-face
            Customer @ font-lock-type-face
            fields font-lock-property-use-face
            customerId] nil
            State  font-lock-type-face
            default font-lock-preprocessor-face
            OPEN) nil
            enum font-lock-keyword-face
            PAID font-lock-constant-face
            datasource font-lock-keyword-face
            db font-lock-type-face
            provider font-lock-property-name-face
            "postgresql font-lock-string-face
            env font-lock-function-call-face
            Äpfel font-lock-doc-face
            db
            Customer
        "#]],
    );
}

#[test]
#[cfg_attr(not(has_emacs), ignore = "needs Emacs 29")]
fn colours_of_tree_sitter() {
    check(
        &format!(
            r#"
        (follow-readme "tree-sitter")
        (open "prisma/order.prisma")
        (say major-mode)
        (faces {WORDS})
        (at "PAID")
        (say (treesit-defun-name (treesit-defun-at-point)))
        (find-file (expand-file-name "prisma/schema.prisma" shop))
        (faces '("datasource" "db" "provider" "\"postgresql" "env" "Äpfel"))
        (dolist (one (treesit-simple-imenu)) (say (car one)))
        "#
        ),
        &expect![[r#"
            prisma-lens-ts-mode
            model font-lock-keyword-face
            Order font-lock-type-face
            id Int font-lock-property-name-face
            Int @id font-lock-builtin-face
            @id font-lock-preprocessor-face
            Größe font-lock-comment-face
            Customer @ font-lock-type-face
            fields font-lock-property-use-face
            customerId] font-lock-property-use-face
            State  font-lock-type-face
            default font-lock-preprocessor-face
            OPEN) font-lock-constant-face
            enum font-lock-keyword-face
            PAID font-lock-constant-face
            State
            datasource font-lock-keyword-face
            db font-lock-variable-name-face
            provider font-lock-property-name-face
            "postgresql font-lock-string-face
            env font-lock-function-call-face
            Äpfel font-lock-doc-face
            db
            Customer
        "#]],
    );
}
