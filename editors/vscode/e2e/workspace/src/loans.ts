import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export function openLoans(readerId: number) {
  return prisma.loan.findMany({ where: { readerId, backAt: null }, orderBy: { lentAt: "desc" } });
}

export async function titles(ids: number[]) {
  const found = [];
  for (const id of ids) {
    found.push(await prisma.book.findUnique({ where: { id } }));
  }
  return found;
}
