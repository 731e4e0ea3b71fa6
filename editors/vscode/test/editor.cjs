// A stand-in for the editor: enough of its module for the extension to start, and a record of what the user would see.
const Module = require("node:module");

const nothing = { dispose() {} };
const subscribe = () => nothing;

/** What the extension did so far. */
const seen = { messages: [], lines: [], commands: new Map(), executed: [], posted: [], providers: new Map(), shown: [], updates: [], languages: [], panels: [], serializers: new Map(), items: new Map(), files: new Map(), edits: [] };

/** What the user has set and opened; tests change it. */
const state = { settings: {}, extensions: [], folder: process.cwd(), editor: undefined, isTrusted: true, answer: undefined };

const DEFAULTS = {
  prismaVersion: "",
  preset: "recommended",
  rules: {},
  exclude: [],
  overrides: [],
  rename: { keepDatabaseNames: true },
  server: { path: "", extraArgs: [] },
  trace: { server: "off" },
};

function lookup(object, path) {
  return path.split(".").reduce((value, key) => value?.[key], object);
}

function uri(path) {
  return { scheme: "file", fsPath: path, path, toString: () => `file://${path}`, with: () => uri(path) };
}

function getConfiguration(section = "") {
  const all = { prismaLens: { ...DEFAULTS, ...state.settings } };
  const values = section === "" ? all : (lookup(all, section) ?? {});
  const get = (key, fallback) => lookup(values, key) ?? fallback;
  const update = async (key, value, target) => void seen.updates.push([`${section}.${key}`, value, target]);
  return { ...values, get, update, has: (key) => get(key) !== undefined, inspect: () => undefined };
}

/** A message is answered once, by what a test has in mind, and otherwise closed. */
async function message(text, ...buttons) {
  seen.messages.push([text, ...buttons]);
  const { answer } = state;
  state.answer = undefined;
  return answer;
}

const channel = {
  append: (text) => seen.lines.push(text),
  appendLine: (line) => seen.lines.push(line),
  show: () => seen.lines.push("(shown)"),
  dispose() {},
};

/** A page, which says that it is ready as soon as somebody listens. */
function panel() {
  const listeners = [];
  const closing = [];
  const webview = {
    html: "",
    cspSource: "self",
    asWebviewUri: (file) => file,
    postMessage: async (message) => void seen.posted.push(message),
    onDidReceiveMessage: (listener) => {
      listeners.push(listener);
      setImmediate(() => listener({ kind: "ready" }));
      return nothing;
    },
  };
  const dispose = () => closing.splice(0).forEach((listener) => listener());
  const made = { webview, visible: true, reveal() {}, onDidDispose: (listener) => void closing.push(listener), dispose };
  made.receive = (message) => listeners.forEach((listener) => listener(message));
  seen.panels.push(made);
  return made;
}

const spaces = {
  workspace: {
    getConfiguration,
    get workspaceFolders() {
      return [{ uri: uri(state.folder), name: "project", index: 0 }];
    },
    get isTrusted() {
      return state.isTrusted;
    },
    textDocuments: [],
    notebookDocuments: [],
    registerTextDocumentContentProvider: (scheme, provider) => {
      seen.providers.set(scheme, provider);
      return nothing;
    },
    getWorkspaceFolder: () => undefined,
    applyEdit: async (edit) => void seen.edits.push(edit),
    fs: { writeFile: async (file, bytes) => void seen.files.set(file.path, Buffer.from(bytes).toString()) },
    asRelativePath: (file) => file.path.split("/").at(-1),
    openTextDocument: async (uri) => {
      const text = await seen.providers.get(uri.scheme)?.provideTextDocumentContent(uri);
      return { uri, text };
    },
  },
  window: {
    createOutputChannel: () => channel,
    showErrorMessage: message,
    showInformationMessage: message,
    showOpenDialog: async () => state.picked && [uri(state.picked)],
    showTextDocument: async (document, options) => void seen.shown.push([document, options]),
    visibleTextEditors: [],
    get activeTextEditor() {
      return state.editor;
    },
    activeColorTheme: { kind: "Dark" },
    createWebviewPanel: () => panel(),
    registerWebviewPanelSerializer: (view, serializer) => {
      seen.serializers.set(view, serializer);
      return nothing;
    },
    showQuickPick: async (items) => items.find(({ label }) => label === state.pick),
    showInputBox: async () => state.entered,
    withProgress: (_options, task) => task({ report() {} }, { onCancellationRequested: subscribe }),
    showSaveDialog: async ({ defaultUri }) => defaultUri,
    tabGroups: { all: [], onDidChangeTabs: subscribe },
  },
  commands: {
    registerCommand: (name, action) => {
      seen.commands.set(name, action);
      return nothing;
    },
    executeCommand: async (...call) => {
      seen.executed.push(call);
      return state.results?.[call[0]];
    },
  },
  languages: {
    match: () => 1,
    getDiagnostics: () => [],
    createLanguageStatusItem: (id) => {
      const item = { dispose() {} };
      seen.items.set(id, item);
      return item;
    },
    setTextDocumentLanguage: async (document, language) => Object.assign(document, { languageId: language }),
  },
  extensions: { getExtension: (id) => state.extensions.find((extension) => extension.id === id) },
  env: { appName: "Visual Studio Code", language: "en" },
};

/** What is registered for which documents. */
for (const name of ["DocumentFormattingEdit", "DocumentSemanticTokens", "Rename", "Hover", "DocumentLink"]) {
  spaces.languages[`register${name}Provider`] = (selector) => {
    seen.languages.push([name, selector]);
    return nothing;
  };
}

/** A namespace of the module: what is not listed above is an event or a function that does nothing. */
function space(name) {
  const missing = (key) => (/^on[A-Z]/.test(key) ? subscribe : () => nothing);
  return new Proxy(spaces[name] ?? {}, {
    get: (target, key) => (key in target || typeof key === "symbol" ? target[key] : missing(key)),
  });
}

class EventEmitter {
  #listeners = new Set();
  event = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value) {
    [...this.#listeners].forEach((listener) => listener(value));
  }
  dispose() {
    this.#listeners.clear();
  }
}

class WorkspaceEdit {
  entries = new Map();
  set(file, edits) {
    this.entries.set(file.path, edits);
  }
}

class Disposable {
  constructor(dispose) {
    this.dispose = dispose;
  }
  static from = (...all) => new Disposable(() => all.forEach((one) => one.dispose()));
}

const Uri = {
  file: uri,
  parse: (text) => uri(text.replace("file://", "")),
  from: (parts) => ({ ...uri(parts.path), ...parts }),
  joinPath: (base, ...names) => uri([base.path, ...names].join("/")),
};

const classes = { EventEmitter, Disposable, WorkspaceEdit, Uri, version: "1.96.4" };

/** Classes are extended and enumerations read at load time, so whatever is asked for must be both. */
const vscode = new Proxy(classes, {
  get(target, key) {
    if (key in target || typeof key === "symbol") return target[key];
    if (!/^[A-Z]/.test(key)) return space(key);
    target[key] = new Proxy(class {}, {
      get: (type, member) => (member in type || typeof member === "symbol" ? type[member] : member),
    });
    return target[key];
  },
});

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === "vscode" ? vscode : load.call(this, request, ...rest);
};

module.exports = { seen, spaces, state };
