#!/bin/sh
# Stops what start.sh started in DIR, and only that. The folder's logs stay.
#
# usage: stop.sh DIR
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../kubernetes/servers.sh
. "$here/../kubernetes/servers.sh"

[ -d "$1" ] || exit 0
dir=$(own_folder "$1")
stop_servers
