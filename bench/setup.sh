#!/bin/sh
# Makes bench/.venv: what users get, then the peers, then the project's own members, editable.
set -eu
cd "$(dirname "$0")/.."
python3 -m venv bench/.venv
pip="bench/.venv/bin/python -m pip install --quiet --disable-pip-version-check"
$pip --require-hashes -r requirements.lock
$pip -r bench/requirements.txt
for member in schemas core plugins/*/ counties/*/; do
    $pip --no-deps --no-build-isolation --editable "./$member"
done
