#!/bin/sh
# Installs what the tests need by the system's package manager, and says what. Does nothing, without
# network, where everything is there. Works before anything but sh, a C compiler and make is there.
# deps.sh BUILD_FOLDER
set -u
build=$1
log=$build/deps.log
mkdir -p "$build"

have() { command -v "$1" >/dev/null 2>&1; }
fuzzer() {
  have clang || return 1
  echo 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n);
  int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return d == 0 && n; }' |
    clang -fsanitize=fuzzer,address,undefined -xc - -o "$build/deps-probe" >/dev/null 2>&1
  code=$?
  rm -f "$build/deps-probe"
  return $code
}
numpy() {
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import numpy' >/dev/null 2>&1 && return 0
  done
  return 1
}
library_check() { have pkg-config && pkg-config --exists check; }

# what is wanted: name, how to see that it is there, packages of apt, dnf, apk, brew ("-": none)
wanted() {
  cat <<'END'
check library_check check check-devel check-dev check
pkg-config have:pkg-config pkg-config pkgconf-pkg-config pkgconf pkg-config
python have:python3 python3 python3 python3 python
numpy numpy python3-numpy python3-numpy py3-numpy numpy
c++ have:g++ g++ gcc-c++ g++ -
clang have:clang clang clang clang llvm
fuzzer fuzzer libclang-rt-dev compiler-rt compiler-rt llvm
valgrind have:valgrind valgrind valgrind valgrind -
clang-format have:clang-format clang-format clang-tools-extra clang-extra-tools clang-format
clang-tidy have:clang-tidy clang-tidy clang-tools-extra clang-extra-tools llvm
cppcheck have:cppcheck cppcheck cppcheck cppcheck cppcheck
END
}

# names (column 1) or packages (column n) of what is missing
missing() {
  wanted | while read -r name probe apt dnf apk brew; do
    case $probe in
    have:*) have "${probe#have:}" ;;
    *) $probe ;;
    esac || case $1 in
    name) echo "$name" ;;
    apt) echo "$apt" ;;
    dnf) echo "$dnf" ;;
    apk) echo "$apk" ;;
    brew) echo "$brew" ;;
    esac
  done | grep -vx -e - | sort -u | tr '\n' ' '
}

names=$(missing name)
if [ -z "$names" ]; then
  echo "deps: everything is there"
  exit 0
fi

root=""
if [ "$(id -u)" != 0 ]; then
  if have sudo && { [ -z "${CI:-}" ] || sudo -n true 2>/dev/null; }; then root=sudo; else root=none; fi
fi
for manager in apt-get dnf apk brew none; do
  have $manager && break
done
column=${manager%-get}
[ "$manager" = none ] || packages=$(missing "$column")
case $manager in
apt-get) set -- env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends ;;
dnf) set -- dnf install -y ;;
apk) set -- apk add ;;
brew) set -- brew install && root="" ;;
none)
  echo "deps: missing: $names; no package manager that this script knows (apt-get, dnf, apk, brew)"
  packages=""
  ;;
esac
if [ "$manager" != none ] && [ "$root" = none ]; then
  echo "deps: missing: ${names}and no right to install. As root: $manager install $packages"
elif [ "$manager" != none ]; then
  echo "deps: missing: $names"
  echo "deps: installing by $manager: $packages(log: $log)"
  : >"$log"
  if [ $manager = apt-get ]; then
    $root apt-get update -q >>"$log" 2>&1
    # older releases have the fuzzer's runtime in a package of another name
    apt-cache show libclang-rt-dev >/dev/null 2>&1 ||
      packages=$(echo "$packages" | sed 's/libclang-rt-dev//')
  fi
  # shellcheck disable=SC2086 # a list of packages
  if ! $root "$@" $packages >>"$log" 2>&1; then
    # one package that this release does not have must not keep the others away
    for package in $packages; do
      $root "$@" "$package" >>"$log" 2>&1 || echo "deps: $manager could not install $package"
    done
  fi
fi

left=$(missing name)
if [ -z "$left" ]; then
  echo "deps: everything is there now"
  exit 0
fi
echo "deps: still missing: $left"
case " $left" in
*" check "*)
  [ -f "$log" ] && tail -n 5 "$log"
  echo "deps: without Check there are no C tests"
  exit 1
  ;;
esac
echo "deps: the C tests run all the same; the checks that need the others will say so"
