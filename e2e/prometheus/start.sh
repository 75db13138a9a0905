#!/bin/sh
# Starts a real Prometheus and a real Alertmanager on loopback, with intervals of one second. Everything lies under DIR, and is
# new with each start. Returns when both are ready and Prometheus knows its Alertmanager and its target.
#
# usage: start.sh DIR INGEST_URL TOKEN EXPORTER_PORT
#
#   INGEST_URL     where Alertmanager posts its webhook to, whole
#   TOKEN          the bearer secret that it shows there
#   EXPORTER_PORT  of 127.0.0.1, where /metrics tells `payment_errors`; nobody needs to listen there yet
#
# Leaves in DIR: ports (PROMETHEUS_URL= and ALERTMANAGER_URL=, for a shell to source), the filled templates, logs, pids.
# stop.sh DIR ends it. Ends with 77 where a program that it needs is absent.
set -eu

[ $# -eq 4 ] || { echo "usage: $0 DIR INGEST_URL TOKEN EXPORTER_PORT" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../kubernetes/servers.sh
. "$here/../kubernetes/servers.sh"
require_programs prometheus curl
# Debian's name for it is the longer one.
alertmanager=$(command -v prometheus-alertmanager || command -v alertmanager) || absent 'alertmanager is not installed'

dir=$(own_folder "$1")
ingest_url=$2
token=$3
exporter=127.0.0.1:$4
umask 077

# replacement TEXT: as the right side of sed's s|…|…| wants it.
replacement() {
    printf '%s' "$1" | sed 's/[&|\\]/\\&/g'
}

fill_templates() {
    sed -e "s|@ALERTMANAGER@|127.0.0.1:$2|" -e "s|@EXPORTER@|$exporter|" "$here/prometheus.yml" >"$dir/prometheus.yml"
    sed -e "s|@INGEST_URL@|$(replacement "$ingest_url")|" "$here/alertmanager.yml" >"$dir/alertmanager.yml"
    cp "$here/rules.yml" "$dir/rules.yml"
    printf '%s' "$token" >"$dir/token"
    printf "PROMETHEUS_URL='http://127.0.0.1:%s'\nALERTMANAGER_URL='http://127.0.0.1:%s'\n" "$1" "$2" >"$dir/ports"
}

# await_listed URL TEXT: until the answer holds TEXT, for 20 s at most.
await_listed() {
    give_up=$(($(date +%s) + 20))
    until curl --noproxy '*' -s -m 5 "$1" | grep -qF "$2"; do
        [ "$(date +%s)" -lt "$give_up" ] || fail "$1 does not list $2 after 20 s"
        sleep 0.1
    done
}

# Of an earlier run in the same folder, perhaps one that was killed.
stop_servers
rm -rf "$dir/prometheus" "$dir/alertmanager" "$dir/logs"
mkdir "$dir/logs"
: >"$dir/pids"
stop_unless_finished

# shellcheck disable=SC2046 # two numbers
set -- $(free_ports 2)
fill_templates "$1" "$2"
# No cluster: there is one Alertmanager.
start_server alertmanager "$alertmanager" --config.file="$dir/alertmanager.yml" --storage.path="$dir/alertmanager" \
    --web.listen-address="127.0.0.1:$2" --web.external-url="http://127.0.0.1:$2/" --cluster.listen-address=
# Prometheus repeats what still fires each minute by itself; an Alertmanager that a story restarts can't wait for that.
start_server prometheus prometheus --config.file="$dir/prometheus.yml" --storage.tsdb.path="$dir/prometheus" \
    --web.listen-address="127.0.0.1:$1" --web.external-url="http://127.0.0.1:$1/" --rules.alert.resend-delay=5s
await_ok alertmanager "http://127.0.0.1:$2/-/ready"
await_ok prometheus "http://127.0.0.1:$1/-/ready"
# A Prometheus that is ready takes up to 5 s to learn whom it asks and whom it tells; what fires before that reaches nobody
# until it is repeated.
await_listed "http://127.0.0.1:$1/api/v1/alertmanagers" "127.0.0.1:$2"
await_listed "http://127.0.0.1:$1/api/v1/targets?state=active" "$exporter"
finished=yes
