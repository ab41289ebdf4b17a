#!/bin/sh
# Builds the sources a second time, in a folder with a longer name, and compares the libraries and the
# command byte for byte with those of the first build. repro.sh BUILD
set -eu
build=$1
copy=$build/repro/a-second-folder-with-a-longer-name
rm -rf "$build/repro"
mkdir -p "$copy"
for f in Makefile README.md LICENSE include lib examples pkgconfig docs tests; do
  [ ! -e $f ] || cp -R $f "$copy/"
done
env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -C "$copy" -j2 B=build CC="${CC:-cc}" lib cli >"$copy.log" 2>&1 ||
  { cat "$copy.log"; exit 1; }
count=0
for f in "$build"/libcarepath.a "$build"/libcarepath.so.*.*.* "$build"/bin/carepath; do
  cmp "$f" "$copy/build/${f#"$build/"}"
  count=$((count + 1))
done
echo "repro: $count files, the same bytes from two folders"
