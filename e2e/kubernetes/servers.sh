# shellcheck shell=sh disable=SC2154
# Sourced by the scripts that start and stop real servers for the stories. The servers of one folder, $dir, listen on loopback,
# log to $dir/logs and stand in $dir/pids, "name pid" a line, in the order of their start. Whoever sources this sets $dir, an
# absolute path that is part of each server's command line: that is how a process is known to be ours and not a later one
# with the same id.

fail() {
    echo "$0: $1" >&2
    exit 1
}

# A program is absent: 77, which tells a story apart from a failure that it is to be skipped.
absent() {
    echo "$0: $1" >&2
    exit 77
}

# require_programs NAME…
require_programs() {
    for program in "$@"; do
        command -v "$program" >/dev/null || absent "$program is not installed"
    done
}

# Makes FOLDER if need be, for its owner's eyes only (it gets keys and tokens), and prints its one absolute name.
own_folder() {
    (umask 077 && mkdir -p "$1")
    (cd "$1" && pwd -P)
}

# free_ports COUNT: so many different ports on which nobody listens, below those that the system hands out to clients (Linux:
# 32768 and up), so that no outgoing connection takes one before its server does.
free_ports() {
    found=''
    for _ in $(seq "$1"); do
        while :; do
            port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
            case " $found " in *" $port "*) continue ;; esac
            # 7: connection refused.
            curl --noproxy '*' -s -o "$dir/logs/ports" -m 1 "http://127.0.0.1:$port/" || [ $? -ne 7 ] || break
        done
        found="$found $port"
    done
    echo "$found"
}

# start_server NAME PROGRAM ARGUMENT…
start_server() {
    server=$1
    shift
    "$@" >"$dir/logs/$server.log" 2>&1 </dev/null &
    echo "$server $!" >>"$dir/pids"
    # Until the program has taken the place of this script, or has ended, nobody could tell whose process it is.
    until is_ours "$!" || has_ended "$!"; do sleep 0.02; done
}

# await_ok NAME URL [OPTION OF CURL…]: until URL answers 200, for a minute at most; at once when the server has ended.
await_ok() {
    server=$1
    server_url=$2
    shift 2
    give_up=$(($(date +%s) + 60))
    until [ "$(curl --noproxy '*' -s -o "$dir/logs/answer" -m 5 -w '%{http_code}' "$@" "$server_url")" = 200 ]; do
        has_ended "$(awk -v server="$server" '$1 == server { print $2 }' "$dir/pids")" &&
            fail "$server has ended: $(tail -n 3 "$dir/logs/$server.log")"
        [ "$(date +%s)" -lt "$give_up" ] || fail "$server is not ready after 60 s; see $dir/logs/$server.log"
        sleep 0.1
    done
}

# command_line PID: nothing once the process has ended.
command_line() {
    if [ -d /proc/self ]; then
        tr '\0' ' ' <"/proc/$1/cmdline"
    else
        ps -o args= -p "$1"
    fi
} 2>/dev/null

# has_ended PID: an empty command line alone says nothing, for a program that is being loaded from a cold disk has none for a moment.
has_ended() {
    if [ -d /proc/self ]; then
        state=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)
    else
        state=$(ps -o stat= -p "$1")
    fi
    case $state in '' | Z* | X*) return 0 ;; *) return 1 ;; esac
}

# is_ours PID: whether the process lives and names our folder.
is_ours() {
    command_line "$1" | grep -qF "$dir/"
}

# stop_servers: asks each in turn, the last started first, and kills what is still there ten seconds later.
stop_servers() {
    [ -f "$dir/pids" ] || return 0
    awk '{ pids[NR] = $2 } END { for (i = NR; i > 0; i--) print pids[i] }' "$dir/pids" | while read -r pid; do
        is_ours "$pid" || continue
        kill "$pid" 2>/dev/null || continue
        give_up=$(($(date +%s) + 10))
        while is_ours "$pid"; do
            [ "$(date +%s)" -lt "$give_up" ] || kill -9 "$pid" 2>/dev/null || break
            sleep 0.05
        done
    done
    rm -f "$dir/pids"
}

# What was begun and not finished is taken down again, whatever ended it.
stop_unless_finished() {
    finished=no
    trap '[ "$finished" = yes ] || stop_servers' EXIT
    trap 'exit 130' INT TERM HUP
}
