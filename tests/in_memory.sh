#!/usr/bin/env bash
# Usage: tests/in_memory.sh COMMAND…
# Runs a command whose temporary files lie in memory where it has room for them, and removes them after: the
# tests make files by the hundred thousand, which many a disk takes as long for as the tests do.
set -uo pipefail

room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)
free=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo 2>/dev/null)
if [ -w /dev/shm ] && [ "${room:-0}" -gt 2000000 ] && [ "${free:-0}" -gt 6000000 ]; then
  TMPDIR=$(mktemp -d /dev/shm/tressons-ld.XXXXXX) || exit
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
"$@"
