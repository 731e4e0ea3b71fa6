import type { CancellationToken } from "vscode";
import type { Middleware, StaticFeature } from "vscode-languageclient/node";

type MessageStrategy = { handleMessage(message: { method?: string; params?: unknown }, next: (message: never) => void): void };

/** How many answers about the workspace in a row must bring nothing new before no more are asked for. */
const SETTLED = 2;
/** The most requests that follow one change, two seconds apart. */
const MOST = 10;

/**
 * Asks for the findings of the whole workspace when something has changed, and not every two seconds as the library does.
 *
 * A change is a notification about documents or files, or a refresh request of the server. Work in the background may change the
 * answer later, so a few more requests follow until an answer brings nothing new.
 */
export class PullOnChange implements StaticFeature {
  private quiet = 0;
  private asked = 0;
  private wake: (() => void) | undefined;

  /** Watches the messages of the server. */
  readonly messages = {
    handleMessage: (message: { method?: string; params?: unknown }, next: (message: never) => void) => {
      if (message.method === "workspace/diagnostic/refresh" || isEnd(message)) {
        this.changed();
      }
      next(message as never);
    },
  } as MessageStrategy as never;

  /** Watches the notifications to the server, and delays requests while nothing has changed. */
  readonly middleware: Middleware = {
    didOpen: (document, next) => this.after(next(document)),
    didChange: (change, next) => this.after(next(change)),
    didSave: (document, next) => this.after(next(document)),
    didClose: (document, next) => this.after(next(document)),
    workspace: {
      didChangeConfiguration: (sections, next) => this.after(next(sections)),
      didChangeWatchedFile: (event, next) => this.after(next(event)),
      didChangeWorkspaceFolders: (event, next) => this.after(next(event)),
    },
    provideWorkspaceDiagnostics: async (ids, token, report, next) => {
      if (this.quiet >= SETTLED || this.asked >= MOST) {
        await this.change(token);
      }
      this.asked += 1;
      let isNew = false;
      const answer = await next(ids, token, (chunk) => {
        isNew ||= chunk?.items.some((item) => String(item.kind) === "full") ?? false;
        report(chunk);
      });
      this.quiet = isNew ? 0 : this.quiet + 1;
      return answer;
    },
  };

  fillClientCapabilities(): void {}

  initialize(): void {}

  getState(): { kind: "static" } {
    return { kind: "static" };
  }

  /** The connection ends: a request that is held back is let go. */
  clear(): void {
    this.changed();
  }

  private changed(): void {
    this.quiet = 0;
    this.asked = 0;
    this.wake?.();
  }

  private async after(sent: Promise<void>): Promise<void> {
    await sent;
    this.changed();
  }

  private change(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        cancelled.dispose();
        resolve();
      };
      const cancelled = token.onCancellationRequested(() => this.wake?.());
    });
  }
}

/** Whether the server says that some work of its own is done. */
function isEnd({ method, params }: { method?: string; params?: unknown }): boolean {
  return method === "$/progress" && (params as { value?: { kind?: string } } | undefined)?.value?.kind === "end";
}
