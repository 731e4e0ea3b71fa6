//! The checklist on schemas in the Prisma 8 dialect for SQLite and MongoDB.

use expect_test::expect;
use model::catalog::next::Target;

use super::next::all_found;

#[test]
fn sqlite() {
    expect![[r#"
        require-created-at
        `users` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
          Add `createdAt`
          Add `createdAt` and `updatedAt`
        `Api_key` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
          Add `createdAt`
          Add `createdAt` and `updatedAt`
        `Animal` has no creation timestamp. Add `createdAt DateTime @default(now()) @map("created_at")`.
          Add `createdAt`
          Add `createdAt` and `updatedAt`
        created-at-default
        `Note.createdAt` has no default, so every insert has to set it. Add `@default(now())`.
          Add `@default(now())`
        require-updated-at
        `users` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        `NoteLine` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        `Api_key` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        `Animal` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        updated-at-attribute
        `Note.updatedAt` is set when a row is created and never updated. Change its type to `temporal.updatedAt()`.
          Change its type to `temporal.updatedAt()`
        surrogate-id-required
        `NoteLine` has no field `id`. Add one with `@id`.
        fk-missing-index
        Foreign key `Api_key.userId` has no index: deleting a `users`, or finding its rows, scans the table. Remove `index: false`.
          Remove `index: false`
        explicit-on-delete
        `Note.user` has no explicit `onDelete`; the default `NoAction` rejects deleting a `users` that `Note` rows reference. Write `onDelete: NoAction`, or the action you want.
          Add `onDelete: NoAction` (the current default)
          Add `onDelete: Restrict`
        `Api_key.user` has no explicit `onDelete`; the default `NoAction` rejects deleting a `users` that `Api_key` rows reference. Write `onDelete: NoAction`, or the action you want.
          Add `onDelete: NoAction` (the current default)
          Add `onDelete: Restrict`
        cascade-vs-soft-delete
        Soft-deleting a `Note` leaves its rows of `NoteLine` active. Filter them in queries, or add `deletedAt` there too.
        redundant-index
        The index that Prisma makes for `user` is redundant: `@@index([userId, createdAt])` begins with the same fields. Add `index: false`.
          Add `index: false`
        The index that Prisma makes for `note` is redundant: `@@id([noteId, number])` begins with the same fields. Add `index: false`.
          Add `index: false`
        `@@index([name])` is redundant: `@@index([name, secret])` begins with the same fields and serves the same queries. Remove it; every write has to maintain it.
          Remove `@@index([name])`
        soft-delete-unique
        `@unique` on `email` also applies to soft-deleted rows. Change it to `@@index([email], where: "\"deletedAt\" IS NULL", unique: true)`.
          Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
        `@@unique([slug])` also applies to soft-deleted rows. Change it to `@@index([slug], where: "\"deletedAt\" IS NULL", unique: true)`.
          Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
        soft-delete-index
        `@@index([deletedAt])` does not help to find active rows, which are most rows. Use `deletedAt` as the last field, or in the `where:`, of the indexes that queries use.
          Restrict the other indexes to rows without `deletedAt`, and remove this one
          Restrict it to deleted rows, for a purge job
          Remove `@@index([deletedAt])`
        low-selectivity-index
        `@@index([kind])` is rarely used by the database: `kind` has only 2 values. Use it in a compound index with what queries sort or filter by.
          Remove `@@index([kind])`
        unindexed-discriminator
        Discriminator `kind` has no index: each query for a variant scans the whole table. Add `@@index([kind])`.
          Add `@@index([kind])`
        float-money
        `Note.price` looks like an amount of money, and `Float` is not exact. Store the smallest unit in an `Int` or `BigInt`.
        `NoteLine.amount` looks like an amount of money, and `Float` is not exact. Store the smallest unit in an `Int` or `BigInt`.
        datetime-as-string
        `Note.createdOn` looks like a date or time, but a `String` accepts any text. Change it to `DateTime`.
        model-name-pascal-case
        The model `users` is not in PascalCase. Rename it to `User`.
          Rename to `User`, keep the table as it is (does not change code that uses the client)
        The model `Api_key` is not in PascalCase. Rename it to `ApiKey`.
          Rename to `ApiKey`, keep the table as it is (does not change code that uses the client)
        The model `guard_dog` is not in PascalCase. Rename it to `GuardDog`.
          Rename to `GuardDog`, keep the table as it is (does not change code that uses the client)
        model-map-snake-case
        Table `Note` of `Note` is not in snake_case. Map it to `note`.
          Map the table with `@@map("note")`
        Table `NoteLine` of `NoteLine` is not in snake_case. Map it to `note_line`.
          Map the table with `@@map("note_line")`
        Table `Api_key` of `Api_key` is not in snake_case. Map it to `api_key`.
          Map the table with `@@map("api_key")`
        Table `AuditLog` of `AuditLog` is not in snake_case. Map it to `audit_log`.
          Map the table with `@@map("audit_log")`
        Table `Animal` of `Animal` is not in snake_case. Map it to `animal`.
          Map the table with `@@map("animal")`
        field-map-snake-case
        Column `firstName` of `users.firstName` is not in snake_case. Map it to `first_name`.
          Map the column with `@map("first_name")`
        Column `isActive` of `users.isActive` is not in snake_case. Map it to `is_active`.
          Map the column with `@map("is_active")`
        Column `deletedAt` of `users.deletedAt` is not in snake_case. Map it to `deleted_at`.
          Map the column with `@map("deleted_at")`
        Column `userId` of `Note.userId` is not in snake_case. Map it to `user_id`.
          Map the column with `@map("user_id")`
        Column `createdOn` of `Note.createdOn` is not in snake_case. Map it to `created_on`.
          Map the column with `@map("created_on")`
        Column `createdAt` of `Note.createdAt` is not in snake_case. Map it to `created_at`.
          Map the column with `@map("created_at")`
        Column `updatedAt` of `Note.updatedAt` is not in snake_case. Map it to `updated_at`.
          Map the column with `@map("updated_at")`
        Column `deletedAt` of `Note.deletedAt` is not in snake_case. Map it to `deleted_at`.
          Map the column with `@map("deleted_at")`
        Column `noteId` of `NoteLine.noteId` is not in snake_case. Map it to `note_id`.
          Map the column with `@map("note_id")`
        Column `ownerId` of `NoteLine.ownerId` is not in snake_case. Map it to `owner_id`.
          Map the column with `@map("owner_id")`
        Column `parentId` of `NoteLine.parentId` is not in snake_case. Map it to `parent_id`.
          Map the column with `@map("parent_id")`
        Column `userId` of `Api_key.userId` is not in snake_case. Map it to `user_id`.
          Map the column with `@map("user_id")`
        Column `actorId` of `AuditLog.actorId` is not in snake_case. Map it to `actor_id`.
          Map the column with `@map("actor_id")`
        sensitive-not-encrypted
        `users.password` looks like a password. Store only a hash, and annotate it with `/// @hashed`.
          Add `/// @hashed`
          Add `/// @encrypted`
        `Api_key.secret` looks like a secret, and nothing says how it is protected. Encrypt it and add `/// @encrypted`.
          Add `/// @hashed`
        pii-annotation
        `users.email` looks like personal data. Annotate it with `/// @pii(contact)`.
          Add `/// @pii(contact)`
        `users.firstName` looks like personal data. Annotate it with `/// @pii(name)`.
          Add `/// @pii(name)`
        retention-missing
        `users` contains personal data, but has no retention period. Add `/// @retention(90d)`.
        `AuditLog` grows with every event, but has no retention period. Add `/// @retention(90d, by: at)`.
        require-docs
        The enum `NoteKind` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `users` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `users.email` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `users.password` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `users.firstName` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Note` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `NoteLine` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Api_key` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `Api_key.secret` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `AuditLog` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Animal` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Dog` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `guard_dog` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
    "#]].assert_eq(&all_found(Target::Sqlite));
}

#[test]
fn mongodb() {
    expect![[r#"
        require-created-at
        `users` has no creation timestamp. Add `createdAt temporal.createdAt() @map("created_at")`.
          Add `createdAt`
          Add `createdAt` and `updatedAt`
        `NoteLine` has no creation timestamp. Add `createdAt temporal.createdAt() @map("created_at")`.
          Add `createdAt`
          Add `createdAt` and `updatedAt`
        `AuditLog` has no creation timestamp. Add `createdAt temporal.createdAt() @map("created_at")`.
          Add `createdAt`
        `Animal` has no creation timestamp. Add `createdAt temporal.createdAt() @map("created_at")`.
          Add `createdAt`
          Add `createdAt` and `updatedAt`
        created-at-default
        `Note.createdAt` has no default, so every insert has to set it. Change its type to `temporal.createdAt()`.
          Change its type to `temporal.createdAt()`
        require-updated-at
        `users` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        `NoteLine` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        `Animal` has no modification timestamp. Add `updatedAt temporal.updatedAt() @map("updated_at")`.
          Add `updatedAt`
          Add `createdAt` and `updatedAt`
        updated-at-attribute
        `Note.updatedAt` has to be set by hand on every write. Change its type to `temporal.updatedAt()`.
          Change its type to `temporal.updatedAt()`
        fk-missing-index
        Relation key `Note.userId` has no index: deleting a `users`, or finding its rows, scans the collection. Add `@@index([userId])`.
          Add `@@index([userId])`
        Relation key `NoteLine.noteId` has no index: deleting a `Note`, or finding its rows, scans the collection. Add `@@index([noteId])`.
          Add `@@index([noteId])`
        cascade-vs-soft-delete
        Soft-deleting a `Note` leaves its rows of `NoteLine` active. Filter them in queries, or add `deletedAt` there too.
        redundant-index
        `@@index([title])` is redundant: `@@index([title, createdAt])` begins with the same fields and serves the same queries. Remove it; every write has to maintain it.
          Remove `@@index([title])`
        soft-delete-unique
        `@unique` on `email` also applies to soft-deleted rows. Add `deletedAt` to it.
          Add `deletedAt` to `@unique` on `email`
        `@@unique([slug])` also applies to soft-deleted rows. Add `deletedAt` to it.
          Add `deletedAt` to `@@unique([slug])`
        soft-delete-index
        `@@index([deletedAt])` does not help to find active rows, which are most rows. Use `deletedAt` as the last field of the indexes that queries use.
          Add `deletedAt` to the other indexes, and remove this one
          Remove `@@index([deletedAt])`
        low-selectivity-index
        `@@index([kind])` is rarely used by the database: `kind` has only 2 values. Use it in a compound index with what queries sort or filter by.
          Remove `@@index([kind])`
        unindexed-discriminator
        Discriminator `kind` has no index: each query for a variant scans the whole table. Add `@@index([kind])`.
          Add `@@index([kind])`
        float-money
        `Note.price` looks like an amount of money, and `Double` is not exact. Change it to `Decimal128`.
          Change to `Decimal128`
        `NoteLine.amount` looks like an amount of money, and `Double` is not exact. Change it to `Decimal128`.
          Change to `Decimal128`
        optional-boolean
        `users.isActive` has three states: true, false and NULL. Make it required, or explain NULL in a comment.
          Make it required
        datetime-as-string
        `Note.createdOn` looks like a date or time, but a `String` accepts any text. Change it to `Date`.
        model-name-pascal-case
        The model `users` is not in PascalCase. Rename it to `User`.
          Rename to `User`, keep the table as it is (does not change code that uses the client)
        model-map-snake-case
        Table `Note` of `Note` is not in snake_case. Map it to `note`.
          Map the table with `@@map("note")`
        Table `NoteLine` of `NoteLine` is not in snake_case. Map it to `note_line`.
          Map the table with `@@map("note_line")`
        Table `AuditLog` of `AuditLog` is not in snake_case. Map it to `audit_log`.
          Map the table with `@@map("audit_log")`
        Table `Animal` of `Animal` is not in snake_case. Map it to `animal`.
          Map the table with `@@map("animal")`
        sensitive-not-encrypted
        `users.password` looks like a password. Store only a hash, and annotate it with `/// @hashed`.
          Add `/// @hashed`
          Add `/// @encrypted`
        pii-annotation
        `users.email` looks like personal data. Annotate it with `/// @pii(contact)`.
          Add `/// @pii(contact)`
        `users.firstName` looks like personal data. Annotate it with `/// @pii(name)`.
          Add `/// @pii(name)`
        retention-missing
        `users` contains personal data, but has no retention period. Add `/// @retention(90d)`.
        `AuditLog` grows with every event, but has no retention period. Add `/// @retention(90d)`.
        require-docs
        The enum `NoteKind` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `users` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `users.email` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `users.password` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        `users.firstName` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Note` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `NoteLine` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `AuditLog` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Animal` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
        The model `Dog` has no documentation. Add a `///` comment above it.
          Add `/// TODO`
    "#]].assert_eq(&all_found(Target::Mongo));
}
