import { randomBytes } from "node:crypto";
import { ColorThemeKind, commands, type Disposable, type TextEditor, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

const COMMAND = "prismaLens.diagram";

/** How long after the last keystroke the picture is drawn anew, in milliseconds. */
const DELAY = 250;

/** What the picture shows: a document's schema, all of it or one block with what is around it. */
interface Subject {
  readonly uri: string;
  readonly position?: { line: number; character: number };
  readonly depth?: number;
}

/** The one panel, as long as the user keeps it open. */
let shown: { panel: WebviewPanel; subject: Subject } | undefined;
let timer: NodeJS.Timeout | undefined;

/** The commands that show pictures, and what keeps them up to date. */
export function provideDiagrams(client: () => LanguageClient | undefined): Disposable[] {
  const redraw = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void draw(client()), DELAY);
  };
  const show = (subject: (editor: TextEditor) => Subject) => async () => {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId === "prisma") {
      open(subject(editor));
      await draw(client());
    }
  };
  const whole = (editor: TextEditor) => ({ uri: editor.document.uri.toString() });
  const here = (editor: TextEditor) => {
    const { line, character } = editor.selection.active;
    return { ...whole(editor), position: { line, character }, depth: 1 };
  };
  return [
    commands.registerCommand("prismaLens.showDiagram", show(whole)),
    commands.registerCommand("prismaLens.showDiagramHere", show(here)),
    workspace.onDidChangeTextDocument((change) => {
      if (shown !== undefined && change.document.languageId === "prisma") {
        redraw();
      }
    }),
    window.onDidChangeActiveColorTheme(() => redraw()),
    { dispose: () => shown?.panel.dispose() },
  ];
}

function open(subject: Subject): void {
  if (shown !== undefined) {
    shown.subject = subject;
    shown.panel.reveal(undefined, true);
    return;
  }
  const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  const options = { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [] };
  const panel = window.createWebviewPanel(COMMAND, "Prisma Diagram", column, options);
  panel.webview.html = page();
  panel.onDidDispose(() => {
    clearTimeout(timer);
    shown = undefined;
  });
  shown = { panel, subject };
}

async function draw(client: LanguageClient | undefined): Promise<void> {
  if (shown === undefined || client === undefined) {
    return;
  }
  const { panel, subject } = shown;
  const kind = window.activeColorTheme.kind;
  const theme = kind === ColorThemeKind.Dark || kind === ColorThemeKind.HighContrast ? "dark" : "light";
  const params = { command: COMMAND, arguments: [{ ...subject, format: "svg", theme }] };
  try {
    await panel.webview.postMessage({ svg: await client.sendRequest(ExecuteCommandRequest.type, params) });
  } catch (error) {
    // The picture before stays: while the document is closed or a name half typed there is no newer one.
    await panel.webview.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
}

/** The page around the picture. It takes nothing from outside, and runs no script but its own. */
function page(): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>
html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
#stage { height: 100%; cursor: grab; }
#stage.moving { cursor: grabbing; }
#stage svg { transform-origin: 0 0; user-select: none; }
#problem { position: fixed; bottom: 0; padding: 4px 8px; background: var(--vscode-editorWidget-background); }
</style>
</head>
<body>
<div id="stage"></div>
<div id="problem" role="status"></div>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

/** Shows what the extension sends; the wheel zooms, dragging moves, a double click shows all of it. */
const SCRIPT = `
const stage = document.getElementById("stage");
const problem = document.getElementById("problem");
let view;
function apply() {
  const svg = stage.firstElementChild;
  if (svg && view) svg.style.transform = "translate(" + view.x + "px," + view.y + "px) scale(" + view.scale + ")";
}
function fit() {
  const svg = stage.firstElementChild;
  if (!svg) return;
  const { width, height } = svg.viewBox.baseVal;
  view = { x: 0, y: 0, scale: Math.min(1, stage.clientWidth / width, stage.clientHeight / height) };
  apply();
}
function zoom(x, y, factor) {
  const scale = Math.min(4, Math.max(0.02, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  apply();
}
addEventListener("message", ({ data }) => {
  problem.textContent = data.problem ?? "";
  if (data.svg === undefined) return;
  stage.innerHTML = data.svg;
  view ? apply() : fit();
});
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  if (view) zoom(event.clientX, event.clientY, Math.exp(-event.deltaY / 400));
}, { passive: false });
stage.addEventListener("dblclick", fit);
stage.addEventListener("pointermove", (event) => {
  stage.classList.toggle("moving", event.buttons === 1);
  if (event.buttons !== 1 || !view) return;
  view.x += event.movementX;
  view.y += event.movementY;
  apply();
});
stage.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  const box = target.getBoundingClientRect();
  view.x += (stage.clientWidth - box.width) / 2 - box.x;
  view.y += (stage.clientHeight - box.height) / 2 - box.y;
  apply();
});
`;
