#!/bin/sh
# Installs moto, which speaks as Amazon SQS and SNS do, into the cache folder; does nothing where it is there in the wanted version.
#
# usage: build.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)
venv=${FIRSTLINE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/firstline}/moto
if cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then exit 0; fi
rm -rf "$venv"
mkdir -p "$(dirname "$venv")"
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
cp "$here/requirements.txt" "$venv/requirements.txt"
