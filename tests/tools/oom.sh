#!/bin/sh
# Runs the TCases called "oom" of the Check programs given as arguments: every allocation of every
# public function fails once. A module whose sources allocate must have such tests.
set -u
# shellcheck source=tests/support/lanes.sh
. "$(dirname "$0")/../support/lanes.sh"
passed=0 bad=0
export CK_RUN_CASE=oom
log=.oom.log
lanes "$@"
for program in "$@"; do
  module=$(basename "$program" | sed 's/^check_//')
  finished "$program"
  count=$(sed -n 's/^[0-9]*%: Checks: \([0-9]*\),.*/\1/p' "$program$log" | tail -n 1)
  if [ "$code" -ne 0 ]; then
    grep -v '^Running suite' "$program$log"
    bad=$((bad + 1))
  elif [ "${count:-0}" -eq 0 ] && grep -qsE 'cpwi_(alloc|grow|copy_text)' lib/"$module"/*.c; then
    echo "$module: allocates, but check_$module has no TCase called oom"
    bad=$((bad + 1))
  else
    echo "$module: ${count:-0} tests of allocation failure"
    passed=$((passed + ${count:-0}))
  fi
done
echo "$passed passed, $bad failed"
[ "$bad" -eq 0 ] && [ "$passed" -gt 0 ]
