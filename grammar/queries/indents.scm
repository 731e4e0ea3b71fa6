[
  (model_body)
  (enum_body)
  (config_body)
  (generic_body)
  (namespace_body)
] @indent.begin

; Only the brace of a block: one that stands in the way of a line changes nothing.
(model_body "}" @indent.branch @indent.end)
(enum_body "}" @indent.branch @indent.end)
(config_body "}" @indent.branch @indent.end)
(generic_body "}" @indent.branch @indent.end)
(namespace_body "}" @indent.branch @indent.end)

(block_comment) @indent.auto
