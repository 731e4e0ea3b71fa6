import { commands, type ExtensionContext, extensions, type OutputChannel, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { createClient } from "./client";
import { provideDiagrams } from "./diagram";
import { provideExplanations } from "./explain";
import { provideMigrationPreviews } from "./migration";
import { findServer, type Missing } from "./server";

/** What lives from activation to deactivation. The client is absent while no server could be started. */
let session: { output: OutputChannel; client: LanguageClient | undefined } | undefined;

/** Starts and stops follow one another through this chain, so that two quick restarts never leave two servers. */
let queue: Promise<void> = Promise.resolve();

export function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Prisma Lens");
  session = { output, client: undefined };
  context.subscriptions.push(
    output,
    provideExplanations(),
    ...provideDiagrams(() => session?.client),
    ...provideMigrationPreviews(() => session?.client),
    commands.registerCommand("prismaLens.restart", () => enqueue(() => restart(context))),
    commands.registerCommand("prismaLens.showOutput", () => output.show(true)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("prismaLens.server")) {
        void enqueue(() => restart(context));
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void enqueue(() => restart(context))),
  );
  return enqueue(() => start(context));
}

export function deactivate(): Promise<void> {
  return enqueue(stop);
}

function enqueue(step: () => Promise<void>): Promise<void> {
  queue = queue.then(step).catch((error: unknown) => session?.output.appendLine(describe(error)));
  return queue;
}

async function restart(context: ExtensionContext): Promise<void> {
  await stop();
  await start(context);
}

async function start(context: ExtensionContext): Promise<void> {
  if (session === undefined) {
    return;
  }
  const { output } = session;
  noteOfficialExtension(output);

  const found = findServer(context.extensionPath);
  if ("reason" in found) {
    output.appendLine(found.reason);
    reportMissing(found);
    return;
  }
  output.appendLine(`Starting ${found.command} (${found.origin})`);
  const client = createClient(found, output);
  session.client = client;
  try {
    await client.start();
    const info = client.initializeResult?.serverInfo;
    output.appendLine(`Connected to ${info?.name ?? "the server"} ${info?.version ?? ""}`.trimEnd());
  } catch (error) {
    session.client = undefined;
    output.appendLine(`${found.command} did not start: ${describe(error)}`);
  }
}

async function stop(): Promise<void> {
  const client = session?.client;
  if (session === undefined || client === undefined) {
    return;
  }
  session.client = undefined;
  try {
    await client.stop();
  } finally {
    await client.dispose();
  }
}

/** Shows an error with actions. Does not delay activation until the user responds. */
function reportMissing(missing: Missing): void {
  const openSettings = "Open Settings";
  const showOutput = "Show Output";
  void window.showErrorMessage(missing.reason, openSettings, showOutput).then((choice) => {
    if (choice === openSettings) {
      void commands.executeCommand("workbench.action.openSettings", "prismaLens.server.path");
    } else if (choice === showOutput) {
      session?.output.show(true);
    }
  });
}

/** Logs that the official extension serves the same files, which explains duplicate results. */
function noteOfficialExtension(output: OutputChannel): void {
  if (extensions.getExtension("Prisma.prisma") !== undefined) {
    output.appendLine(
      "The extension Prisma.prisma is also enabled, so errors, hovers and completions can appear twice. " +
        "Disable one of the two extensions for this workspace.",
    );
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
