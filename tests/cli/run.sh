#!/bin/sh
# Holds the command line against what it must print: text, messages, exit codes, files.
#   run.sh             CAREPATH (or CAREPATH_BIN) names the command; default build/bin/carepath
#   run.sh --update    writes tests/cli/expected anew: read the difference before you commit it
# Each case is NAME CODE ARGUMENT...: what it prints stands in expected/NAME.out and NAME.err (none:
# it must be empty). FOLDER stands for the scratch folder.
set -u
carepath=${CAREPATH:-${CAREPATH_BIN:-build/bin/carepath}}
case $carepath in /*) ;; *) carepath=$PWD/$carepath ;; esac
cd "$(dirname "$0")/../.." || exit 1
[ -x "$carepath" ] || { echo "no command at $carepath"; exit 1; }

update=0
[ "${1-}" = --update ] && update=1
expected=tests/cli/expected
england=examples/data/england_rtt.csv
dorset=examples/data/dorset_rtt_2024-11.csv
tmp=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
skipped=0

# counted in files: a case at the end of a pipe runs in a shell of its own
: >"$tmp/passed"
: >"$tmp/failed"
pass() { echo >>"$tmp/passed"; }
miss() {
  echo >>"$tmp/failed"
  echo "FAILED $*"
}
skip() {
  skipped=$((skipped + 1))
  echo "skipped: $*"
}
# check NAME COMMAND...: the command succeeds
check() {
  what=$1
  shift
  if "$@"; then pass; else miss "$what"; fi
}

same() { # NAME FILE FILE
  if cmp -s "$2" "$3"; then pass; else miss "$1"; fi
}

# ---- one case: run, compare, keep what was printed in $tmp/out and $tmp/err -------------------------
compare() { # NAME STREAM
  wanted=$expected/$1.$2
  sed "s|$tmp|FOLDER|g" "$tmp/$2" >"$tmp/shown"
  if [ $update = 1 ]; then
    if [ -s "$tmp/shown" ]; then cp "$tmp/shown" "$wanted"; else rm -f "$wanted"; fi
  fi
  if [ -f "$wanted" ]; then diff -u "$wanted" "$tmp/shown"; else diff -u /dev/null "$tmp/shown"; fi
}
expect() { # NAME CODE ARGUMENT...; stdin is passed on
  name=$1 code=$2
  shift 2
  "$carepath" "$@" >"$tmp/out" 2>"$tmp/err"
  got=$?
  if [ $got -ne "$code" ]; then
    miss "$name: exit $got, expected $code"
    cat "$tmp/err"
    return
  fi
  if compare "$name" out && compare "$name" err; then pass; else miss "$name"; fi
}
# gives CODE ARGUMENT...: the exit code alone
gives() {
  code=$1
  shift
  "$carepath" "$@" >"$tmp/out" 2>"$tmp/err"
  got=$?
  if [ $got -eq "$code" ]; then pass; else miss "exit $got, expected $code: $*"; fi
}

if [ $update = 1 ]; then
  mkdir -p $expected
  rm -f $expected/*
fi

# ---------------------------------------------------------------- help and version
expect help 0 --help
check "help prints the same" sh -c '"$0" help | diff - "$1"' "$carepath" "$tmp/out"
# every command that the overview names
for command in $("$carepath" help | sed -n '/^Commands:/,/^ *help /s/^  \([a-z]*\) .*/\1/p' | grep -vx help); do
  expect "help-$command" 0 help $command
  check "$command --help prints the same" sh -c '"$0" $2 --help | diff - "$1"' "$carepath" "$tmp/out" $command
done
"$carepath" --version >"$tmp/version" 2>&1
check "version is the header's" grep -q "^carepath $(sed -n 's/^#define CPW_VERSION_STRING "\(.*\)"/\1/p' include/carepath/base.h)\$" "$tmp/version"
gives 0 -V
gives 0 version
gives 0 rtt --version
"$carepath" help --man >"$tmp/manual"
[ $update = 1 ] && mkdir -p docs/man && cp "$tmp/manual" docs/man/carepath.1
check "the manual page is the command's" diff -u docs/man/carepath.1 "$tmp/manual"

# ---------------------------------------------------------------- usage: exit 2
expect usage-none 2
expect usage-command 2 bakclog
expect usage-command-far 2 zzzzzzzzz
expect usage-command-late 2 --quiet backlog
expect usage-help-command 2 help traget
expect usage-option 2 backlog --perods=3 $england
expect usage-option-far 2 backlog --zzzzzzzzzz $england
expect usage-letter 2 backlog -z $england
expect usage-value 2 backlog --periods
expect usage-no-value 2 backlog --quiet=3 $england
expect usage-no-file 2 backlog --periods=3
expect usage-count 2 backlog --periods=0 $england
expect usage-count-most 2 backlog --periods=1000000000 $england
expect usage-threads-most 2 backlog --threads=5000 $england
expect usage-where 2 backlog --where="specialty" $england
expect usage-two-dates 2 target --by=2027-03 --by-period=3 $england
expect usage-bands 2 backlog --bands=14 $england
expect usage-count-text 2 backlog --periods=12x $england
expect usage-number 2 backlog --longest-first=1.5 $england
expect usage-number-nan 2 backlog --recency=nan $england
expect usage-choice 2 backlog --mode=count $england
expect usage-choice-far 2 backlog --format=yaml $england
expect usage-amount 2 backlog --capacity=5% $england
expect usage-amount-negative 2 backlog --starts=-3 $england
expect usage-amount-mode 2 backlog --mode=rates --capacity=1000 $england
expect usage-standard 2 target --standard="92 in 18" $england
expect usage-standard-share 2 target --standard="101% in 18" $england
expect usage-date 2 target --by=2027-13 $england
expect usage-date-past 2 target --by=2025-05 $england
expect usage-keys 2 rtt --by=providers $dorset
expect usage-format 2 rtt --output=tidy --format=json $dorset
expect usage-months 2 rtt --months=13 $dorset
expect usage-two-tidy 2 backlog $england $england
expect usage-steady 2 backlog --steady $england
expect usage-where-extract 2 backlog --quiet --where=period=2024-11 --steady $dorset
expect usage-group-tidy 2 backlog --group=provider $england
expect usage-growth 2 backlog --growth=2 $england
expect usage-season 2 backlog --season=1,2,3 $england
expect usage-season-weeks 2 backlog --season=1,1,1,1,1,1,1,1,1,1,1,1 tests/cli/weekly.csv
expect usage-skew 2 backlog --skew=turn:2 $england
expect usage-skew-pivot 2 backlog --skew=rotate:2@13 $england
expect usage-urgent 2 backlog --urgent-first=1.2 $england
expect usage-surplus 2 backlog --surplus=some $england
expect usage-capacity-growth 2 backlog --capacity-growth=+2% --mode=rates $england
expect usage-uncertainty 2 backlog --uncertainty=process,parameter $england
expect usage-uncertainty-empty 2 backlog --uncertainty= $england
expect usage-replications 2 backlog --replications=-1 $england
expect usage-replications-mode 2 backlog --replications=10 --mode=rates $england
gives 2 backlog --threads=-1 $england
gives 2 backlog --where= $england

# ---------------------------------------------------------------- forecast
sizes=examples/data/rtt_sizes.csv
expect forecast 0 forecast --ahead=3 $sizes
expect forecast-csv 0 forecast --ahead=2 --format=csv $sizes
expect forecast-both 0 forecast --ahead=2 --format=csv --where="specialty=Total" $sizes $england
expect forecast-history 0 forecast --ahead=3 --where="specialty=Total" $england
expect forecast-backtest 0 forecast --ahead=6 --backtest $sizes
gives 0 forecast --ahead=1 --format=json $sizes
gives 0 forecast --ahead=4 --backtest --format=csv $sizes
check "stdin gives the same" sh -c '"$0" forecast --ahead=2 --format=csv - <"$1" | diff - tests/cli/expected/forecast-csv.out' "$carepath" $sizes
expect forecast-ahead 2 forecast --ahead=0 $sizes
expect forecast-three 2 forecast $sizes $england $england
expect forecast-backtest-history 2 forecast --backtest --where="specialty=Total" $england
gives 66 forecast FOLDER/none.csv
printf 'period,measure,count\n2024-01,total,1\n2024-01,total,2\n' >"$tmp/twice.csv"
expect forecast-twice 65 forecast "$tmp/twice.csv"
grep -v '^2024-07' $sizes >"$tmp/gap.csv"
expect forecast-gap 0 forecast --ahead=1 --format=csv "$tmp/gap.csv"
grep -v ',w[0-9]*,' $sizes >"$tmp/part.csv"
expect forecast-part 0 forecast --ahead=1 --format=csv "$tmp/part.csv"

# ---------------------------------------------------------------- simulate
list="simulate --arrivals=urgent=2,routine=8 --waiting=urgent=6,routine=100 --slots=10 --replications=20 --periods=26"
# shellcheck disable=SC2086 # several words are meant, here and below
{
expect simulate 0 simulate --arrivals=100 --waiting=2000 --slots=105 --scenario="more: slots=+5%" --replications=20
expect simulate-classes 0 $list --rule=tiers --target=urgent=4,routine=18 --missed=0.1 --missed-removed=0.2 --rebook=2 \
  --patience="urgent=never,routine=geometric 50" --groups="most deprived=0.3,least deprived=0.7" --overtakes \
  --scenario="reminders: missed=x0.5" --scenario="in turn: rule=first-come; ring-fenced=urgent=2; slots=8"
expect simulate-servers 0 simulate --arrivals=2.7 --servers=3 --duration="exponential 1" --periods=60 --warm-up=10 --replications=20 --limits=1,2
expect simulate-batches 0 simulate --arrivals=2.7 --servers=3 --duration="exponential 1" --periods=400 --batches=20
expect simulate-precision 0 simulate --arrivals=10 --slots=11 --waiting=50 --precision=0.05 --replications=500
expect simulate-precision-missed 1 simulate --arrivals=10 --slots=11 --waiting=50 --precision=0.001 --replications=10
expect simulate-waves 0 simulate --arrivals=10 --dispersion=3 --batch=2 --slots=10,12 --validation="0.03 every 12" --cancelled=0.1 --session-slots=4 --replications=20
expect simulate-days 0 simulate --period-days=1 --arrivals=3 --slots=3 --target=126 --limits=126 --periods=90 --replications=10
expect simulate-dorset 0 simulate --arrivals=1200 --slots=1200 --replications=5 $dorset
expect simulate-england 0 simulate --where="specialty=Cardiology;specialty=Urology" --arrivals="Cardiology=40000,Urology=36000" --slots=76000 --periods=12 --replications=2 $england
expect simulate-totals 0 simulate --arrivals=C_100=10 --slots=1030 --replications=1 --periods=1 --group=treatment-function $dorset
expect simulate-total-alone 0 simulate --arrivals=300000 --slots=300000 --replications=1 --periods=1 --where="specialty=Total" $england
for what in figures within list waits capacity differences overtakes; do
  expect simulate-$what 0 $list --periods=3 --rule=tiers --overtakes --scenario="more: slots=+10%" --what=$what --format=csv
done
expect simulate-json 0 $list --periods=3 --format=json
}
cat >"$tmp/patients.csv" <<'END'
referral,class,group,removal,score,duration
2025-11-20,routine,a,,1,
2025-03-01,urgent,b,2026-01-20,2,
2026-01-06,routine,a,,3,0.5
2026-02-01,routine,b,never,4,
2025-01-01,routine,a,2025-12-01,1,
END
monday=--start=2026-01-05
expect simulate-rows 0 simulate $monday --slots=1 --periods=10 --replications=3 --records="$tmp/records.csv" "$tmp/patients.csv"
sed "s/^as it is/now/" "$tmp/records.csv" >"$tmp/out"
: >"$tmp/err"
compare simulate-records out && pass || miss simulate-records
expect simulate-score 0 simulate $monday --slots=1 --periods=3 --rule=score --classes=urgent,routine --scenario="in turn: rule=first-come" "$tmp/patients.csv"
check "stdin gives the same" sh -c '"$0" simulate '$monday' --slots=1 --periods=10 --format=csv - <"$1" >"$2/a" 2>"$2/err" && "$0" simulate '$monday' --slots=1 --periods=10 --format=csv -q "$1" | cmp - "$2/a"' "$carepath" "$tmp/patients.csv" "$tmp"
{ sed 1q "$tmp/patients.csv"; sed 1d "$tmp/patients.csv" | sort -r; } >"$tmp/backwards.csv"
for order in patients backwards; do
  "$carepath" simulate -q $monday --slots=1 --periods=10 --classes=urgent,routine --format=csv "$tmp/$order.csv" | sed 's/a,/x,/; s/b,/x,/' | sort >"$tmp/$order.out"
done
# the order of the file decides nothing but the order of its groups
check "rows in any order" [ "$(sed -n '/^as it is,all/p' "$tmp/patients.out")" = "$(sed -n '/^as it is,all/p' "$tmp/backwards.out")" ]
expect simulate-counts 0 simulate --slots=1 --periods=40 --replications=1 - <<'END'
weeks_lo,class,group,count
18,b,y,3
0,a,x,5
4,a,x,10.5
4,b,y,1.5
END
one() { # COLUMN ARGUMENT...: one figure of all
  column=$1
  shift
  "$carepath" simulate -q --format=csv "$@" | awk -F, -v column="$column" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i } NR == 2 { print $at }'
}
expect simulate-busy 0 simulate --arrivals=urgent=1,routine=2 --servers=5 --duration="exponential 1" --busy=urgent=2,routine=1 \
  --busy-left=routine=0.5,urgent=1.25 --limits=4,0.5,2,4 --periods=1 --replications=20
expect simulate-profile 0 simulate --arrivals=10 --arrival-profile=1.2,0.8 --arrival-week=1,1,1,1,1,0,0 $monday --holidays=2026-04-03 \
  --waiting=100 --slots=10 --warm-up=1 --periods=27 --replications=10
expect simulate-names 0 simulate --arrivals='"routine, knee"=8,urgent=2' --slots=10 --target="'routine, knee'=18,urgent=4" \
  --classes='urgent,"routine, knee"' --rule=tiers --replications=10 --periods=20 \
  --scenario='fewer: arrivals="routine, knee"=6; missed=0.1,"routine, knee"=0.2' --scenario="beds: servers=10; duration=fixed 1; busy=urgent=3" --session-slots=2
# by hand: 20 people join in every second week, nobody else
check "a profile" [ "$(one joined --arrivals=10 --dispersion=0 --arrival-profile=0,2 --slots=20 --periods=5 --replications=1)" = 40 ]
# 10 weeks of 10, two people fewer for each of the two closed weekdays (2026-01-10 is a Saturday)
check "closed days" [ "$(one joined --arrivals=10 --dispersion=0 --arrival-week=1,1,1,1,1,0,0 $monday --holidays=2026-01-09,2026-01-10,2026-02-02 --slots=20 --periods=10 --replications=1)" = 96 ]
# days: 7 a day on average, all on the two days of the weekend that begins the simulation
check "days of the week" [ "$(one joined --arrivals=7 --dispersion=0 --arrival-week=0,0,0,0,0,1,1 --start=2026-01-10 --period-days=1 --slots=60 --periods=6 --replications=1)" = 49 ]
# two servers, busy for 2 and 3 more, then one treatment that takes 1
check "busy" [ "$(one used --what=capacity --arrivals=0 --waiting=1 --servers=2 --duration="fixed 1" --busy=2 --busy-left=2,3 --periods=10 --replications=1)" = 6 ]
check "busy of a class" [ "$(one used --what=capacity --arrivals=a=0,b=0 --waiting=a=1,b=0 --servers=2 --duration="fixed 1" --busy-left=b=2,a=3 --periods=10 --replications=1)" = 6 ]
other() { # ARGUMENT...: people of class b who did not attend, in the scenario
  "$carepath" simulate -q --format=csv --arrivals=a=3,b=4 --slots=9 --replications=3 --missed=a=0.1,b=0.2 "$@" |
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "missed") at = i } $1 == "s" && $2 == "b" { print $at }'
}
check "classes that a scenario does not name" [ "$(other --scenario="s: missed=a=0.05" --rule=tiers --tier=b=1,a=2)" = "$(other --scenario="s: missed=a=0.05,b=0.2" --rule=tiers --tier=b=1,a=2)" ]
check "a value for the others" [ "$(other --scenario="s: missed=0.2,a=0.05")" = "$(other --scenario="s: missed=a=0.05,b=0.2")" ]
laws() { other --patience="a=geometric 9,b=geometric 5" --scenario="s: patience=$1"; }
check "laws that a scenario does not name" [ "$(laws "a=never")" = "$(laws "a=never,b=geometric 5")" ]
check "slots for a year of days" [ "$(one offered --what=capacity --arrivals=1 --periods=365 --period-days=1 --replications=1 --slots="$(seq -s, 365)")" = 66795 ]
"$carepath" simulate --arrivals=10 --slots=11 --waiting=50 --precision=0.001 --replications=10 --format=csv >"$tmp/out" 2>"$tmp/err"
check "csv says that the precision was missed" [ "$?,$(awk -F, '{ print $NF }' "$tmp/out" | tr '\n' ' ')" = "1,outcome 3 " ]
"$carepath" simulate --arrivals=10 --slots=11 --waiting=50 --precision=0.001 --replications=10 --format=json >"$tmp/out" 2>"$tmp/err"
check "json says it, too" [ "$?,$(grep -c '"outcome": "unreachable"' "$tmp/out")" = 1,1 ]
"$carepath" simulate --arrivals=10 --slots=11 --waiting=50 --precision=0.5 --replications=10 --format=csv >"$tmp/out"
check "or reached" [ "$?,$(awk -F, '{ print $NF }' "$tmp/out" | tr '\n' ' ')" = "0,outcome 0 " ]
# by hand: ten join and ten are treated a week, a hundred wait: everybody waits ten weeks
check "ten weeks" [ "$(one wait_mean --arrivals=10 --dispersion=0 --waiting=100 --slots=10 --replications=2)" = 10 ]
check "everybody of the file" [ "$(one opening --slots=1200 --replications=1 $dorset)" = 21693 ]
# 52 weeks of 105 slots less two days of 21; in equal steps to 10 % more: 105 (52 + 0.1 (13.5 + 26)) = 5874.75
week=21,21,21,21,21,0,0
check "holidays" [ "$(one offered --what=capacity --arrivals=1 --week=$week $monday --holidays=2026-04-03,2026-04-06,2026-04-05 --replications=1)" = 5418 ]
check "a ramp" [ "$(one offered --what=capacity --arrivals=1 --slots=105 --ramp="+10% over 26" --replications=1)" = 5874 ]
check "a ramp by weeks" [ "$(one offered --what=capacity --arrivals=1 --week=$week --ramp="+10% over 26" --replications=1)" = 5874 ]
check "all the same patients: records" sh -c '"$0" simulate --arrivals=10 --slots=9 --replications=1 --records="$1/r.csv" --scenario="more: slots=12" >/dev/null && [ "$(grep -c "^as it is" "$1/r.csv")" = "$(grep -c "^more" "$1/r.csv")" ]' "$carepath" "$tmp"
treated=$(one treated --arrivals=10 --slots=9 --replications=1 --records="$tmp/r.csv")
check "records are the figures" [ "$(grep -c ,treated, "$tmp/r.csv")" = "$treated" ]
"$carepath" $list --format=csv --what=list >"$tmp/a"
"$carepath" $list --format=csv --what=list --threads=2 >"$tmp/b"
check "two threads" cmp -s "$tmp/a" "$tmp/b"
"$carepath" $list --format=csv --what=list --seed=2 >"$tmp/b"
check "another seed" sh -c '! cmp -s "$0" "$1"' "$tmp/a" "$tmp/b"
bad_patients() { # NAME OPTION...: the file comes on stdin
  name=$1
  shift
  cat >"$tmp/$name.csv"
  expect "simulate-bad-$name" 65 simulate --slots=1 $monday --classes=urgent,routine "$@" "$tmp/$name.csv"
}
printf 'referral,class\n2025-11-20,routine\n2026-1-3,urgent\n' | bad_patients day
printf 'referral,removal\n2025-11-20,2025-10-01\n' | bad_patients removal
printf 'referral,class\n3,urgnt\n' | bad_patients class
printf 'referral,class\n3,\n' | bad_patients no-class
printf 'referral\nnan\n' | bad_patients nan
printf 'referral,duration\n3,-1\n' | bad_patients duration
printf 'referral,score\n3,high\n' | bad_patients score
printf 'referral\n' | bad_patients empty
printf 'referral,class\n3,urgent\n4\n' | bad_patients ragged
printf 'weeks_lo,count\n0,-3\n' | bad_patients count
printf 'weeks_lo,count\nnan,3\n' | bad_patients weeks
printf 'weeks_lo,count,class\n0,3,urgnt\n' | bad_patients count-class
printf 'weeks_lo\n0\n' | bad_patients column
printf 'name,age\nA,3\n' | bad_patients header
printf 'referral\n2025-11-20\n' >"$tmp/dates.csv"
expect simulate-no-start 2 simulate --slots=1 "$tmp/dates.csv"
gives 66 simulate --slots=1 "$tmp/none.csv"
bad_list() { # NAME OPTION...
  name=$1
  shift
  expect "usage-simulate-$name" 2 simulate "$@"
}
bad_list nothing --slots=5
bad_list capacity --arrivals=3
bad_list negative --arrivals=-3 --slots=3
bad_list nan --arrivals=nan --slots=3
bad_list zero --arrivals=3 --slots=0
bad_list zero-servers --arrivals=3 --servers=0 --duration="fixed 1"
bad_list no-duration --arrivals=3 --servers=2
bad_list both --arrivals=3 --slots=2 --servers=2 --duration="fixed 1"
bad_list rule --arrivals=3 --slots=2 --rule=tier
bad_list class --arrivals=urgent=3,routine=2 --slots=2 --target=urgnt=4
bad_list unnamed --arrivals=urgent=3,routine=2 --slots=2 --ring-fenced=1
bad_list law --arrivals=3 --slots=2 --patience="lognorml 30 1"
bad_list law-mean --arrivals=3 --slots=2 --patience=geometric
bad_list law-cv --arrivals=3 --slots=2 --patience="exponential 3 2"
bad_list missed --arrivals=3 --slots=2 --missed=1
bad_list dispersion --arrivals=3 --slots=2 --dispersion=0.5
bad_list week --arrivals=3 --week=1,1,1
bad_list holidays --arrivals=3 --slots=3 --holidays=2026-04-03
bad_list holiday --arrivals=3 --slots=3 --holidays=2026-04-31
bad_list ramp --arrivals=3 --slots=3 --ramp=5
bad_list validation --arrivals=3 --slots=3 --validation="0.03 every 0"
bad_list scenario --arrivals=3 --slots=2 --scenario=slots=3
bad_list scenario-option --arrivals=3 --slots=2 --scenario=a:slot=2
bad_list scenario-fixed --arrivals=3 --slots=2 --scenario=a:waiting=2
bad_list scenario-value --arrivals=3 --slots=2 --scenario=a:slots=many
bad_list scenario-nothing --arrivals=3 --slots=2 --scenario=a:missed=+5%
bad_list scenario-twice --arrivals=3 --slots=2 --scenario=a:slots=3 --scenario=a:slots=4
bad_list differences --arrivals=3 --slots=2 --what=differences --format=csv
bad_list overtakes --arrivals=3 --slots=2 --what=overtakes --format=csv
bad_list batches --arrivals=3 --slots=2 --batches=4 --scenario=a:slots=3
bad_list warm-up --arrivals=3 --slots=2 --periods=10 --warm-up=10
bad_list named-twice --arrivals=a=1,a=2 --slots=3
bad_list class-twice --arrivals=a=1 --classes=a,a --slots=3
bad_list law-twice --arrivals=a=1,b=1 --slots=3 --patience="a=never,b=never,a=geometric 3"
bad_list group-twice --arrivals=3 --slots=3 --groups=x=0.5,x=0.5
bad_list group-unnamed --arrivals=3 --slots=3 --groups=0.5,0.5
bad_list empty-name --arrivals=a=1 --slots=3 --missed==0.1
bad_list second-unnamed --arrivals=a=1,b=1 --slots=3 --missed=a=0.1,0.2
bad_list others --arrivals=3,a=1 --slots=3 --classes=a,b
bad_list tier --arrivals=a=5,b=5 --slots=9 --rule=tiers --tier=a=1
bad_list tier-unnamed --arrivals=a=5,b=5 --slots=9 --rule=tiers --tier=1
bad_list tier-half --arrivals=a=5,b=5 --slots=9 --rule=tiers --tier=a=1,b=1.5
bad_list duration-missing --arrivals=a=1,b=1 --servers=3 --duration="a=fixed 1"
bad_list slots-named --arrivals=3 --slots=a=3
bad_list servers-named --arrivals=3 --servers=a=3 --duration="fixed 1"
bad_list limits-named --arrivals=3 --slots=3 --limits=a=3
bad_list sessions-of-servers --arrivals=2 --servers=3 --duration="fixed 1" --session-slots=4
bad_list ramp-of-servers --arrivals=2 --servers=3 --duration="fixed 1" --ramp="+10%"
bad_list duration-of-slots --arrivals=2 --slots=3 --duration="fixed 1"
bad_list busy-of-slots --arrivals=2 --slots=3 --busy=1
bad_list busy-too-many --arrivals=2 --servers=3 --duration="fixed 1" --busy=4
bad_list busy-half --arrivals=2 --servers=3 --duration="fixed 1" --busy=1.5
bad_list busy-unnamed --arrivals=a=1,b=1 --servers=3 --duration="fixed 1" --busy=2
bad_list busy-left-more --arrivals=a=1,b=1 --servers=3 --duration="fixed 1" --busy=a=2,b=1 --busy-left=b=0.5,b=2
bad_list busy-left-whose --arrivals=a=1,b=1 --servers=3 --duration="fixed 1" --busy-left=0.5
bad_list busy-left-class --arrivals=a=1,b=1 --servers=3 --duration="fixed 1" --busy=a=1 --busy-left=c=0.5
bad_list profile-named --arrivals=3 --slots=3 --arrival-profile=a=1
bad_list profile-nobody --waiting=9 --slots=3 --arrival-profile=1,2
bad_list profile-zero --arrivals=3 --slots=3 --arrival-profile=0
bad_list arrival-week --arrivals=3 --slots=3 --arrival-week=1,1
bad_list arrival-week-zero --arrivals=3 --slots=3 --arrival-week=0,0,0,0,0,0,0
bad_list holidays-nothing --arrivals=3 --servers=3 --duration="fixed 1" --holidays=2026-04-03 $monday
bad_list total --arrivals=Total=100 --slots=100 $england
bad_list weight-unused --arrivals=a=3,b=3 --slots=6 --rule=tiers --weight=a=2
bad_list mixture-unused --arrivals=3 --slots=3 --mixture=0.3
bad_list tier-unused --arrivals=a=3,b=3 --slots=6 --tier=a=2,b=1
bad_list exponent-unused --arrivals=3 --slots=3 --rule=accumulating --exponent=3
gives 0 simulate --arrivals=a=3,b=3 --slots=6 --tier=a=2,b=1 --scenario="s: rule=tiers"
bad_list huge --arrivals=1e9 --slots=3
bad_list two-files --slots=3 $england $dorset

# ---------------------------------------------------------------- rtt
expect rtt-totals 0 rtt $dorset
expect rtt-quiet 0 rtt --quiet $dorset
expect rtt-functions 0 rtt --by=treatment-function --names $dorset
expect rtt-nonc 0 rtt --nonc=include $dorset
expect rtt-csv 0 rtt --by=commissioner-icb,treatment-function --format=csv --treatment-function=C_130 $dorset
expect rtt-json 0 rtt --format=json $dorset
expect rtt-counts 0 rtt --output=counts --provider=RBD --treatment-function=C_130 $dorset
expect rtt-tidy-weeks 0 rtt --output=tidy --treatment-function=C_410 --by=provider --names $dorset
expect rtt-tidy-months 0 rtt --output=tidy --months=13 $dorset
"$carepath" rtt --quiet --output=tidy --treatment-function=C_410 $dorset >"$tmp/small.csv"
gives 0 backlog --quiet --steady "$tmp/small.csv"
expect rtt-stdin 0 rtt - <$dorset
awk -F, -v OFS=, 'NR == 5 { $NF = $NF + 7 } { print }' $dorset >"$tmp/off.csv"
expect rtt-off 0 rtt "$tmp/off.csv"
expect rtt-repeated 65 rtt $dorset $dorset
expect rtt-twice 65 rtt $dorset $england

# ---------------------------------------------------------------- ptl, prioritise
. tests/cli/prioritise.sh

# ---------------------------------------------------------------- allocate, vote
. tests/cli/allocate.sh

# ---------------------------------------------------------------- pathway
. tests/cli/pathway.sh

# ---------------------------------------------------------------- system
. tests/cli/system.sh

# ---------------------------------------------------------------- a small history
head=period,type,months_waited,count
history() { # a history of one list and two bands; its rows can be changed by sed
  echo $head
  for month in 2025-01 2025-02 2025-03; do
    printf '%s,new_clock_starts,,100\n' $month
    printf '%s,completed_all,0,40\n%s,completed_all,1,30\n' $month $month
    printf '%s,incomplete,0,60\n%s,incomplete,1,90\n' $month $month
  done
}
two_lists() { # the same for two organisations
  history | sed '1s/^/org,/; 2,$s/^/A,/'
  history | sed '1d; s/^/B,/'
}
# one list that meets a standard already, one without treatments, one that needs more
{
  two_lists
  history | sed '1d; /completed/s/,[0-9]*$/,0/; s/^/C,/'
  history | sed '1d; /incomplete,1/s/,90$/,10/; s/^/D,/'
} >"$tmp/hardest.csv"

# ---------------------------------------------------------------- backlog
total="specialty=Total"
expect backlog-england 0 backlog --where=$total $england
expect backlog-every 0 backlog --where=$total --periods=24 --every=6 --title="England" $england
expect backlog-lists 0 backlog --periods=6 $england
expect backlog-scenario 0 backlog --where=$total --starts=+1% --capacity=x1.05 --longest-first=0.5 --periods=6 $england
expect backlog-counts 0 backlog --where=$total --starts=1800000 --capacity=1700000 --periods=3 $england
expect backlog-rates-mode 0 backlog --where=$total --mode=rates --capacity=+5% --periods=3 $england
expect backlog-cap 0 backlog --where=$total --mode=cap --capacity=1400000 --periods=3 $england
expect backlog-estimators 0 backlog --where=$total --estimator=mean --unrecorded=uplift --recency=1 --bands=6 --whole-bands --periods=3 $england
for choice in floor redistribute redistribute-floor; do
  expect "backlog-$choice" 0 backlog --where=$total --unrecorded=$choice --periods=2 $england
done
expect backlog-csv 0 backlog --where="specialty=Urology;specialty=Cardiology" --periods=2 --format=csv $england
expect backlog-measures 0 backlog --where=$total --what=measures --format=csv $england
expect backlog-calibration 0 backlog --where=$total --what=calibration --format=csv $england
expect backlog-balance 0 backlog --where=$total --what=balance --format=csv $england
expect backlog-json 0 backlog --where=$total --what=measures --format=json --periods=2 $england
expect backlog-dorset-rates 0 backlog --rates=$england $dorset
expect backlog-dorset-functions 0 backlog --rates=$england --group=treatment-function --periods=3 $dorset
expect backlog-dorset-steady 0 backlog --steady --periods=3 $dorset
expect backlog-dorset-weeks 0 backlog --steady --months=0 --periods=3 $dorset
expect backlog-weeks 0 backlog --periods=4 tests/cli/weekly.csv
expect backlog-stdin 0 backlog --where=$total --periods=2 - <$england

# ---- how it goes on, and what happens once
expect backlog-growth 0 backlog --where=$total --periods=12 --every=4 --growth=+2% --capacity-growth=+3.5% --season=1,1,1,1,1,1,1,0.9,1,1,1,0.8 $england
expect backlog-skew 0 backlog --where=$total --periods=3 --skew=rotate:1.2 --urgent-first=0.1 $england
expect backlog-skew-pivot 0 backlog --where=$total --periods=3 --skew=uniform:0.8@4 $england
for choice in none evenly longest; do
  expect "backlog-surplus-$choice" 0 backlog --where=$total --periods=3 --capacity=x1.5 --surplus=$choice $england
done
pair="specialty=Urology;specialty=Cardiology"
cat >"$tmp/events.csv" <<'END'
list,period,kind,people,share,from_weeks,to_weeks
Urology,2025-09,remove,,0.05,12,
Urology,3,treat,2000,,26,52
Cardiology,2025-08,add,1500,,0,18
Cardiology,2025-08,remove,99999999,,40,
END
cat >"$tmp/transfers.csv" <<'END'
from_list,to_list,first,last,people
Urology,Cardiology,2025-07,2025-09,500
END
expect backlog-changes 0 backlog --where="$pair" --periods=6 --events="$tmp/events.csv" --transfers="$tmp/transfers.csv" $england
expect backlog-changes-measures 0 backlog --where="$pair" --periods=6 --events="$tmp/events.csv" --transfers="$tmp/transfers.csv" --what=measures --format=csv $england
expect backlog-changes-runs 2 backlog --where="$pair" --periods=6 --events="$tmp/events.csv" --replications=10 $england
expect backlog-changes-missing 66 backlog --where="$pair" --events="$tmp/none.csv" $england
bad_change() { # NAME OPTION: the file comes on stdin
  cat >"$tmp/$1.csv"
  expect "change-$1" 65 backlog --where="$pair" --periods=6 "--$2=$tmp/$1.csv" $england
}
event() { echo "list,period,kind,people,share,from_weeks,to_weeks"; echo "$1"; }
transfer() { echo "from_list,to_list,first,last,people,share"; echo "$1"; }
event Urology,2027-09,remove,5,,, | bad_change late events
event Urology,2025-05,remove,5,,, | bad_change past events
event Urology,7,remove,5,,, | bad_change beyond events
event Urology,2025-09,remove,-5,,, | bad_change negative events
event Urology,2025-09,remove,nan,,, | bad_change not-a-number events
event Urologie,2025-09,remove,5,,, | bad_change list events
event ,2025-09,remove,5,,, | bad_change no-list events
event Urology,2025-09,cure,5,,, | bad_change kind events
event Urology,2025-09,remove,5,0.5,, | bad_change both events
event Urology,2025-09,remove,,,, | bad_change neither events
event Urology,2025-09,remove,,1.5,, | bad_change share events
event Urology,2025-09,add,,0.5,, | bad_change add-share events
event Urology,2025-09,remove,5,,18,12 | bad_change weeks events
event Urology,2025-09,remove,5,,65,78 | bad_change open-band events
event Urology,2025-09,remove,5,,, | sed '1s/people/poeple/' | bad_change column events
event Urology,2025-09,remove,5,,, | sed '1s/period/beyond_all/' | bad_change column-far events
transfer Urology,Urology,1,2,5, | bad_change itself transfers
transfer Urology,Cardiology,3,2,5, | bad_change order transfers
transfer Urology,Cardiology,1,9,5, | bad_change last transfers
transfer Urology,Eyes,1,2,5, | bad_change to transfers

# ---- the same many times over
expect backlog-spread 0 backlog --where=$total --periods=12 --every=6 --replications=100 $england
expect backlog-spread-lists 0 backlog --where="specialty=Urology;specialty=Cardiology" --periods=6 --replications=50 --uncertainty=demand,capacity --seed=7 $england
expect backlog-spread-one-month 0 backlog --quiet --steady --periods=3 --replications=50 $dorset
expect backlog-fan 0 backlog --where=$total --periods=2 --what=fan --replications=50 --format=csv $england
expect backlog-fan-rates 0 backlog --quiet --rates=$england --periods=1 --what=fan --replications=20 --format=csv $dorset
"$carepath" backlog --where=$total --periods=2 --what=fan --format=csv $england >"$tmp/a"
"$carepath" backlog --where=$total --periods=2 --what=fan --format=csv --replications=200 --seed=1 $england >"$tmp/b"
check "a fan takes 200 runs of seed 1" cmp -s "$tmp/a" "$tmp/b"
"$carepath" backlog --where=$total --periods=2 --what=fan --format=csv --seed=2 $england >"$tmp/b"
check "another seed draws other runs" sh -c '! cmp -s "$0" "$1"' "$tmp/a" "$tmp/b"
"$carepath" backlog --where=$total --periods=2 --what=fan --format=csv --threads=2 $england >"$tmp/b"
check "a fan with two threads" cmp -s "$tmp/a" "$tmp/b"

# several months as several files; the later ones are made from the first
sed 's/RTT-November-2024/RTT-December-2024/' $dorset >"$tmp/december.csv"
sed 's/RTT-November-2024/RTT-March-2025/' $dorset >"$tmp/march.csv"
expect backlog-two-extracts 0 backlog --periods=3 "$tmp/december.csv" $dorset
expect backlog-gap 65 backlog $dorset "$tmp/march.csv"

# ---------------------------------------------------------------- target
expect target-default 0 target --where=$total --longest-first=0.2 --by=2029-03 $england
expect target-cases 0 target --where=$total --standard="65% in 18 by 2026-03" --standard="70 % in 18 weeks by 2027-03" --standard="99.5% in 52" --by-period=6 --profile=both $england
expect target-lists 0 target --standard="70% in 18" --by=2027-03 --hardest=5 $england
expect target-unreachable 1 target --where=$total --by=2029-03 --limit=+2% $england
expect target-unreachable-lists 1 target --by=2027-03 --limit=x1 --hardest=3 $england
expect target-limit-count 1 target --where=$total --limit=1500000 --by-period=24 $england
expect target-cleared 0 target --where=specialty=Cardiology --standard="99.9% in 18" --by-period=12 $england
expect target-unreachable-csv 1 target --where=$total --by=2029-03 --limit=+2% --format=csv $england
expect target-unreachable-json 1 target --standard="70% in 18 by 2027-03" --limit=x1 --profile=both --format=json --where=$total $england
expect target-hardest 0 target --standard="60% in 4" --by-period=12 --hardest=6 "$tmp/hardest.csv"
expect target-met 0 target --where=$total --standard="50% in 18" $england
expect target-csv 1 target --by=2027-03 --limit=+10% --format=csv $england
expect target-path 0 target --where=$total --standard="65% in 18 by 2025-09" --standard="70% in 18 by 2026-03" --longest-first=0.3 --what=path --profile=both --format=csv $england
expect target-json 0 target --where=$total --standard="65% in 18 by 2025-09" --longest-first=0.3 --format=json $england
expect target-growth 0 target --where=$total --growth=+2% --skew=rotate:1.3 --standard="65% in 18 by 2025-10" --standard="66% in 18 by 2026-03" $england
expect target-weeks 0 target --standard="80% in 5" --by=2025-04 tests/cli/weekly.csv
expect target-dorset 0 target --rates=$england --standard="65% in 18" --by=2026-03 $dorset

# ---- several standards at once
both="65% in 18 by 2026-03"
third="70% in 18 by 2027-03"
for profile in flat ramp least smooth steady; do
  expect "together-$profile" 0 target --together --profile=$profile --where=$total --longest-first=0.2 --standard="$both" --standard="$third" $england
done
expect together-shape 0 target --together --profile=shape --shape=1,1,1,1,1,1,1,0.9,1,1,1,0.8 --where=$total --longest-first=0.2 --standard="$both" $england
expect together-goals 0 target --together --profile=smooth --largest-change=20000 --where=$total --longest-first=0.2 --standard="$both" --standard="at most 1% over 52 by 2026-03" --standard="at most 50000 over 52 by 2025-12" --standard="at most 7000000 waiting by 2026-06" $england
expect together-lists 0 target --together --profile=ramp --standard="$both" --where="specialty=Urology;specialty=Cardiology" --longest-first=0.3 $england
expect together-keys 0 target --together --where=$total --longest-first=0.2 --standard=rtt_2025_26_national --standard=rtt_52w_2025_26 $england
expect together-unreachable 1 target --together --where=$total --limit=+1% --standard="$third" $england
expect together-csv 0 target --together --where="specialty=Urology;specialty=Cardiology" --longest-first=0.3 --standard="$both" --format=csv $england
expect together-path 0 target --together --where=$total --longest-first=0.3 --standard="$both" --what=path --format=csv $england
expect together-goal-table 0 target --together --where=$total --longest-first=0.3 --standard="$both" --standard="$third" --what=goals --format=csv $england
expect together-both 2 target --together --profile=both $england
expect together-change 2 target --together --largest-change=5 $england
expect together-no-shape 2 target --together --profile=shape $england
expect together-past 2 target --together --standard="65% in 18 by 2025-05" $england
expect together-open-band 65 target --together --standard="at most 1% over 65" $england
expect target-at-most 2 target --standard="at most 1% over 52" $england
expect target-free 2 target --profile=smooth $england
expect target-key 0 target --where=$total --longest-first=0.2 --standard=rtt_2025_26_national $england
expect target-key-past 2 target --standard=rtt_52w --together $england
expect target-key-gain 2 target --standard=rtt_2025_26_trust $england
expect target-key-other 2 target --standard=cancer_62d $england
for rule in "at most 1" "at most -5 waiting" "at most 5% waiting" "at most 100% over 52" "at least 5 over 3" "0% in 18" "92% in -1" "92% in 18 by March"; do
  gives 2 target --together --standard="$rule" $england
done

# ---------------------------------------------------------------- waits, steady, standards
expect waits-england 0 waits --where=$total --waited=18,36 $england
expect waits-lists 0 waits --weeks=26 $england
expect waits-csv 0 waits --waited=10 --where=$total --format=csv $england
expect waits-incidence 0 waits --what=incidence --where=$total --format=csv $england
expect waits-dorset 0 waits --quiet --rates=$england $dorset
expect waits-weeks 0 waits --weeks=5 --every=2 tests/cli/weekly.csv
expect waits-waited 2 waits --waited=3,-1 $england
expect waits-waited-text 2 waits --waited=soon $england
expect steady-england 0 steady --where=$total $england
expect steady-lists 0 steady --standard="65% in 18" --order=hazards $england
expect steady-csv 0 steady --where=$total --format=csv $england
expect steady-bands 0 steady --where=$total --what=bands --format=csv $england
expect steady-two 2 steady --standard="65% in 18" --standard="92% in 18" $england
expect steady-kind 2 steady --standard="at most 5 over 52" $england
expect steady-open-band 65 steady --standard="92% in 104" $england
expect standards 0 standards
expect standards-on 0 standards --on=2026-01-31
expect standards-csv 0 standards --on=2026-01-31 --format=csv
printf 'key,kind,limit_days,share,due\nmine,within,42,0.9,2026-03-31\n' >"$tmp/standards.csv"
expect standards-own 0 standards "$tmp/standards.csv"
printf 'key,kind,limit_days,share\nmine,within,42,1.9\n' >"$tmp/standards-bad.csv"
expect standards-share 65 standards "$tmp/standards-bad.csv"
expect standards-missing 66 standards "$tmp/none.csv"
"$carepath" standards --format=csv --to="$tmp/standards-all.csv"
"$carepath" standards --format=csv --to="$tmp/standards-again.csv" "$tmp/standards-all.csv"
check "standards: what is written can be read again" cmp -s "$tmp/standards-all.csv" "$tmp/standards-again.csv"
expect standards-date 2 standards --on=2026-02-30

# ---------------------------------------------------------------- queue
expect queue-list 0 queue
expect queue-list-csv 0 queue --format=csv
expect queue-help-erlang_c 0 help queue erlang_c
check "queue erlang_c --help prints the same" sh -c '"$0" queue erlang_c --help | diff - "$1"' "$carepath" "$tmp/out"
expect queue-help-jackson 0 queue jackson --help
expect queue-help-infinite 0 queue infinite --help
expect queue-erlang_c 0 queue erlang_c --servers=10 --load=7
expect queue-erlang_b-csv 0 queue erlang_b --servers=10 --load=5 --format=csv
expect queue-mmc-text 0 queue mmc --arrivals=20 --service-rate=0.25 --servers=88 --time=1 --format=text
"$carepath" queue mmc --arrivals=20 --service_rate=0.25 --servers=88 --time=1 -f text >"$tmp/b" 2>/dev/null
same "inputs by the library's names" "$expected/queue-mmc-text.out" "$tmp/b"
"$carepath" queue erlang-c --servers=10 --load=7 >"$tmp/b" 2>/dev/null
same "a formula with a hyphen" "$expected/queue-erlang_c.out" "$tmp/b"
expect queue-unstable 1 queue mmc --arrivals=20 --service-rate=0.25 --servers=80
expect queue-unstable-text 1 queue erlang_c --servers=2 --load=2 --format=text
expect queue-gim1 0 queue gim1 --arrivals=0.8 --service-rate=1 --law=deterministic --format=csv
expect queue-mg1-no-value 0 queue mg1 --arrivals=0.5 --service-time=1 --service-second=2
expect queue-beds-text 0 queue beds --arrivals=5.2 --stay=4.5 --share=0.02 -f text
expect queue-least-unreachable 1 queue least_servers --goal=quantile --arrivals=4 --service-rate=1 --share=1 --time=2
expect queue-priority 0 queue priority_mmc --arrivals=1,3,2 --service-rate=1 --servers=8
expect queue-priority-text 0 queue priority_mmc --arrivals=1,3,2 --service-rate=1 --servers=8 --format=text
expect queue-jackson 0 queue jackson --arrivals=4,0 --routing="0,0.5;0.1,0" --service-rate=1,2 --servers=6,2
expect queue-jackson-csv 0 queue jackson --arrivals=4,0 --routing="0,0.5;0.1,0" --service-rate=1,2 --servers=6,2 -f csv
expect queue-jackson-text 0 queue jackson --arrivals=4,0 --routing="0,0.5;0.1,0" --service-rate=1,2 --servers=6,2 -f text
expect queue-infinite-week 0 queue infinite --law=erlang --stages=2 --stay=4 --times=1,2,3,4,5,6,7 --length=5,2 --arrivals=6,2 --start=20 -f text
gives 0 queue erlang_c --servers=10 --load=7 --to="$tmp/queue.json"
same "queue --to" "$expected/queue-erlang_c.out" "$tmp/queue.json"
expect queue-usage-formula 2 queue erlang_d --servers=10
expect queue-usage-formula-far 2 queue zzzzzzzzzzzz
expect queue-usage-formula-late 2 queue --format=json erlang_c
expect queue-usage-help 2 help queue erlangc
expect queue-usage-input 2 queue erlang_c --server=10 --loads=7
expect queue-usage-input-near 2 queue mmc --arivals=10
expect queue-usage-input-far 2 queue erlang_c --zzzzzzzz=10
expect queue-usage-input-bare 2 queue --servers=10
expect queue-usage-missing 2 queue erlang_c --servers=10
expect queue-usage-empty 2 queue erlang_c --servers= --load=7
expect queue-usage-value 2 queue erlang_c --load=7 --servers
expect queue-usage-number 2 queue erlang_c --servers=10,5 --load=7
expect queue-usage-comma 2 queue mmc --arrivals=1,5 --service-rate=1 --servers=3
expect queue-usage-nan 2 queue erlang_c --servers=nan --load=7
expect queue-usage-inf 2 queue erlang_c --servers=inf --load=7
expect queue-usage-domain 2 queue erlang_c --servers=10 --load=-7
expect queue-usage-whole 2 queue mmck --arrivals=1 --service-rate=1 --servers=1.5 --room=3
expect queue-usage-list 2 queue priority_mmc --arrivals=1,,2 --service-rate=1 --servers=8
expect queue-usage-lengths 2 queue priority_mg1 --arrivals=0.1,0.2 --service-time=1,1,1 --service-second=2,2
expect queue-usage-table 2 queue jackson --arrivals=4,0 --routing="0,0.5;0.1" --service-rate=1,2 --servers=6,2
expect queue-usage-table-size 2 queue jackson --arrivals=4,0 --routing=0.5 --service-rate=1,2 --servers=6,2
expect queue-usage-choice 2 queue gim1 --arrivals=0.8 --service-rate=1 --law=gama
expect queue-usage-choice-far 2 queue gim1 --arrivals=0.8 --service-rate=1 --law=weibull
expect queue-usage-goal 2 queue least_servers --goal=delay --arrivals=5 --service-rate=1
expect queue-usage-goal-time 2 queue least_capacity --goal=mean_wait --arrivals=5 --service-rate=1
expect queue-usage-people 2 queue transient --arrivals=1 --service-rate=0.5 --servers=3 --times=1 --start=200000000
printf '1\n3\n2\n' >"$tmp/numbers"
printf 'ward,"joins, a week"\nA,1\nB,3\nC,2\n' >"$tmp/wards.csv"
printf '0,0.5\n0.1,0\n' >"$tmp/routing"
for list in "@$tmp/numbers" "@$tmp/wards.csv:joins, a week" @-; do
  "$carepath" queue priority_mmc --arrivals="$list" --service-rate=1 --servers=8 <"$tmp/numbers" >"$tmp/b" 2>/dev/null
  same "a list from $list" "$expected/queue-priority.out" "$tmp/b"
done
"$carepath" queue jackson --arrivals=4,0 --routing="@$tmp/routing" --service-rate=1,2 --servers=6,2 >"$tmp/b" 2>/dev/null
same "a table from a file" "$expected/queue-jackson.out" "$tmp/b"
expect queue-file-none 66 queue priority_mmc --arrivals="@$tmp/nothing.csv" --service-rate=1 --servers=8
expect queue-file-column 65 queue priority_mmc --arrivals="@$tmp/wards.csv:z" --service-rate=1 --servers=8
expect queue-file-columns 65 queue priority_mmc --arrivals="@$tmp/wards.csv" --service-rate=1 --servers=8
expect queue-file-words 65 queue priority_mmc --arrivals="@$tmp/wards.csv:ward" --service-rate=1 --servers=8
expect queue-file-table 65 queue jackson --arrivals=4,0 --routing="@$tmp/numbers" --service-rate=1,2 --servers=6,2
: >"$tmp/empty"
expect queue-file-empty 65 queue priority_mmc --arrivals="@$tmp/empty" --service-rate=1 --servers=8
"$carepath" queue priority_mmc --arrivals=1,3,2 --service-rate=1 --servers=8 --rule=waits-turn >"$tmp/a" 2>/dev/null
"$carepath" queue priority_mmc --arrivals=1,3,2 --service-rate=1 --servers=8 --rule=waits_turn >"$tmp/b" 2>/dev/null
same "a choice with a hyphen" "$tmp/a" "$tmp/b"
check "a choice with a hyphen is found" grep -q '"waits_turn"' "$tmp/a"
"$carepath" queue beds --arrivals=5.2 --stay=4.5 --share=.02 -f text >"$tmp/b" 2>/dev/null
same "a number without its 0" "$expected/queue-beds-text.out" "$tmp/b"
expect queue-usage-point 2 queue beds --arrivals=5.2 --stay=4.5 --share=.
expect queue-weeks 0 queue weekly_batch --arrivals=20 --capacity=22 --removal=.02 --start=100 --weeks=3 -f csv
expect queue-usage-file 2 queue erlang_c --servers=10 --load=7 $england
expect queue-usage-format 2 queue erlang_c --servers=10 --load=7 --format=yaml
gives 0 queue erlang_c --version
"$carepath" queue transient --arrivals=1e6 --service-rate=0.2 --servers=3 --times=9 >"$tmp/b" 2>"$tmp/err" &
sleep 1
kill -TERM $!
wait $!
check "queue stops when it is told to" [ $? -eq 130 ]
check "queue says that it stopped" grep -q cancelled "$tmp/err"
check "queue then writes nothing" [ ! -s "$tmp/b" ]
LC_ALL=de_DE.UTF-8 "$carepath" queue mmc --arrivals=20 --service-rate=0.25 --servers=88 --time=1 -f text >"$tmp/b" 2>/dev/null
same "formulae without the locale" "$expected/queue-mmc-text.out" "$tmp/b"
if [ -w /dev/full ]; then
  "$carepath" queue >/dev/full 2>/dev/null
  check "queue to /dev/full" [ $? -eq 74 ]
fi
if command -v python3 >/dev/null 2>&1; then
  for file in "$expected"/queue-erlang_c.out "$expected"/queue-unstable.out "$expected"/queue-jackson.out "$expected"/queue-mg1-no-value.out; do
    check "json: $file" python3 -m json.tool "$file" /dev/null
  done
  "$carepath" queue --format=json >"$tmp/json"
  check "json: all formulae" python3 -c '
import json, sys
found = json.load(open(sys.argv[1], encoding="utf-8"))
names = [line.split()[0] for line in open(sys.argv[2], encoding="utf-8")]
sys.exit([f["formula"] for f in found] != names)' "$tmp/json" "$expected/queue-list.out"
fi
# the guide's commands print what it says, and its Python and C what their examples print
if command -v python3 >/dev/null 2>&1; then
  check "docs/how-to/how-many-beds.md" python3 tests/cli/guide.py "$carepath" docs/how-to/how-many-beds.md \
    tests/examples/how_many_beds.py.expected tests/examples/queue.expected
fi
# every formula has help, a line in the list and its inputs in the manual page
for formula in $("$carepath" queue | sed 's/ .*//'); do
  "$carepath" help queue "$formula" >"$tmp/out" 2>&1
  check "help of $formula" grep -q "^Usage: carepath queue $formula " "$tmp/out"
  check "$formula in the manual page" grep -q "^.fB$formula.fR" docs/man/carepath.1
  expect "queue-nothing-$formula" 2 queue "$formula"
done

# ---------------------------------------------------------------- backtest
expect backtest-england 0 backtest --where=$total $england
expect backtest-lists 0 backtest --flows=level --from=6 --ahead=3 --every=2 --least=100000 $england
expect backtest-naive 0 backtest --where="specialty=Urology" --method=naive --until=5 --whole-bands $england
expect backtest-csv 0 backtest --format=csv $england
expect backtest-json 0 backtest --where=$total --from=10 --ahead=2 --format=json $england
expect backtest-by-list 0 backtest --from=11 --what=lists --format=csv $england
expect backtest-courses 0 backtest --from=9 --where=$total --what=courses --format=csv $england
expect backtest-bands 0 backtest --from=9 --where=$total --what=bands --format=csv $england
expect backtest-open-band 65 backtest --from=1 tests/cli/weekly.csv
expect backtest-weeks 0 backtest --from=1 --weeks=5 tests/cli/weekly.csv
expect backtest-from 2 backtest --from=12 $england
expect backtest-until 2 backtest --until=12 $england
expect backtest-order 2 backtest --from=5 --until=4 $england
expect backtest-method 2 backtest --method=planer $england
expect backtest-one-period 65 backtest --quiet $dorset

# ---------------------------------------------------------------- data that are not as expected: exit 65
bad() { # NAME: its text comes on stdin
  cat >"$tmp/$1.csv"
  expect "data-$1" 65 backlog "$tmp/$1.csv"
}
history >"$tmp/good.csv"
expect data-good 0 backlog --periods=2 "$tmp/good.csv"
history | sed '1s/^/site,note,/; 2,$s/^/A,,/' >"$tmp/blank.csv"
expect data-blank-label 0 backlog --periods=2 "$tmp/blank.csv"
printf '%s' "$(history)" >"$tmp/cut.csv"
expect data-cut 0 backlog --periods=2 --format=csv "$tmp/cut.csv"
printf '%s' "$(history)" | expect data-cut-quiet 0 backlog --quiet --periods=2 --format=csv -
two_lists | grep -v '^B,.*new_clock_starts' >"$tmp/some-starts.csv"
expect data-no-starts 0 backlog --where=org=B --periods=2 "$tmp/some-starts.csv"
expect data-no-starts-csv 0 backlog --where=org=B --periods=2 --format=csv "$tmp/some-starts.csv"
expect data-starts-given 0 backlog --where=org=B --periods=2 --starts=100 --format=csv "$tmp/some-starts.csv"
two_lists | grep -v '^B,2025-02' | bad missing-period
history | tr , ';' | bad semicolons
history | tr , '\t' | bad tabs
sed '/,5,[0-9.]*$/d' $england | bad lost-band
history | sed '9s/30$/-30/' | bad negative
history | sed '9s/30$/nan/' | bad nan
history | sed '9s/30$/inf/' | bad inf
history | sed '9s/30$/3o/' | bad number
history | sed '9s/30$//' | bad empty-cell
history | sed '9s/,30$//' | bad truncated
history | sed '/2025-02/d' | bad missing-month
history | sed '/2025-0[23]/d' | bad one-period
history | sed '1s/count/people/' | bad header
history | sed '1s/period/perod/' | bad header-near
history | sed '7s/2025-02/2025-2/' | bad period
history | sed '8s/completed_all/completed/' | bad type
history | sed '9s/,1,/,x,/' | bad band
history | sed '9p' | bad twice
{ history | head -n 8; awk 'BEGIN {for (i = 0; i < 300000; i++) printf "12345678"; print ""}'; } | bad huge
: | bad empty
echo $head | bad header-only
printf 'period,type\0,months_waited,count\n' | bad nul
printf '\037\213\010\000binary' | bad gzip
history | sed '9s/^/"/' | bad quote
expect data-where 65 backlog --where="specialty=Alchemy" $england
expect data-where-column 65 backlog --where="speciality=Total" $england
expect data-provider 65 backlog --steady --provider=ZZZ $dorset
expect data-no-rates 65 backlog $dorset
expect data-rates-bands 65 backlog --rates=$england --months=6 $dorset
expect data-rates-short 65 backlog --rates="$tmp/one-period.csv" $dorset
sed '4s/^[^,]*/November/' $dorset >"$tmp/extract.csv"
expect data-extract 65 rtt "$tmp/extract.csv"
head -n 3 $dorset | cut -c 1-900 >"$tmp/short.csv"
expect data-extract-short 65 rtt "$tmp/short.csv"
expect data-standard-weeks 65 target --where=$total --standard="92% in 104" $england
sed 's/$/\r/' <$england >"$tmp/crlf.csv"
"$carepath" backlog --where=$total --format=csv "$tmp/crlf.csv" >"$tmp/crlf.out" 2>&1
check "CR LF is read as LF" sh -c '"$0" backlog --where='$total' --format=csv "$1" | diff -q - "$2" >/dev/null' "$carepath" $england "$tmp/crlf.out"

# ---------------------------------------------------------------- no input: exit 66
expect input-missing 66 backlog "$tmp/none.csv"
expect input-directory 66 backlog "$tmp"
expect input-second-missing 66 rtt $dorset "$tmp/none.csv"
expect input-rates-missing 66 backlog --rates="$tmp/none.csv" $dorset
if [ "$(id -u)" != 0 ]; then
  history >"$tmp/locked.csv"
  chmod a-r "$tmp/locked.csv"
  gives 66 backlog "$tmp/locked.csv"
  check "a file that may not be read is named" grep -q "locked.csv: Permission denied" "$tmp/err"
else
  skip "a file that may not be read: root may read it"
fi

# ---------------------------------------------------------------- what cannot be written: exit 74
if [ -w /dev/full ]; then
  for arguments in --help "help backlog" "help --man" --version "rtt $dorset" "rtt --output=tidy $dorset" \
    "backlog $england" "backlog --format=csv $england" "backlog --format=json $england" \
    "target --by-period=3 --standard=61%in18 --format=csv $england"; do
    # shellcheck disable=SC2086 # several words are meant
    "$carepath" $arguments >/dev/full 2>"$tmp/err"
    got=$?
    if [ $got -eq 74 ] && [ -s "$tmp/err" ]; then pass; else miss "to /dev/full: exit $got: $arguments"; fi
  done
  gives 74 backlog --to=/dev/full $england
  gives 74 backlog --html=/dev/full $england
  gives 74 simulate --arrivals=3 --slots=3 --to=/dev/full
  gives 74 simulate --arrivals=3 --slots=3 --html=/dev/full
  gives 74 simulate --arrivals=3 --slots=3 --records=/dev/full
else
  skip "/dev/full: there is none"
fi
"$carepath" backlog $england >&- 2>/dev/null
check "closed stdout is a write error" [ $? -eq 74 ]
expect write-folder-missing 74 backlog --quiet --to="$tmp/none/out.csv" $england
expect write-directory 74 backlog --quiet --to="$tmp" $england
expect write-page-missing 74 backlog --quiet --html="$tmp/none/out.html" $england
if [ "$(id -u)" != 0 ]; then
  mkdir "$tmp/locked"
  chmod a-w "$tmp/locked"
  gives 74 backlog --quiet --to="$tmp/locked/out.csv" $england
  check "a folder that may not be written is named" grep -q "locked/out.csv" "$tmp/err"
else
  skip "a folder that may not be written: root may write it"
fi

# ---------------------------------------------------------------- files: whole or not at all
mkdir "$tmp/files"
echo "as it was" >"$tmp/files/kept.csv"
gives 65 backlog --to="$tmp/files/kept.csv" "$tmp/negative.csv"
check "a file is kept where the answer fails" [ "$(cat "$tmp/files/kept.csv")" = "as it was" ]
gives 74 backlog --to="$tmp/files/kept.csv" --html="$tmp/none/page.html" $england
check "a file is kept where the page fails" [ "$(cat "$tmp/files/kept.csv")" = "as it was" ]
gives 0 backlog --where=$total --format=csv --to="$tmp/files/kept.csv" $england
check "a file is replaced by the answer" sh -c '"$0" backlog --where='$total' --format=csv "$1" | diff -q - "$2" >/dev/null' "$carepath" $england "$tmp/files/kept.csv"
check "nothing but the file is left" [ "$(ls -A "$tmp/files")" = kept.csv ]
gives 0 backlog --where=$total -o - $england
check "-o - is stdout" [ -s "$tmp/out" ]

# ---------------------------------------------------------------- ways that must agree
"$carepath" backlog --quiet --format=csv --group=treatment-function --steady $dorset >"$tmp/a"
"$carepath" rtt --quiet --output=tidy --months=13 --by=treatment-function --names $dorset |
  "$carepath" backlog --quiet --format=csv --steady - >"$tmp/b"
same "an extract gives what its tidy form gives" "$tmp/a" "$tmp/b"
"$carepath" backlog --format=json --threads=1 $england >"$tmp/a"
for threads in 2 0; do
  "$carepath" backlog --format=json --threads=$threads $england >"$tmp/b"
  same "json with $threads threads" "$tmp/a" "$tmp/b"
done
LC_ALL=de_DE.UTF-8 "$carepath" backlog --format=json $england >"$tmp/b"
same "json in another locale" "$tmp/a" "$tmp/b"
"$carepath" backlog --where=$total $england >"$tmp/a"
NO_COLOR=1 "$carepath" backlog --where=$total $england >"$tmp/b"
same "NO_COLOR changes nothing off a terminal" "$tmp/a" "$tmp/b"
"$carepath" backlog $england --where $total >"$tmp/b"
same "options may follow the file" "$tmp/a" "$tmp/b"
"$carepath" backlog -w $total -n 12 -f text $england >"$tmp/b"
same "short options are the long ones" "$tmp/a" "$tmp/b"
if [ "$(printf '\033')" ] && command -v script >/dev/null 2>&1; then
  script -qec "'$carepath' backlog --where=$total $england" /dev/null </dev/null >"$tmp/a" 2>/dev/null
  script -qec "NO_COLOR=1 '$carepath' backlog --where=$total $england" /dev/null </dev/null >"$tmp/b" 2>/dev/null
  check "headings are bold on a terminal" grep -q "$(printf '\033')\[1m" "$tmp/a"
  check "NO_COLOR is honoured" sh -c '! grep -q "$(printf "\033")\[1m" "$0"' "$tmp/b"
else
  skip "a terminal: there is no script command"
fi

# ---------------------------------------------------------------- the page, and json
"$carepath" target --standard="65% in 18 by 2026-03" --standard="92% in 18 by 2029-03" --profile=both \
  --longest-first=0.2 --title='A <title> & more' --source="a source" --html="$tmp/target.html" $england >"$tmp/out"
"$carepath" backlog --html="$tmp/backlog.html" $england >"$tmp/out"
"$carepath" backlog --steady --html="$tmp/steady.html" $dorset >"$tmp/out" 2>&1
"$carepath" target --standard="80% in 5" --by=2025-04-13 --html="$tmp/weeks.html" tests/cli/weekly.csv >"$tmp/out"
"$carepath" backtest --html="$tmp/backtest.html" $england >"$tmp/out"
"$carepath" target --together --where=$total --longest-first=0.2 --standard="$both" --html="$tmp/plan.html" $england >"$tmp/out"
"$carepath" simulate --arrivals=urgent=2,routine=8 --waiting=urgent=6,routine=100 --slots=10 --rule=tiers --cancelled=0.05 \
  --scenario="more: slots=+10%" --scenario="in turn: rule=first-come" --replications=20 --html="$tmp/patients.html" >"$tmp/out"
"$carepath" simulate --arrivals=2.7 --servers=3 --duration="exponential 1" --periods=40 --batches=4 --html="$tmp/servers.html" >"$tmp/out"
for page in target backlog steady weeks backtest plan patients servers; do
  file=$tmp/$page.html
  check "$page: viewport" grep -q 'name="viewport"' "$file"
  check "$page: no script" sh -c '! grep -qi "<script" "$0"' "$file"
  check "$page: no network" sh -c '! sed "s|http://www.w3.org/[a-zA-Z0-9/]*||g" "$0" | grep -qiE "https?://|url\(|@import"' "$file"
  check "$page: every chart has a title and a description" \
    [ "$(grep -c 'role="img"' "$file")" = "$(grep -c '<desc ' "$file")" ]
  check "$page: a table under every chart" [ "$(grep -c '<figure>' "$file")" = "$(grep -c '<details>' "$file")" ]
  check "$page: no figure is missing" sh -c '! grep -qE ">(nan|-?inf)<|=\"(nan|-?inf)\"" "$0"' "$file"
done
check "the page says that nobody joins" sh -c '"$0" backlog --quiet --where=org=B --html="$2" "$1" >/dev/null && grep -q "Warning: there are no clock starts" "$2"' "$carepath" "$tmp/some-starts.csv" "$tmp/no-starts.html"
check "the page says what is left" sh -c '! grep -q "emptying" "$0"' "$tmp/target.html"
check "the title is escaped" grep -q '<h1>A &lt;title&gt; &amp; more</h1>' "$tmp/target.html"
check "the source is named" grep -q 'Source: a source' "$tmp/target.html"
if command -v sha256sum >/dev/null 2>&1; then
  check "the digest is the file's" grep -q "$(sha256sum $england | cut -d ' ' -f 1)" "$tmp/target.html"
else
  skip "the digest of the input: there is no sha256sum"
fi
"$carepath" target --standard="65% in 18 by 2026-03" --standard="92% in 18 by 2029-03" --profile=both \
  --longest-first=0.2 --title='A <title> & more' --source="a source" --html="$tmp/again.html" --threads=2 $england >"$tmp/out"
same "the same page again" "$tmp/target.html" "$tmp/again.html"
if command -v python3 >/dev/null 2>&1; then
  for page in target backlog steady weeks backtest plan patients servers; do
    check "$page: well-formed" python3 -c 'import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])' "$tmp/$page.html"
    check "$page: names are unique" python3 -c '
import re, sys
ids = re.findall(r" id=\"([^\"]+)\"", open(sys.argv[1], encoding="utf-8").read())
sys.exit(len(ids) != len(set(ids)))' "$tmp/$page.html"
  done
  for arguments in "rtt $dorset" "rtt --output=counts $dorset" "backlog --where=$total $england" \
    "backlog --what=fan --replications=20 $england" "backlog --what=measures $england" "backlog --what=calibration $england" "backlog --what=balance $england" \
    "backtest $england" "backtest --what=bands $england" "waits $england" "steady $england" "standards" "simulate --arrivals=3 --slots=3 --scenario=a:slots=4" "simulate --arrivals=3 --slots=3 --scenario=a:slots=4 --what=differences" "target --together --longest-first=0.3 --standard=61%in18 $england" "target --by=2027-03 $england" "target --what=path --by=2027-03 $england"; do
    # shellcheck disable=SC2086 # several words are meant
    "$carepath" $arguments --quiet --format=json >"$tmp/json"
    check "json: $arguments" python3 -m json.tool "$tmp/json" /dev/null
  done
else
  skip "json and well-formed pages: there is no python3"
fi

# ---------------------------------------------------------------- inequality
# shellcheck source=tests/cli/equity.sh
. tests/cli/equity.sh

# ---------------------------------------------------------------- the demo
CAREPATH=$carepath sh examples/demo.sh "$tmp/demo" >"$tmp/out" 2>"$tmp/err"
check "the demo runs" [ $? -eq 0 ]
for file in calibration.csv projection.csv measures.csv fan.csv targets.csv report.html list.html plan.html backtest.html \
  ranked.csv next.html; do
  check "the demo writes $file" [ -s "$tmp/demo/$file" ]
done
check "the demo says where they are" grep -q "demo/report.html" "$tmp/out"

[ $skipped -eq 0 ] || echo "$skipped skipped"
passed=$(wc -l <"$tmp/passed") failed=$(wc -l <"$tmp/failed")
echo "$((passed)) passed, $((failed)) failed"
[ "$failed" -eq 0 ]
