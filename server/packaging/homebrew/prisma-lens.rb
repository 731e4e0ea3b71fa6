# `manifests.mjs` fills in what stands in double braces.
class PrismaLens < Formula
  desc "Language server and command-line checker for Prisma schemas"
  homepage "{{repository}}"
  version "{{version}}"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "{{repository}}/releases/download/v{{version}}/prisma-lens-aarch64-apple-darwin.tar.gz"
      sha256 "{{sha256 aarch64-apple-darwin}}"
    end
    on_intel do
      url "{{repository}}/releases/download/v{{version}}/prisma-lens-x86_64-apple-darwin.tar.gz"
      sha256 "{{sha256 x86_64-apple-darwin}}"
    end
  end

  on_linux do
    on_arm do
      url "{{repository}}/releases/download/v{{version}}/prisma-lens-aarch64-unknown-linux-musl.tar.gz"
      sha256 "{{sha256 aarch64-unknown-linux-musl}}"
    end
    on_intel do
      url "{{repository}}/releases/download/v{{version}}/prisma-lens-x86_64-unknown-linux-musl.tar.gz"
      sha256 "{{sha256 x86_64-unknown-linux-musl}}"
    end
  end

  def install
    bin.install "prisma-lens"
    generate_completions_from_executable(bin/"prisma-lens", "completions")
  end

  test do
    (testpath/"schema.prisma").write <<~PRISMA
      datasource db {
        provider = "sqlite"
      }

      model A {
        id Int @idd
      }
    PRISMA
    assert_match "attribute-unknown", shell_output("#{bin}/prisma-lens check", 1)
  end
end
