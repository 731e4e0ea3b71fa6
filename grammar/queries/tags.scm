(model_declaration
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.class

(view_declaration
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.class

(composite_type_declaration
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.struct

(enum_declaration
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.enum

(type_alias
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.type

(generic_declaration
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.type

(datasource_declaration name: (identifier) @name) @definition.module
(generator_declaration name: (identifier) @name) @definition.module
(namespace_declaration name: (identifier) @name) @definition.module

(field_declaration
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.field

(enum_value
  documentation: (comment_block (doc_comment)* @doc)?
  name: (identifier) @name
  (#strip! @doc "^///\\s?")) @definition.constant

(field_type name: (path (identifier) @name)) @reference.class
