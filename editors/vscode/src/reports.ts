import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Disposable, type OutputChannel, type TextDocument, Uri, commands, env, languages, window, workspace } from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";

import { EXPLAIN } from "./explain";
import { showPage } from "./pages";
import { runProgram } from "./program";
import type { Session } from "./session";
import { reasonOf, type Status } from "./status";

const SHOW_OUTPUT = "Show Output";

/** How long the editor may take to open a file that the server has it create, in milliseconds. */
const OPEN_TIME = 3000;

/** A report that the program writes in Markdown about the schema in view. */
interface Report {
  readonly command: string;
  /** What the page is called. */
  readonly title: string;
  /** The arguments before the path of the schema. */
  readonly args: readonly string[];
}

const REPORTS: readonly Report[] = [
  { command: "prismaLens.plan", title: "Migration Plan", args: ["migrate", "plan", "--format", "markdown"] },
  { command: "prismaLens.advise", title: "Index Advice", args: ["advise", "--format", "markdown"] },
];

/** An entry of the list of rules, as the program prints it. */
interface Rule {
  readonly code: string;
  readonly summary: string;
  /** The group of the rule; errors of Prisma have none. */
  readonly topic?: string;
}

/** The commands whose results are made by the program, beside its language server. */
export class Reports {
  constructor(
    private readonly session: Session,
    private readonly status: Status,
    private readonly output: OutputChannel,
  ) {}

  /** Registers the commands. */
  register(): Disposable[] {
    const reports = REPORTS.map((report) => commands.registerCommand(report.command, () => this.showReport(report)));
    return [
      ...reports,
      commands.registerCommand("prismaLens.listRules", () => this.listRules()),
      commands.registerCommand("prismaLens.explainRule", () => this.explainRule()),
      commands.registerCommand("prismaLens.newConfiguration", () => this.createConfiguration()),
      commands.registerCommand("prismaLens.openConfiguration", () => this.openConfiguration()),
      commands.registerCommand("prismaLens.showVersion", () => this.showVersion()),
    ];
  }

  private async showReport({ title, args }: Report): Promise<void> {
    const document = shownSchema();
    const path = document?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath;
    if (path === undefined) {
      void window.showInformationMessage(`Prisma Lens: open a schema first; ${title} is about one.`);
      return;
    }
    const text = await this.text([...args, path], folderOf(document), title);
    if (text !== undefined) {
      const isUnsaved = workspace.textDocuments.some((one) => one.isDirty && one.languageId === "prisma");
      await showPage(title, isUnsaved ? `> Changes that are not saved are left out.\n\n${text}` : text);
    }
  }

  private async listRules(): Promise<void> {
    const rules = await this.text(["rules", "--format", "markdown"], folderOf(undefined), "Rules");
    if (rules !== undefined) {
      await showPage("Rules", `# Rules\n\n*Prisma Lens: Explain Rule* shows the reason, the options and examples of each.\n\n${rules}`);
    }
  }

  /** Asks for a rule, those found at the cursor first, and shows its documentation. */
  private async explainRule(): Promise<void> {
    const texts = [
      await this.text(["rules", "--format", "json"], folderOf(undefined), "Rules"),
      await this.text(["rules", "--prisma", "--format", "json"], folderOf(undefined), "Rules"),
    ];
    const rules = texts.flatMap((text) => (text === undefined ? [] : (JSON.parse(text) as Rule[])));
    const here = new Set(codesAtCursor());
    const items = rules.map(({ code, summary, topic }) => ({ label: code, description: topic ?? "Prisma", detail: summary }));
    items.sort((a, b) => Number(here.has(b.label)) - Number(here.has(a.label)));
    const options = { title: "Explain Rule", matchOnDescription: true, matchOnDetail: true };
    const picked = items.length === 0 ? undefined : await window.showQuickPick(items, options);
    if (picked !== undefined) {
      await this.explain(picked.label);
    }
  }

  private async explain(code: string): Promise<void> {
    // While a server runs, its command is there and shows the page.
    if (this.session.client !== undefined) {
      await commands.executeCommand(EXPLAIN, code);
      return;
    }
    const text = await this.text(["explain", code], folderOf(undefined), "Rule");
    if (text !== undefined) {
      await showPage(code, text);
    }
  }

  /** Creates a `prisma-lens.toml` for the schema in view: through the server where it knows how, so that the edit can be undone. */
  private async createConfiguration(): Promise<void> {
    const document = shownSchema();
    const { client } = this.session;
    const name = "prismaLens.createConfiguration";
    if (client?.initializeResult?.capabilities.executeCommandProvider?.commands.includes(name) && document !== undefined) {
      const created = opened("prisma-lens.toml");
      await client.sendRequest(ExecuteCommandRequest.type, { command: name, arguments: [{ uri: document.uri.toString() }] });
      const file = await created;
      await (file === undefined ? this.openConfiguration() : window.showTextDocument(file));
      // The edit leaves the text of the new file unsaved.
      await file?.save();
      return;
    }
    const folder = folderOf(document);
    const file = join(folder, "prisma-lens.toml");
    if (existsSync(file) || (await this.text(["init"], folder, "Create Configuration")) !== undefined) {
      await window.showTextDocument(Uri.file(file));
    }
  }

  private async openConfiguration(): Promise<void> {
    const known = this.status.current?.configuration;
    const found = known ? [Uri.parse(known)] : await workspace.findFiles("**/prisma-lens.toml", "**/node_modules/**", 1);
    if (found[0] !== undefined) {
      await window.showTextDocument(found[0]);
      return;
    }
    const create = "Create Configuration";
    const message = "Prisma Lens: there is no prisma-lens.toml yet.";
    if ((await window.showInformationMessage(message, create)) === create) {
      await this.createConfiguration();
    }
  }

  private async showVersion(): Promise<void> {
    const version = (await this.text(["--version"], folderOf(undefined), "Version"))?.trim();
    const { server } = this.session;
    if (version === undefined || server === undefined) {
      return;
    }
    const status = this.status.current;
    const prisma = status === undefined ? "" : ` Prisma ${status.version} ${reasonOf(status)}.`;
    const message = `${version}, ${server.origin}: ${server.command}.${prisma}`;
    const copy = "Copy";
    if ((await window.showInformationMessage(message, copy)) === copy) {
      await env.clipboard.writeText(message);
    }
  }

  /** What the program prints. Where it fails, says why and gives `undefined`. */
  private async text(args: readonly string[], folder: string, title: string): Promise<string | undefined> {
    const { server } = this.session;
    if (server === undefined) {
      // The error with its action is shown again.
      await this.session.restart();
      return undefined;
    }
    const outcome = await runProgram(server, args, folder, title);
    if (outcome === undefined) {
      return undefined;
    }
    const { code, output, errors } = outcome;
    if (code === 0 || (code === 1 && output.trim() !== "")) {
      return output;
    }
    this.output.appendLine(`${server.command} ${args.join(" ")}\n${errors}${output}`);
    const reason = (errors.trim() || output.trim()).split("\n")[0] ?? "";
    if ((await window.showErrorMessage(`Prisma Lens: ${title}: ${reason}`, SHOW_OUTPUT)) === SHOW_OUTPUT) {
      this.output.show(true);
    }
    return undefined;
  }
}

/** The next document of this name that is opened. */
function opened(name: string): Promise<TextDocument | undefined> {
  return new Promise((resolve) => {
    const done = (document?: TextDocument) => {
      subscription.dispose();
      clearTimeout(timer);
      resolve(document);
    };
    const timer = setTimeout(done, OPEN_TIME);
    const subscription = workspace.onDidOpenTextDocument((document) => {
      if (basename(document.uri.path) === name) {
        done(document);
      }
    });
  });
}

/** The schema in view, if it is a file. */
function shownSchema(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === "prisma" && document.uri.scheme === "file" ? document : undefined;
}

/** The folder in which the program runs: that of the workspace, else that of the document. */
function folderOf(document: TextDocument | undefined): string {
  const folder = document && workspace.getWorkspaceFolder(document.uri);
  const first = workspace.workspaceFolders?.[0];
  return (folder ?? first)?.uri.fsPath ?? (document ? dirname(document.uri.fsPath) : process.cwd());
}

/** The codes of the findings at the cursor. */
function codesAtCursor(): string[] {
  const editor = window.activeTextEditor;
  const diagnostics = editor === undefined ? [] : languages.getDiagnostics(editor.document.uri);
  const here = diagnostics.filter((one) => one.range.contains(editor?.selection.active ?? one.range.start));
  return here.map(({ code }) => String(typeof code === "object" ? code.value : code));
}
