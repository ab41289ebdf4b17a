#!/bin/sh
# Runs the property programs given as arguments, two at a time, and shows what they print in the order
# of the arguments. $ARGUMENTS goes to each of them.
set -u
# shellcheck source=tests/support/lanes.sh
. "$(dirname "$0")/../support/lanes.sh"
bad=0
arguments=${ARGUMENTS:-}
lanes "$@"
for program in "$@"; do
  finished "$program"
  echo "$program"
  cat "$program$log"
  [ "$code" -eq 0 ] || { echo "$program $arguments: exit $code"; bad=$((bad + 1)); }
done
echo "$(($# - bad)) passed, $bad failed"
[ "$bad" -eq 0 ]
