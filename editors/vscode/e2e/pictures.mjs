// The pictures of the extension's README, made by `npm run e2e -- --pictures`.
import { mkdirSync } from "node:fs";

import { PICTURES } from "./lib/paths.mjs";
import { scenario } from "./lib/scenario.mjs";

const LOANS = "prisma/loans.prisma";
const OPTIONS = {
  size: { width: 960, height: 520 },
  settings: {
    "workbench.colorTheme": "Default Dark Modern",
    "workbench.activityBar.location": "hidden",
    "editor.minimap.enabled": false,
    "breadcrumbs.enabled": false,
  },
};

mkdirSync(PICTURES, { recursive: true });

function picture(name, options, body) {
  scenario(`picture ${name}`, { ...OPTIONS, ...options }, async (window) => {
    await window.at(LOANS, "Loan");
    await window.problems((it) => it.includes("missing-index-for-query"));
    // The panel and the side bar go.
    await window.press("Control+KeyJ", "Control+KeyB");
    await body(window);
    await window.page.waitForTimeout(1000);
    await window.shot(name, PICTURES);
  });
}

picture("fixes", {}, async (window) => {
  await window.at(LOANS, "bookId]");
  await window.actions();
});

picture("hover", {}, async (window) => {
  await window.at(LOANS, "@relation", { skip: 2 });
  await window.hover();
});

picture("diagram", { size: { width: 1200, height: 520 } }, async (window) => {
  await window.command("Prisma Lens: Show Diagram");
  await (await window.webview()).locator("svg").first().waitFor();
});

picture("migration", { size: { width: 1200, height: 400 } }, async (window) => {
  await window.at(LOANS, "  backAt");
  await window.press("End", "Enter");
  await window.type("renewed  Boolean");
  await window.press("Escape");
  await window.command("Prisma Lens: Show the Next Migration");
  const preview = ".editor-group-container:has(.tab[data-resource-name='Next migration.sql'])";
  await window.until(async () => (await window.visible(preview)).includes("ADD COLUMN"), () => "No preview");
});

picture("queries", { size: { width: 960, height: 440 } }, async (window) => {
  await window.at("src/loans.ts", "findUnique", { skip: 2 });
  await window.page.waitForSelector(".squiggly-warning");
  await window.hover();
});
