import { type OutputChannel, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn } from "vscode-languageclient/node";

import { announceExplanations, showExplanations } from "./explain";
import { showMigrationPreviews } from "./migration";
import { showReferences } from "./references";
import type { Server } from "./server";

/** Settings that concern this extension alone: the server has no use for them. */
const OWN_SETTINGS = new Set(["server", "trace"]);

/** Builds the connection to the server. The identifier doubles as the section in which `trace.server` is looked up. */
export function createClient(server: Server, output: OutputChannel): LanguageClient {
  const options: LanguageClientOptions = {
    // Other schemes are copies of a file, such as the left side of a diff, where findings would only repeat.
    documentSelector: [
      { language: "prisma", scheme: "file" },
      { language: "prisma", scheme: "untitled" },
      { language: "sql", scheme: "file", pattern: "**/migration.sql" },
    ],
    initializationOptions: serverSettings(),
    middleware: { executeCommand: showReferences(showMigrationPreviews(showExplanations.executeCommand)) },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  // Without a transport the client speaks over stdin and stdout and adds no argument of its own.
  const executable = { command: server.command, args: [...server.args] };
  const client = new LanguageClient("prismaLens", "Prisma Lens", executable, options);
  client.registerFeature(announceExplanations);
  return client;
}

/** The settings as they are now. Later changes reach the server through `workspace/configuration`. */
function serverSettings(): Record<string, unknown> {
  const settings = workspace.getConfiguration("prismaLens");
  const inspected: Record<string, unknown> = JSON.parse(JSON.stringify(settings));
  return Object.fromEntries(Object.entries(inspected).filter(([name]) => !OWN_SETTINGS.has(name)));
}
