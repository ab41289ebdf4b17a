# shellcheck shell=sh
# The command `system`: sourced by run.sh, whose helpers (expect, gives, check, same) and names it uses.
# shellcheck disable=SC2154,SC2016,SC2086
nation=examples/data/england
s=$tmp/system
mkdir -p "$s/two" "$s/none" "$s/wrong" "$s/alone"

# two places with one service, two groups: small enough to be checked by hand
printf 'name,value\nname,Two places\nweeks,52\n' >"$s/two/settings.csv"
printf 'id\npoor\nrich\n' >"$s/two/groups.csv"
printf 'id,name,kind,parent\ntop,The system,ics,\na,Abbey,acute,top\nb,Bridge,acute,top\n' >"$s/two/organisations.csv"
printf 'id,name,unit_cost,gain,harm\nhip,Hips,1000,0.5,0.01\n' >"$s/two/services.csv"
printf 'id,step,value\nnew,0,1\n' >"$s/two/profiles.csv"
printf 'organisation,service,group,shape,waiting,starts\na,hip,poor,new,520,10\na,hip,rich,new,520,10\nb,hip,poor,,104,10\n' >"$s/two/lists.csv"
printf 'organisation,service,treatments,basis\na,hip,20,real\nb,hip,12,assumed\n' >"$s/two/capacity.csv"
printf 'id,name,kind,chance,from\nmore,Five a week more,decided,0,0\nflood,A flood,shock,1,10\n' >"$s/two/policies.csv"
printf 'policy,lever,mode,organisation,amount,until\nmore,capacity,add,a,5,\nflood,capacity,share,b,-0.5,8\n' >"$s/two/effects.csv"
printf 'id,name\nnow,As now\nmore,More\n' >"$s/two/scenarios.csv"
printf 'scenario,policy\nmore,more\n' >"$s/two/picks.csv"
printf 'table,field,basis,source,note\nlists,,assumed,nobody,made up for a test\n' >"$s/two/sources.csv"
two=$s/two

# ---------------------------------------------------------------- parts
expect system-list 0 system
expect system-list-csv 0 system --format=csv
expect system-list-json 0 system --format=json
for part in check run compare allocate frontier stress report; do
  expect "system-help-$part" 0 system $part --help
done
expect system-check 0 system check $nation
expect system-check-two 0 system check $two
expect system-check-csv 0 system check --format=csv $two
expect system-run 0 system run --weeks=26 $nation
expect system-run-two 0 system run --by=organisation $two
for by in whole organisation parent service group unit time; do
  expect "system-run-$by" 0 system run --by=$by --format=csv $two
done
expect system-run-json 0 system run --by=group --format=json $two
expect system-run-policy 0 system run --policy=more,flood --by=organisation $two
expect system-run-none 0 system run --scenario=none --by=whole $two
expect system-run-scenario 0 system run --scenario=more --by=unit $two
expect system-compare 0 system compare --weeks=26 --scenario=baseline,universal,targeted $nation
expect system-compare-two 0 system compare $two
expect system-compare-by 0 system compare --by=organisation --figure=treated $two
expect system-compare-csv 0 system compare --by=group --format=csv $two
expect system-allocate 0 system allocate --budget=104k $two
expect system-allocate-csv 0 system allocate --budget=104k --by=unit --format=csv $two
expect system-allocate-kolm 0 system allocate --budget=104k --welfare=kolm --aversion=0.5 --by=service $two
expect system-frontier 0 system frontier --budget=104k --steps=2 $two
expect system-frontier-csv 0 system frontier --budget=104k --steps=2 --order --format=csv $two
expect system-stress 0 system stress --replications=8 $two
expect system-stress-csv 0 system stress --replications=8 --lever=demand --format=csv $two

# ---------------------------------------------------------------- conservation, threads, pages
"$carepath" system run --by=unit --format=csv $nation | awk -F, 'NR == 1 { n = NF; for (i = 2; i <= n; i++) at[$i] = i - n }
  # closing = opening + starts + moved in - moved out - treated - removed, unit by unit; names may hold commas
  NR > 1 { d = $(NF + at["opening"]) + $(NF + at["starts"]) + $(NF + at["moved_in"]) - $(NF + at["moved_out"]) - \
             $(NF + at["treated"]) - $(NF + at["removed"]) - $(NF + at["closing"])
           if (d * d > 1e-12) exit 1; rows++ }
  END { if (rows != 798) exit 1 }'
check "system-people-conserved" test $? -eq 0
for threads in 1 2; do
  "$carepath" system run --by=unit --threads=$threads --format=csv --weeks=26 $nation >"$s/threads$threads.csv"
  "$carepath" system stress --replications=6 --threads=$threads --format=csv $two >"$s/stress$threads.csv"
done
same system-threads "$s/threads1.csv" "$s/threads2.csv"
same system-stress-threads "$s/stress1.csv" "$s/stress2.csv"
gives 0 system report --html="$s/page.html" --weeks=52 $nation
check "system-page-whole" grep -q '</html>' "$s/page.html"
check "system-page-figures" grep -q 'id="places' "$s/page.html"
check "system-page-alternatives" grep -q '<desc' "$s/page.html"
check "system-page-assumed" grep -q 'Assumed' "$s/page.html"
check "system-page-digest" grep -q 'lists' "$s/page.html"
check "system-page-no-network" sh -c '! grep -q "src=\|<script\|@import" "$1"' sh "$s/page.html"
"$carepath" system report $two >"$s/two.html"
check "system-page-stdout" grep -q 'Two places' "$s/two.html"
gives 0 system run --html="$s/run.html" $two
gives 0 system compare --html="$s/compare.html" $two

# ---------------------------------------------------------------- wrong input: everything at once, nothing run
cp "$two"/*.csv "$s/wrong"
printf 'id,name,kind,parent,from,until\ntop,The system,ics,b,,\na,Abbey,acut,top,,\nb,Bridge,acute,topp,,\nb,Twice,acute,top,,\nc,Castle,acute,top,5,3\n' >"$s/wrong/organisations.csv"
printf 'organisation,service,group,shape,waiting,starts\na,hipp,poor,new,520,10\na,hip,rich,new,5,ten\nb,hip,rich,new,-5,1\n' >"$s/wrong/lists.csv"
printf 'id,kind\nf,source\n' >"$s/wrong/funds.csv"
printf 'from,to,amount\nf,f,5\n' >"$s/wrong/payments.csv"
expect system-wrong-check 65 system check "$s/wrong"
expect system-wrong-check-csv 65 system check --format=csv "$s/wrong"
expect system-wrong-run 65 system run "$s/wrong"
cp "$two"/*.csv "$s/alone"
printf 'id,kind,parent\ntop,ics,a\na,acute,top\nb,acute,top\n' >"$s/alone/organisations.csv"
expect system-wrong-cycle 65 system compare "$s/alone"
expect system-no-folder 66 system run "$s/nothing"
expect system-no-file 66 system run "$s/none"
expect system-no-directory 66 system run $england
expect system-bad-scenario 2 system run --scenario=mor $two
expect system-bad-policy 2 system run --policy=floods $two
expect system-bad-two-scenarios 2 system run --scenario=now,more $two
expect system-bad-by 2 system run --by=places $two
expect system-bad-weeks 2 system run --weeks=0 $two
expect system-bad-part 2 system walk $two
expect system-bad-part-near 2 system comparer $two
expect system-bad-two 2 system run $two $two
expect system-bad-compare-one 2 system compare --scenario=now $two
expect system-bad-budget 2 system allocate $two
expect system-bad-weights 2 system allocate --budget=1m --weights=1,2,3 $two
expect system-bad-frontier 2 system frontier $two
gives 74 system run -o /dev/full $two

# ---------------------------------------------------------------- the guide
if command -v python3 >/dev/null; then
  check "docs/how-to/a-whole-system.md" python3 tests/cli/guide.py "$carepath" docs/how-to/a-whole-system.md
fi
