-- What the sessions share. The session that `SESSION` names runs after it; what it says is written to `SAID`.

local said = {}

--- Adds a line to what the test sees.
function say(...)
  table.insert(said, table.concat(vim.tbl_map(tostring, { ... }), " "))
end

--- Waits until the condition gives a value, and returns that.
function await(what, condition)
  local value
  local came = vim.wait(tonumber(vim.env.PATIENCE or 30000), function()
    value = condition()
    return value and true or false
  end, 20)
  if not came then
    local codes = vim.tbl_map(function(one) return one.code end, vim.diagnostic.get())
    error("waited in vain for " .. what .. "; findings: " .. table.concat(codes, ", "))
  end
  return value
end

--- Opens a file and waits for the server.
function open(path)
  vim.cmd.edit(path)
  return await("the server", function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = "prisma_lens" })[1]
    return client and client.initialized and client
  end)
end

--- Waits for a finding with this code in the buffer, and puts the cursor on it.
function finding(code)
  local found = await(code, function()
    return vim.iter(vim.diagnostic.get(0)):find(function(one) return one.code == code end)
  end)
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  return found
end

--- Puts the cursor on the first place of a text.
function at(text)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search("\\V" .. text, "cW") > 0, text .. " is not there")
end

--- The text of the buffer.
function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

--- Waits for a floating window, and returns its text.
function float()
  return await("a floating window", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        return table.concat(lines, "\n")
      end
    end
  end)
end

--- Waits for the code lenses of the buffer, all with their titles.
function lenses()
  return await("lenses", function()
    local found = vim.lsp.codelens.get(vim.lsp.codelens.enable and { bufnr = 0 } or 0)
    found = vim.tbl_map(function(one) return one.lens or one end, found)
    return #found > 0 and vim.iter(found):all(function(one) return one.command end) and found
  end)
end

--- Runs the Lua code blocks below a heading of the README, up to the next heading of any level.
function follow_readme(heading)
  local page = table.concat(vim.fn.readfile(vim.env.README), "\n")
  local _, from = page:find("\n## " .. heading .. "\n", 1, true)
  assert(from, heading .. " is no heading")
  local part = page:sub(from, (page:find("\n## ", from, true)))
  local count = 0
  for block in part:gmatch("\n```lua\n(.-)\n```") do
    block = block:gsub("/path/to/prisma%-lens", vim.env.REPOSITORY)
    assert(loadstring(block))()
    count = count + 1
  end
  assert(count > 0, heading .. " has no code")
end

vim.opt.swapfile = false
local ok, problem = xpcall(dofile, debug.traceback, vim.env.SESSION)
vim.fn.writefile(vim.split(table.concat(said, "\n"), "\n"), vim.env.SAID)
if not ok then
  io.stderr:write(problem .. "\n")
  vim.cmd("cquit 3")
end
vim.cmd("qall!")
