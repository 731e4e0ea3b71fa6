//! What Prisma warns of, step by step.
