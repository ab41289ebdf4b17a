#!/bin/sh
# Runs the Check programs given as arguments, CHECK_JOBS at a time (2), shows the failures in the
# order of the arguments, and closes with the totals.
set -u
# shellcheck source=tests/support/lanes.sh
. "$(dirname "$0")/lanes.sh"
passed=0 failed=0 bad=0
lanes "$@"
for program in "$@"; do
  finished "$program"
  grep -vE '^Running suite' "$program$log"
  # Check's own totals: "97%: Checks: 40, Failures: 1, Errors: 0"
  line=$(grep -E '^[0-9]+%: Checks: ' "$program$log" | tail -n 1)
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
