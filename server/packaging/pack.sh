#!/usr/bin/env bash
# pack.sh ARCHIVES OUT: puts all that a release publishes into OUT: `archives`, the packed `npm` packages (the one that depends on the
# others in `npm/main`), the packed extension for VS Code in `vsix`, and `manifests` for other projects. REPOSITORY is the address of the
# repository. The extension has been built before.
set -euo pipefail
archives=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

programs=()
for file in "$archives"/*.tar.gz "$archives"/*.zip; do
  [ -e "$file" ] || continue
  name=$(basename "$file")
  # The second program is an archive, and in no package.
  case $name in prisma-lens-db-*) continue ;; esac
  case $file in
    *.zip) unzip -q "$file" -d "$staging" && target=${name%.zip} program=prisma-lens.exe ;;
    *) tar -C "$staging" -xzf "$file" && target=${name%.tar.gz} program=prisma-lens ;;
  esac
  programs+=("${target#prisma-lens-}=$staging/$target/$program")
done

mkdir -p "$out/archives" "$out/npm/main" "$out/manifests"
cp "$archives"/* "$out/archives/"
node "$here/npm/assemble.mjs" --out "$staging/npm" --repository "$REPOSITORY" "${programs[@]}"
version=$(node -p 'require(process.argv[1]).version' "$staging/npm/prisma-lens/package.json")
(cd "$out/npm/main" && npm pack --silent "$staging/npm/prisma-lens")
(cd "$out/npm" && npm pack --silent "$staging"/npm/prisma-lens-* "$here/../../grammar")
node "$here/manifests.mjs" --out "$out/manifests" --repository "$REPOSITORY" --version "$version" --archives "$archives"
node "$here/vsix.mjs" --out "$out/vsix" --repository "$REPOSITORY" "${programs[@]}"
