-- The style of Prisma's formatter, so that typed lines are indented as formatted ones. An `.editorconfig` wins.
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = -1
vim.bo.commentstring = "// %s"
vim.b.undo_ftplugin = (vim.b.undo_ftplugin and vim.b.undo_ftplugin .. " | " or "")
  .. "setlocal expandtab< shiftwidth< softtabstop< commentstring<"

-- Colours come from the parser if somebody has built it, and from nothing otherwise: a missing parser is no error.
if #vim.api.nvim_get_runtime_file("parser/prisma.*", false) > 0 then
  vim.treesitter.start()
  vim.b.undo_ftplugin = vim.b.undo_ftplugin .. " | lua vim.treesitter.stop()"
end
