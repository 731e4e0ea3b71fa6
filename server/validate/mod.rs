//! What Prisma itself refuses or warns of, by topic and per Prisma version.
