# shellcheck shell=sh
# The command `pathway`: sourced by run.sh, whose helpers (expect, gives, check, same) and names it uses.
# shellcheck disable=SC2154,SC2016,SC2086
elective=examples/data/pathway
log=examples/data/pathway_log.csv
p=$tmp/pathway
mkdir -p "$p/ring" "$p/sum" "$p/empty" "$p/closed" "$p/groups" "$p/out"

# ---------------------------------------------------------------- parts
expect pathway-list 0 pathway
expect pathway-list-csv 0 pathway --format=csv
expect pathway-list-json 0 pathway --format=json
for part in run compare size calibrate preset; do
  expect "pathway-help-$part" 0 pathway $part --help
done
expect pathway-run 0 pathway run --runs=5 --horizon=120 $elective
expect pathway-run-all 0 pathway run --engine=all --runs=5 --horizon=120 $elective
expect pathway-run-steady-csv 0 pathway run --engine=steady --format=csv $elective
expect pathway-run-fluid-time 0 pathway run --engine=fluid --what=time --horizon=56 --format=csv $elective
expect pathway-run-exits 0 pathway run --what=exits --runs=5 --horizon=120 --format=csv $elective
expect pathway-run-whole 0 pathway run --what=whole --runs=5 --horizon=120 --format=csv $elective
expect pathway-run-cohort 0 pathway run --engine=fluid --cohort --runs=3 --horizon=56 $elective
expect pathway-run-change 0 pathway run --engine=steady "--change=social care.servers=31,ward.servers=80" $elective
expect pathway-run-unstable 1 pathway run --engine=steady --change=GP.servers=3 $elective
expect pathway-compare 0 pathway compare --runs=10 --horizon=120 "--change=social care.servers=40" $elective
expect pathway-compare-csv 0 pathway compare --engine=steady "--change=social care.servers=40" --format=csv $elective
expect pathway-size 0 pathway size --limit=0.1 $elective
expect pathway-size-beds 0 pathway size --goal=chance-of-wait --share=0.05 --stage=ward --format=csv $elective
expect pathway-calibrate 0 pathway calibrate $log
expect pathway-calibrate-json 0 pathway calibrate --format=json $log

expect pathway-preset 0 pathway preset
expect pathway-preset-json 0 pathway preset --format=json
mkdir -p "$p/preset"
for preset in elective discharge emergency cancer stepped_care surge advice; do
  expect "pathway-preset-$preset" 0 pathway preset $preset
  gives 0 pathway preset --folder="$p/preset" $preset
  expect "pathway-preset-$preset-runs" 0 pathway run --engine=fluid --horizon=56 "$p/preset"
done
gives 0 pathway preset --set=p2_beds=70,p1_places=520 --folder="$p/preset" discharge
expect pathway-preset-set 0 pathway run --engine=steady "$p/preset"

# ---------------------------------------------------------------- pages, folders
gives 0 pathway run --engine=all --runs=3 --horizon=56 --html="$p/page.html" $elective
check "pathway-page-whole" grep -q '</html>' "$p/page.html"
check "pathway-page-diagram" grep -q 'id="network' "$p/page.html"
check "pathway-page-digest" grep -q 'stages.csv' "$p/page.html"
gives 0 pathway calibrate --folder="$p/out" $log
check "pathway-folder-files" test -s "$p/out/stages.csv" -a -s "$p/out/durations.csv" -a -s "$p/out/routes.csv"
gives 0 pathway run --engine=steady "$p/out"

# ---------------------------------------------------------------- wrong input
printf 'name,kind,servers\na,servers,2\nb,servers,2\n' >"$p/sum/stages.csv"
printf 'from,to,chance\na,b,0.6\na,,0.5\n' >"$p/sum/routes.csv"
printf 'stage,rate\na,1\n' >"$p/sum/arrivals.csv"
printf 'stage,law,mean\na,exponential,1\nb,exponential,1\n' >"$p/sum/durations.csv"
expect pathway-bad-sum 65 pathway run "$p/sum"
cp "$p/sum/"*.csv "$p/ring"
printf 'from,to,chance\na,b,1\nb,a,1\n' >"$p/ring/routes.csv"
expect pathway-bad-ring 65 pathway run "$p/ring"
cp "$p/sum/"*.csv "$p/closed"
printf 'from,to,chance\na,b,1\n' >"$p/closed/routes.csv"
printf 'name,kind,servers,calendar\na,servers,2,never\nb,servers,2,\n' >"$p/closed/stages.csv"
printf 'name,period,repeat,step,value\nnever,1,1,0,0\nnever,1,1,1,0\n' >"$p/closed/calendars.csv"
expect pathway-bad-calendar 65 pathway run "$p/closed"
expect pathway-bad-none 66 pathway run "$p/nothing"
expect pathway-bad-empty 66 pathway run "$p/empty"
expect pathway-bad-file 66 pathway run $log
expect pathway-bad-change 2 pathway run --change=wards.servers=3 $elective
expect pathway-bad-change-field 2 pathway run --change=ward.beds=3 $elective
expect pathway-bad-change-value 2 pathway run --change=ward.servers=many $elective
expect pathway-bad-change-domain 65 pathway run --change=ward.servers=0 $elective
expect pathway-bad-part 2 pathway walk $elective
expect pathway-bad-part-near 2 pathway comparer $elective
expect pathway-bad-two 2 pathway run $elective $elective
expect pathway-bad-warm-up 2 pathway run --warm-up=400 $elective
expect pathway-bad-engine 2 pathway run --engine=quick $elective
expect pathway-bad-compare-one 2 pathway compare $elective
expect pathway-bad-compare-both 2 pathway compare --change=ward.servers=80 $elective $elective
expect pathway-bad-compare-engines 2 pathway compare --engine=all --change=ward.servers=80 $elective
expect pathway-bad-csv-all 2 pathway run --engine=all --format=csv $elective
expect pathway-bad-time-steady 2 pathway run --engine=steady --what=time $elective
expect pathway-bad-size-limit 2 pathway size $elective
expect pathway-bad-size-share 2 pathway size --goal=within --limit=1 $elective
expect pathway-bad-size-stage 2 pathway size --limit=1 --stage=wards $elective
expect pathway-bad-preset 2 pathway preset electiv
expect pathway-bad-preset-set 2 pathway preset --set=beds=80 elective
expect pathway-bad-preset-name 2 pathway preset --set=bedz=80 --folder="$p/preset" elective
expect pathway-bad-preset-value 2 pathway preset --set=beds=many --folder="$p/preset" elective
expect pathway-bad-preset-bounds 2 pathway preset --set=missed=2 --folder="$p/preset" elective
printf 'patient,stage,start,end\n1,a,0,2\n1,b,1,3\n' >"$p/overlap.csv"
expect pathway-bad-overlap 65 pathway calibrate "$p/overlap.csv"
printf 'patient,stage,start,end\n1,a,3,2\n' >"$p/negative.csv"
expect pathway-bad-negative 65 pathway calibrate "$p/negative.csv"
printf 'patient,stage,begin,end\n1,a,3,2\n' >"$p/column.csv"
expect pathway-bad-column 65 pathway calibrate "$p/column.csv"
gives 74 pathway run --engine=steady -o /dev/full $elective

# ---------------------------------------------------------------- the guide
if command -v python3 >/dev/null; then
  check "docs/how-to/patients-through-a-pathway.md" python3 tests/cli/guide.py "$carepath" docs/how-to/patients-through-a-pathway.md
fi
