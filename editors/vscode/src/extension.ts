import { commands, type ExtensionContext, window, workspace } from "vscode";

import { provideDiagrams } from "./diagram";
import { provideMigrationPreviews } from "./migration";
import { noticeOfficialExtension } from "./official";
import { providePages } from "./pages";
import { Session } from "./session";
import { chooseSuppression } from "./suppression";

let session: Session | undefined;

export function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Prisma Lens");
  const started = new Session(context.extensionPath, output);
  session = started;
  const client = () => started.client;
  context.subscriptions.push(
    output,
    started,
    providePages(),
    ...provideDiagrams(client),
    ...provideMigrationPreviews(client),
    chooseSuppression(client),
    commands.registerCommand("prismaLens.restart", () => started.restart()),
    commands.registerCommand("prismaLens.showOutput", () => output.show(true)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("prismaLens.server")) {
        void started.restart();
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void started.restart()),
  );
  void noticeOfficialExtension(context);
  return started.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
