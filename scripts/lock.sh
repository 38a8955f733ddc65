#!/usr/bin/env bash
# Renew locks/: every version that the tests run on, with hashes, for pip alone. UV is the resolver.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  "$UV" pip compile --quiet --universal --generate-hashes --no-annotate --no-header --upgrade "$@"
}
lock --python-version 3.11 --extra dev pyproject.toml -o locks/locked.txt
lock --python-version 3.11 --extra dev --constraint locks/oldest.in pyproject.toml -o locks/oldest.txt
for needs in locks/corpus/*.in; do
  to=${needs%.in}
  python=$(sed -n '1s/^# Python \([0-9.]*\):.*/\1/p' "$needs")
  lock --python-version "$python" pyproject.toml "$needs" -o "$to.txt"
  lock --python-version "$python" --constraint locks/oldest.in pyproject.toml "$needs" -o "$to-oldest.txt"
done
for tool in locks/tools/*.in; do
  lock --python-version 3.11 "$tool" -o "${tool%.in}.txt"
done
npm install --prefix locks/tools/pages --package-lock-only --save-exact --save-dev --ignore-scripts \
  --omit-lockfile-registry-resolved axe-core@latest
