; SQL in strings. A string with escapes is several pieces, none of them SQL by itself, and stays as it is.

((call
  name: (path (identifier) @_name)
  arguments: (arguments (argument value: (string . (string_content) @injection.content .))))
  (#any-of? @_name "dbgenerated" "raw")
  (#set! injection.language "sql"))

((block_attribute
  name: (path (identifier) @_name)
  arguments: (arguments . (argument value: (string . (string_content) @injection.content .))))
  (#eq? @_name "check")
  (#set! injection.language "sql"))

; The conditions of a policy in Prisma 8.
((key_value
  key: (identifier) @_key
  value: (string . (string_content) @injection.content .))
  (#any-of? @_key "using" "withCheck")
  (#set! injection.language "sql"))

; A tag says the language in Prisma 8.
((tagged_literal
  name: (path (identifier) @_tag)
  value: (string . (string_content) @injection.content .))
  (#eq? @_tag "sql")
  (#set! injection.language "sql"))

((tagged_literal
  name: (path (identifier) @_tag)
  value: (string . (string_content) @injection.content .))
  (#eq? @_tag "json")
  (#set! injection.language "json"))

; A tag says the language in Prisma 8.
((tagged_literal
  name: (path (identifier) @_tag)
  value: (string . (string_content) @injection.content .))
  (#eq? @_tag "sql")
  (#set! injection.language "sql"))

((tagged_literal
  name: (path (identifier) @_tag)
  value: (string . (string_content) @injection.content .))
  (#eq? @_tag "json")
  (#set! injection.language "json"))

([
  (comment)
  (doc_comment)
  (block_comment)
] @injection.content
  (#set! injection.language "comment"))
