//! TypeScript and JavaScript, read for calls of Prisma Client.

mod argument;
mod corpus;
mod fixtures;
mod render;
