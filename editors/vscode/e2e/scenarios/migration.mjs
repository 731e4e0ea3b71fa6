import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

scenario("migration preview", {}, async (window) => {
  await window.at("prisma/loans.prisma", "  backAt");
  await window.press("End", "Enter");
  await window.type("renewed Boolean @default(false)");
  await window.press("Escape");
  await window.command("Prisma Lens: Show the Next Migration");
  await window.page.waitForSelector('.tab[data-resource-name="Next migration.sql"]');
  const shown = () => window.page.locator(".editor-group-container").last().locator(".view-lines").innerText();
  await window.until(async () => (await shown()).replaceAll("\u00a0", " ").includes('ADD COLUMN "renewed"') || (await shown()).includes("renewed"), () => "no preview");
  await window.shot("migration");
  await window.type("x");
  await window.page.waitForTimeout(2000);
  await window.shot("migration-typed");
});
