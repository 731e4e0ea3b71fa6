//! What Prisma itself says, natively.

mod conformance;
