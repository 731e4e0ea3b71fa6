---@brief
---
--- {{repository}}
---
--- `prisma-lens`, a language server and command-line checker for Prisma schemas: the errors and warnings of Prisma for the version of
--- the project, a checklist with fixes, completion, navigation, refactoring and formatting. It also checks each `migration.sql`.
---
--- It is installed with npm:
--- ```sh
--- npm install --global prisma-lens
--- ```

-- In this order: a folder with the Prisma configuration is a better root than the repository around it.
local markers = { 'prisma.config.ts', 'package.json', 'prisma-lens.toml', '.git' }

---@type vim.lsp.Config
return {
  cmd = { 'prisma-lens', 'lsp' },
  filetypes = { 'prisma', 'sql' },
  -- Of SQL, only migrations.
  root_dir = function(bufnr, on_dir)
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
    if vim.bo[bufnr].filetype == 'prisma' or name == 'migration.sql' then
      on_dir(vim.fs.root(bufnr, markers))
    end
  end,
  settings = {
    prismaLens = {},
  },
}
