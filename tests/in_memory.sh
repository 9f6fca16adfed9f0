#!/usr/bin/env bash
# Usage: tests/in_memory.sh COMMAND…
# Runs a command whose temporary files lie in memory where it has room for them, and removes them after: the
# tests make files by the hundred thousand, which many a disk takes as long for as the tests do.
set -uo pipefail

room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)
free=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo 2>/dev/null)
if [ "${room:-0}" -gt 2000000 ] && [ "${free:-0}" -gt 6000000 ] &&
  folder=$(mktemp -d /dev/shm/tressons-ld.XXXXXX 2>/dev/null); then
  trap 'rm -rf "$folder"' EXIT
  export TMPDIR=$folder
fi
"$@"
