#!/bin/sh
# Runs every example from the top of the tree and compares what it prints, byte for byte:
#   examples/NAME.c          with tests/examples/NAME.expected
#   examples/python/NAME.py  with tests/examples/NAME.py.expected
# An example without an expected output, and an expected output without an example, are failures.
# A Python example with a line `# needs: MODULE` is skipped, saying so, where MODULE is not installed.
# examples.sh BUILD/examples [--update]
set -u
bin=$1
update=${2:-}
passed=0 failed=0 skipped=0
out=$bin/output
mkdir -p "$out"

compare() { # NAME COMMAND...
  name=$1
  shift
  if ! "$@" >"$out/$name" 2>"$out/$name.stderr" </dev/null; then
    echo "$name: exit code is not 0"
    cat "$out/$name.stderr"
    failed=$((failed + 1))
  elif [ -n "$update" ]; then
    cp "$out/$name" "tests/examples/$name.expected"
    passed=$((passed + 1))
  elif [ ! -f "tests/examples/$name.expected" ]; then
    echo "$name: tests/examples/$name.expected is missing (make examples-update writes it)"
    failed=$((failed + 1))
  elif ! diff -u "tests/examples/$name.expected" "$out/$name"; then
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
}

for source in examples/*.c; do
  name=$(basename "$source" .c)
  compare "$name" "$bin/$name"
done
for source in examples/python/*.py; do
  [ -f "$source" ] || continue
  name=$(basename "$source")
  module=$(sed -n 's/^# needs: *//p' "$source")
  if [ -n "$module" ] && ! "${PYTHON:-python3}" -c "import $module" 2>/dev/null; then
    echo "$name: skipped, $module is not installed"
    skipped=$((skipped + 1))
    continue
  fi
  compare "$name" "${PYTHON:-python3}" "$source"
done
for expected in tests/examples/*.expected; do
  [ -f "$expected" ] || continue
  name=$(basename "$expected" .expected)
  if [ ! -f "examples/$name.c" ] && [ ! -f "examples/python/$name" ]; then
    echo "$expected: there is no such example"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" -eq 0 ]
