//! TypeScript and JavaScript, read for calls of Prisma Client.

mod argument;
mod corpus;
mod filter;
mod fixtures;
mod render;
