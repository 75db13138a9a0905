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

# A person's hands, on real services.
json() { python3 -c "import json, sys; found = json.load(sys.stdin); print($1)"; }
incident=$(./firstline incidents --output json | json "found['incidents'][0]['id']")
alert=$(./firstline show "$incident" --output json | json "found['incident']['alerts'][0]['id']")
./firstline decide "$alert" LARGE --reason "customers can't pay" >/dev/null || fail "decide"
./firstline ack "$incident" >/dev/null || fail "ack"
./firstline kill-switch on --reason "a look first" >/dev/null || fail "kill-switch on"
./firstline runbooks | grep -q 'kill switch ON' || fail "runbooks doesn't tell of the kill switch"
./firstline kill-switch off >/dev/null || fail "kill-switch off"
./firstline executions >/dev/null || fail "executions"
./firstline dead-letters | grep -q 'No dead letters' || fail "dead-letters"
said=$(./firstline show "$incident") || fail "show"
for word in LARGE "customers can't pay" 'looks after it'; do
  grep -q "$word" <<<"$said" || fail "show doesn't tell '$word': $said"
done
if ./firstline ack 00000000-0000-7000-8000-000000000000 2>/dev/null; then fail "ack of what isn't there"; fi
status=0
./firstline incidents --address triage=127.0.0.1:1 2>/dev/null || status=$?
[ "$status" = 3 ] || fail "an unreachable service ended with $status instead of 3"
curl=$(sed -n '/^curl -H "authorization/,/ListIncidents$/p' README.md)
curl=${curl//.firstline/$FIRSTLINE_HOME}
curl=${curl//8082/$FIRSTLINE_PORT_TRIAGE}
bash -c "$curl -sS" | grep -q "$incident" || fail "README's curl doesn't list the incident"

# Killed without a word: the database and a service. What was accepted is there again.
database=$(pid_of postgres)
kill -9 "$database" "$(pid_of triage)"
./firstline up >/dev/null || fail "up after a kill"
await "status after a kill" ready health
await "incidents after a kill" 1 incidents
./firstline logs triage >/dev/null || fail "logs"
./firstline down >/dev/null || fail "down"
await "status after down" down health

# It is over.
./firstline up >/dev/null || fail "up again"
./firstline resolve "$incident" --reason "tried out" >/dev/null || fail "resolve"
./firstline show "$incident" --output json | json "found['incident']['status']" | grep -q RESOLVED || fail "it is not resolved"
./firstline down >/dev/null || fail "down"

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
