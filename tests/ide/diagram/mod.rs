//! Pictures of schemas.

mod svg;
mod text;

use ide::{Columns, DiagramFormat, DiagramOptions, Focus, diagram};

use crate::analysis_of;
use support::fixture::Fixture;

const SHOP: &str = r#"
//- /shop/shop.prisma
datasource db {
  provider = "postgresql"
}

/// Who buys.
model User {
  id     Int     @id @default(autoincrement())
  email  String  @unique
  role   Role    @default(BUYER)
  pk     String?
  orders Order[]
  follows User[] @relation("Follow")
  follower User[] @relation("Follow")
  profile Profile?
}

model Order {
  buyerId Int
  number  Int
  lines   String[]
  buyer   User @relation(fields: [buyerId], references: [id], onDelete: Cascade)

  @@id([buyerId, number])
  @@map("orders")
}

enum Role {
  BUYER
  SELLER
}
//- /shop/more.prisma
model Profile {
  id     Int   @id
  userId Int?  @unique
  user   User? @relation(fields: [userId], references: [id])
}

view Sum {
  buyerId Int @unique
  total   Unsupported("money")?
}

model Alone {
  id Int @id
}
"#;

/// The picture of a fixture, which is the same with other line ends.
fn draw(fixture: &str, options: &DiagramOptions) -> Result<String, String> {
    let fixture = Fixture::parse(fixture);
    let drawn = draw_files(&fixture, options);
    assert_eq!(draw_files(&fixture.with_crlf(), options), drawn);
    drawn
}

fn draw_files(fixture: &Fixture, options: &DiagramOptions) -> Result<String, String> {
    let files = fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text));
    let analysis = analysis_of(files, super::PRISMA_6);
    diagram(&analysis.schema, options).map_err(|error| error.to_string())
}

fn focus(format: DiagramFormat, name: &str, depth: u32) -> DiagramOptions {
    DiagramOptions { format, focus: Some(Focus { name: name.into(), depth }), ..DiagramOptions::default() }
}

fn keys(format: DiagramFormat) -> DiagramOptions {
    DiagramOptions { format, columns: Columns::Keys, ..DiagramOptions::default() }
}
