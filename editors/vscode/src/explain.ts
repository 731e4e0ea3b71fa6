import { commands, type Disposable, Uri, workspace } from "vscode";
import type { ClientCapabilities, Middleware, StaticFeature } from "vscode-languageclient/node";

const COMMAND = "prismaLens.explain";
const SCHEME = "prisma-lens-rule";

/** The explanations shown so far, by the path under which they are shown. */
const texts = new Map<string, string>();

/** Lets the editor read explanations as documents of their own, which are never saved. */
export function provideExplanations(): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => texts.get(uri.path),
  });
}

/** The server offers to explain a rule only where somebody shows what it says; here that is us. */
export const announceExplanations: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: [COMMAND] } };
  },
  initialize(): void {},
  getState: () => ({ kind: "static" }),
  clear(): void {},
};

/** Shows the result of the command as a page beside the schema. */
export const showExplanations: Middleware = {
  async executeCommand(command, args, next) {
    const text: unknown = await next(command, args);
    if (command === COMMAND && typeof text === "string") {
      const path = `/${String(args[0])}.md`;
      texts.set(path, text);
      await commands.executeCommand("markdown.showPreviewToSide", Uri.from({ scheme: SCHEME, path }));
    }
    return text;
  },
};
