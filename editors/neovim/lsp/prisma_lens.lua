---@type vim.lsp.Config
return {
  cmd = { "prisma-lens", "lsp" },
  filetypes = { "prisma" },
  -- In this order: a folder with the Prisma configuration is a better root than the repository around it.
  root_markers = { "prisma.config.ts", "package.json", "prisma-lens.toml", ".git" },
}
