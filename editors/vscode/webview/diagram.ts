// The script of the page with the diagram: shows what the extension sends, and tells it what the user does.
import type { FromPage, PageState, ToPage } from "../src/diagram/messages";
import { Picture } from "./picture";
import { rasterize } from "./raster";
import { Search } from "./search";
import { Viewport } from "./viewport";

/** What the editor gives to the scripts of its pages. */
declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: PageState): void };

const editor = acquireVsCodeApi();
const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

const stage = element("stage");
const picture = new Picture(stage);
const viewport = new Viewport(stage, () => picture.svg);
const search = new Search(element<HTMLInputElement>("search"), element("matches"), picture, viewport);

/** What is shown, as the key of a subject; a picture of another one is fitted anew. */
let shown: string | undefined;

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  switch (data.kind) {
    case "diagram":
      show(data.svg, JSON.stringify(data.subject));
      editor.setState({ subject: data.subject });
      break;
    case "problem":
      // The picture before stays. Without one, the reason takes its place.
      say(shown === undefined ? "" : data.text, shown === undefined ? data.text : "");
      break;
    case "cursor":
      picture.markCursor(data.block);
      if (data.block !== undefined) {
        viewport.reveal(picture.block(data.block));
      }
      break;
    case "rasterize":
      rasterize(data.svg).then(
        (bytes) => editor.postMessage({ kind: "png", bytes }),
        (error: unknown) => editor.postMessage({ kind: "png", problem: String(error) }),
      );
      break;
  }
});

function show(svg: string, subject: string): void {
  const before = picture.size;
  picture.show(svg);
  say("", picture.isEmpty ? "This schema has no models, views, types or enums yet." : "");
  const after = picture.size;
  const isSameSize = before?.width === after?.width && before?.height === after?.height;
  if (shown !== subject) {
    viewport.fit();
  } else if (!isSameSize) {
    viewport.refit();
  } else {
    viewport.apply();
  }
  shown = subject;
  search.update();
}

/** Shows a line below the picture, and a text in its place. */
function say(problem: string, empty: string): void {
  element("problem").textContent = problem;
  element("empty").textContent = empty;
  element("empty").hidden = empty === "";
}

stage.addEventListener("click", (event) => {
  const target = viewport.wasDragged ? undefined : picture.targetOf(event);
  if (target?.kind === "block") {
    viewport.centre(picture.block(target.block));
  } else if (target !== undefined) {
    editor.postMessage({ ...target, kind: "open" });
  }
});
element("fit").addEventListener("click", () => viewport.fit());
element("in").addEventListener("click", () => viewport.zoomBy(1.25));
element("out").addEventListener("click", () => viewport.zoomBy(0.8));
element("export").addEventListener("click", () => editor.postMessage({ kind: "export" }));
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "f") {
    event.preventDefault();
    search.focus();
  }
});

editor.postMessage({ kind: "ready" });
