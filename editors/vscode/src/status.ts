import {
  commands,
  type Disposable,
  languages,
  LanguageStatusSeverity,
  type LanguageStatusItem,
  type OutputChannel,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { STATUS_DOCUMENTS } from "./documents";
import type { ServerState, Session } from "./session";

const REQUEST = "prismaLens/status";
const NOTIFICATION = "prismaLens/statusChanged";
const ACTIONS = "prismaLens.showActions";

/** How long to wait for further changes before the server is asked, in milliseconds. */
const REST = 100;

/** The answer of the server: what holds for a document. */
export interface ProjectStatus {
  /** The Prisma version that is checked against. */
  readonly version: string;
  /** Where the version comes from, such as the name of a lock file. */
  readonly versionSource: string;
  /** Whether nothing says which version it is. */
  readonly assumed: boolean;
  readonly preset: string;
  /** The URI of the `prisma-lens.toml` in force. */
  readonly configuration: string | null;
  /** The number of files of the schema. */
  readonly files: number;
  readonly serverVersion: string;
  readonly state: "ready" | "indexing";
}

/** What the language status of a schema shows: the version, the configuration and the server, each with one action. */
export class Status implements Disposable {
  private readonly version = item("version", "Prisma Version");
  private readonly configuration = item("configuration", "Prisma Lens Configuration");
  private readonly server = item("server", "Prisma Lens Server");
  private readonly subscriptions: Disposable[];
  private listening: LanguageClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private latest: ProjectStatus | undefined;
  private logged = "";

  constructor(
    private readonly session: Session,
    private readonly output: OutputChannel,
  ) {
    this.version.command = { command: "prismaLens.selectVersion", title: "Select Version" };
    this.server.command = { command: ACTIONS, title: "Actions" };
    this.subscriptions = [
      this.version,
      this.configuration,
      this.server,
      session.onDidChangeState(() => this.refresh()),
      window.onDidChangeActiveTextEditor(() => this.refreshSoon()),
      commands.registerCommand(ACTIONS, showActions),
    ];
    this.refresh();
  }

  /** What the server said last about the document in view; absent while no server runs that knows the request. */
  get current(): ProjectStatus | undefined {
    return this.latest;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((one) => one.dispose());
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), REST);
  }

  private refresh(): void {
    const { client, state } = this.session;
    if (client === undefined) {
      this.latest = undefined;
      this.showServer(state);
      return;
    }
    if (client !== this.listening) {
      this.listening = client;
      client.onNotification(NOTIFICATION, () => this.refreshSoon());
    }
    const uri = shownDocument();
    client.sendRequest<ProjectStatus | null>(REQUEST, { uri }).then(
      (status) => this.show(client, status ?? undefined),
      // A server that does not know the request serves schemas all the same.
      () => this.show(client, undefined),
    );
  }

  private show(client: LanguageClient, status: ProjectStatus | undefined): void {
    if (client !== this.session.client) {
      return;
    }
    this.latest = status;
    this.showServer("running", status, client.initializeResult?.serverInfo?.version);
    if (status === undefined) {
      return;
    }
    this.log(status);
    this.version.text = `Prisma ${status.version}`;
    this.version.detail = status.assumed ? `assumed: ${plain(status.versionSource)}` : `from ${plain(status.versionSource)}`;
    this.version.severity = status.assumed ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    this.configuration.text = `Preset: ${status.preset}`;
    if (status.configuration === null) {
      this.configuration.detail = "no prisma-lens.toml";
      this.configuration.command = { command: "prismaLens.newConfiguration", title: "Create" };
    } else {
      const uri = Uri.parse(status.configuration);
      this.configuration.detail = workspace.asRelativePath(uri);
      this.configuration.command = { command: "vscode.open", title: "Open", arguments: [uri] };
    }
  }

  /** Writes what is shown to the output as well, once for each change. */
  private log(status: ProjectStatus): void {
    const { version, preset, configuration, files } = status;
    const file = configuration === null ? "no prisma-lens.toml" : Uri.parse(configuration).fsPath;
    const line = `Prisma ${version} ${reasonOf(status)}, preset ${preset} (${file}), ${count(files, "schema file")}`;
    if (line !== this.logged) {
      this.logged = line;
      this.output.appendLine(line);
    }
  }

  private showServer(state: ServerState, status?: ProjectStatus, version?: string): void {
    const isKnown = status !== undefined;
    this.server.text = `Prisma Lens ${status?.serverVersion ?? version ?? ""}`.trimEnd();
    this.server.busy = state === "starting" || status?.state === "indexing";
    this.server.severity = state === "failed" ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    this.server.detail = isKnown ? `${status.state}, ${count(status.files, "schema file")}` : WORDS[state];
    if (!isKnown) {
      this.version.text = "Prisma";
      this.version.detail = "version unknown";
      this.version.severity = LanguageStatusSeverity.Information;
      this.configuration.text = "Preset unknown";
      this.configuration.detail = "";
      this.configuration.command = undefined;
    }
  }
}

/** Why this version is in force, in parentheses. */
export function reasonOf({ assumed, versionSource }: ProjectStatus): string {
  return `(${assumed ? "assumed: " : ""}${plain(versionSource)})`;
}

/** Text of the server without the marks of code, which are not shown as such everywhere. */
function plain(text: string): string {
  return text.replaceAll("`", "");
}

const WORDS: Record<ServerState, string> = {
  stopped: "stopped",
  starting: "starting",
  running: "ready",
  failed: "failed; see the output",
};

function item(id: string, name: string): LanguageStatusItem {
  const created = languages.createLanguageStatusItem(`prismaLens.${id}`, STATUS_DOCUMENTS);
  created.name = name;
  return created;
}

/** The URI of the document in view, if it is one that the status is about. */
function shownDocument(): string | null {
  const document = window.activeTextEditor?.document;
  return document !== undefined && languages.match(STATUS_DOCUMENTS, document) > 0 ? document.uri.toString() : null;
}

/** Lists what can be done about the server and its settings. */
async function showActions(): Promise<void> {
  const entries: (QuickPickItem & { command: string; argument?: string })[] = [
    { label: "$(output) Show Output", command: "prismaLens.showOutput" },
    { label: "$(debug-restart) Restart Language Server", command: "prismaLens.restart" },
    { label: "$(settings-gear) Open Configuration", command: "prismaLens.openConfiguration" },
    { label: "$(versions) Select Prisma Version", command: "prismaLens.selectVersion" },
    { label: "$(list-unordered) List Rules", command: "prismaLens.listRules" },
    { label: "$(settings) Open Settings", command: "workbench.action.openSettings", argument: "prismaLens." },
  ];
  const picked = await window.showQuickPick(entries, { title: "Prisma Lens" });
  if (picked !== undefined) {
    await commands.executeCommand(picked.command, ...(picked.argument === undefined ? [] : [picked.argument]));
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
