#!/bin/sh
# Runs Check programs under a tool (valgrind, setarch), with the totals of tests/support/run.sh.
# under.sh FOLDER "TOOL AND ITS OPTIONS" PROGRAM...
set -eu
folder=$1 tool=$2
shift 2
rm -rf "$folder"
mkdir -p "$folder"
for program in "$@"; do
  wrapper=$folder/$(basename "$program")
  printf '#!/bin/sh\nexec %s "%s"\n' "$tool" "$program" >"$wrapper"
  chmod +x "$wrapper"
  set -- "$@" "$wrapper"
  shift
done
exec sh tests/support/run.sh "$@"
