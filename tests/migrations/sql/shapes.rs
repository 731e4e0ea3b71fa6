//! What statements are read as.

use expect_test::expect;
use migrations::sql::read;
use migrations::sql::statement::StatementKind;
use migrations::sql::table::{AlterActionKind, ConstraintKind};
use model::catalog::Provider;

/// The actions of every `ALTER TABLE`, and the columns and constraints of every `CREATE TABLE`, in a line each.
fn parts(provider: Provider, text: &str) -> String {
    let mut lines = Vec::new();
    for statement in read(provider, text).statements {
        match statement.kind {
            StatementKind::AlterTable(alter) => {
                for action in alter.actions {
                    let kind = match action.kind {
                        AlterActionKind::AddConstraint(constraint) => constraint_word(&constraint.kind),
                        other => word(&other),
                    };
                    lines.push(format!("{kind}: {}", action.span.of(text)));
                }
            }
            StatementKind::CreateTable(table) => {
                for column in table.columns {
                    lines.push(format!(
                        "{} {:?} null={:?} default={:?} {:?}",
                        column.name.text,
                        column.ty.map(|ty| ty.text),
                        column.nullable,
                        column.default.map(|default| default.text),
                        column.generated,
                    ));
                    lines.extend(
                        column.constraints.iter().map(|it| format!("  {}", constraint_word(&it.kind))),
                    );
                }
                lines.extend(table.constraints.iter().map(|it| constraint_word(&it.kind)));
            }
            StatementKind::CreateIndex(create) => {
                let columns: Vec<_> = create.index.columns.iter().map(|it| it.span.of(text)).collect();
                lines.push(format!("index on {}: {}", create.table.name.text, columns.join(" | ")));
            }
            other => lines.push(word(&other)),
        }
    }
    lines.join("\n") + "\n"
}

fn word(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").split(['(', ' ', '{']).next().unwrap().to_owned()
}

fn constraint_word(kind: &ConstraintKind) -> String {
    match kind {
        ConstraintKind::ForeignKey(key) => format!(
            "ForeignKey {:?} -> {} {:?} {:?} {:?}",
            key.columns.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
            key.table.name.text,
            key.referenced.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
            key.on_delete,
            key.on_update
        ),
        ConstraintKind::PrimaryKey(index) | ConstraintKind::Unique(index) | ConstraintKind::Index(index) => {
            format!(
                "{} {:?}",
                word(kind),
                index
                    .columns
                    .iter()
                    .map(|it| it.column.as_ref().map(|it| it.text.as_str()))
                    .collect::<Vec<_>>()
            )
        }
        other => word(other),
    }
}

#[test]
fn postgres() {
    let text = r#"
CREATE TABLE "app"."User" (
    "id" SERIAL NOT NULL,
    type TIMESTAMP(3)[] DEFAULT ARRAY[]::TIMESTAMP(3)[],
    Mixed double precision REFERENCES t(x) ON DELETE CASCADE,
    n INT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT "User_pkey" PRIMARY KEY ("id"),
    UNIQUE (type, n), CHECK (n > 0)
);
ALTER TABLE "User" ADD COLUMN "a""b" TEXT NOT NULL DEFAULT '', DROP COLUMN IF EXISTS c CASCADE,
    ALTER COLUMN interval SET DATA TYPE JSONB USING to_json(interval), ALTER "d" SET NOT NULL,
    ADD CONSTRAINT "f" FOREIGN KEY ("a", b) REFERENCES "x"."Y"("id", i) ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID,
    VALIDATE CONSTRAINT f, RENAME TO z;
CREATE UNIQUE INDEX i ON ONLY t USING gin (a gin_trgm_ops DESC NULLS LAST, lower(b)) WHERE a > 1;
ALTER TYPE e RENAME VALUE 'A' TO 'B';
"#;
    expect![[r#"
        id Some("SERIAL") null=Some(false) default=None None
        type Some("TIMESTAMP(3)[]") null=None default=Some("ARRAY[]::TIMESTAMP(3)[]") None
        mixed Some("double precision") null=None default=None None
          ForeignKey ["mixed"] -> t ["x"] Some(Cascade) None
        n Some("INT") null=None default=None Some(Identity)
        PrimaryKey [Some("id")]
        Unique [Some("type"), Some("n")]
        Check
        AddColumn: ADD COLUMN "a""b" TEXT NOT NULL DEFAULT ''
        DropColumn: DROP COLUMN IF EXISTS c CASCADE
        SetType: ALTER COLUMN interval SET DATA TYPE JSONB USING to_json(interval)
        SetNullable: ALTER "d" SET NOT NULL
        ForeignKey ["a", "b"] -> Y ["id", "i"] Some(SetNull) Some(NoAction): ADD CONSTRAINT "f" FOREIGN KEY ("a", b) REFERENCES "x"."Y"("id", i) ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID
        ValidateConstraint: VALIDATE CONSTRAINT f
        RenameTable: RENAME TO z
        index on t: a gin_trgm_ops DESC NULLS LAST | lower(b)
        AlterType
    "#]]
    .assert_eq(&parts(Provider::Postgresql, text));
}

#[test]
fn mysql() {
    let text = r"
CREATE TABLE `User` (
    `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `role` ENUM('a', 'b)') NULL DEFAULT 'a' COMMENT 'x',
    `at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    `v` INTEGER AS (`id` + 1) STORED,
    UNIQUE INDEX `u`(`role`(10) DESC, `at`), FULLTEXT INDEX `f`(`role`), INDEX (`at`),
    PRIMARY KEY (`id`), CONSTRAINT `k` FOREIGN KEY (`id`) REFERENCES `p` (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
ALTER TABLE `User` DROP PRIMARY KEY, MODIFY `role` TEXT NOT NULL FIRST, CHANGE `a` `b` INT, DROP FOREIGN KEY `k`,
    ADD COLUMN (`c` INT, `d` INT), ADD INDEX `i`(`c`), RENAME INDEX `i` TO `j`, ALTER COLUMN `c` SET DEFAULT 1,
    DROP `c`, ALGORITHM=INPLACE, LOCK=NONE;
CREATE INDEX `x` ON `User`(`a`(12), (lower(`b`)));
";
    expect![[r#"
        id Some("BIGINT UNSIGNED") null=Some(false) default=None Some(AutoIncrement)
        role Some("ENUM('a', 'b)')") null=Some(true) default=Some("'a'") None
        at Some("DATETIME(3)") null=Some(false) default=Some("CURRENT_TIMESTAMP(3)") None
        v Some("INTEGER") null=None default=None Some(Stored)
        Index [Some("role"), Some("at")]
        Index [Some("role")]
        Index [Some("at")]
        PrimaryKey [Some("id")]
        ForeignKey ["id"] -> p ["id"] None None
        DropConstraint: DROP PRIMARY KEY
        Redefine: MODIFY `role` TEXT NOT NULL FIRST
        Redefine: CHANGE `a` `b` INT
        DropConstraint: DROP FOREIGN KEY `k`
        AddColumn: `c` INT
        AddColumn: `d` INT
        Index [Some("c")]: INDEX `i`(`c`)
        RenameConstraint: RENAME INDEX `i` TO `j`
        SetDefault: ALTER COLUMN `c` SET DEFAULT 1
        DropColumn: DROP `c`
        Other: ALGORITHM=INPLACE
        Other: LOCK=NONE
        index on User: `a`(12) | (lower(`b`))
    "#]]
    .assert_eq(&parts(Provider::Mysql, text));
}

#[test]
fn sqlite() {
    let text = r#"
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" UNSIGNED BIG INT DEFAULT (1 + 2), "b", "c" DECIMAL(10, 2) NOT NULL DEFAULT -1.5 CHECK ("c" > 0),
    CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "P" ("id") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;
ALTER TABLE "new_User" RENAME TO "User";
ALTER TABLE "User" RENAME "a" TO "b"; ALTER TABLE "User" DROP COLUMN "c";
CREATE UNIQUE INDEX "i" ON "User"("a" COLLATE NOCASE DESC) WHERE "a" IS NOT NULL;
"#;
    expect![[r#"
        id Some("INTEGER") null=Some(false) default=None Some(AutoIncrement)
          PrimaryKey [Some("id")]
        a Some("UNSIGNED BIG INT") null=None default=Some("(1 + 2)") None
        b None null=None default=None None
        c Some("DECIMAL(10, 2)") null=Some(false) default=Some("-1.5") None
          Check
        ForeignKey ["a"] -> P ["id"] Some(Restrict) Some(Cascade)
        RenameTable: RENAME TO "User"
        RenameColumn: RENAME "a" TO "b"
        DropColumn: DROP COLUMN "c"
        index on User: "a" COLLATE NOCASE DESC
    "#]]
    .assert_eq(&parts(Provider::Sqlite, text));
}

#[test]
fn sql_server() {
    let text = r"
CREATE TABLE [dbo].[User] (
    [id] INT NOT NULL IDENTITY(1,1), [t] NVARCHAR(max), [n] AS ([id] + 1) PERSISTED,
    [at] DATETIME2 NOT NULL CONSTRAINT [User_at_df] DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT [User_pkey] PRIMARY KEY CLUSTERED ([id]), CONSTRAINT [k] UNIQUE NONCLUSTERED ([t])
);
ALTER TABLE [dbo].[User] ADD [a] INT NULL,
[b] INT CONSTRAINT [d] DEFAULT 1, CONSTRAINT [q] CHECK ([a] > 0);
ALTER TABLE [dbo].[User] DROP COLUMN [a],
[b];
ALTER TABLE [dbo].[User] DROP CONSTRAINT [k], COLUMN [c];
ALTER TABLE [dbo].[User] ALTER COLUMN [t] NVARCHAR(1000) NOT NULL;
ALTER TABLE [dbo].[User] ADD CONSTRAINT [x] DEFAULT 'a' FOR [t];
ALTER TABLE [dbo].[User] WITH NOCHECK ADD CONSTRAINT [f] FOREIGN KEY ([a]) REFERENCES [dbo].[P]([id]) ON DELETE NO ACTION;
CREATE UNIQUE NONCLUSTERED INDEX [i] ON [dbo].[User]([t] DESC) INCLUDE ([a]) WHERE [a] > 1 WITH (ONLINE = ON);
EXEC SP_RENAME N'dbo.PK_a', N'b';
";
    expect![[r#"
        id Some("INT") null=Some(false) default=None Some(Identity)
        t Some("NVARCHAR(max)") null=None default=None None
        n None null=None default=None Some(Stored)
        at Some("DATETIME2") null=Some(false) default=Some("CURRENT_TIMESTAMP") None
        PrimaryKey [Some("id")]
        Unique [Some("t")]
        AddColumn: [a] INT NULL
        AddColumn: [b] INT CONSTRAINT [d] DEFAULT 1
        Check: CONSTRAINT [q] CHECK ([a] > 0)
        DropColumn: DROP COLUMN [a]
        DropColumn: DROP COLUMN [a],
        [b]
        DropConstraint: DROP CONSTRAINT [k]
        DropColumn: DROP CONSTRAINT [k], COLUMN [c]
        Redefine: ALTER COLUMN [t] NVARCHAR(1000) NOT NULL
        Default: CONSTRAINT [x] DEFAULT 'a' FOR [t]
        ForeignKey ["a"] -> P ["id"] Some(NoAction) None: CONSTRAINT [f] FOREIGN KEY ([a]) REFERENCES [dbo].[P]([id]) ON DELETE NO ACTION
        index on User: [t] DESC
        Rename
    "#]]
    .assert_eq(&parts(Provider::Sqlserver, text));
}
