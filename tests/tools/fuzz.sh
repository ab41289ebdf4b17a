#!/bin/sh
# Runs one libFuzzer program for some seconds from its committed corpus. New inputs stay in the
# build folder; a finding is kept beside the program and shown. fuzz.sh PROGRAM SECONDS CORPUS
set -u
program=$1 seconds=$2 seeds=$3
found=$program.corpus
mkdir -p "$found"
[ -d "$seeds" ] || seeds=""
# shellcheck disable=SC2086 # no corpus: no argument
if ! "$program" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -seed="${SEED:-1}" \
  -print_final_stats=1 -artifact_prefix="$program." "$found" $seeds >"$program.log" 2>&1; then
  tail -n 60 "$program.log"
  echo "$(basename "$program"): a finding, see above and $program.*"
  exit 1
fi
executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$program.log")
covered=$(grep -o 'cov: [0-9]*' "$program.log" | tail -n 1)
echo "$(basename "$program"): $executed inputs in $seconds s, $covered"
