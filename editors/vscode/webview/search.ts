import { fieldsOf, nameOf, type Picture } from "./picture";
import type { Viewport } from "./viewport";

/** Finds blocks by their names and those of their fields. Return goes to the next one, and with Shift to the one before. */
export class Search {
  private found: SVGGElement[] = [];
  private at = 0;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly count: HTMLElement,
    private readonly picture: Picture,
    private readonly viewport: Viewport,
  ) {
    input.addEventListener("input", () => {
      this.at = 0;
      this.update();
      this.go(0);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        this.go(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape") {
        input.value = "";
        this.update();
      }
    });
  }

  /** Puts the cursor into the field. */
  focus(): void {
    this.input.focus();
    this.input.select();
  }

  /** Marks what is found in the picture as it is now. */
  update(): void {
    const wanted = this.input.value.trim().toLowerCase();
    const isFound = (text: string | null) => wanted !== "" && (text ?? "").toLowerCase().includes(wanted);
    const blocks = this.picture.blocks();
    for (const block of blocks) {
      fieldsOf(block).forEach((field) => field.classList.toggle("found", isFound(field.textContent)));
    }
    const isMatch = (block: SVGGElement) => isFound(nameOf(block)) || block.querySelector("text.found") !== null;
    this.found = blocks.filter(isMatch);
    // Names that begin with what is written come first.
    const rank = (block: SVGGElement) => (nameOf(block).toLowerCase().startsWith(wanted) ? 0 : isFound(nameOf(block)) ? 1 : 2);
    this.found.sort((a, b) => rank(a) - rank(b));
    blocks.forEach((block) => block.classList.toggle("dim", wanted !== "" && !this.found.includes(block)));
    this.at = Math.min(this.at, Math.max(0, this.found.length - 1));
    this.mark();
  }

  private go(step: number): void {
    if (this.found.length > 0) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.mark();
      this.viewport.reveal(this.found[this.at]);
    }
  }

  private mark(): void {
    this.picture.blocks().forEach((block) => block.classList.toggle("current", block === this.found[this.at]));
    const isEmpty = this.input.value.trim() === "";
    this.count.textContent = isEmpty ? "" : this.found.length === 0 ? "none" : `${this.at + 1} of ${this.found.length}`;
  }
}
