#!/usr/bin/env bash
# Prepares what the end-to-end run needs: code-server, playwright-core and Chromium.
#
# They go into $PRISMA_LENS_E2E, by default target/e2e of the repository. Needs Node 20, npm, and a C++ compiler with make and Python
# for the native modules of code-server. Chromium is installed by apt-get for root; elsewhere it has to be on PATH, as chromium,
# chromium-browser or google-chrome. Where everything is there, it does nothing.
set -euo pipefail

CODE_SERVER=4.100.3
PLAYWRIGHT=1.65.1

here="$(cd "$(dirname "$0")" && pwd)"
cache="${PRISMA_LENS_E2E:-$here/../../../target/e2e}"
done="$cache/code-server-$CODE_SERVER-playwright-$PLAYWRIGHT"
vscode="$cache/node_modules/code-server/lib/vscode"

has_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null

if [ "$(uname)" != Linux ]; then
  echo "The end-to-end tests run on Linux." >&2
  exit 1
fi

if ! has_chromium; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Chromium is not on PATH: install it, then run this again." >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium
fi

[ ! -e "$done" ] || exit 0

major="$(node -p 'process.versions.node.split(".")[0]')"
if [ "$major" != 20 ]; then
  echo "code-server $CODE_SERVER runs on Node 20; this is Node $major." >&2
  exit 1
fi

# Headers of this Node, where they are installed with it: otherwise node-gyp would download them.
prefix="$(dirname "$(dirname "$(node -p process.execPath)")")"
if [ -e "$prefix/include/node/node.h" ]; then
  export npm_config_nodedir="$prefix"
fi

rm -rf "$cache/node_modules"
mkdir -p "$cache"
cd "$cache"
echo '{ "private": true }' >package.json
quiet=(--no-audit --no-fund --no-package-lock --loglevel=error)

# The install scripts of code-server expect to be run by its own release; these are the steps of them that count.
npm install "${quiet[@]}" --ignore-scripts --save-exact "code-server@$CODE_SERVER" "playwright-core@$PLAYWRIGHT"
npm rebuild "${quiet[@]}" argon2
cd "$vscode"
npm install "${quiet[@]}" --ignore-scripts --omit=dev
npm rebuild "${quiet[@]}" @vscode/spdlog node-pty native-watchdog @vscode/deviceid || true
for module in @vscode/spdlog node-pty native-watchdog; do
  [ -n "$(find "node_modules/$module/build/Release" -maxdepth 1 -name '*.node')" ] || { echo "$module was not built." >&2; exit 1; }
done
ln -sfn node_modules node_modules.asar
# The service for TypeScript needs the compiler, which is not in the package, and complains; it takes no part.
rm -rf extensions/typescript-language-features

touch "$done"
