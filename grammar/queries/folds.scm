[
  (model_body)
  (enum_body)
  (config_body)
  (generic_body)
  (namespace_body)
  (comment_block)
  (block_comment)
] @fold
