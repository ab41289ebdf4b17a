#!/bin/sh
# Installs into a folder, uses what is there as a stranger would (C and C++ through pkg-config, static
# and shared; the command; the manual; Python), and looks that uninstall leaves nothing.
# installcheck.sh BUILD_FOLDER
set -eu
build=$1
stage=$build/stage
work=$build/installcheck
prefix=/opt/care
rm -rf "$stage" "$work"
mkdir -p "$work"

again() { "${MAKE:-make}" --no-print-directory B="$build" DESTDIR="$stage" prefix=$prefix "$@" >"$work/make.log" 2>&1 || { cat "$work/make.log"; exit 1; }; }
fail() { echo "installcheck: $*"; exit 1; }

again install
(cd "$stage" && find . -type f -o -type l | LC_ALL=C sort) >"$work/installed"
for f in include/carepath.h lib/libcarepath.a lib/libcarepath.so lib/pkgconfig/carepath.pc bin/carepath \
  share/man/man1/carepath.1 share/doc/carepath/README.md share/doc/carepath/LICENSE \
  share/carepath/python/carepath/__init__.py share/carepath/python/carepath/py.typed; do
  [ -f "$stage$prefix/$f" ] || fail "$f was not installed"
done

export PKG_CONFIG_PATH="$stage$prefix/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage"
config=${PKG_CONFIG:-pkg-config}
grep -q '@' "$PKG_CONFIG_PATH/carepath.pc" && fail "carepath.pc still has @...@"
grep -q "$build" "$PKG_CONFIG_PATH/carepath.pc" && fail "carepath.pc names the build folder"
version=$($config --modversion carepath)
[ "$($config --variable=exec_prefix carepath)" = "$stage$prefix" ] ||
  [ "$($config --variable=exec_prefix carepath)" = "$prefix" ] || fail "exec_prefix in carepath.pc"
moved=$(PKG_CONFIG_SYSROOT_DIR='' $config --define-variable=prefix=/elsewhere --libs --cflags carepath)
case $moved in
*-I/elsewhere/include*-L/elsewhere/lib*) ;;
*) fail "carepath.pc does not follow its prefix: $moved" ;;
esac
flags=$($config --cflags carepath)

count=0
consume() { # LANGUAGE SOURCE COMPILER...: both ways of linking; expects the version on the first line
  language=$1 source=$2
  shift 2
  for way in shared static; do
    # the static one must run without the shared library
    if [ $way = shared ]; then
      libs=$($config --libs carepath) path=$stage$prefix/lib
    else
      libs=$($config --static --libs carepath | sed 's/-lcarepath/-l:libcarepath.a/') path=/nonexistent
    fi
    # shellcheck disable=SC2086 # lists of flags
    "$@" $flags "$source" -o "$work/consumer-$language-$way" $libs || fail "$language, $way: does not compile"
    got=$(LD_LIBRARY_PATH=$path "$work/consumer-$language-$way") || fail "$language, $way: does not run: $got"
    [ "$(echo "$got" | head -n 1)" = "carepath $version" ] || fail "$language, $way: printed '$got'"
    count=$((count + 1))
  done
}
# shellcheck disable=SC2086 # a compiler may be several words
{
  consume c tests/install/consumer.c ${CC:-cc} -std=c11 -Wall -Wextra -Werror
  consume c++ tests/install/consumer.cc ${CXX:-c++} -std=c++11 -Wall -Wextra -Werror
}

[ "$("$stage$prefix/bin/carepath" --version | head -n 1)" = "carepath $version" ] || fail "carepath --version"
LD_LIBRARY_PATH=$stage$prefix/lib PYTHONPATH=$stage$prefix/share/carepath/python CAREPATH_LIBRARY='' \
  "${PYTHON:-python3}" tests/install/consumer.py "$version" "$stage" || fail "Python from the installed tree"
count=$((count + 2))

again uninstall
left=$(find "$stage" -type f -o -type l)
[ -z "$left" ] || fail "uninstall left $left"
left=$(find "$stage" -depth -type d -name '*carepath*')
[ -z "$left" ] || fail "uninstall left the folder $left"
echo "installcheck: $(wc -l <"$work/installed") files installed and removed, $count consumers ran"
