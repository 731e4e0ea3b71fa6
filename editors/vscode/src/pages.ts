import { commands, type Disposable, EventEmitter, Uri, workspace } from "vscode";

import { colourPrisma } from "./highlight";

const SCHEME = "prisma-lens-page";

/** The pages shown so far, by their path. */
const texts = new Map<string, string>();
const changed = new EventEmitter<Uri>();

/** Lets the editor read pages as documents of their own, which are never saved. */
export function providePages(): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path),
  });
}

/** Shows Markdown beside the schema, under this name. A page of the same name is replaced. */
export async function showPage(name: string, markdown: string): Promise<void> {
  const uri = Uri.from({ scheme: SCHEME, path: `/${name}.md` });
  texts.set(uri.path, colourPrisma(markdown));
  changed.fire(uri);
  await commands.executeCommand("markdown.showPreviewToSide", uri);
}
