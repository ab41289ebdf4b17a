#!/bin/sh
# Runs the Python tests with the first interpreter, and again with each further one that has NumPy
# where the first has not. python.sh PYTHON [PYTHON...] -- FOLDER
set -u
pythons="" passed=0
while [ "$1" != -- ]; do
  pythons="$pythons $1"
  shift
done
folder=$2
ran="" numpy=no
for python in $pythons; do
  command -v "$python" >/dev/null 2>&1 || continue
  which=without
  "$python" -c 'import numpy' 2>/dev/null && which=with
  if [ -n "$ran" ]; then
    [ "$which" = with ] && [ "$numpy" = no ] || continue
  fi
  [ $which = with ] && numpy=yes
  echo "$("$python" --version), $which NumPy"
  log=$("$python" -m unittest discover -s "$folder" -t "$folder" 2>&1)
  code=$?
  echo "$log" | tail -n 40
  count=$(echo "$log" | sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in.*/\1/p' | tail -n 1)
  [ $code -eq 0 ] || exit 1
  [ "${count:-0}" -gt 0 ] || { echo "no tests were found in $folder"; exit 1; }
  passed=$((passed + count)) ran=yes
done
[ -n "$ran" ] || { echo "no Python interpreter of:$pythons"; exit 1; }
[ $numpy = yes ] || echo "note: no interpreter with NumPy here; its tests were skipped"
echo "$passed passed, 0 failed"
