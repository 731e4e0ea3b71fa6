#!/usr/bin/env bash
# archive.sh TARGET DIR [NAME]: puts the program NAME (prisma-lens, or prisma-lens-db) that was built for a target into an archive in
# DIR, with licences and the checksum in a file beside it.
set -euo pipefail
target=$1
out=$2
cd "$(dirname "$0")/../.."

program=${3:-prisma-lens}
name=$program-$target
case $target in *-windows-*) program=$program.exe ;; esac
mkdir -p "$out"
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
mkdir "$staging/$name"
cp "${PROGRAM:-target/$target/dist/$program}" "$staging/$name/$program"
chmod 755 "$staging/$name/$program"
cp README.md LICENSE-MIT LICENSE-APACHE "$staging/$name/"

# The runners of Windows have no zip, and their 7z is on the path of Git's Bash.
case $target in
  *-windows-*)
    file=$name.zip
    (cd "$staging" && if command -v zip >/dev/null; then zip -qr "$file" "$name"; else 7z a -bd "$file" "$name" >/dev/null; fi)
    ;;
  *)
    file=$name.tar.gz
    tar -C "$staging" -czf "$staging/$file" "$name"
    ;;
esac
mv "$staging/$file" "$out/"
cd "$out"
if command -v sha256sum >/dev/null; then sha256sum "$file"; else shasum -a 256 "$file"; fi >"$file.sha256"
