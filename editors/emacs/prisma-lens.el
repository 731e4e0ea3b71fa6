;;; prisma-lens.el --- Prisma schemas, with Prisma Lens  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Major modes for Prisma schemas, and the connection of Eglot to the language server `prisma-lens'.
;;
;; `prisma-lens-ts-mode' takes its colours from tree-sitter, `prisma-lens-mode' from regular expressions.  Files named `*.prisma' are
;; opened in the first where the grammar is installed, else in the second.  `prisma-lens-migration-mode' is for `migration.sql'.
;;
;; Start the server with `M-x eglot', or always:
;;
;;   (dolist (hook '(prisma-lens-mode-hook prisma-lens-ts-mode-hook prisma-lens-migration-mode-hook))
;;     (add-hook hook #'eglot-ensure))

;;; Code:

(require 'cl-lib)
(require 'sql)
(require 'treesit)

(declare-function eglot-execute "eglot")
(declare-function jsonrpc-request "jsonrpc")
(defvar eglot-server-programs)
(defvar hs-special-modes-alist)

(defgroup prisma-lens nil
  "Prisma schemas, with Prisma Lens."
  :group 'languages
  :prefix "prisma-lens-")

(defcustom prisma-lens-command '("prisma-lens" "lsp")
  "The language server and its arguments."
  :type '(repeat string))

(defcustom prisma-lens-settings nil
  "The settings below `prismaLens', as a property list: (:preset \"strict\").
They are sent when the server starts.  For a team, prefer a `prisma-lens.toml'
beside the schema."
  :type 'plist)

(defcustom prisma-lens-indent-offset 2
  "Columns that a block is indented by.  Prisma formats with two."
  :type 'natnum
  :safe #'natnump)

;;; Syntax

(defvar prisma-lens--syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?@ "." table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    table)
  "Braces, strings and comments of a schema.")

(defconst prisma-lens--block
  (rx line-start (* blank)
      (group (or "model" "view" "type" "enum" "datasource" "generator" "namespace"))
      (+ blank) (group (+ (or word "_"))))
  "The beginning of a block: its keyword and its name.")

(defconst prisma-lens--scalars
  (rx symbol-start
      (or "String" "Boolean" "Int" "BigInt" "Float" "Decimal" "DateTime" "Json" "Bytes" "Unsupported")
      symbol-end))

(defvar prisma-lens--font-lock
  `((,prisma-lens--block (1 'font-lock-keyword-face) (2 'font-lock-type-face))
    (,(rx (group (or "@@" "@")) (group (any alpha) (* (or word "_" "."))))
     (0 'font-lock-preprocessor-face))
    (,(rx symbol-start (or "true" "false" "null") symbol-end) . 'font-lock-constant-face)
    (,(rx (group (any alpha) (* (or word "_"))) "(") 1 'font-lock-function-call-face)
    (,(rx (group (any alpha) (* (or word "_"))) ":") 1 'font-lock-property-use-face)
    (,(rx line-start (* blank) (group (any alpha) (* (or word "_"))) (+ blank)
          (group (any alpha) (* (or word "_"))))
     (1 'font-lock-property-name-face)
     (2 'font-lock-type-face))
    (,(rx line-start (* blank) (group (any alpha) (* (or word "_"))) (* blank) "=")
     1 'font-lock-property-name-face)
    (,(rx line-start (+ blank) (group (any alpha) (* (or word "_"))) (* blank) line-end)
     1 'font-lock-constant-face))
  "Colours without tree-sitter.")

(defun prisma-lens--syntactic-face (state)
  "The face of the string or comment that STATE is in."
  (cond
   ((nth 3 state) 'font-lock-string-face)
   ((save-excursion (goto-char (nth 8 state)) (looking-at-p "///")) 'font-lock-doc-face)
   (t 'font-lock-comment-face)))

(defun prisma-lens-indent-line ()
  "Indent the line by the brackets around it."
  (interactive)
  (let* ((depth
          (save-excursion
            (back-to-indentation)
            (let ((depth (car (syntax-ppss (point)))))
              (if (looking-at-p (rx (any "})]"))) (1- depth) depth))))
         (column (* prisma-lens-indent-offset (max 0 depth))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

(define-derived-mode prisma-lens-base-mode prog-mode "Prisma"
  "What the modes for schemas have in common."
  :syntax-table prisma-lens--syntax-table
  (setq-local comment-start "// "
              comment-end ""
              comment-start-skip (rx (or (seq (repeat 2 3 "/") (* blank)) (seq "/*" (+ (any blank "*")))))
              indent-tabs-mode nil
              indent-line-function #'prisma-lens-indent-line
              electric-indent-chars (append "{}()[]\n" electric-indent-chars)))

;;;###autoload
(define-derived-mode prisma-lens-mode prisma-lens-base-mode "Prisma"
  "A major mode for Prisma schemas, with colours from regular expressions."
  (setq-local font-lock-defaults
              '(prisma-lens--font-lock
                nil nil nil
                (font-lock-syntactic-face-function . prisma-lens--syntactic-face))
              imenu-generic-expression `((nil ,prisma-lens--block 2))))

;;; tree-sitter

(defvar prisma-lens--treesit-rules
  '(:language prisma :feature comment
    ([(comment) (block_comment)] @font-lock-comment-face
     (doc_comment) @font-lock-doc-face)
    :language prisma :feature string
    ((string) @font-lock-string-face)
    :language prisma :feature keyword
    (["model" "view" "type" "enum" "datasource" "generator" "namespace" (keyword)] @font-lock-keyword-face)
    :language prisma :feature definition
    ([(model_declaration name: (identifier) @font-lock-type-face)
      (view_declaration name: (identifier) @font-lock-type-face)
      (composite_type_declaration name: (identifier) @font-lock-type-face)
      (enum_declaration name: (identifier) @font-lock-type-face)
      (type_alias name: (identifier) @font-lock-type-face)
      (generic_declaration name: (identifier) @font-lock-type-face)
      (datasource_declaration name: (identifier) @font-lock-variable-name-face)
      (generator_declaration name: (identifier) @font-lock-variable-name-face)
      (namespace_declaration name: (identifier) @font-lock-type-face)])
    :language prisma :feature property
    ((field_declaration name: (identifier) @font-lock-property-name-face)
     (key_value key: (identifier) @font-lock-property-name-face)
     (enum_value name: (identifier) @font-lock-constant-face)
     (argument name: (identifier) @font-lock-property-use-face))
    :language prisma :feature type
    ((field_type name: (path (identifier) @prisma-lens--type)))
    :language prisma :feature attribute
    ((attribute "@" @font-lock-preprocessor-face)
     (attribute name: (path (identifier) @font-lock-preprocessor-face))
     (block_attribute "@@" @font-lock-preprocessor-face)
     (block_attribute name: (path (identifier) @font-lock-preprocessor-face)))
    :language prisma :feature value
    ((call name: (path (identifier) @font-lock-function-call-face))
     (argument value: (path (identifier) @font-lock-constant-face))
     (argument value: (array (path (identifier) @font-lock-property-use-face)))
     (number) @font-lock-number-face
     [(boolean) (null)] @font-lock-constant-face)
    :language prisma :feature escape :override t
    ((escape_sequence) @font-lock-escape-face)
    :language prisma :feature bracket
    (["(" ")" "[" "]" "{" "}"] @font-lock-bracket-face)
    :language prisma :feature delimiter
    (["," "." ":"] @font-lock-delimiter-face
     "=" @font-lock-operator-face))
  "Colours with tree-sitter.")

(defun prisma-lens--type (node override start end &rest _)
  "Colour the name NODE of a type between START and END, as OVERRIDE says."
  (let ((face (if (string-match-p prisma-lens--scalars (treesit-node-text node t))
                  'font-lock-builtin-face
                'font-lock-type-face)))
    (treesit-fontify-with-override (treesit-node-start node) (treesit-node-end node) face override start end)))

(defun prisma-lens--name (node)
  "The name of the block NODE."
  (when-let* ((name (treesit-node-child-by-field-name node "name")))
    (treesit-node-text name t)))

;;;###autoload
(define-derived-mode prisma-lens-ts-mode prisma-lens-base-mode "Prisma"
  "A major mode for Prisma schemas, with colours from tree-sitter."
  (unless (treesit-ready-p 'prisma)
    (error "The tree-sitter grammar of Prisma is not installed: see `prisma-lens-install-grammar'"))
  (treesit-parser-create 'prisma)
  (setq-local treesit-font-lock-settings (apply #'treesit-font-lock-rules prisma-lens--treesit-rules)
              treesit-font-lock-feature-list
              '((comment definition)
                (keyword string)
                (type attribute property value escape)
                (bracket delimiter))
              treesit-simple-imenu-settings
              `((nil ,(rx string-start
                          (or "model" "view" "composite_type" "enum" "datasource" "generator" "generic")
                          "_declaration" string-end)
                     nil prisma-lens--name))
              treesit-defun-type-regexp (rx "_declaration" string-end)
              treesit-defun-name-function #'prisma-lens--name)
  (treesit-major-mode-setup))

(defun prisma-lens-install-grammar (folder)
  "Build the tree-sitter grammar from FOLDER, the `grammar' of Prisma Lens.
It needs a C compiler.  The library goes into `tree-sitter' below
`user-emacs-directory', where Emacs looks for it."
  (interactive "DFolder of the grammar: ")
  (let* ((source (expand-file-name "src/" folder))
         (target (locate-user-emacs-file "tree-sitter/"))
         (library (expand-file-name (concat "libtree-sitter-prisma" module-file-suffix) target))
         (compiler (or (executable-find "cc") (executable-find "gcc") (error "There is no C compiler")))
         (default-directory source))
    (make-directory target t)
    (with-temp-buffer
      (unless (zerop (call-process compiler nil t nil "-O2" "-fPIC" "-shared" "-I." "-o" library
                                   "parser.c" "scanner.c"))
        (error "The grammar cannot be compiled: %s" (buffer-string))))
    (message "The grammar is installed: %s" library)))

;;;###autoload
(defun prisma-lens-auto-mode ()
  "Switch to the mode for schemas: with tree-sitter where its grammar is installed."
  (interactive)
  (if (treesit-ready-p 'prisma t)
      (prisma-lens-ts-mode)
    (prisma-lens-mode)))

;;;###autoload
(define-derived-mode prisma-lens-migration-mode sql-mode "Migration"
  "A major mode for the SQL of migrations, which the server checks too.")

;;;###autoload
(progn
  (add-to-list 'auto-mode-alist '("\\.prisma\\'" . prisma-lens-auto-mode))
  (add-to-list 'auto-mode-alist '("/migration\\.sql\\'" . prisma-lens-migration-mode)))

;;; Folding and the server

(defun prisma-lens--contact (&rest _)
  "The command line of the server, with the settings."
  (append '(prisma-lens-server) prisma-lens-command
          (and prisma-lens-settings
               (list :initializationOptions (list :prismaLens prisma-lens-settings)))))

(defun prisma-lens--show (text)
  "Show TEXT, the description of a rule."
  (with-current-buffer (get-buffer-create "*Prisma Lens*")
    (let ((inhibit-read-only t))
      (erase-buffer)
      (insert text)
      (goto-char (point-min)))
    (special-mode)
    (display-buffer (current-buffer))))

(with-eval-after-load 'hideshow
  (dolist (mode '(prisma-lens-mode prisma-lens-ts-mode))
    (add-to-list 'hs-special-modes-alist (list mode "{" "}" "/[*/]"))))

(with-eval-after-load 'eglot
  (defclass prisma-lens-server (eglot-lsp-server) ()
    :documentation "A session with Prisma Lens.")

  ;; The server offers to explain a rule only where somebody shows what it says.  Eglot of Emacs 29 has no place for that.
  (when (fboundp 'eglot-execute)
    (cl-defmethod eglot-client-capabilities ((_server prisma-lens-server))
      (plist-put (copy-sequence (cl-call-next-method))
                 :experimental '(:commands (:commands ["prismaLens.explain"]))))

    (cl-defmethod eglot-execute ((server prisma-lens-server) action)
      (let* ((command (plist-get action :command))
             (command (if (stringp command) action command)))
        (if (equal (plist-get command :command) "prismaLens.explain")
            (prisma-lens--show
             (jsonrpc-request server :workspace/executeCommand
                              (list :command "prismaLens.explain" :arguments (plist-get command :arguments))))
          (cl-call-next-method)))))

  (add-to-list 'eglot-server-programs
               '(((prisma-lens-mode :language-id "prisma")
                  (prisma-lens-ts-mode :language-id "prisma")
                  (prisma-lens-migration-mode :language-id "sql"))
                 . prisma-lens--contact)))

(provide 'prisma-lens)

;;; prisma-lens.el ends here
