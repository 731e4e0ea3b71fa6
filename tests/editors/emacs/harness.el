;;; harness.el --- What the sessions share  -*- lexical-binding: t; -*-

;; The session that `SESSION' names runs after it; what it says is written to `SAID'.

(require 'seq)

(defvar said nil)

(defun say (&rest parts)
  "Add a line of PARTS to what the test sees."
  (push (mapconcat (lambda (part) (format "%s" part)) parts " ") said))

(defun await (what condition)
  "Wait for WHAT until CONDITION gives a value, and return that."
  (let ((until (+ (float-time) 60)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) until)
        (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))
    value))

(defconst shop default-directory "The folder that the session starts in.")

(defun open (path)
  "Visit PATH of the shop and wait for the server."
  (switch-to-buffer (find-file-noselect (expand-file-name path shop)))
  ;; Without a terminal there are no commands after which Eglot connects.
  (run-hooks 'post-command-hook)
  (await "the server" (lambda () (and (fboundp 'eglot-managed-p) (eglot-managed-p)))))

(defun at (text)
  "Put point on the first TEXT."
  (goto-char (point-min))
  (let ((case-fold-search nil)) (search-forward text))
  (goto-char (match-beginning 0)))

(defun text ()
  "The text of the buffer."
  (buffer-substring-no-properties (point-min) (point-max)))

(defun findings ()
  "The findings in the buffer, each as line, column and message."
  (mapcar (lambda (one)
            (save-excursion
              (goto-char (flymake-diagnostic-beg one))
              (list (line-number-at-pos) (current-column) (flymake-diagnostic-text one))))
          (flymake-diagnostics)))

(defun finding (part)
  "Wait for a finding whose message has PART in it, and put point on it."
  (let ((found (await part (lambda ()
                             (flymake-start)
                             (seq-find (lambda (one) (string-search part (flymake-diagnostic-text one)))
                                       (flymake-diagnostics))))))
    (goto-char (flymake-diagnostic-beg found))
    found))

(defun action (part)
  "Apply the code action at point whose title has PART in it."
  (let ((actions (append (eglot-code-actions (point) (1+ (point))) nil)))
    (eglot-execute (eglot-current-server)
                   (or (seq-find (lambda (one) (string-search part (plist-get one :title))) actions)
                       (error "No action has %s in its title" part)))))

(defun faces (words)
  "Say the face of each of WORDS."
  (font-lock-ensure)
  (dolist (word words)
    (at word)
    (say word (get-text-property (point) 'face))))

(defun follow-readme (heading)
  "Evaluate the code blocks below HEADING of the README."
  (let ((page (with-temp-buffer (insert-file-contents (getenv "README")) (buffer-string))) (count 0))
    (with-temp-buffer
      (insert page)
      (goto-char (point-min))
      (search-forward (concat "\n## " heading "\n"))
      (let ((end (save-excursion (if (search-forward "\n## " nil t) (point) (point-max)))))
        (while (search-forward "\n```elisp\n" end t)
          (let* ((start (point)) (block (buffer-substring start (progn (search-forward "\n```") (match-beginning 0)))))
            (setq count (1+ count))
            (eval (read (format "(progn %s)" (string-replace "/path/to/prisma-lens" (getenv "REPOSITORY") block))) t)))))
    (when (zerop count) (error "%s has no code" heading))))

(setq make-backup-files nil create-lockfiles nil auto-save-default nil)
(let ((problem (condition-case problem
                   (progn (load (getenv "SESSION") nil t t) nil)
                 (error problem))))
  (with-temp-file (getenv "SAID")
    (insert (mapconcat #'identity (reverse said) "\n") "\n"))
  (when problem
    (message "%s\n%s" (error-message-string problem)
             (mapconcat (lambda (one) (format "%s" one)) (findings) "\n"))
    (kill-emacs 3)))
(kill-emacs 0)
