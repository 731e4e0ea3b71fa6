import type { Middleware } from "vscode-languageclient/node";

import { showPage } from "./pages";

/** The command of the server that gives the documentation of a rule. Its one argument is the code. */
export const EXPLAIN = "prismaLens.explain";

type Execute = NonNullable<Middleware["executeCommand"]>;

/** Shows the documentation of a rule as a page beside the schema. Other commands go on to `rest`. */
export function showExplanations(rest: Execute): Execute {
  return async (command, args, next) => {
    if (command !== EXPLAIN) {
      return rest(command, args, next);
    }
    const text: unknown = await next(command, args);
    if (typeof text === "string") {
      await showPage(String(args[0]), text);
    }
    return text;
  };
}
