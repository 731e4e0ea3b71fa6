--- Shows what a rule is about: the text that the server gives for the command, in a floating window.
local function explain(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local params = { command = command.command, arguments = command.arguments }
  client:request("workspace/executeCommand", params, function(error, text)
    if error or type(text) ~= "string" then
      return
    end
    vim.lsp.util.open_floating_preview(vim.split(text, "\n"), "markdown", { focus_id = command.command })
  end, context.bufnr)
end

--- Lists the places that a code lens counts.
local function show_references(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding)
  vim.fn.setqflist({}, " ", { title = command.title, items = items })
  vim.cmd("botright copen")
end

-- In this order: a folder with the Prisma configuration is a better root than the repository around it.
local markers = { "prisma.config.ts", "package.json", "prisma-lens.toml", ".git" }

--- Files that are of use to the server only if they have this name.
local names = { sql = "migration.sql", toml = "prisma-lens.toml" }

--- Whether the `package.json` of the folder depends on Prisma.
local function uses_prisma(folder)
  local file = folder and io.open(vim.fs.joinpath(folder, "package.json"))
  if not file then
    return false
  end
  local text = file:read("*a")
  file:close()
  return text:find('"@?prisma') ~= nil
end

--- Starts the server for schemas and migrations, and for code in packages that use Prisma.
local function root_dir(buffer, start)
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
  local filetype = vim.bo[buffer].filetype
  local root = vim.fs.root(buffer, markers)
  if filetype == "prisma" or name == names[filetype] or (not names[filetype] and uses_prisma(root)) then
    start(root)
  end
end

--- Whether the settings turn on any of a group, such as `codeLens`.
local function is_on(client, group)
  local switches = vim.tbl_get(client.settings or {}, "prismaLens", group)
  return type(switches) == "table" and vim.tbl_contains(vim.tbl_values(switches), true)
end

--- Gives the server the settings with the first message, so that the first answers follow them.
local function before_init(params, config)
  params.initializationOptions = config.settings
end

--- Asks for the code lenses again when the server says that they have changed. Neovim 0.12 does so by itself.
local function refresh_lenses(_, _, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  for buffer in pairs(client.attached_buffers) do
    if is_on(client, "codeLens") and vim.bo[buffer].filetype == "prisma" then
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end
  end
  return vim.NIL
end

--- Shows code lenses in Neovim 0.11, which has no switch for them.
local function show_lenses(buffer)
  local function refresh()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  refresh()
  vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "BufWritePost" }, {
    group = vim.api.nvim_create_augroup("prisma_lens_" .. buffer, {}),
    buffer = buffer,
    callback = refresh,
  })
end

--- Shows inlay hints and code lenses where the settings turn them on: Neovim asks for neither by itself.
local function on_attach(client, buffer)
  if vim.bo[buffer].filetype ~= "prisma" then
    return
  end
  if is_on(client, "inlayHints") then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if is_on(client, "codeLens") then
    local show = vim.lsp.codelens.enable
    if show then
      show(true, { bufnr = buffer })
    else
      show_lenses(buffer)
    end
  end
end

---@type vim.lsp.Config
return {
  cmd = { "prisma-lens", "lsp" },
  filetypes = {
    "prisma",
    "sql",
    "toml",
    "typescript",
    "typescriptreact",
    "javascript",
    "javascriptreact",
    "vue",
    "svelte",
  },
  root_dir = root_dir,
  before_init = before_init,
  on_attach = on_attach,
  capabilities = {
    -- The server offers to explain a rule only where somebody shows what it says.
    experimental = { commands = { commands = { "prismaLens.explain" } } },
    workspace = { codeLens = { refreshSupport = true } },
  },
  handlers = not vim.lsp.codelens.enable and { ["workspace/codeLens/refresh"] = refresh_lenses } or nil,
  commands = { ["prismaLens.explain"] = explain, ["prismaLens.showReferences"] = show_references },
}
