/** A fenced block of Prisma's language in Markdown; its text is the second group. */
const FENCE = /^```prisma\b[^\n]*\n([\s\S]*?)^```[ \t]*$/gm;

/**
 * The words of the language with the classes that the editor's Markdown preview has colours for, in the order in which they are tried. Names of
 * fields have none: light themes show that class in the red of an error.
 */
const TOKENS: readonly (readonly [className: string, pattern: RegExp])[] = [
  ["comment", /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["string", /"(?:\\.|[^"\\\n])*"?/y],
  ["keyword", /^[ \t]*(?:model|view|type|enum|datasource|generator)(?=[ \t]+\w+[^\n]*\{)/my],
  ["meta", /@@?[\w.]*/y],
  ["literal", /\b(?:true|false|null)\b/y],
  ["number", /\b\d+(?:\.\d+)?\b/y],
  ["built_in", /\b(?:String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Unsupported)\b/y],
  ["title", /\b[A-Z]\w*/y],
  ["", /[\p{L}\p{N}_]+|[ \t]+|[^]/uy],
];

/**
 * The same Markdown with the Prisma code in it coloured: the editor's preview knows many languages, but not this one. Its style sheet gives the
 * padding to a `div` in the code.
 */
export function colourPrisma(markdown: string): string {
  return markdown.replaceAll(FENCE, (_fence, code: string) => `<pre class="hljs"><code><div>${highlight(code)}</div></code></pre>`);
}

/** Code as HTML, with the class names of highlight.js. */
export function highlight(code: string): string {
  let html = "";
  for (let at = 0; at < code.length; ) {
    for (const [className, pattern] of TOKENS) {
      pattern.lastIndex = at;
      const found = pattern.exec(code)?.[0];
      if (found) {
        html += className === "" ? escape(found) : coloured(className, found);
        at += found.length;
        break;
      }
    }
  }
  return html;
}

/** The span of a token. What stands before it on its line is not coloured. */
function coloured(className: string, text: string): string {
  const word = text.trimStart();
  return `${text.slice(0, text.length - word.length)}<span class="hljs-${className}">${escape(word)}</span>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
