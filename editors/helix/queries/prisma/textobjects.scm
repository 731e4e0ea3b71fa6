; Helix has its own names for these, so the grammar's own file does not serve.

(model_declaration body: (_) @class.inside) @class.around
(view_declaration body: (_) @class.inside) @class.around
(composite_type_declaration body: (_) @class.inside) @class.around
(enum_declaration body: (_) @class.inside) @class.around
(datasource_declaration body: (_) @class.inside) @class.around
(generator_declaration body: (_) @class.inside) @class.around
(namespace_declaration body: (_) @class.inside) @class.around
(generic_declaration body: (_) @class.inside) @class.around

(field_declaration) @entry.around
(field_declaration type: (_) @entry.inside)
(key_value) @entry.around
(key_value value: (_) @entry.inside)
(enum_value) @entry.around
(enum_value name: (_) @entry.inside)

(argument) @parameter.inside

(comment_block) @comment.around
(comment) @comment.inside
(doc_comment) @comment.inside
(block_comment) @comment.inside
(block_comment) @comment.around
