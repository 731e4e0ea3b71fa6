import { type Disposable, TextEditorRevealType, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { draw } from "./export";
import type { FromPage, Subject, ToPage } from "./messages";
import { page, resources } from "./page";
import { blockAt, findPlace } from "./places";

/** How long the page may take to draw a PNG, in milliseconds. */
const RASTER_TIME = 30_000;

/** The one panel with a diagram, from when it is opened to when the user closes it. */
export class DiagramPanel implements Disposable {
  private readonly subscriptions: Disposable[];
  /** Settles when the page can be told something. */
  private readonly ready: Promise<void>;
  private announceReady: () => void = () => undefined;
  private pendingPng: ((answer: { bytes?: Uint8Array; problem?: string }) => void) | undefined;

  constructor(
    private readonly panel: WebviewPanel,
    private subject: Subject,
    extension: Uri,
    private readonly client: () => LanguageClient | undefined,
    private readonly onExport: () => void,
  ) {
    this.ready = new Promise((resolve) => (this.announceReady = resolve));
    panel.webview.options = { enableScripts: true, localResourceRoots: [resources(extension)] };
    this.subscriptions = [panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message))];
    panel.webview.html = page(panel.webview, extension);
    this.show(subject);
  }

  /** What is shown. */
  get shown(): Subject {
    return this.subject;
  }

  /** Shows something else. */
  show(subject: Subject): void {
    this.subject = subject;
    this.panel.title = subject.focus === undefined ? "Prisma Diagram" : `Prisma Diagram: ${subject.focus}`;
    void this.refresh();
  }

  /** Brings the panel to the front. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Draws the subject as it is now. The picture before stays where there is no newer one, such as for a name that is half typed. */
  async refresh(): Promise<void> {
    const { subject } = this;
    const client = this.client();
    if (client === undefined) {
      await this.tell({ kind: "problem", text: "The language server is not running." });
      return;
    }
    try {
      await workspace.openTextDocument(Uri.parse(subject.uri));
      const svg = await draw(client, subject, { format: "svg", theme: "light" });
      if (subject === this.subject) {
        await this.tell({ kind: "diagram", svg, subject });
      }
    } catch (error) {
      await this.tell({ kind: "problem", text: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Marks the block in which the cursor of an editor is. */
  async followCursor(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== "prisma" || !this.panel.visible) {
      return;
    }
    const block = await blockAt(editor.document.uri, editor.selection.active);
    await this.tell(block === undefined ? { kind: "cursor" } : { kind: "cursor", block });
  }

  /** The pixels of an SVG: the page draws, which has a renderer. */
  async rasterize(svg: string): Promise<Uint8Array> {
    const answer = new Promise<{ bytes?: Uint8Array; problem?: string }>((resolve) => {
      this.pendingPng = resolve;
      setTimeout(() => resolve({ problem: "the page did not answer" }), RASTER_TIME).unref();
    });
    // A page in the background draws nothing.
    this.reveal();
    await this.tell({ kind: "rasterize", svg });
    const { bytes, problem } = await answer;
    if (bytes === undefined) {
      throw new Error(`The diagram could not be drawn as PNG: ${problem ?? "no reason is known"}.`);
    }
    return bytes;
  }

  dispose(): void {
    this.subscriptions.forEach((one) => one.dispose());
    this.panel.dispose();
  }

  private async tell(message: ToPage): Promise<void> {
    await this.ready;
    await this.panel.webview.postMessage(message);
  }

  private receive(message: FromPage): void {
    switch (message.kind) {
      case "ready":
        this.announceReady();
        void this.followCursor();
        break;
      case "open":
        void this.open(message.block, message.field);
        break;
      case "export":
        this.onExport();
        break;
      case "png":
        this.pendingPng?.(message);
        break;
    }
  }

  private async open(block: string, field: string | undefined): Promise<void> {
    const place = await findPlace(Uri.parse(this.subject.uri), block, field);
    if (place === undefined) {
      return;
    }
    const visible = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === place.uri.toString());
    const viewColumn = visible?.viewColumn ?? ViewColumn.One;
    const editor = await window.showTextDocument(place.uri, { viewColumn, selection: place.range });
    editor.revealRange(place.range, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
