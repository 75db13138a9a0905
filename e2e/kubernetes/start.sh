#!/bin/sh
# Starts a real Kubernetes API server with its controllers and scheduler on loopback, without containers: kwok says what
# kubelets would. Everything lies under DIR, and is new with each start. Returns when the Deployments of firstline.yaml run.
#
# usage: start.sh DIR [PREFIX]
#
#   PREFIX  where build.sh puts, or finds, the programs
#
# Leaves in DIR:
#   admin.kubeconfig      may do everything
#   firstline.kubeconfig  the service account firstline-remediation, with what firstline.yaml grants it
#   firstline.token       its bearer token alone
#   ca.crt                who signed the API server's certificate
#   ports                 KUBERNETES_URL= and KUBECTL=, for a shell to source
#   audit.jsonl           each request of that service account as the API server saw it, one audit.k8s.io/v1 event a line
#   logs, pids
#
# stop.sh DIR ends it. Ends with 77 where a program that it needs is absent.
set -eu

case $# in
    1 | 2) ;;
    *) echo "usage: $0 DIR [PREFIX]" >&2; exit 64 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=servers.sh
. "$here/servers.sh"
require_programs openssl curl

prefix=$("$here/build.sh" ${2:+"$2"})
dir=$(own_folder "$1")
umask 077

# kubeconfig FILE USER TOKEN
kubeconfig() {
    cat >"$1" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: e2e, cluster: {server: "$apiserver", certificate-authority: "$dir/ca.crt"}}]
users: [{name: "$2", user: {token: "$3"}}]
contexts: [{name: e2e, context: {cluster: e2e, user: "$2"}}]
current-context: e2e
YAML
}

make_certificates() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
        -subj /CN=firstline-e2e-ca -keyout "$dir/pki/ca.key" -out "$dir/ca.crt"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -subj /CN=kube-apiserver -keyout "$dir/pki/server.key" -out "$dir/pki/server.csr"
    printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n' >"$dir/pki/server.ext"
    openssl x509 -req -in "$dir/pki/server.csr" -CA "$dir/ca.crt" -CAkey "$dir/pki/ca.key" -CAcreateserial -days 30 \
        -extfile "$dir/pki/server.ext" -out "$dir/pki/server.crt"
    openssl ecparam -name prime256v1 -genkey -noout -out "$dir/pki/service-account.key"
    openssl ec -in "$dir/pki/service-account.key" -pubout -out "$dir/pki/service-account.pub"
}

# The API server and the programs that speak to it know each other by these tokens.
make_tokens() {
    admin=$(openssl rand -hex 24)
    controllers=$(openssl rand -hex 24)
    scheduler=$(openssl rand -hex 24)
    cat >"$dir/pki/tokens.csv" <<CSV
$admin,admin,admin,"system:masters"
$controllers,system:kube-controller-manager,controllers
$scheduler,system:kube-scheduler,scheduler
CSV
    kubeconfig "$dir/admin.kubeconfig" admin "$admin"
    kubeconfig "$dir/pki/controllers.kubeconfig" controllers "$controllers"
    kubeconfig "$dir/pki/scheduler.kubeconfig" scheduler "$scheduler"
}

start_etcd() {
    # What it keeps lives no longer than the story, so nothing waits for the disk.
    start_server etcd "$prefix/etcd" --data-dir "$dir/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls "http://127.0.0.1:$1" --advertise-client-urls "http://127.0.0.1:$1" \
        --listen-peer-urls "http://127.0.0.1:$2" --initial-advertise-peer-urls "http://127.0.0.1:$2" \
        --initial-cluster "default=http://127.0.0.1:$2"
    await_ok etcd "http://127.0.0.1:$1/readyz"
}

start_apiserver() {
    start_server kube-apiserver "$prefix/kube-apiserver" --etcd-servers "http://127.0.0.1:$1" \
        --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$2" \
        --tls-cert-file "$dir/pki/server.crt" --tls-private-key-file "$dir/pki/server.key" \
        --client-ca-file "$dir/ca.crt" --token-auth-file "$dir/pki/tokens.csv" --authorization-mode RBAC \
        --service-account-issuer https://kubernetes.default.svc \
        --service-account-key-file "$dir/pki/service-account.pub" \
        --service-account-signing-key-file "$dir/pki/service-account.key" \
        --service-cluster-ip-range 127.0.64.0/24 --endpoint-reconciler-type none --profiling=false \
        --audit-policy-file "$here/audit-policy.yaml" --audit-log-path "$dir/audit.jsonl"
    # While it still fails, /readyz lists checks that are "ok": only the status code says.
    await_ok kube-apiserver "$apiserver/readyz" --cacert "$dir/ca.crt"
}

# Port 0 means "serve nothing" to these. The limit for their own requests is for clusters that many share.
start_controllers() {
    start_server kube-controller-manager "$prefix/kube-controller-manager" --secure-port 0 --leader-elect=false \
        --kubeconfig "$dir/pki/controllers.kubeconfig" --authentication-kubeconfig "$dir/pki/controllers.kubeconfig" \
        --authorization-kubeconfig "$dir/pki/controllers.kubeconfig" --use-service-account-credentials \
        --service-account-private-key-file "$dir/pki/service-account.key" --root-ca-file "$dir/ca.crt" \
        --kube-api-qps 200 --kube-api-burst 400
    start_server kube-scheduler "$prefix/kube-scheduler" --secure-port 0 --leader-elect=false \
        --kubeconfig "$dir/pki/scheduler.kubeconfig" --authentication-kubeconfig "$dir/pki/scheduler.kubeconfig" \
        --authorization-kubeconfig "$dir/pki/scheduler.kubeconfig" --kube-api-qps 200 --kube-api-burst 400
    # Without leases the nodes are taken for dead after 50 s, and no stage makes their pods ready again.
    start_server kwok "$prefix/kwok" --config "$here/stages.yaml" --kubeconfig "$dir/admin.kubeconfig" \
        --manage-all-nodes --node-lease-duration-seconds 40 --node-ip 127.0.0.1 --cidr 127.200.0.0/16
}

kubectl() {
    "$prefix/kubectl" --kubeconfig "$dir/admin.kubeconfig" "$@"
}

# Of an earlier run in the same folder, perhaps one that was killed.
stop_servers
rm -rf "$dir/etcd" "$dir/pki" "$dir/logs" "$dir/audit.jsonl"
mkdir "$dir/pki" "$dir/logs"
: >"$dir/pids"
stop_unless_finished

# shellcheck disable=SC2046 # three numbers
set -- $(free_ports 3)
apiserver=https://127.0.0.1:$3
make_certificates 2>"$dir/logs/openssl.log" || fail "openssl: $(tail -n 3 "$dir/logs/openssl.log")"
make_tokens
start_etcd "$1" "$2"
start_apiserver "$1" "$3"
start_controllers
printf "KUBERNETES_URL='%s'\nKUBECTL='%s'\n" "$apiserver" "$prefix/kubectl" >"$dir/ports"
kubectl apply -f "$here/nodes.yaml" -f "$here/firstline.yaml" >"$dir/logs/apply.log"
kubectl wait --for condition=Ready node --all --timeout 60s >>"$dir/logs/apply.log"
kubectl wait --for condition=Available deployment --all --all-namespaces --timeout 60s >>"$dir/logs/apply.log"
KUBECTL=$prefix/kubectl "$here/token.sh" "$dir"
finished=yes
