import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

scenario("diagram", {}, async (window) => {
  await window.at("prisma/loans.prisma", "  backAt");
  await window.command("Prisma Lens: Show Diagram");
  const page = await window.webview();
  await page.locator("svg").waitFor();
  const text = () => page.locator("svg").innerText();
  assert.match(await page.locator("svg").evaluate((it) => it.textContent), /Loan[^]*Reader/);
  await window.shot("diagram");
  await window.press("End", "Enter");
  await window.type("renewed Boolean");
  await window.until(async () => (await page.locator("svg").evaluate((it) => it.textContent)).includes("renewed"), () => "The diagram was not redrawn");
  await window.page.waitForTimeout(500);
  await window.shot("diagram-redrawn");
});
