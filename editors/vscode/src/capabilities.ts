import type { ClientCapabilities, StaticFeature } from "vscode-languageclient/node";

import { EXPLAIN } from "./explain";

/** What the server offers only to clients that say that they show it. */
export const announce: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = {
      ...capabilities.experimental,
      commands: { commands: [EXPLAIN] },
      prismaLensStatus: true,
      prismaLensChoose: true,
    };
  },
  initialize(): void {},
  getState: () => ({ kind: "static" }),
  clear(): void {},
};
