import { Uri, type Webview } from "vscode";

/** The folder with the script and the style of the page. */
export function resources(extension: Uri): Uri {
  return Uri.joinPath(extension, "out", "webview");
}

/** The page around a diagram. It takes nothing but the files of the extension, and runs no script but its own. */
export function page(webview: Webview, extension: Uri): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(resources(extension), name)).toString();
  // Pictures are drawn into PNG files from data that the page itself makes.
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src ${webview.cspSource}; img-src data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${file("diagram.css")}">
<title>Prisma Diagram</title>
</head>
<body>
<div id="tools" role="toolbar" aria-label="Diagram">
<input id="search" type="search" placeholder="Find a model or field" aria-label="Find a model or field" spellcheck="false">
<span id="matches" role="status"></span>
<button id="out" title="Zoom out">−</button>
<button id="in" title="Zoom in">+</button>
<button id="fit" title="Show all of it (double-click)">Fit</button>
<button id="export" title="Save as SVG, PNG, Mermaid or Graphviz">Export…</button>
</div>
<div id="stage" tabindex="0" aria-label="Diagram"></div>
<div id="empty" role="status" hidden></div>
<div id="problem" role="status"></div>
<script src="${file("diagram.js")}"></script>
</body>
</html>`;
}
