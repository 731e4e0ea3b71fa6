import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export function openLoans(readerId: number) {
  return prisma.loan.findMany({
    where: { readerId, backAt: null },
    orderBy: { lentAt: "desc" },
  });
}

export async function print(loans: { bookId: number }[]) {
  for (const loan of loans) {
    const book = await prisma.book.findUnique({ where: { id: loan.bookId } });
    console.log(book?.title);
  }
}
