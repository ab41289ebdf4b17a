#!/bin/sh
# Holds the digests of several builds against each other: the lines `digest NAME HEX` that the
# property programs print with --digest, and tests/cli/digest.sh for the command line.
# digests.sh FILE FILE...: the first is the measure for the others.
set -u
first=$1
count=$(sort -u "$first" | wc -l)
[ "$count" -gt 0 ] || { echo "digests: $first is empty"; exit 1; }
if [ "$(cut -d ' ' -f 2 "$first" | sort -u | wc -l)" != "$count" ]; then
  echo "digests: one name with different values within $first"
  sort "$first" | uniq | awk '{n[$2]++; l[$2] = l[$2] $0 "\n"} END {for (k in n) if (n[k] > 1) printf "%s", l[k]}'
  exit 1
fi
bad=0
for file in "$@"; do
  diff "$first" "$file" || { echo "digests: $first and $file differ"; bad=1; }
done
[ $bad = 0 ] && echo "digests: $count results are the same bits in $# builds: $(echo "$@" | sed 's/[^ ]*\///g; s/\.digests//g')"
exit $bad
