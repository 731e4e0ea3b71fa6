//! TypeScript and JavaScript, read for calls of Prisma Client.

mod argument;
mod corpus;
#[expect(dead_code, reason = "the fixtures come next")]
mod render;
