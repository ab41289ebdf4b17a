#!/bin/sh
# Prints a prefix that runs a program without address randomisation, where that is possible: some
# thread sanitisers cannot find room for their shadow memory otherwise. Prints nothing where not.
if command -v setarch >/dev/null 2>&1 && setarch "$(uname -m)" -R true 2>/dev/null; then
  echo "setarch $(uname -m) -R"
fi
