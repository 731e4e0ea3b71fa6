import { commands, Location, Position, Range, Uri } from "vscode";
import type { ExecuteCommandMiddleware, ExecuteCommandSignature } from "vscode-languageclient/node";

const COMMAND = "prismaLens.showReferences";

/** A position as the protocol writes it. */
interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

/** A location as the protocol writes it. */
interface PlainLocation {
  readonly uri: string;
  readonly range: { readonly start: PlainPosition; readonly end: PlainPosition };
}

type Middleware = NonNullable<ExecuteCommandMiddleware["executeCommand"]>;

/** Lists places as the editor lists references. Other commands go on to `rest`. */
export function showReferences(rest: Middleware): Middleware {
  return (command: string, args: unknown[], next: ExecuteCommandSignature) => {
    if (command !== COMMAND) {
      return rest(command, args, next);
    }
    const [uri, at, places] = args as [string, PlainPosition, readonly PlainLocation[]];
    return commands.executeCommand("editor.action.showReferences", Uri.parse(uri), position(at), places.map(location));
  };
}

function location(place: PlainLocation): Location {
  return new Location(Uri.parse(place.uri), new Range(position(place.range.start), position(place.range.end)));
}

function position(at: PlainPosition): Position {
  return new Position(at.line, at.character);
}
