--- What `:checkhealth prisma_lens` reports.
local M = {}

--- The program that the configuration starts.
local function check_program()
  vim.health.start("Program")
  local config = vim.lsp.config.prisma_lens
  local program = config and type(config.cmd) == "table" and config.cmd[1]
  if not program then
    vim.health.info("The configuration has a `cmd` of its own, which is not checked.")
    return
  end
  local path = vim.fn.exepath(program)
  if path == "" then
    vim.health.error(("`%s` is not on PATH."):format(program), {
      "Install it: npm install --global prisma-lens",
      'Or name it: vim.lsp.config("prisma_lens", { cmd = { "/path/to/prisma-lens", "lsp" } })',
    })
    return
  end
  local run = vim.system({ path, "--version" }, { text = true, timeout = 10000 }):wait()
  if run.code == 0 then
    vim.health.ok(("%s, at `%s`"):format(vim.trim(run.stdout), path))
  else
    vim.health.error(("`%s --version` exits with %d."):format(path, run.code), vim.trim(run.stderr or ""))
  end
end

--- The sessions with the server.
local function check_server()
  vim.health.start("Server")
  local clients = vim.lsp.get_clients({ name = "prisma_lens" })
  for _, client in ipairs(clients) do
    local count = vim.tbl_count(client.attached_buffers)
    vim.health.ok(("It runs in `%s`, for %d buffer(s)."):format(client.root_dir or "no folder", count))
  end
  if #clients > 0 then
    return
  end
  if vim.lsp._enabled_configs and not vim.lsp._enabled_configs.prisma_lens then
    vim.health.warn("It is not enabled.", 'Add to init.lua: vim.lsp.enable("prisma_lens")')
  else
    vim.health.info("It does not run: no schema, migration or code of a package with Prisma is open.")
  end
end

--- The parser for tree-sitter, and whether the queries suit it.
local function check_parser()
  vim.health.start("Tree-sitter")
  local parser = vim.api.nvim_get_runtime_file("parser/prisma.*", false)[1]
  if not parser then
    vim.health.info("No parser is built; schemas have the colours of the server alone.")
    return
  end
  for _, name in ipairs({ "highlights", "folds", "injections" }) do
    local ok, problem = pcall(vim.treesitter.query.get, "prisma", name)
    if not ok then
      vim.health.error(("The query `%s` does not suit the parser `%s`."):format(name, parser), {
        "Two grammars are on the runtime path. Put this plugin first, or remove its parser. " .. tostring(problem),
      })
      return
    end
  end
  vim.health.ok(("The parser is `%s`, and the queries suit it."):format(parser))
end

--- Checks Neovim, the program, the server and the parser.
function M.check()
  vim.health.start("Neovim")
  if vim.fn.has("nvim-0.11") == 0 then
    vim.health.error("Neovim 0.11 or newer is needed.")
    return
  end
  local version = vim.version()
  vim.health.ok(("%d.%d.%d"):format(version.major, version.minor, version.patch))
  check_program()
  check_server()
  check_parser()
end

return M
