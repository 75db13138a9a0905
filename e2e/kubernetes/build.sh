#!/bin/sh
# Builds the Kubernetes control plane, etcd and kwok from the versions that go.mod and kwok/go.mod pin.
#
# usage: build.sh [PREFIX]
#
# Prints the folder of the programs as its only line on standard output; progress goes to standard error. Builds nothing
# where the folder already holds what the two go.sum files name. Cold, this takes about five minutes of two cores and 6 GB of
# Go's caches. Ends with 77 where a program that it needs is absent.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
programs='etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kwok'

absent() {
    echo "kubernetes: $1" >&2
    exit 77
}

command -v openssl >/dev/null || absent 'openssl is not installed; it hashes go.sum and makes the certificates'
# openssl prints "<hash> *stdin".
pins=$(cat "$here/go.sum" "$here/kwok/go.sum" | openssl dgst -sha256 -r | cut -c1-12)
prefix=${1:-${FIRSTLINE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/firstline}/kubernetes-$pins}

is_built() {
    [ "$(cat "$prefix/pins" 2>/dev/null || :)" = "$pins" ] || return 1
    for program in $programs; do
        [ -x "$prefix/$program" ] || return 1
    done
}

# GOBIN takes what `go install` makes; a program moves to its place only once it is whole.
build() {
    fresh=$(mktemp -d "$prefix/building.XXXXXX")
    trap 'rm -rf "$fresh"' EXIT
    trap 'exit 130' INT TERM HUP
    kubernetes=$(awk '$1 == "k8s.io/kubernetes" { print $2 }' "$here/go.mod")
    # Unset, the programs call themselves v0.0.0-master, and clients that ask for a minimum version refuse that.
    compile "$here" "-X k8s.io/component-base/version.gitVersion=$kubernetes"
    compile "$here/kwok" ''
    # Go names a program after its folder.
    mv "$fresh/server" "$fresh/etcd"
    for program in $programs; do
        mv -f "$fresh/$program" "$prefix/$program"
    done
    echo "$pins" >"$prefix/pins"
}

compile() {
    (cd "$1" && GOBIN=$fresh GOFLAGS='-mod=readonly -buildvcs=false' CGO_ENABLED=0 GOWORK=off \
        nice -n 10 go install -trimpath -ldflags "-s -w $2" tool) >&2
}

if ! is_built; then
    command -v go >/dev/null || absent 'go is not installed; install Go 1.26 or newer to build the API server (https://go.dev/dl/)'
    mkdir -p "$prefix"
    prefix=$(cd "$prefix" && pwd)
    # Two builds at a time would only take turns at the same cores.
    exec 9>"$prefix/lock"
    if command -v flock >/dev/null; then
        flock 9
        rm -rf "$prefix"/building.* # of a build that was killed
    fi
    if ! is_built; then
        echo "kubernetes: building $programs into $prefix (about five minutes)" >&2
        build
    fi
fi
echo "$prefix"
