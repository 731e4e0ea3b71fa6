import { commands, type Disposable, EventEmitter, languages, Uri, ViewColumn, window, workspace } from "vscode";
import type { LanguageClient, Middleware } from "vscode-languageclient/node";

/** The server's command; its code lens names it. */
const COMMAND = "prismaLens.previewMigration";
/** Ours, for the schema in view. */
const SHOW = "prismaLens.showMigrationPreview";
const SCHEME = "prisma-lens-migration";

/** How long nothing may have been typed before the previews are asked for again, in milliseconds. */
const REST = 250;

/** The texts shown so far, by the URI of the preview: what stays while the schema is closed. */
const texts = new Map<string, string>();

/** Shows the next migration of a schema as a document that follows typing and is never saved. */
export function provideMigrationPreviews(client: () => LanguageClient | undefined): Disposable[] {
  const changed = new EventEmitter<Uri>();
  let timer: NodeJS.Timeout | undefined;
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      const params = { textDocument: { uri: uri.query } };
      const text: unknown = await client()?.sendRequest("prismaLens/migrationPreview", params);
      if (typeof text === "string") {
        texts.set(uri.toString(), text);
      }
      return texts.get(uri.toString()) ?? "";
    },
  });
  const typing = workspace.onDidChangeTextDocument(({ document }) => {
    if (document.languageId !== "prisma" && document.languageId !== "sql") {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      const previews = workspace.textDocuments.filter((one) => one.uri.scheme === SCHEME);
      previews.forEach((one) => changed.fire(one.uri));
    }, REST);
  });
  const show = commands.registerCommand(SHOW, async () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId === "prisma") {
      await showPreview(document.uri.toString());
    }
  });
  return [changed, provider, typing, show, { dispose: () => clearTimeout(timer) }];
}

/** Opens the preview where the code lens asks for it. Other commands go on to `rest`. */
export function showMigrationPreviews(
  rest: NonNullable<Middleware["executeCommand"]>,
): NonNullable<Middleware["executeCommand"]> {
  return (command, args, next) => {
    if (command !== COMMAND) {
      return rest(command, args, next);
    }
    return showPreview(String(args[0]));
  };
}

async function showPreview(schema: string): Promise<void> {
  const uri = Uri.from({ scheme: SCHEME, path: "/Next migration.sql", query: schema });
  const document = await workspace.openTextDocument(uri);
  await languages.setTextDocumentLanguage(document, "sql");
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false });
}
