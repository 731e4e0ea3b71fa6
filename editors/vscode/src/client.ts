import { type OutputChannel, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";

import { announce } from "./capabilities";
import { DOCUMENTS, limitToSchemas, linkConfigurations } from "./documents";
import { showExplanations } from "./explain";
import { showMigrationPreviews } from "./migration";
import type { ServerProcess } from "./process";
import { PullOnChange } from "./pull";
import { showReferences } from "./references";

/** Settings that concern this extension alone: the server has no use for them. */
const OWN_SETTINGS = new Set(["server", "trace"]);

/** How often the connection may fail to carry a message before the server is given up. */
const MOST_ERRORS = 3;

/** The connection to a server. The session reports what goes wrong, once: the notifications of the library itself are logged only. */
class QuietClient extends LanguageClient {
  private starting: Promise<unknown> = Promise.resolve();

  override start(): Promise<void> {
    const starting = super.start();
    this.starting = starting.catch(() => undefined);
    return starting;
  }

  /** Settles when the start, if one is under way, has succeeded or failed. */
  get settled(): Promise<unknown> {
    return this.starting;
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }

  override async stop(timeout?: number): Promise<void> {
    // The library stops a client whose start has failed, which it refuses to do.
    if (this.isRunning()) {
      await super.stop(timeout);
    }
  }
}

/**
 * Builds the connection to the server in `process`. `closed` is called when the server ends by itself; it is not started again here.
 *
 * The identifier doubles as the section in which `trace.server` is looked up.
 */
export function createClient(process: ServerProcess, output: OutputChannel, closed: () => void): LanguageClient {
  const pull = new PullOnChange();
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    initializationOptions: serverSettings(),
    middleware: { ...pull.middleware, executeCommand },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    connectionOptions: { messageStrategy: pull.messages },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: async () => {
        // The library loses the outcome of a start during which it learns that the connection is closed.
        await client.settled;
        closed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  const client = new QuietClient("prismaLens", "Prisma Lens", () => Promise.resolve({ reader: process.output, writer: process.input }), options);
  client.registerFeatures([announce, limitToSchemas(client), linkConfigurations(client), pull]);
  return client;
}

/** The commands of the server whose results are shown here. Others are its own business. */
const executeCommand: Middleware["executeCommand"] = [
  showReferences,
  showMigrationPreviews,
  showExplanations,
].reduce<NonNullable<Middleware["executeCommand"]>>((rest, show) => show(rest), (command, args, next) => next(command, args));

/** The settings as they are now. Later changes reach the server through `workspace/configuration`. */
function serverSettings(): Record<string, unknown> {
  const settings = workspace.getConfiguration("prismaLens");
  const inspected: Record<string, unknown> = JSON.parse(JSON.stringify(settings));
  return Object.fromEntries(Object.entries(inspected).filter(([name]) => !OWN_SETTINGS.has(name)));
}
