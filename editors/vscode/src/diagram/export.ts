import { basename, dirname, extname, join } from "node:path";
import { commands, type QuickPickItem, Uri, window, workspace } from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

import type { Subject } from "./messages";

/** The command of the server that draws. */
const COMMAND = "prismaLens.diagram";

/** How a picture is wanted. */
interface Form {
  readonly format?: "svg" | "mermaid" | "dot";
  readonly theme?: "auto" | "light" | "dark";
}

interface Choice extends QuickPickItem, Form {
  readonly extension: string;
  /** Whether the SVG is drawn into pixels. */
  readonly isRaster?: boolean;
}

const CHOICES: readonly Choice[] = [
  { label: "SVG", description: "an image that follows light and dark mode", extension: "svg", format: "svg", theme: "auto" },
  { label: "PNG", description: "an image of pixels, light", extension: "png", format: "svg", theme: "light", isRaster: true },
  { label: "PNG, Dark", description: "an image of pixels, dark", extension: "png", format: "svg", theme: "dark", isRaster: true },
  { label: "Mermaid", description: "text that GitHub and wikis draw", extension: "mmd", format: "mermaid" },
  { label: "Graphviz", description: "text for dot", extension: "dot", format: "dot" },
];

/** Asks the server for a picture. An error says why there is none. */
export async function draw(client: LanguageClient, subject: Subject, form: Form): Promise<string> {
  const params = { command: COMMAND, arguments: [{ ...subject, ...form }] };
  return client.sendRequest<string>(ExecuteCommandRequest.method, params);
}

/** Asks for a format and a file, and writes the picture there. `rasterize` turns an SVG into a PNG. */
export async function exportDiagram(
  client: LanguageClient,
  subject: Subject,
  rasterize: (svg: string) => Promise<Uint8Array>,
): Promise<void> {
  const choice = await window.showQuickPick(CHOICES, { title: "Export Diagram" });
  if (choice === undefined) {
    return;
  }
  const { extension, isRaster, format, theme } = choice;
  const filters = { [choice.label.split(",")[0] ?? ""]: [extension] };
  const target = await window.showSaveDialog({ defaultUri: suggestion(subject, extension), filters, title: "Export Diagram" });
  if (target === undefined) {
    return;
  }
  const text = await draw(client, subject, { ...(format && { format }), ...(theme && { theme }) });
  const bytes = isRaster === true ? await rasterize(text) : new TextEncoder().encode(text);
  await workspace.fs.writeFile(target, bytes);
  const open = "Open";
  if ((await window.showInformationMessage(`Prisma Lens: wrote ${basename(target.fsPath)}.`, open)) === open) {
    await commands.executeCommand("vscode.open", target);
  }
}

/** A file beside the schema. */
function suggestion({ uri, focus }: Subject, extension: string): Uri {
  const schema = Uri.parse(uri);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = focus ?? basename(schema.path, extname(schema.path));
  const isFile = schema.scheme === "file";
  return isFile ? Uri.file(join(dirname(schema.fsPath), `${name}.${extension}`)) : Uri.joinPath(folder ?? Uri.file("/"), `${name}.${extension}`);
}
