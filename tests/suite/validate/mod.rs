//! What Prisma itself says, natively.

mod conformance;
mod drawn;
mod fixes;
mod relations;
