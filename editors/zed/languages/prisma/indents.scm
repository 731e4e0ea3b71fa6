; Only the brace of a block ends its indentation.

(model_body "}" @end) @indent
(enum_body "}" @end) @indent
(config_body "}" @end) @indent
(generic_body "}" @end) @indent
(namespace_body "}" @end) @indent
