; The grammar's own colours under the names that Zed's themes have. The later one of two patterns wins.

; Blocks

[
  "model"
  "view"
  "type"
  "enum"
  "datasource"
  "generator"
  "namespace"
  (keyword)
] @keyword

(model_declaration name: (identifier) @type)
(view_declaration name: (identifier) @type)
(composite_type_declaration name: (identifier) @type)
(enum_declaration name: (identifier) @type)
(type_alias name: (identifier) @type)
(generic_declaration name: (identifier) @type)
(datasource_declaration name: (identifier) @variable)
(generator_declaration name: (identifier) @variable)
(namespace_declaration name: (identifier) @namespace)

; Members

(field_declaration name: (identifier) @property)
(key_value key: (identifier) @property)
(enum_value name: (identifier) @variant)

; Types

(field_type space: (identifier) @namespace)
(key_value space: (identifier) @namespace)
(field_type name: (path (identifier) @type))
(legacy_list_type name: (path (identifier) @type))

(([
  (field_type name: (path . (identifier) @type.builtin .))
  (legacy_list_type name: (path . (identifier) @type.builtin .))
])
  (#any-of? @type.builtin
    "String" "Boolean" "Int" "BigInt" "Float" "Decimal" "DateTime" "Json" "Bytes" "Unsupported"))

[
  (optional_modifier)
  (legacy_required_modifier)
] @operator

; Attributes

(attribute "@" @attribute)
(attribute name: (path (identifier) @attribute))
(block_attribute "@@" @attribute)
(block_attribute name: (path (identifier) @attribute))

; Values

(argument name: (identifier) @variable.parameter)
(object_member key: (identifier) @property)

; A bare name is one of a set of words (`Cascade`, `Desc`, a value of an enum), a name in a list is that of a field.
(argument value: (path (identifier) @constant))
(object_member value: (path (identifier) @constant))
(key_value value: (path (identifier) @constant))
(key_value value: (array (path (identifier) @constant)))
(enum_value value: (path (identifier) @constant))
(argument value: (array (path (identifier) @property)))

(call name: (path (identifier) @function))
(tagged_literal name: (path (identifier) @function))

; `title(sort: Desc)` in an index is no call.
(argument value: (array (call name: (path (identifier) @property))))

; What `types` of Prisma 8 names are types.
((generic_declaration
  keyword: (keyword) @_keyword
  body: (generic_body (key_value value: (path (identifier) @type))))
  (#eq? @_keyword "types"))

((generic_declaration
  keyword: (keyword) @_keyword
  body: (generic_body (key_value value: (call name: (path (identifier) @type)))))
  (#eq? @_keyword "types"))

(string) @string
(escape_sequence) @string.escape
(number) @number
(boolean) @boolean
(null) @constant

; Punctuation

[
  "("
  ")"
  "["
  "]"
  "{"
  "}"
] @punctuation.bracket

[
  ","
  "."
  ":"
] @punctuation.delimiter

"=" @operator

; Comments

(comment) @comment
(block_comment) @comment

(doc_comment) @comment.doc
