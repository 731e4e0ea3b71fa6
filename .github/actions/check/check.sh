#!/usr/bin/env bash
# Checks the current folder and ends as `prisma-lens check` does. The report in SARIF is named in $GITHUB_OUTPUT.
#
# PROGRAM       prisma-lens; by default the one that the action installed
# CHECK_PATHS   what to check, one path a line
# ARGUMENTS     further arguments, separated by spaces
# BASE          the branch whose findings are not reported; empty: all are reported
# ANNOTATIONS   true: print the findings as annotations, otherwise as text
set -euo pipefail

program=${PROGRAM:-$RUNNER_TEMP/prisma-lens/node_modules/.bin/prisma-lens}
temp=$(mktemp -d "$RUNNER_TEMP/prisma-lens-XXXXXX")
sarif=$temp/prisma-lens.sarif
baseline=""

clean_up() {
  if [ -n "$baseline" ]; then
    rm -f "$baseline"
    git worktree remove --force "$temp/base" || true
  fi
}
trap clean_up EXIT

# Lists of arguments, as the old Bash of macOS can make them.
check=("$program" check)
read -r -a more <<<"${ARGUMENTS:-}"
check+=(${more[@]+"${more[@]}"})
paths=()
while IFS= read -r path; do
  [ -z "$path" ] || paths+=("$path")
done <<<"${CHECK_PATHS:-.}"

# Records what is found on the base branch, in a file that the check of this branch reads as its baseline. Its paths are relative to
# the folder that it is in, so it stands at the same place of both trees.
record_base() {
  local top prefix depth=() name=.prisma-lens-base.json there=()
  top=$(git rev-parse --show-toplevel)
  prefix=$(git rev-parse --show-prefix)
  [ "$(git rev-parse --is-shallow-repository)" = false ] || depth=(--depth=1)
  git fetch --quiet --no-tags ${depth[@]+"${depth[@]}"} origin "+refs/heads/$BASE:refs/remotes/origin/$BASE"
  git worktree add --quiet --detach "$temp/base" "refs/remotes/origin/$BASE"
  baseline=$top/$name
  # A folder that is new on this branch has no findings on the other.
  if ! cd "$temp/base/$prefix" 2>/dev/null; then
    echo '::notice::Prisma Lens: the base branch lacks this folder, so everything is reported.'
    baseline_arguments=()
    return
  fi
  for path in "${paths[@]}"; do
    [ ! -e "$path" ] || there+=("$path")
  done
  if [ ${#there[@]} -gt 0 ]; then
    "${check[@]}" "${there[@]}" --baseline "$temp/base/$name" --write-baseline
    mv "$temp/base/$name" "$baseline"
    baseline_arguments=(--baseline "$baseline")
  fi
  cd "$top/$prefix"
}

baseline_arguments=()
if [ -n "${BASE:-}" ]; then
  record_base
fi
check+=("${paths[@]}" ${baseline_arguments[@]+"${baseline_arguments[@]}"})

"${check[@]}" --format sarif --output-file "$sarif" --exit-zero || true
if [ -s "$sarif" ]; then
  echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
fi
format=text
[ "${ANNOTATIONS:-true}" != true ] || format=github
"${check[@]}" --format "$format"
