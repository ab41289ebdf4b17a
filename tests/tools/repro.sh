#!/bin/sh
# Builds the same sources in two folders and compares the libraries and the command byte for byte.
# repro.sh FOLDER
set -eu
folder=$1
rm -rf "$folder"
for copy in a a-second-folder-with-a-longer-name; do
  mkdir -p "$folder/$copy"
  for f in Makefile README.md LICENSE include lib examples pkgconfig docs tests; do
    [ ! -e $f ] || cp -R $f "$folder/$copy/"
  done
  env -u MAKEFLAGS -u MAKELEVEL "${MAKE:-make}" -C "$folder/$copy" -j2 B=build CC="${CC:-cc}" lib cli >"$folder/$copy.log" 2>&1 ||
    { cat "$folder/$copy.log"; exit 1; }
done
count=0
for f in "$folder"/a/build/libcarepath.a "$folder"/a/build/libcarepath.so.*.*.* "$folder"/a/build/bin/carepath; do
  cmp "$f" "$folder/a-second-folder-with-a-longer-name/${f#"$folder/a/"}"
  count=$((count + 1))
done
echo "repro: $count files, the same bytes from two folders"
