//! The calls of Prisma Client in code: what is read, which columns they ask for, what is advised.

mod operations;
mod read;
