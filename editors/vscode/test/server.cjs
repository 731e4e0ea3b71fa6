#!/usr/bin/env node
// A language server that only records the messages it receives, in the file that its second argument names.
const { appendFileSync } = require("node:fs");

const [command, log] = process.argv.slice(2);
if (command !== "lsp") report(process.argv.slice(2));

/** As the program with other arguments: says what it was asked for. */
function report(args) {
  if (args.includes("fail")) {
    process.stderr.write("no schema\nmore about it\n");
    process.exit(2);
  }
  const isList = args[0] === "rules" && args.includes("json");
  const list = JSON.stringify([{ code: "fk-missing-index", topic: "Keys", summary: "No index." }]);
  process.stdout.write(isList ? list : `ran ${args.join(" ")} in ${process.cwd()}\n`);
  process.exit(0);
}

let input = Buffer.alloc(0);

/** What is offered for documents; the tests look at which. */
const FEATURES = {
  documentFormattingProvider: true,
  hoverProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: { resolveProvider: true },
  semanticTokensProvider: { legend: { tokenTypes: ["class"], tokenModifiers: [] }, full: true },
};

const RESULTS = {
  initialize: {
    capabilities: { ...FEATURES, executeCommandProvider: { commands: ["prismaLens.explain", "prismaLens.diagram", "prismaLens.previewMigration"] } },
    serverInfo: { name: "stub", version: "1" },
  },
  "prismaLens/migrationPreview": "-- No changes",
};

if (!process.env.STUB_WITHOUT_STATUS) {
  RESULTS["prismaLens/status"] = {
    version: "6.19.0",
    versionSource: "pnpm-lock.yaml",
    assumed: false,
    preset: "strict",
    configuration: "file:///project/prisma-lens.toml",
    dialect: "classic",
    files: 2,
    serverVersion: "1.2.3",
    state: "ready",
  };
}

const TEXTS = { "prismaLens.explain": "# A rule", "prismaLens.diagram": "<svg/>" };

appendFileSync(log, `${JSON.stringify({ started: command })}\n`);
process.stdin.on("data", (bytes) => {
  input = Buffer.concat([input, bytes]);
  for (let message = take(); message !== undefined; message = take()) answer(message);
});
process.stdin.on("end", () => process.exit(0));

function take() {
  const header = /^Content-Length: (\d+)\r\n\r\n/.exec(input.toString("latin1"));
  if (header === null) return undefined;
  const end = header[0].length + Number(header[1]);
  if (input.length < end) return undefined;
  const message = JSON.parse(input.subarray(header[0].length, end).toString("utf8"));
  input = input.subarray(end);
  return message;
}

function answer(message) {
  appendFileSync(log, `${JSON.stringify(message)}\n`);
  if (message.method === "exit") process.exit(0);
  if (message.params?.arguments?.[0] === "crash") process.exit(1);
  if (message.id === undefined) return;
  const result = RESULTS[message.method] ?? TEXTS[message.params?.command] ?? null;
  const isUnknown = message.method?.startsWith("prismaLens/") && !(message.method in RESULTS);
  const isRefused = message.method === "initialize" && process.env.STUB_REFUSES;
  const outcome = isRefused ? { error: { code: -32603, message: "not today" } } : isUnknown ? { error: { code: -32601, message: "unknown" } } : { result };
  const body = JSON.stringify({ jsonrpc: "2.0", id: message.id, ...outcome });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
