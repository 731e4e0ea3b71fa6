/** What a diagram shows: the schema of a document, all of it or one block with what is around it. */
export interface Subject {
  readonly uri: string;
  /** The name of the block in focus. */
  readonly focus?: string;
  /** How many relations away other blocks may be. */
  readonly depth?: number;
}

/** What the extension tells the page. */
export type ToPage =
  /** Show this picture. The page keeps the subject, so that it can be restored after a reload. */
  | { readonly kind: "diagram"; readonly svg: string; readonly subject: Subject }
  /** There is no new picture, for this reason. The one before stays. */
  | { readonly kind: "problem"; readonly text: string }
  /** The cursor is in this block; in none if absent. */
  | { readonly kind: "cursor"; readonly block?: string }
  /** Answer with this picture as a PNG. */
  | { readonly kind: "rasterize"; readonly svg: string };

/** What the page tells the extension. */
export type FromPage =
  | { readonly kind: "ready" }
  /** Go to the source of a block, or of a field in it. */
  | { readonly kind: "open"; readonly block: string; readonly field?: string }
  | { readonly kind: "export" }
  /** The PNG that was asked for, or why there is none. */
  | { readonly kind: "png"; readonly bytes?: Uint8Array; readonly problem?: string };

/** What the page keeps over a reload of the window. */
export interface PageState {
  readonly subject: Subject;
}
