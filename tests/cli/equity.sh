# shellcheck shell=sh
# The command `equity`: sourced by run.sh, whose helpers (expect, gives, check, same) and names it uses.
# shellcheck disable=SC2154,SC2016,SC2086
icb=examples/data/icb_waits_2025-05.csv
months=examples/data/icb_waits_months.csv

# ---------------------------------------------------------------- small files
e=$tmp/equity
mkdir -p "$e"
# values of five groups with limits: the worked SII of the method's own paper is not needed, the line is exact
printf 'group,value,population,se\n1,10,100,0.5\n2,12,100,0.5\n3,14,100,0.5\n4,16,100,0.5\n5,18,100,0.5\n' >"$e/line.csv"
printf 'group,value,lower,upper\n1,10,9,11\n2,12,11,13\n3,14,13,15\n' >"$e/limits.csv"
printf 'area,group,value,population\nA,1,10,5\nA,2,20,5\nB,1,30,5\nB,2,20,5\n' >"$e/areas.csv"
printf 'group,count,population,age_band,standard\n1,10,1000,young,60\n1,30,1000,old,40\n2,5,500,young,60\n2,20,500,old,40\n' >"$e/rates.csv"
printf 'weeks,event,group\n1,treated,1\n2,waiting,1\n3,treated,1\n4,removed,1\n5,treated,1\n1,1,2\n1,1,2\n2,1,2\n2,0,2\n3,1,2\n' >"$e/waits.csv"
printf 'group,weeks,specialty\n1,10,A\n1,12,B\n1,20,A\n2,8,A\n2,9,B\n2,7,A\n' >"$e/people.csv"
printf 'group,value\n1,10\n1,12\n2,8\n2,9\n,30\n,1\n' >"$e/missing.csv"
printf 'month,value\n2024-01,10\n2024-02,11\n2024-03,10\n2024-04,12\n2024-05,11\n2024-06,10\n2024-07,11\n2024-08,12\n2024-09,10\n2024-10,11\n2024-11,\n2024-12,30\n' >"$e/series.csv"
printf 'programme,group,people,health,recipients,gain,cost\nnear,1,1000,60,100,0.05,500\nnear,2,1000,70,100,0.05,500\nfar,1,1000,60,200,0.05,500\nfar,2,1000,70,50,0.05,500\n' >"$e/dcea.csv"
printf 'unit,events,people\nA,3,100\nB,30,110\nC,12,120\nD,5,90\n' >"$e/small.csv"

# ---------------------------------------------------------------- measures
expect equity-list 0 equity
expect equity-list-csv 0 equity --format=csv
expect equity-list-json 0 equity --format=json
for measure in slope waits funnel xmr; do
  expect "equity-help-$measure" 0 equity $measure --help
done
expect equity-gaps 0 equity gaps --numerator=over_52 --denominator=waiting --per=100 --level=95,99.8 $icb
expect equity-slope 0 equity slope "$e/line.csv"
expect equity-slope-csv 0 equity slope --level=95,99.8 --format=csv "$e/line.csv"
expect equity-slope-json 0 equity slope --level=95,99.8 --format=json "$e/line.csv"
expect equity-slope-limits 0 equity slope --transform=log --multiplier=-1 "$e/limits.csv"
expect equity-slope-simulated 0 equity slope --limits=simulated --runs=2000 --seed=7 "$e/line.csv"
expect equity-slope-areas 0 equity slope "$e/areas.csv"
expect equity-slope-order 0 equity slope --order=5,4,3,2,1 --format=csv "$e/line.csv"
"$carepath" equity slope --reverse --format=csv "$e/line.csv" >"$tmp/b" 2>/dev/null
same "equity: --reverse is the other order" "$expected/equity-slope-order.out" "$tmp/b"
expect equity-concentration 0 equity concentration --rank=imd_score --value=over_52 --lowest=0 --highest=100000 --aversion=3 $icb
expect equity-curve 0 equity curve --numerator=over_52 --denominator=population --points=5 $icb
expect equity-dispersion 0 equity dispersion --value=over_52 --kolm=0.001 $icb
expect equity-decompose 0 equity decompose --value=weeks --by=specialty --measure=theil-t "$e/people.csv"
expect equity-decompose-all 0 equity decompose --value=weeks "$e/people.csv"
expect equity-all 0 equity all --numerator=over_52 --denominator=waiting --per=100 $icb
expect equity-waits 0 equity waits --unit=weeks --at=2,4 --level=90,95 "$e/waits.csv"
expect equity-waits-csv 0 equity waits --at=2 --percentiles=50 --format=csv "$e/waits.csv"
expect equity-waits-list 0 equity waits --where="specialty=Cardiology;specialty=Urology" $england
expect equity-adjusted 0 equity adjusted --stratum=specialty --time=weeks --empty=drop "$e/people.csv"
expect equity-rates 0 equity rates --per=1000 "$e/rates.csv"
expect equity-funnel 0 equity funnel --group=name --numerator=over_52 --denominator=waiting --per=100 --dispersion=add $icb
expect equity-funnel-exact 0 equity funnel --group=unit --denominator=people --funnel-limits=exact "$e/small.csv"
expect equity-xmr 0 equity xmr --better=down --target=12 "$e/series.csv"
expect equity-xmr-share 0 equity xmr --area=imd_quintile --numerator=over_52 --denominator=waiting --kind=share --laney --better=down --rebase=2024-02 $months
expect equity-dcea 0 equity dcea --area=programme --threshold=20000 --shares=love-koh-2020-steep --aversions=0,1,5 "$e/dcea.csv"
expect equity-missing 0 equity missing "$e/missing.csv"
expect equity-dropped 0 equity gaps "$e/missing.csv"
printf 'group,count,population,age_band\n1,10,1000,young\n1,30,1000,old\n2,5,500,young\n2,20,500,old\n' >"$e/counts.csv"
expect equity-rates-indirect 0 equity rates --per=1000 --method=indirect --level=95,99.8 "$e/counts.csv"
"$carepath" equity slope - <"$e/line.csv" >"$tmp/b" 2>/dev/null
same "equity: from stdin" "$expected/equity-slope.out" "$tmp/b"
for threads in 1 2; do
  "$carepath" equity slope --limits=simulated --runs=20000 --seed=3 --threads=$threads --format=csv "$e/line.csv" >"$tmp/threads.$threads"
done
same "equity: the same for any number of threads" "$tmp/threads.1" "$tmp/threads.2"

# rows in another order, groups under other names: the same numbers
(head -1 "$e/line.csv" && tail -n +2 "$e/line.csv" | sort -r) >"$e/turned.csv"
"$carepath" equity slope --format=csv "$e/turned.csv" >"$tmp/b" 2>/dev/null
"$carepath" equity slope --format=csv "$e/line.csv" >"$tmp/c" 2>/dev/null
same "equity: the order of rows changes nothing" "$tmp/b" "$tmp/c"
sed '2,$s/^/Q/' "$e/line.csv" >"$e/named.csv"
"$carepath" equity slope --format=csv "$e/named.csv" | sed 's/,Q/,/' >"$tmp/b" 2>/dev/null
same "equity: names change nothing" "$tmp/b" "$tmp/c"

# worked by hand
shows() { # NAME PATTERN ARGUMENT...
  what=$1 pattern=$2
  shift 2
  "$carepath" equity "$@" --format=csv >"$tmp/b" 2>/dev/null
  check "equity by hand: $what" grep -Eq "$pattern" "$tmp/b"
}
# b = .1, .3, .5, .7, .9: slope 10, variance .25/.4
shows "standard error of the SII" '^,,sii,10,0\.790569415042' slope "$e/line.csv"
# -8 -+ 1.959964 x .7071068
shows "limits of the gap" '^,,gap,-8,,0\.95,-9\.385903824.*,-6\.614096175' gaps "$e/line.csv"
# S = .8, .8, .8 x 2/3, then 1 at risk and 1 treated: 0; the other group 3/5, 2/5, 0
shows "Kaplan-Meier" '^,1,still_4,0\.533333333' waits --at=4 "$e/waits.csv"
shows "Kaplan-Meier, the other group" '^,2,still_2,0\.[34]' waits --at=2 "$e/waits.csv"
# .2 + .8 x 1/3
shows "Aalen-Johansen" '^,1,treated_4,0\.466666666' waits --at=4 "$e/waits.csv"
# 10/1000 x .6 + 30/1000 x .4 = .018
shows "direct standardisation" '^,1,rate,18,' rates --per=1000 "$e/rates.csv"
# expected 1000 x 15/1500 + 1000 x 50/1500
shows "indirect standardisation" '^,1,expected,43\.33333333' rates --per=1000 --method=indirect "$e/counts.csv"
# unknown 30 to the first and 1 to the second: (10+12+30)/3 - (8+9+1)/3; and the other way
shows "bounds of the gap" '^,,gap,2\.5,,bounds,-8(\.0000000000[0-9]*)?,11\.33333333' missing "$e/missing.csv"
# mean of 10, 11, 10, ... 30 is 138/11; 2.66 x mean range, the range 18 across the gap not counted: 11/9
shows "mean and limits of the chart" '^,,phase_mean,12\.5454545.*,limits,9\.29434343.*,15\.7965656' xmr "$e/series.csv"

# ---------------------------------------------------------------- small numbers
expect equity-suppress 0 equity funnel --group=unit --denominator=people --suppress-below=8 "$e/small.csv"
expect equity-suppress-round 0 equity funnel --group=unit --denominator=people --suppress=hes "$e/small.csv"
expect equity-suppress-gap 0 equity all --group=unit --numerator=events --denominator=people --suppress-below=8 "$e/small.csv"
expect equity-suppress-waits 0 equity waits --at=2 --suppress-below=5 "$e/waits.csv"
expect equity-suppress-missing 0 equity missing --suppress-below=3 "$e/missing.csv"
expect equity-suppress-rates 0 equity rates --per=1000 --suppress-below=30 "$e/rates.csv"
expect equity-round 0 equity gaps --numerator=over_52 --denominator=waiting --per=100 --round=1000 --format=csv $icb
check "equity: nothing gives a withheld count away" sh -c \
  '! "$0" equity funnel --group=unit --denominator=people --suppress-below=8 --format=csv "$1" 2>/dev/null | grep -E "^,A,(count|value|z|funnel),[0-9]"' "$carepath" "$e/small.csv"

# ---------------------------------------------------------------- pages
for page in all:"--numerator=over_52 --denominator=waiting --per=100 $icb" \
  funnel:"--group=name --numerator=over_52 --denominator=waiting --dispersion=add $icb" \
  xmr:"--area=imd_quintile --numerator=over_52 --denominator=waiting --kind=share --laney $months" \
  waits:"$e/waits.csv" gaps:"--value=weeks $e/people.csv" missing:"$e/missing.csv" \
  dcea:"--area=programme --threshold=20000 $e/dcea.csv" rates:"$e/rates.csv" \
  concentration:"--rank=imd_score --value=over_52 $icb"; do
  measure=${page%%:*}
  gives 0 equity "$measure" --html="$e/$measure.html" --title="A & B" ${page#*:}
  check "equity $measure: the page has a chart" grep -q "<svg viewBox" "$e/$measure.html"
  check "equity $measure: the page loads nothing" sh -c '! grep -Eq "(src|href)=" "$0"' "$e/$measure.html"
  if command -v python3 >/dev/null; then
    check "equity $measure: the page is well-formed" python3 -c 'import sys, xml.dom.minidom
page = xml.dom.minidom.parse(sys.argv[1])
ids = [n.getAttribute("id") for n in page.getElementsByTagName("*") if n.hasAttribute("id")]
sys.exit(len(ids) != len(set(ids)))' "$e/$measure.html"
    "$carepath" equity "$measure" --format=json --quiet ${page#*:} >"$tmp/json"
    check "equity $measure: json" python3 -m json.tool "$tmp/json" /dev/null
  fi
done
gives 0 equity funnel --group=unit --denominator=people --suppress-below=8 --html="$e/small.html" "$e/small.csv"
check "equity: a withheld unit is not in the page's table" sh -c '! grep -q "<td>3</td>" "$0"' "$e/small.html"

# the guide shows what is printed
if command -v python3 >/dev/null 2>&1; then
  check "docs/how-to/measure-inequality.md" python3 tests/cli/guide.py "$carepath" docs/how-to/measure-inequality.md
fi
# every measure has help and a place in the manual page
for measure in $("$carepath" equity | sed 's/ .*//'); do
  "$carepath" help equity "$measure" >"$tmp/out" 2>&1
  check "help of $measure" grep -q "^Usage: carepath equity $measure " "$tmp/out"
  check "$measure in the manual page" grep -q "^.SS carepath equity $measure " docs/man/carepath.1
  gives 2 equity "$measure"
done

# ---------------------------------------------------------------- wrong input
expect equity-usage-measure 2 equity slop "$e/line.csv"
expect equity-usage-measure-far 2 equity zzzzzzzzzz "$e/line.csv"
expect equity-usage-measure-late 2 equity --format=json slope
expect equity-usage-file 2 equity slope
expect equity-usage-files 2 equity slope "$e/line.csv" "$e/line.csv"
expect equity-usage-option 2 equity slope --tau=3 "$e/line.csv"
expect equity-usage-level 2 equity slope --level=99,95 "$e/line.csv"
expect equity-usage-level-range 2 equity slope --level=100 "$e/line.csv"
expect equity-usage-limit-level 2 equity slope --limit-level=95,99 "$e/line.csv"
expect equity-usage-transform 2 equity slope --transform=lgo "$e/line.csv"
expect equity-usage-compare 2 equity gaps --compare=7 "$e/line.csv"
expect equity-usage-same 2 equity gaps --compare=5 "$e/line.csv"
expect equity-usage-order 2 equity gaps --order=1,2,3 "$e/line.csv"
expect equity-usage-order-twice 2 equity gaps --order=1,2,2,3,4,5 "$e/line.csv"
expect equity-usage-order-none 2 equity gaps --order=1,2,9 "$e/line.csv"
expect equity-usage-percentiles 2 equity waits --percentiles=0,50 "$e/waits.csv"
expect equity-usage-at 2 equity waits --at=18,x "$e/waits.csv"
expect equity-usage-dispersion 2 equity funnel --group=unit --denominator=people --dispersion=add --funnel-limits=exact "$e/small.csv"
expect equity-usage-rebase 2 equity xmr --rebase=2024-13 "$e/series.csv"
expect equity-usage-rebase-first 2 equity xmr --rebase=2024-01 "$e/series.csv"
expect equity-usage-threshold 2 equity dcea --area=programme "$e/dcea.csv"
expect equity-usage-shares 2 equity dcea --area=programme --threshold=20000 --shares=steep "$e/dcea.csv"
expect equity-usage-bound 2 equity concentration --lowest=0 "$e/line.csv"
expect equity-usage-runs 2 equity slope --limits=simulated --runs=5 "$e/line.csv"
expect equity-usage-suppress 2 equity gaps --suppress=he "$e/line.csv"
expect equity-usage-suppress-none 2 equity gaps --suppress=hes "$e/limits.csv"
expect equity-usage-indirect 2 equity rates --method=indirect "$e/rates.csv"
expect equity-no-file 66 equity slope "$e/nothing.csv"
expect equity-column 65 equity slope --value=valeu "$e/line.csv"
expect equity-column-usual 65 equity waits "$e/line.csv"
expect equity-column-none 65 equity slope "$e/series.csv"
bad() { # NAME TEXT ARGUMENT...: a file of that text is refused
  name=$1
  # shellcheck disable=SC2059 # the text is a format: its line ends
  printf "$2" >"$e/bad.csv"
  shift 2
  expect "equity-bad-$name" 65 equity "$@" "$e/bad.csv"
}
bad empty 'group,value\n' slope
bad number 'group,value\n1,3\n2,x\n' slope
bad blank 'group,value\n1,3\n2,\n' slope
bad infinite 'group,value\n1,3\n2,inf\n' slope
bad weight 'group,value,population\n1,3,1\n2,4,-1\n' slope
bad nobody 'group,value,population\n1,3,0\n2,4,0\n' slope
bad one-group 'group,value\n1,3\n' slope
bad one-gap 'group,value\n1,3\n' gaps
bad log 'group,value\n1,3\n2,0\n3,2\n' slope --transform=log
bad twice 'group,value,se\n1,3,1\n1,4,1\n2,4,1\n' slope
bad limits 'group,value,lower,upper\n1,3,4,2\n2,4,3,5\n3,4,3,5\n' gaps
bad area 'area,group,value\nA,1,3\nA,2,4\nB,1,3\n' slope
bad no-group 'group,value\n,3\n,4\n' slope
bad share 'group,numerator,denominator\n1,3,2\n2,1,2\n' gaps
bad negative 'group,numerator,denominator\n1,-3,2\n2,1,2\n' gaps
bad event 'weeks,event,group\n1,,1\n2,treated,2\n' waits
bad cause 'weeks,event,group\n1,99,1\n2,treated,2\n' waits
bad time 'weeks,event,group\n-1,1,1\n2,1,2\n' waits
bad entry 'weeks,event,group,entry\n1,1,1,2\n2,1,2,0\n' waits
bad standard 'group,count,population,age_band,standard\n1,1,10,a,5\n2,1,10,a,6\n' rates
bad stratum 'group,count,population,age_band\n1,1,10,a\n2,1,10,b\n' rates
bad date 'month,value\n2024-02,1\n2024-01,2\n' xmr
bad bounds 'group,value,rank\n1,3,1\n1,200,2\n' concentration --rank=rank --lowest=0 --highest=100
bad unknown 'group,value\n1,3\n,4\n' missing
bad programme 'programme,group,people,health,recipients,gain\nA,1,1,60,1,1\nA,2,1,60,1,1\nB,1,1,60,1,1\n' dcea --area=programme --threshold=1
bad health 'group,people,health,recipients,gain\n1,10,-60,1,1\n2,1,60,1,1\n' dcea --threshold=1
bad fraction 'unit,events,people\nA,3.5,100\nB,30,110\n' funnel --group=unit --denominator=people --suppress-below=5
bad ragged 'group,value\n1,3\n2\n' slope
