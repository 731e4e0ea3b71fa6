; A block is a class: `ac` takes all of it, `ic` what stands between its braces.

[
  (model_declaration)
  (view_declaration)
  (composite_type_declaration)
  (enum_declaration)
  (datasource_declaration)
  (generator_declaration)
  (namespace_declaration)
  (generic_declaration)
] @class.outer

(model_body . "{" _+ @class.inner "}")
(enum_body . "{" _+ @class.inner "}")
(config_body . "{" _+ @class.inner "}")
(generic_body . "{" _+ @class.inner "}")
(namespace_body . "{" _+ @class.inner "}")

; A member is a statement, and what it is set to a right-hand side.

[
  (field_declaration)
  (block_attribute)
  (enum_value)
  (key_value)
] @statement.outer

(key_value key: (_) @assignment.lhs value: (_) @assignment.rhs @assignment.inner) @assignment.outer
(enum_value name: (_) @assignment.lhs value: (_) @assignment.rhs @assignment.inner) @assignment.outer

(attribute) @attribute.outer
(attribute name: (_) @attribute.inner)
(block_attribute name: (_) @attribute.inner) @attribute.outer

; Arguments and elements, with the comma before them or, for the first one, behind.

(arguments "," @parameter.outer . (argument) @parameter.inner @parameter.outer)
(arguments . (argument) @parameter.inner @parameter.outer . ","? @parameter.outer)
(array "," @parameter.outer . (_) @parameter.inner @parameter.outer)
(array . (_) @parameter.inner @parameter.outer . ","? @parameter.outer)

(call) @call.outer

(comment_block) @comment.outer
(block_comment) @comment.outer
(number) @number.inner
