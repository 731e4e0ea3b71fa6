import assert from "node:assert/strict";

import { scenario } from "../lib/scenario.mjs";

scenario("migration preview", {}, async (window) => {
  await window.at("prisma/loans.prisma", "  backAt");
  await window.press("End", "Enter");
  await window.type("renewed Boolean @default(false)");
  await window.press("Escape");
  await window.command("Prisma Lens: Show the Next Migration");
  const preview = () => window.visible(".editor-group-container:has(.tab[data-resource-name='Next migration.sql'])");
  await window.until(async () => (await preview()).includes('ADD COLUMN'), () => "The preview has no new column");
  assert.match(await preview(), /ALTER TABLE "Loan" ADD COLUMN +"renewed" BOOLEAN NOT NULL DEFAULT false;/);
  await window.shot("migration");
  // It follows what is typed.
  await window.press("Enter");
  await window.type("note String?");
  await window.press("Escape");
  await window.until(async () => (await preview()).includes('"note"'), () => "The preview does not follow");
  await window.shot("migration-typed");
});

const UNSAFE = 'CREATE INDEX "Loan_bookId_idx" ON "Loan"("bookId");\n';

scenario("findings in a migration", { files: { "prisma/migrations/20260106090000_index/migration.sql": UNSAFE } }, async (window) => {
  await window.at("prisma/loans.prisma", "Loan");
  await window.file("prisma/migrations/20260106090000_index/migration.sql");
  const texts = await window.problems((it) => it.includes("index-not-concurrent"));
  assert.match(texts, /Building this index blocks writes to `Loan`.*\nprisma-lens\nindex-not-concurrent\n\[Ln 1, Col 1\]/);
  await window.shot("migration-findings");
});
