#!/bin/sh
# Writes DIR/firstline.kubeconfig, with a fresh token of the service account that firstline.yaml makes, and the token alone as
# DIR/firstline.token. Reads DIR/admin.kubeconfig, which may as well be that of a cluster of one's own, where firstline.yaml was
# applied.
#
# usage: token.sh DIR
#
# KUBECTL names the program; without it, the one on the PATH is taken.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 64; }
dir=$(cd "$1" && pwd -P)
umask 077

kubectl() {
    command "${KUBECTL:-kubectl}" --kubeconfig "$dir/admin.kubeconfig" "$@"
}

# As long as a working day: no story takes longer, and what is left in a folder is soon worth nothing.
kubectl create token firstline-remediation --namespace firstline --duration 8h >"$dir/firstline.token"
# All of the cluster's address and its authority, none of the admin's credentials.
kubectl config view --minify --flatten --raw --output jsonpath='{.clusters[0].cluster}' >"$dir/cluster.json"
cat >"$dir/firstline.kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: e2e, cluster: $(cat "$dir/cluster.json")}]
users: [{name: firstline-remediation, user: {token: "$(cat "$dir/firstline.token")"}}]
contexts: [{name: e2e, context: {cluster: e2e, user: firstline-remediation, namespace: payments}}]
current-context: e2e
YAML
rm "$dir/cluster.json"
