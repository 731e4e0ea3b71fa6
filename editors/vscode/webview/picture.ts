import theme from "./theme.css";

/** What was clicked on: the source of a block or a field, or a reference to another block. */
export type Target =
  | { readonly kind: "source"; readonly block: string; readonly field?: string }
  | { readonly kind: "block"; readonly block: string };

/** The style sheets in an SVG of the server, which has no other text like this. */
const STYLE = /<style>([^<]*)<\/style>/g;

const BLOCKS = "g.model, g.view, g.type, g.enum";

/** The drawn diagram: an SVG of the server in a tree of its own, so that its styles and those of the page do not mix. */
export class Picture {
  private readonly root: ShadowRoot;
  private readonly ownStyle = new CSSStyleSheet();
  private cursor: string | undefined;

  constructor(stage: HTMLElement) {
    this.root = stage.attachShadow({ mode: "open" });
    const themeStyle = new CSSStyleSheet();
    themeStyle.replaceSync(theme);
    this.root.adoptedStyleSheets = [this.ownStyle, themeStyle];
  }

  /** The image; absent before the first one. */
  get svg(): SVGSVGElement | undefined {
    return this.root.querySelector("svg") ?? undefined;
  }

  /** Width and height of the image, in its own units. */
  get size(): { width: number; height: number } | undefined {
    return this.svg?.viewBox.baseVal;
  }

  /** Whether nothing is drawn. */
  get isEmpty(): boolean {
    return this.blocks().length === 0;
  }

  /** Shows another image. Its style sheet is adopted: as an element of the page, the policy of the page would refuse it. */
  show(text: string): void {
    const styles: string[] = [];
    const content = text.replace(STYLE, (_element, style: string) => (styles.push(style), ""));
    const svg = new DOMParser().parseFromString(content, "image/svg+xml").documentElement;
    this.ownStyle.replaceSync(styles.join("\n"));
    this.root.replaceChildren(document.importNode(svg, true));
    this.markCursor(this.cursor);
  }

  /** All blocks, in the order of the image. */
  blocks(): SVGGElement[] {
    return [...this.root.querySelectorAll<SVGGElement>(BLOCKS)];
  }

  /** The block of this name. */
  block(name: string): SVGGElement | undefined {
    return this.blocks().find((block) => nameOf(block) === name);
  }

  /** Marks the block of this name, and no other, as the one with the cursor. */
  markCursor(name: string | undefined): void {
    this.cursor = name;
    this.blocks().forEach((block) => block.classList.toggle("cursor", name !== undefined && nameOf(block) === name));
  }

  /** What is under the pointer. */
  targetOf(event: Event): Target | undefined {
    // Outside of the tree, the target of an event is the stage.
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) {
      return undefined;
    }
    const link = target.closest("a")?.getAttribute("href");
    if (link?.startsWith("#prisma-")) {
      event.preventDefault();
      return { kind: "block", block: link.slice("#prisma-".length) };
    }
    const block = target.closest<SVGGElement>(BLOCKS);
    if (block === null) {
      return undefined;
    }
    const field = fieldOf(block, target);
    return { kind: "source", block: nameOf(block), ...(field !== undefined && { field }) };
  }
}

/** The name of a block, from the identifier that links lead to. */
export function nameOf(block: Element): string {
  return block.id.replace(/^prisma-/, "");
}

/** The names of the fields of a block: the texts that are neither its name, nor a type, nor a mark. */
export function fieldsOf(block: Element): SVGTextElement[] {
  return [...block.querySelectorAll<SVGTextElement>("text:not(.name, .ty, .mark)")];
}

/** The name of the field in the row of an element. */
function fieldOf(block: Element, target: Element): string | undefined {
  const row = target.closest("text")?.getAttribute("y");
  return fieldsOf(block).find((text) => text.getAttribute("y") === row)?.textContent ?? undefined;
}
