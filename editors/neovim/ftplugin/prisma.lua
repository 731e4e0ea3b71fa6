-- Colours come from the parser if somebody has built it, and from nothing otherwise: a missing parser is no error.
if #vim.api.nvim_get_runtime_file("parser/prisma.*", false) > 0 then
  vim.treesitter.start()
end
