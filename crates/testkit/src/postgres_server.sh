# Starts the shared test server if it does not run, and prints its port. Arguments: folder of programs, folder of state.
# PostgreSQL does not run as root, so root lends it to the user that the package made.
set -eu
programs=$1 folder=$2
as() { if [ "$(id -u)" = 0 ]; then (cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"); else "$@"; fi; }
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
touch "$folder/used"
if ! { [ -f "$folder/port" ] && as "$programs/pg_ctl" -D "$folder/cluster" status >/dev/null 2>&1; }; then
    rm -rf "$folder/cluster"
    mkdir -p "$folder/cluster"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder" "$folder/cluster"; fi
    as "$programs/initdb" -D "$folder/cluster" -U postgres -A trust -N --locale=C.UTF-8 -E UTF8 >"$folder/initdb.log" 2>&1
    port=$((20000 + $$ % 20000))
    as "$programs/pg_ctl" -D "$folder/cluster" -w -l "$folder/server.log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder/cluster -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB" \
        start >"$folder/start.log" 2>&1 9>&-
    echo "$port" >"$folder/port"
    # The watch: ends the server when no test program began for a quarter of an hour.
    (
        exec 9>&- >/dev/null 2>&1 </dev/null
        trap '' HUP
        while [ -n "$(find "$folder/used" -mmin -15 2>/dev/null)" ]; do sleep 20; done
        as "$programs/pg_ctl" -D "$folder/cluster" -m immediate stop
    ) &
fi
cat "$folder/port"
