//! TypeScript and JavaScript, read for calls of Prisma Client.

mod argument;
