#!/bin/sh
# Starts moto on loopback: Amazon SQS and SNS without Amazon. What it holds is gone when it ends. Returns when it is ready.
#
# usage: start.sh DIR
#
# Leaves in DIR: ports (MOTO_URL=, for a shell to source), the log, pids. stop.sh DIR ends it. Ends with 77 where moto is absent.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../kubernetes/servers.sh
. "$here/../kubernetes/servers.sh"
require_programs curl
venv=${FIRSTLINE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/firstline}/moto
[ -f "$venv/requirements.txt" ] || absent 'moto is not installed; e2e/moto/build.sh does it'

dir=$(own_folder "$1")
# Of an earlier run in the same folder, perhaps one that was killed.
stop_servers
rm -rf "$dir/logs"
mkdir "$dir/logs"
: >"$dir/pids"
stop_unless_finished

# A program in our folder, by which the process is known to be ours.
echo 'from moto.server import main; main()' >"$dir/aws.py"
port=$(free_ports 1 | tr -d ' ')
start_server moto "$venv/bin/python" "$dir/aws.py" -H 127.0.0.1 -p "$port"
await_ok moto "http://127.0.0.1:$port/moto-api/"
printf "MOTO_URL='http://127.0.0.1:%s'\n" "$port" >"$dir/ports"
finished=yes
