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

--- Starts the server for schemas and for migrations, not for other SQL.
local function root_dir(buffer, start)
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
  if vim.bo[buffer].filetype == "prisma" or name == "migration.sql" then
    start(vim.fs.root(buffer, markers))
  end
end

---@type vim.lsp.Config
return {
  cmd = { "prisma-lens", "lsp" },
  filetypes = { "prisma", "sql" },
  root_dir = root_dir,
  -- The server offers to explain a rule only where somebody shows what it says.
  capabilities = { experimental = { commands = { commands = { "prismaLens.explain" } } } },
  commands = { ["prismaLens.explain"] = explain, ["prismaLens.showReferences"] = show_references },
}
