# What the scripts of this directory share. Sourced by them, in this directory.

# newest_java: the home of the newest JDK, because only newer ones have virtual threads.
newest_java() {
	local home
	for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
		[ ! -f "$home/release" ] || echo "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$home/release") $home"
	done | sort -V | tail -1 | cut -d' ' -f2-
}

# build <directory of the benchmarks>: compiles them and the modules that they need.
build() {
	(cd "$1/.." && mvn -q -B -ntp -pl benchmarks -am -DskipTests compile \
		dependency:build-classpath -Dmdep.outputFile=target/classpath >&2)
}

# class_path <directory of the benchmarks>: what the build of them has left.
class_path() { echo "$1/target/classes:$(cat "$1/target/classpath")"; }

# await_line <file>: waits until something is written there, for a minute at most.
await_line() {
	for _ in $(seq 600); do
		[ -s "$1" ] && break
		sleep 0.1
	done
}

# start_server <class path> [JVM options, class and arguments]: sets server (its process) and port. It ends with the
# script.
start_server() {
	local said main=("${@:2}")
	[ ${#main[@]} -gt 0 ] || main=(ai.bimpe.benchmarks.stub.StubServer)
	said=$(mktemp)
	"$java" -cp "$1" "${main[@]}" > "$said" 2> target/server.log &
	server=$!
	await_line "$said"
	port=$(cat "$said")
	rm -f "$said"
	[ -n "$port" ] || { echo "The server did not start, see benchmarks/target/server.log" >&2 && exit 1; }
}

address=0
# worker <class path> <file> <seconds> <round> <works> <contestant> [JVM options]: a process of its own, and an address
# of its own, so that the closed connections of the one before take no ports away.
worker() {
	echo "round $4: $5 $6" >&2
	address=$((address % 64 + 1))
	timeout 180 "$java" -Xmx1g -Dserver="$server" "${@:7}" -cp "$1" ai.bimpe.benchmarks.Worker "${@:4:3}" \
		"http://127.0.0.$address:$port" "$3" >> "$2" 2>> target/workers.log ||
		echo "round $4: $5 $6 failed, see benchmarks/target/workers.log" >&2
}
