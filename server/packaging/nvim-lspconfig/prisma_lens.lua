---@brief
---
--- {{repository}}
---
--- `prisma-lens`, a language server and command-line checker for Prisma schemas: the errors and warnings of Prisma for the version of
--- the project, a checklist with fixes, completion, navigation, refactoring and formatting. It also checks each `migration.sql`, and code
--- that uses Prisma Client.
---
--- It is installed with npm:
--- ```sh
--- npm install --global prisma-lens
--- ```

-- In this order: a folder with the Prisma configuration is a better root than the repository around it.
local markers = { 'prisma.config.ts', 'package.json', 'prisma-lens.toml', '.git' }

-- Files that are of use to the server only if they have this name.
local names = { sql = 'migration.sql', toml = 'prisma-lens.toml' }

---@type vim.lsp.Config
return {
  cmd = { 'prisma-lens', 'lsp' },
  filetypes = {
    'prisma',
    'sql',
    'toml',
    'typescript',
    'typescriptreact',
    'javascript',
    'javascriptreact',
    'vue',
    'svelte',
  },
  -- Of SQL, only migrations; of code, only that of packages that use Prisma.
  root_dir = function(bufnr, on_dir)
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
    local filetype = vim.bo[bufnr].filetype
    local root = vim.fs.root(bufnr, markers)
    local is_wanted = filetype == 'prisma' or name == names[filetype]
    if not is_wanted and not names[filetype] and root then
      local file = io.open(vim.fs.joinpath(root, 'package.json'))
      if file then
        is_wanted = file:read('*a'):find('"@?prisma') ~= nil
        file:close()
      end
    end
    if is_wanted then
      on_dir(root)
    end
  end,
  settings = {
    prismaLens = {},
  },
}
