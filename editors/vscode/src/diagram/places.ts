import { commands, type DocumentSymbol, type Position, type Range, type SymbolInformation, SymbolKind, type Uri } from "vscode";

/** Where a block or one of its fields is. */
export interface Place {
  readonly uri: Uri;
  readonly range: Range;
}

/** The name of the block at a position of a document; `undefined` between blocks. */
export async function blockAt(uri: Uri, position: Position): Promise<string | undefined> {
  return (await blocks(uri)).find((block) => block.range.contains(position))?.name;
}

/** Looks for a block, or a field in it, in this file of a schema and then in the others. */
export async function findPlace(uri: Uri, block: string, field: string | undefined): Promise<Place | undefined> {
  for (const file of [uri, ...(await otherFiles(uri, block))]) {
    const found = (await blocks(file)).find((one) => one.name === block);
    if (found !== undefined) {
      const inside = field === undefined ? undefined : found.children.find((one) => one.name === field);
      return { uri: file, range: (inside ?? found).selectionRange };
    }
  }
  return undefined;
}

/** The files with a block of this name. Another schema may have one, so those that are close to the given file come first. */
async function otherFiles(uri: Uri, block: string): Promise<Uri[]> {
  const symbols = await commands.executeCommand<SymbolInformation[] | undefined>("vscode.executeWorkspaceSymbolProvider", block);
  const named = (symbols ?? []).filter((symbol) => symbol.name === block && symbol.location.uri.path.endsWith(".prisma"));
  const files = named.map((symbol) => symbol.location.uri);
  return files.sort((a, b) => shared(b.path, uri.path) - shared(a.path, uri.path));
}

/** How many characters two paths have in common at their start. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length += 1;
  }
  return length;
}

/** Models, views, composite types and enums, as the server calls them: what a diagram shows. */
const DRAWN = new Set([SymbolKind.Class, SymbolKind.Interface, SymbolKind.Struct, SymbolKind.Enum]);

async function blocks(uri: Uri): Promise<DocumentSymbol[]> {
  const symbols = await commands.executeCommand<(DocumentSymbol | SymbolInformation)[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    uri,
  );
  const trees = (symbols ?? []).filter((symbol): symbol is DocumentSymbol => "children" in symbol);
  // In Prisma 8, blocks may be in namespaces.
  return trees.flatMap((symbol) => [symbol, ...symbol.children]).filter((symbol) => DRAWN.has(symbol.kind));
}
