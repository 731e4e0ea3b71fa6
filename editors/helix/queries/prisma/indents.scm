; Helix has its own names for these, so the grammar's own file does not serve.

[
  (model_body)
  (enum_body)
  (config_body)
  (generic_body)
  (namespace_body)
] @indent

"}" @outdent
