# guard.sh DIR SIGNAL COMMAND...
#
# Runs COMMAND for as long as standard input stays open. Each line read is a
# signal to send to it. When the input ends, because the test closed it or died
# in whatever way, COMMAND is ended with SIGNAL and DIR removed.
dir=$1
stop=$2
shift 2
"$@" </dev/null 2>&1 &
server=$!
# Only the server holds the output now: its end tells the test that it died.
exec >/dev/null 2>&1
while read -r signal; do
	kill -s "$signal" "$server"
done
kill -s CONT "$server" # a paused process would sit on the next signal
kill -s "$stop" "$server"
wait "$server"
rm -rf "$dir"
