#!/usr/bin/env bash
# Walks through the launcher's commands as a newcomer would, in a folder and on ports of its own: up, the curl that it prints, status,
# what a kill leaves behind, a used port, down. Says "commands: …" and ends with 1 at the first thing that isn't as the README tells.
set -euo pipefail
cd "$(dirname "$0")/.."
FIRSTLINE_HOME=$(mktemp -d)
export FIRSTLINE_HOME
taken=
port=28181
for service in INGEST TRIAGE REMEDIATION NOTIFY; do
  export "FIRSTLINE_PORT_$service=$port"
  port=$((port + 1))
done

fail() { echo "commands: $*" >&2; exit 1; }
finish() {
  [ -z "$taken" ] || kill "$taken" 2>/dev/null || true
  ./firstline down >/dev/null 2>&1 || true
  rm -rf "$FIRSTLINE_HOME"
}
trap finish EXIT

health() { ./firstline status --output json | python3 -c "
import json, sys
print(' '.join(sorted({line['health'] for line in json.load(sys.stdin)['processes']})))"; }
pid_of() { ./firstline status --output json | python3 -c "
import json, sys
print(next(line['pid'] for line in json.load(sys.stdin)['processes'] if line['name'] == '$1'))"; }
incidents() { ./firstline incidents --output json | python3 -c "
import json, sys
print(len(json.load(sys.stdin).get('incidents', [])))"; }
await() { # what, until, command …
  local what=$1 wanted=$2 tries
  shift 2
  for tries in $(seq 300); do
    [ "$("$@")" = "$wanted" ] && return
    sleep 0.2
  done
  fail "$what: '$("$@")' instead of '$wanted'"
}

said=$(./firstline up)
await "status after up" ready health
curl=$(sed -n '/curl /,/}]}/p' <<<"$said")
[ -n "$curl" ] || fail "up printed no curl: $said"
bash -c "$curl" | grep -q '^HTTP/1.1 202' || fail "the printed curl was not accepted"
await "incidents after the curl" 1 incidents

# Killed without a word: the database and a service. What was accepted is there again.
database=$(pid_of postgres)
kill -9 "$database" "$(pid_of triage)"
./firstline up >/dev/null || fail "up after a kill"
await "status after a kill" ready health
await "incidents after a kill" 1 incidents
./firstline logs triage >/dev/null || fail "logs"
./firstline down >/dev/null || fail "down"
await "status after down" down health

# Without a server: what a payload would become.
said=$(./firstline ingest try --source sentry ingest-service/src/test/resources/samples/sentry/issue-alert.json) || fail "ingest try"
grep -q '^  identity ' <<<"$said" || fail "ingest try said: $said"

# Somebody else has the port: the reason names it, and nothing is left running.
python3 -c "
import socket, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', $FIRSTLINE_PORT_NOTIFY)); s.listen(); time.sleep(600)" &
taken=$!
until (: <"/dev/tcp/127.0.0.1/$FIRSTLINE_PORT_NOTIFY") 2>/dev/null; do
  kill -0 "$taken" 2>/dev/null || fail "nobody could take port $FIRSTLINE_PORT_NOTIFY"
  sleep 0.1
done
if said=$(./firstline up 2>&1); then fail "up on a used port succeeded"; fi
grep -q "$FIRSTLINE_PORT_NOTIFY" <<<"$said" || fail "the used port isn't named: $said"
await "status after a used port" down health
if pgrep -f "firstline.process=$FIRSTLINE_HOME" >/dev/null; then fail "something is left running"; fi
# The kill story as a command, a small one: CI's stories tell the large one.
said=$(./firstline verify-delivery --seed 1 --kills 2 --pauses 0 --alerts 1000) || fail "verify-delivery: $said"
echo "up, curl, status, kill, logs, used port, down, verify-delivery: as the README tells"
