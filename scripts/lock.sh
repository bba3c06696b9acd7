#!/bin/sh
# Write the hashed locks from requirements/*.in (maintainers only; needs uv, which the product does not).
set -eu
cd "$(dirname "$0")/.."
for name in run test; do
    "${UV:-uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
        --custom-compile-command scripts/lock.sh --no-emit-index-url --no-emit-find-links \
        --output-file "requirements/$name.lock" "requirements/$name.in"
done
