import { commands, type ExtensionContext, window, workspace } from "vscode";

import { provideDiagrams } from "./diagram";
import { provideMigrationPreviews } from "./migration";
import { noticeOfficialExtension } from "./official";
import { providePages } from "./pages";
import { Reports } from "./reports";
import { Session } from "./session";
import { Status } from "./status";
import { chooseSuppression } from "./suppression";
import { selectVersion } from "./version";

let session: Session | undefined;

export function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Prisma Lens");
  const started = new Session(context.extensionPath, output);
  session = started;
  const client = () => started.client;
  const status = new Status(started, output);
  context.subscriptions.push(
    output,
    started,
    status,
    providePages(),
    ...provideDiagrams(context, started),
    ...provideMigrationPreviews(client),
    ...new Reports(started, status, output).register(),
    chooseSuppression(client),
    commands.registerCommand("prismaLens.fixAll", fixAll),
    commands.registerCommand("prismaLens.selectVersion", () => selectVersion(status.current)),
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

/** Applies all safe fixes in the file, as on save. The editor says so where there are none. */
async function fixAll(): Promise<void> {
  await commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.prismaLens", apply: "first" });
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
