#!/bin/sh
# Runs the Check programs given as arguments, CHECK_JOBS at a time (2), shows the failures in the
# order of the arguments, and closes with the totals.
set -u
passed=0 failed=0 bad=0

# Each lane takes the next program that no other lane has taken: making a folder succeeds once.
lane() {
  for program in "$@"; do
    mkdir "$program.taken" 2>/dev/null || continue
    code=0
    "$program" >"$program.log" 2>&1 </dev/null || code=$?
    echo "$code" >"$program.code"
  done
}

for program in "$@"; do
  rm -rf "$program.taken" "$program.code"
done
lanes=0
while [ "$lanes" -lt "${CHECK_JOBS:-2}" ]; do
  lane "$@" &
  lanes=$((lanes + 1))
done
wait

for program in "$@"; do
  log=$program.log
  code=$(cat "$program.code")
  rm -rf "$program.taken" "$program.code"
  grep -vE '^Running suite' "$log"
  # Check's own totals: "97%: Checks: 40, Failures: 1, Errors: 0"
  line=$(grep -E '^[0-9]+%: Checks: ' "$log" | tail -n 1)
  if [ -z "$line" ]; then
    echo "$program: stopped without totals (exit $code)"
    bad=1
    continue
  fi
  checks=$(echo "$line" | sed 's/.*Checks: \([0-9]*\),.*/\1/')
  misses=$(echo "$line" | sed 's/.*Failures: \([0-9]*\), Errors: \([0-9]*\).*/\1 + \2/')
  misses=$(($misses))
  passed=$((passed + checks - misses))
  failed=$((failed + misses))
  [ "$code" -eq 0 ] || bad=1
done
[ "$failed" -eq 0 ] || bad=1
echo "$passed passed, $failed failed"
exit $bad
