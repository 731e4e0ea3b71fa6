// What the language server of Prisma 8 and this one answer, side by side: `node features.mjs PRISMA-LENS [--show]` opens the documents of
// documents.mjs in both, and prints a table; with `--show` also what the server of Prisma 8 offers and this one does not.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DOCUMENTS } from './documents.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const shows = process.argv.includes('--show');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prisma-lens-features-')));
mkdirSync(join(folder, 'src'));
symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module", "dependencies": { "prisma": "8.0.0-rc.19" } }');
const config = `import { definePrismaConfig } from '@prisma/cli-engine';
import { defineConfig as ormConfig } from '@prisma/orm-postgres/config';
export default definePrismaConfig({ orm: ormConfig({ contract: './src/contract.prisma' }) });
`;
writeFileSync(join(folder, 'prisma.config.ts'), config);
const file = join(folder, 'src/contract.prisma');
writeFileSync(file, '// use prisma-8\n');
const uri = pathToFileURL(file).href;

/** A server, driven over its standard streams. */
class Server {
  constructor(command, args) {
    this.process = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    this.waiting = new Map();
    this.next = 1;
    let buffer = Buffer.alloc(0);
    this.process.stdout.on('data', (data) => {
      buffer = Buffer.concat([buffer, data]);
      for (;;) {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end).toString())[1]);
        if (buffer.length < end + 4 + length) return;
        const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString());
        buffer = buffer.subarray(end + 4 + length);
        this.take(message);
      }
    });
  }

  take(message) {
    if (message.method && message.id !== undefined) this.write({ id: message.id, result: null });
    else if (message.id !== undefined) this.waiting.get(message.id)?.(message.error ? null : message.result);
  }

  write(message) {
    const text = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin.write(`Content-Length: ${text.length}\r\n\r\n`);
    this.process.stdin.write(text);
  }

  notify(method, params) {
    this.write({ method, params });
  }

  ask(method, params) {
    const id = this.next++;
    this.write({ id, method, params });
    return new Promise((answer) => {
      const timer = setTimeout(() => answer(null), 20_000);
      this.waiting.set(id, (result) => {
        clearTimeout(timer);
        answer(result);
      });
    });
  }

  async start() {
    const completionItem = { snippetSupport: true };
    const textDocument = {
      diagnostic: {},
      completion: { completionItem },
      signatureHelp: {},
      semanticTokens: { requests: { full: true }, tokenTypes: [], tokenModifiers: [], formats: ['relative'] },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [''] } } },
    };
    const rootUri = pathToFileURL(folder).href;
    const workspaceFolders = [{ uri: rootUri, name: 'project' }];
    const params = { processId: process.pid, rootUri, workspaceFolders, capabilities: { textDocument } };
    this.capabilities = (await this.ask('initialize', params)).capabilities;
    this.notify('initialized', {});
    this.version = 1;
    const document = { uri, languageId: 'prisma', version: 1, text: '// use prisma-8\n' };
    this.notify('textDocument/didOpen', { textDocument: document });
  }

  change(text) {
    this.version += 1;
    this.notify('textDocument/didChange', { textDocument: { uri, version: this.version }, contentChanges: [{ text }] });
  }
}

const textDocument = { uri };
const key = (value) => JSON.stringify(value);
const place = ({ start, end }) => [start.line, start.character, end.line, end.character];

/** The features that both servers may have: how each is asked, and its answer as a set of strings. */
const BOTH = {
  diagnostics: ['diagnosticProvider', 'textDocument/diagnostic', { textDocument }, (found) =>
    (found?.items ?? []).filter((it) => it.source !== 'prisma-lens' && (it.severity ?? 1) < 3)
      .map((it) => key([String(it.code).replaceAll('-', '_').toUpperCase(), ...place(it.range)]))],
  formatting: ['documentFormattingProvider', 'textDocument/formatting',
    { textDocument, options: { tabSize: 2, insertSpaces: true } }, (edits, text) => [applied(text, edits ?? [])]],
  folding: ['foldingRangeProvider', 'textDocument/foldingRange', { textDocument }, (found) =>
    (found ?? []).filter((it) => it.endLine > it.startLine).map((it) => key([it.startLine, it.endLine]))],
  'semantic highlighting': ['semanticTokensProvider', 'textDocument/semanticTokens/full', { textDocument }, (found) => tokens(found?.data ?? [])],
};
const AT_PLACES = {
  completion: ['completionProvider', 'textDocument/completion', (found) =>
    (found?.items ?? found ?? []).map((it) => labelOf(it))],
  'signature help': ['signatureHelpProvider', 'textDocument/signatureHelp', (found) =>
    (found?.signatures ?? []).slice(0, 1).map(() => 'a signature')],
};
/** What only has to be offered. */
const OFFERED = {
  hover: 'hoverProvider',
  definition: 'definitionProvider',
  references: 'referencesProvider',
  rename: 'renameProvider',
  highlights: 'documentHighlightProvider',
  outline: 'documentSymbolProvider',
  'workspace symbols': 'workspaceSymbolProvider',
  'code actions': 'codeActionProvider',
  'inlay hints': 'inlayHintProvider',
  selection: 'selectionRangeProvider',
};

/** What an item is called, without how it is written. */
function labelOf(item) {
  return item.label.replace(/\(.*\)$/, '').replace(/``$/, '').replace(/:$/, '').replace(/^@+/, '').trim();
}

function applied(text, edits) {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) if (text[at] === '\n') starts.push(at + 1);
  const offset = ({ line, character }) => (line < starts.length ? Math.min(starts[line] + character, text.length) : text.length);
  const sorted = edits.map((edit) => [offset(edit.range.start), offset(edit.range.end), edit.newText]).sort((a, b) => b[0] - a[0]);
  return sorted.reduce((result, [from, to, put]) => result.slice(0, from) + put + result.slice(to), text);
}

function tokens(data) {
  const found = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    character = data[at] === 0 ? character + data[at + 1] : data[at + 1];
    line += data[at];
    found.push(key([line, character, data[at + 2]]));
  }
  return found;
}

function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}

const theirs = new Server(process.execPath, [join(here, 'node_modules/prisma/dist/prisma.js'), 'lsp', '--stdio']);
const ours = new Server(resolve(process.argv[2]), ['lsp']);
await Promise.all([theirs.start(), ours.start()]);
const counts = {};
const missing = [];

/** Counts two answers to the same question. */
function compare(feature, title, their, our) {
  const count = (counts[feature] ??= { asked: 0, same: 0, more: 0, less: 0, other: 0 });
  const [a, b] = [new Set(their), new Set(our)];
  const lost = [...a].filter((it) => !b.has(it));
  const added = [...b].filter((it) => !a.has(it));
  count.asked += 1;
  if (lost.length === 0 && added.length === 0) count.same += 1;
  else if (lost.length === 0) count.more += 1;
  else if (added.length === 0) count.less += 1;
  else count.other += 1;
  if (lost.length > 0) missing.push(`${feature}: ${title}: ${lost.slice(0, 12).join(' ')}`);
}

for (const [number, marked] of DOCUMENTS.entries()) {
  const places = [];
  let text = '// use prisma-8\n';
  for (const part of marked.split('¦')) {
    text += part;
    places.push(text.length);
  }
  places.pop();
  theirs.change(text);
  ours.change(text);
  for (const [feature, [, method, params, read]] of Object.entries(BOTH)) {
    const [their, our] = await Promise.all([theirs.ask(method, params), ours.ask(method, params)]);
    compare(feature, `document ${number}`, read(their, text), read(our, text));
  }
  for (const offset of places) {
    const position = positionAt(text, offset);
    for (const [feature, [, method, read]] of Object.entries(AT_PLACES)) {
      const params = { textDocument, position };
      const [their, our] = await Promise.all([theirs.ask(method, params), ours.ask(method, params)]);
      const title = `${JSON.stringify(text.slice(Math.max(0, offset - 30), offset))}`;
      compare(feature, title, read(their), read(our));
    }
  }
}

const yes = (server, name) => (server.capabilities[name] ? 'yes' : '–');
console.log('| feature | Prisma 8 | Prisma Lens | asked | same answer | ours has more | theirs has more | each has some |');
console.log('|---|---|---|--:|--:|--:|--:|--:|');
for (const [feature, [name]] of Object.entries({ ...BOTH, ...AT_PLACES })) {
  const { asked, same, more, less, other } = counts[feature];
  console.log(`| ${feature} | ${yes(theirs, name)} | ${yes(ours, name)} | ${asked} | ${same} | ${more} | ${less} | ${other} |`);
}
for (const [feature, name] of Object.entries(OFFERED)) {
  console.log(`| ${feature} | ${yes(theirs, name)} | ${yes(ours, name)} | | | | | |`);
}
if (shows) console.log(`\n${missing.join('\n')}`);
theirs.process.kill();
ours.process.kill();
rmSync(folder, { recursive: true });
