; Types are known in all of a schema, members within their block.

[
  (source_file)
  (namespace_body)
  (model_body)
  (enum_body)
  (config_body)
  (generic_body)
] @local.scope

(model_declaration name: (identifier) @local.definition.type)
(view_declaration name: (identifier) @local.definition.type)
(composite_type_declaration name: (identifier) @local.definition.type)
(generic_declaration name: (identifier) @local.definition.type)
(type_alias name: (identifier) @local.definition.type)
(enum_declaration name: (identifier) @local.definition.enum)
(namespace_declaration name: (identifier) @local.definition.namespace)

(field_declaration name: (identifier) @local.definition.field)
(key_value key: (identifier) @local.definition.field)
(enum_value name: (identifier) @local.definition.constant)

(field_type name: (path (identifier) @local.reference))
(legacy_list_type name: (path (identifier) @local.reference))
(argument value: (path (identifier) @local.reference))
(array (path (identifier) @local.reference))
(array (call name: (path (identifier) @local.reference)))
(key_value value: (path (identifier) @local.reference))
