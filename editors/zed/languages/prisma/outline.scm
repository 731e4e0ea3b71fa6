; The outline: a block with its keyword, a member with its type. Documentation is kept with the item.

(model_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(view_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(composite_type_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(enum_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(datasource_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(generator_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(namespace_declaration
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(generic_declaration
  documentation: (_)? @annotation
  keyword: (keyword) @context
  name: (identifier) @name) @item

(type_alias
  documentation: (_)? @annotation
  keyword: _ @context
  name: (identifier) @name) @item

(field_declaration
  documentation: (_)? @annotation
  name: (identifier) @name
  type: (_)? @context) @item

(enum_value
  documentation: (_)? @annotation
  name: (identifier) @name) @item

(key_value
  documentation: (_)? @annotation
  key: (identifier) @name) @item

(block_attribute
  documentation: (_)? @annotation
  "@@" @context
  name: (_) @name) @item
