#!/bin/sh
# Writes the manual page of the command: docs/man/carepath.1.in with @VERSION@ filled in and, in the
# place of a line @COMMANDS@, the help of every command as the command itself prints it.
# man.sh COMMAND TEMPLATE VERSION >carepath.1
set -eu
command=$1 template=$2 version=$3

# plain text -> roff: backslashes doubled, hyphens kept as typed, no line that looks like a request
escape() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

commands() {
  "$command" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | while read -r name; do
    [ "$name" != help ] || continue
    printf '.SS "carepath %s"\n.nf\n' "$name"
    "$command" "$name" --help | escape
    printf '.fi\n'
  done
}

while IFS= read -r line; do
  case $line in
  @COMMANDS@) commands ;;
  *) printf '%s\n' "$line" | sed "s/@VERSION@/$version/g" ;;
  esac
done <"$template"
