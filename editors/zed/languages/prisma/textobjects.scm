; A block is a class: around takes all of it, inside its members.

[
  (model_declaration)
  (view_declaration)
  (composite_type_declaration)
  (enum_declaration)
  (datasource_declaration)
  (generator_declaration)
  (namespace_declaration)
  (generic_declaration)
] @class.around

(model_body (_)+ @class.inside)
(enum_body (_)+ @class.inside)
(config_body (_)+ @class.inside)
(generic_body (_)+ @class.inside)
(namespace_body (_)+ @class.inside)

(comment_block) @comment.around
(block_comment) @comment.around
