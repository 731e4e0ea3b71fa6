/** A type of nodes that the grammar makes, as `src/node-types.json` describes it. */
interface NodeInfo {
  type: string;
  named: boolean;
  fields?: Record<string, unknown>;
  children?: unknown;
  subtypes?: unknown[];
}

/** The grammar: pass it to `Parser.setLanguage` of the package `tree-sitter`. */
declare const language: {
  name: "prisma";
  language: unknown;
  nodeTypeInfo: NodeInfo[];
};

export = language;
