//! Pure decisions about files: which ones form a schema, which Prisma version they are for, and their configuration.
