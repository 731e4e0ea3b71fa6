import { commands, type Disposable, type ExtensionContext, ViewColumn, type WebviewPanel, window, workspace } from "vscode";

import type { Session } from "../session";
import { exportDiagram } from "./export";
import type { PageState, Subject } from "./messages";
import { DiagramPanel } from "./panel";
import { blockAt } from "./places";

const VIEW = "prismaLens.diagram";

/** How long after the last keystroke or step of the cursor the panel follows, in milliseconds. */
const REST = 250;

/** The commands that show diagrams, and what keeps the one panel up to date. */
export function provideDiagrams(context: ExtensionContext, session: Session): Disposable[] {
  const diagrams = new Diagrams(context, session);
  return [
    diagrams,
    commands.registerCommand("prismaLens.showDiagram", () => diagrams.show(wholeSchema())),
    commands.registerCommand("prismaLens.showDiagramHere", async () => diagrams.show(await blockHere())),
    commands.registerCommand("prismaLens.exportDiagram", () => diagrams.export()),
    window.registerWebviewPanelSerializer(VIEW, {
      // A reload of the window keeps the panel and what its page has remembered.
      deserializeWebviewPanel: async (panel, state: PageState | undefined) => diagrams.restore(panel, state?.subject),
    }),
    session.onDidChangeState(() => diagrams.redrawSoon()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === "prisma") {
        diagrams.redrawSoon();
      }
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor.document.languageId === "prisma") {
        diagrams.followSoon();
      }
    }),
  ];
}

class Diagrams implements Disposable {
  private panel: DiagramPanel | undefined;
  private redrawing: NodeJS.Timeout | undefined;
  private following: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly session: Session,
  ) {}

  show(subject: Subject | undefined): void {
    if (subject === undefined) {
      return;
    }
    if (this.panel !== undefined) {
      this.panel.show(subject);
      this.panel.reveal();
      return;
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.adopt(window.createWebviewPanel(VIEW, "Prisma Diagram", column, { retainContextWhenHidden: true }), subject);
  }

  restore(panel: WebviewPanel, subject: Subject | undefined): void {
    if (subject === undefined || this.panel !== undefined) {
      panel.dispose();
    } else {
      this.adopt(panel, subject);
    }
  }

  redrawSoon(): void {
    clearTimeout(this.redrawing);
    this.redrawing = setTimeout(() => void this.panel?.refresh(), REST);
  }

  followSoon(): void {
    clearTimeout(this.following);
    this.following = setTimeout(() => void this.panel?.followCursor(), REST);
  }

  /** Writes the diagram in view to a file, or that of the schema in view. */
  async export(): Promise<void> {
    const { client } = this.session;
    const subject = this.panel?.shown ?? wholeSchema();
    if (client === undefined || subject === undefined) {
      void window.showInformationMessage("Prisma Lens: open a schema first; its diagram is what is exported.");
      return;
    }
    const rasterize = async (svg: string) => {
      this.show(subject);
      return this.panel?.rasterize(svg) ?? Promise.reject(new Error("The diagram was closed."));
    };
    try {
      await exportDiagram(client, subject, rasterize);
    } catch (error) {
      void window.showErrorMessage(`Prisma Lens: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  dispose(): void {
    clearTimeout(this.redrawing);
    clearTimeout(this.following);
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel, subject: Subject): void {
    const client = () => this.session.client;
    this.panel = new DiagramPanel(panel, subject, this.context.extensionUri, client, () => void this.export());
    panel.onDidDispose(() => (this.panel = undefined));
  }
}

function wholeSchema(): Subject | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === "prisma" ? { uri: document.uri.toString() } : undefined;
}

/** The block at the cursor; the whole schema between blocks. */
async function blockHere(): Promise<Subject | undefined> {
  const editor = window.activeTextEditor;
  const whole = wholeSchema();
  if (editor === undefined || whole === undefined) {
    return whole;
  }
  const focus = await blockAt(editor.document.uri, editor.selection.active);
  return focus === undefined ? whole : { ...whole, focus, depth: 1 };
}
