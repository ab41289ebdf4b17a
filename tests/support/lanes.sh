#!/bin/sh
# Sourced by the scripts that run many programs: lanes PROGRAM... runs each with $arguments,
# CHECK_JOBS at a time (2). What it prints goes to PROGRAM$log, its exit code to PROGRAM.code;
# finished PROGRAM removes that and sets $code.
log=.log arguments=

# Each lane takes the next program that no other lane has taken: making a folder succeeds once.
lane() {
  for program in "$@"; do
    mkdir "$program.taken" 2>/dev/null || continue
    code=0
    # shellcheck disable=SC2086 # several words are meant
    "$program" $arguments >"$program$log" 2>&1 </dev/null || code=$?
    echo "$code" >"$program.code"
  done
}

lanes() {
  for program in "$@"; do
    rm -rf "$program.taken" "$program.code"
  done
  lanes=0
  while [ "$lanes" -lt "${CHECK_JOBS:-2}" ]; do
    lane "$@" &
    lanes=$((lanes + 1))
  done
  wait
}

finished() {
  code=$(cat "$1.code")
  rm -rf "$1.taken" "$1.code"
}
