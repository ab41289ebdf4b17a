# shellcheck shell=sh
# The commands `allocate` and `vote`: sourced by run.sh, whose helpers (expect, gives, check, same) and names
# it uses.
# shellcheck disable=SC2154,SC2016,SC2086
need=examples/data/icb_need.csv
programmes=examples/data/programmes.csv
choices=examples/data/options.csv
panel=examples/data/panel_synthetic.pb
a=$tmp/allocate
mkdir -p "$a"
printf 'id,claim\na,100\nb,200\nc,300\n' >"$a/claims.csv"
printf 'id,parent,weight,most,people\nS,,,,\nA,S,3,40,30\nB,S,1,,10\na1,A,1,,10\na2,A,2,,20\n' >"$a/tree.csv"
printf 'partner,line,amount,fence\nNHS,home care,1000,\nCouncil,home care,500,\nNHS,beds,300,iBCF\n' >"$a/pool.csv"
printf 'line,spent\nhome care,1600\nbeds,250\n' >"$a/spend.csv"
printf 'id,population,need,today\nx,10,20,100\ny,10,10,100\nz,20,10,100\n' >"$a/shares.csv"

# ---------------------------------------------------------------- parts
expect allocate-list 0 allocate
expect allocate-list-csv 0 allocate --format=csv
expect allocate-list-json 0 allocate --format=json
for part in shares pace down pool claims optimise choose; do
  expect "allocate-help-$part" 0 allocate $part --help
done
expect allocate-shares 0 allocate shares --budget=100bn $need
expect allocate-shares-baseline 0 allocate shares --budget=330 --weighted=need --baseline=today "$a/shares.csv"
expect allocate-shares-csv 0 allocate shares --budget=330 --weighted=need --baseline=today --format=csv "$a/shares.csv"
expect allocate-shares-json 0 allocate shares --budget=330 --weighted=need --format=json "$a/shares.csv"
expect allocate-shares-blend 0 allocate shares --budget=1.5m --top-slice=2.5% --blend=wp_general_acute=0.6,wp_mental_health=0.4 --rounding=webster $need
expect allocate-pace 0 allocate pace --budget=104bn --baseline=opening_illustrative --floor=2% --cap=-2%:6%,0%:4.5%,5%:3% $need
expect allocate-pace-years 0 allocate pace --budget=104bn --baseline=opening_illustrative --years=3 --growth=3% --inflation=2% --floor=2% --distance-floor=5% --format=csv $need
expect allocate-pace-converge 0 allocate pace --budget=104bn --baseline=opening_illustrative --converge=-5%:0.75%,-2.5%:0%,2.5%:0%,10%:-1.5% $need
printf 'id,weighted,baseline,population,population_before\nA,80,600,12,10\nB,1,400,10,10\n' >"$a/pace.csv"
expect allocate-pace-decimal 0 allocate pace --budget=1020 --cap=0%:0.5%,5%:100% "$a/pace.csv"
expect allocate-pace-head 0 allocate pace --budget=1200 --floor-per-head=2% --format=csv "$a/pace.csv"
expect allocate-pace-losers 0 allocate pace --budget=1000 --inflation=2% "$a/pace.csv"
expect allocate-pace-no-before 2 allocate pace --budget=104bn --baseline=opening_illustrative --floor-per-head=2% $need
expect allocate-pace-inflation 0 allocate pace --budget=330 --weighted=need --baseline=today --inflation=2% "$a/shares.csv"
expect allocate-pace-largest 0 allocate pace --budget=9223372036854775807 "$a/pace.csv"
expect allocate-pace-nothing 0 allocate pace --budget=0 "$a/pace.csv"
expect allocate-pace-caps-pounds 1 allocate pace --budget=1010 --cap=0.5% "$a/pace.csv"
expect allocate-pace-floor-200 2 allocate pace --budget=1000 --floor=-200% "$a/pace.csv"
expect allocate-pace-runs-out 1 allocate pace --budget=1000 --years=3 --growth=-100% "$a/pace.csv"
expect allocate-pace-negative 2 allocate pace --budget=-1 "$a/pace.csv"
expect allocate-shares-slice 0 allocate shares --budget=100 --top-slice=29% --weighted=need "$a/shares.csv"
expect allocate-shares-slice-mille 0 allocate shares --budget=1000 --top-slice=0.7% --weighted=need "$a/shares.csv"
expect allocate-shares-slice-all 0 allocate shares --budget=9223372036854775807 --top-slice=100% --weighted=need "$a/shares.csv"
expect allocate-blend-twice 2 allocate shares --budget=1 --blend=wp_community=0.5,wp_community=0.5 $need
expect allocate-pace-out-of-reach 1 allocate pace --budget=104bn --baseline=opening_illustrative --floor=5% $need
expect allocate-pace-caps 1 allocate pace --budget=104bn --baseline=opening_illustrative --cap=3% $need
expect allocate-down 0 allocate down --budget=101 --weighted=weight --population=people "$a/tree.csv"
expect allocate-down-leaves 0 allocate down --budget=101 --top-slice=10% --weighted=weight --by-leaves --format=csv "$a/tree.csv"
expect allocate-pool 0 allocate pool --spend="$a/spend.csv" "$a/pool.csv"
expect allocate-pool-lead 0 allocate pool --spend="$a/spend.csv" --overspend=lead --lead=Council --format=csv "$a/pool.csv"
expect allocate-claims 0 allocate claims --budget=200 "$a/claims.csv"
expect allocate-claims-talmud 0 allocate claims --budget=300 --rule=talmud --format=csv "$a/claims.csv"
expect allocate-optimise 0 allocate optimise --budget=2m --baseline=today --group=place $programmes
expect allocate-optimise-csv 0 allocate optimise --budget=2m --baseline=today --format=csv $programmes
grep -v ",hill," $programmes >"$a/concave.csv"
printf 'id,curve,a,t\nx,linear,1,\ny,linear,1,\nz,linear,1,\n' >"$a/linear.csv"
printf 'id,curve,a,t,today\nx,exponential,3,10,12\ny,log,2,1,88\n' >"$a/today.csv"
printf 'id,claim\na,9223372036854775807\nb,9223372036854775807\n' >"$a/huge.csv"
expect allocate-optimise-whole 0 allocate optimise --budget=100 "$a/linear.csv"
expect allocate-optimise-huge 0 allocate optimise --budget=9223372036854775807 --format=csv "$a/linear.csv"
expect allocate-optimise-huge-step 0 allocate optimise --budget=9223372036854775807 --step=1 --format=csv "$a/linear.csv"
expect allocate-optimise-step 0 allocate optimise --budget=2000001 --step=10000 --baseline=today "$a/concave.csv"
expect allocate-optimise-step-today 0 allocate optimise --budget=100 --step=60 --baseline=today "$a/today.csv"
expect allocate-optimise-step-left 0 allocate optimise --budget=100 --step=60 "$a/today.csv"
expect allocate-optimise-step-json 0 allocate optimise --budget=100 --step=7 --format=json "$a/today.csv"
expect allocate-optimise-worst-off 0 allocate optimise --budget=2m --fairness=inf "$a/concave.csv"
expect allocate-optimise-worst-off-caps 2 allocate optimise --budget=2m --fairness=inf --group-cap=North=700000 "$a/concave.csv"
expect allocate-optimise-step-s-shaped 65 allocate optimise --budget=2m --step=10000 $programmes
expect allocate-claims-huge 0 allocate claims --budget=6 --rule=talmud "$a/huge.csv"
for table in partners lines ledger statements; do
  expect "allocate-pool-$table" 0 allocate pool --spend="$a/spend.csv" --what=$table "$a/pool.csv"
  expect "allocate-pool-$table-csv" 0 allocate pool --spend="$a/spend.csv" --what=$table --format=csv "$a/pool.csv"
done
expect allocate-pool-statements-json 0 allocate pool --spend="$a/spend.csv" --what=statements --format=json "$a/pool.csv"
for budget in 2m 1999999 1234567 250001; do
  for limits in "" --group-cap=North=700001 "--group-cap=North=120001 --group-floor=South=130000"; do
    "$carepath" allocate optimise --budget=$budget $limits --format=json $programmes >"$tmp/b"
    check "allocate optimise: whole pounds of $budget $limits" python3 -c '
import json, sys
got = json.load(open(sys.argv[1]))
budget = {"2m": 2000000}.get(sys.argv[2]) or int(sys.argv[2])
spend, group = got["arrays"]["spend"], got["dimensions"]["option"]["coordinates"]["group"]
north = sum(x for x, g in zip(spend["values"], group) if g == "North")
caps = [int(x.rpartition("=")[2]) for x in sys.argv[3:] if "North" in x]
assert spend["type"] == "int64" and sum(spend["values"]) + int(got["notes"]["unspent"]) == budget
assert all(north <= cap for cap in caps)' "$tmp/b" $budget $limits
  done
done
expect allocate-optimise-caps 0 allocate optimise --budget=2m --group=place --group-cap=North=700000 --group-floor=South=900000 $programmes
expect allocate-choose 0 allocate choose --budget=2m $choices
expect allocate-choose-csv 0 allocate choose --budget=2m --exactly-one --format=csv $choices

# the order of the rows changes nobody's pounds, the file may come from stdin
(head -n 1 $need && tail -n +2 $need | LC_ALL=C sort -r) >"$a/reversed.csv"
for part in "shares --budget=100bn" "pace --budget=104bn --baseline=opening_illustrative --floor=2%"; do
  "$carepath" allocate $part --format=csv $need 2>/dev/null | LC_ALL=C sort >"$tmp/b"
  "$carepath" allocate $part --format=csv - <"$a/reversed.csv" 2>/dev/null | LC_ALL=C sort >"$tmp/c"
  same "allocate $part: the order of the rows" "$tmp/b" "$tmp/c"
done
total=$("$carepath" allocate shares --budget=9223372036854775807 --format=csv $need | python3 -c '
import csv, sys
print(sum(int(row["target"]) for row in csv.DictReader(sys.stdin)))')
check "allocate shares: 2^63 - 1 pounds to the pound" [ "$total" = 9223372036854775807 ]

# pages
for part in "shares --budget=330 --weighted=need --baseline=today $a/shares.csv" \
  "pace --budget=104bn --baseline=opening_illustrative --floor=2% --years=2 --growth=3% $need" \
  "down --budget=101 --weighted=weight $a/tree.csv" "pool --spend=$a/spend.csv $a/pool.csv" \
  "claims --budget=200 $a/claims.csv" "choose --budget=2m $choices" \
  "optimise --budget=2m --baseline=today --group=place $programmes"; do
  rm -f "$tmp/page.html"
  gives 0 allocate $part --html="$tmp/page.html"
  check "allocate $part: a whole page" grep -q '</html>' "$tmp/page.html"
  check "allocate $part: with text alternatives" grep -q '<title' "$tmp/page.html"
done

# ---------------------------------------------------------------- wrong input
expect allocate-unknown 2 allocate share
expect allocate-no-file 2 allocate shares --budget=1
expect allocate-no-budget 2 allocate shares $need
expect allocate-two-files 2 allocate shares --budget=1 $need $need
expect allocate-file-first 2 allocate --format=csv $need
for money in 1.5 12x 1.2.3 "" bn 99999999999bn 1.2345k; do
  expect "allocate-budget-$(echo "$money" | tr -d .)" 2 allocate shares --budget="$money" $need
done
expect allocate-floor-words 2 allocate pace --floor=5%:1%,0%:2% $need
expect allocate-blend-words 2 allocate shares --budget=1 --blend=wp_community $need
expect allocate-blend-sum 65 allocate shares --budget=1 --blend=wp_community=0.5,wp_maternity=0.4 $need
expect allocate-blend-column 65 allocate shares --budget=1 --blend=wp_comunity=1 $need
expect allocate-missing-file 66 allocate shares --budget=1 "$tmp/none.csv"
bad() { # NAME CODE CSV ARGUMENT...
  bad_name=$1 bad_code=$2
  printf "$3" >"$a/bad.csv"
  shift 3
  expect "$bad_name" "$bad_code" "$@" "$a/bad.csv"
}
bad allocate-twice 65 'id,claim\na,1\nb,2\na,3\n' allocate claims --budget=2
bad allocate-empty-id 65 'id,claim\na,1\n,2\n' allocate claims --budget=2
bad allocate-empty-claim 65 'id,claim\na,1\nb,\n' allocate claims --budget=1
bad allocate-claim-text 65 'id,claim\na,1\nb,two\n' allocate claims --budget=1
bad allocate-claim-pence 65 'id,claim\na,1\nb,2.50\n' allocate claims --budget=1
bad allocate-claim-negative 65 'id,claim\na,1\nb,-2\n' allocate claims --budget=1
bad allocate-claims-below 1 'id,claim\na,1\nb,2\n' allocate claims --budget=4
bad allocate-no-rows 65 'id,claim\n' allocate claims --budget=4
bad allocate-no-column 65 'id,ask\na,1\n' allocate claims --budget=4
bad allocate-no-people 65 'id,population,weighted\na,0,1\nb,0,1\n' allocate shares --budget=4
bad allocate-negative-people 65 'id,population,weighted\na,5,1\nb,-1,1\n' allocate shares --budget=4
bad allocate-nobody 65 'id,population,weighted\na,0,120\nb,100,80\n' allocate shares --budget=4
bad allocate-today-negative 65 'id,population,weighted,baseline\na,5,1,1\nb,1,1,-5\n' allocate shares --budget=4
bad allocate-today-none 65 'id,population,weighted,baseline\na,5,1,0\nb,1,1,0\n' allocate shares --budget=4
bad allocate-pace-nobody 65 'id,population,weighted,baseline\na,5,1,1\nb,0,1,5\n' allocate pace --budget=4
bad allocate-pace-weighted 65 'id,weighted,baseline\na,1,1\nb,-1,5\n' allocate pace --budget=4
bad allocate-cycle 65 'id,parent,weighted\nS,,1\na,b,1\nb,a,1\n' allocate down --budget=4
bad allocate-two-roots 65 'id,parent,weighted\nS,,1\nT,,1\n' allocate down --budget=4
bad allocate-no-parent 65 'id,parent,weighted\nS,,1\na,R,1\n' allocate down --budget=4
bad allocate-least-above 1 'id,parent,weighted,least\nS,,1,\na,S,1,3\nb,S,1,2\n' allocate down --budget=4
bad allocate-curve 65 'id,curve,a,t\nx,cubic,1,1\n' allocate optimise --budget=4
bad allocate-curve-t 65 'id,curve,a,t\nx,log,1,-1\n' allocate optimise --budget=4
bad allocate-lower 1 'id,curve,a,t,least\nx,log,1,1,3\ny,log,1,1,2\n' allocate optimise --budget=4
bad allocate-needs 65 'id,cost,benefit,needs\nx,1,1,z\n' allocate choose --budget=4
bad allocate-needs-circle 65 'id,cost,benefit,needs\nx,1,1,y\ny,1,1,x\n' allocate choose --budget=4
bad allocate-fence 65 'partner,line,amount,fence\nA,x,5,f\nB,x,5,f\n' allocate pool --spend="$a/spend.csv"
bad allocate-fence-of-nothing 65 'partner,line,amount,fence\nNHS,x,0,f\nLA,x,50,f\n' allocate pool --spend="$a/spend.csv"
bad allocate-negative-minimum 65 'partner,line,amount,minimum\nNHS,x,10,-5\n' allocate pool --spend="$a/spend.csv"
printf 'line,spent\nhome care,-1\n' >"$a/spend_negative.csv"
printf 'line,spent\nhome care,1500\n' >"$a/spend_part.csv"
expect allocate-negative-spend 65 allocate pool --spend="$a/spend_negative.csv" "$a/pool.csv"
expect allocate-spend-part 0 allocate pool --spend="$a/spend_part.csv" --format=csv "$a/pool.csv"
bad allocate-most-least 65 'id,curve,a,t,least,most\nx,log,1,1,50,20\n' allocate optimise --budget=100
bad allocate-group-cap 1 'id,curve,a,t,least,group\nx,log,1,1,5,N\n' allocate optimise --budget=100 --group-cap=N=4
bad allocate-group-twice 2 'id,curve,a,t,group\nx,log,1,1,N\n' allocate optimise --budget=100 --group-floor=N=90,N=20
bad allocate-step-0 2 'id,curve,a,t\nx,log,1,1\n' allocate optimise --budget=100 --step=0
bad allocate-no-step 1 'id,curve,a,t,least,most\nx,log,1,1,12,25\n' allocate optimise --budget=1000 --step=200
bad allocate-benefit-negative 65 'id,cost,benefit\nx,1,-1\n' allocate choose --budget=4
bad allocate-budget-down 2 'id,parent,weighted\nS,,1\n' allocate down --budget=-1
bad allocate-minimum 1 'partner,line,amount,minimum\nA,home care,5,10\nA,beds,5,11\n' allocate pool --spend="$a/spend.csv"
expect allocate-pool-page-ledger 2 allocate pool --spend="$a/spend.csv" --what=ledger --html="$tmp/page.html" "$a/pool.csv"
expect allocate-no-spend 2 allocate pool "$a/pool.csv"
expect allocate-no-lead 2 allocate pool --spend="$a/spend.csv" --lead=Nobody "$a/pool.csv"
expect allocate-group-unknown 2 allocate optimise --budget=2m --group=place --group-cap=West=1 $programmes
expect allocate-s-shaped-fair 65 allocate optimise --budget=2m --fairness=1 $programmes

# ---------------------------------------------------------------- vote
expect vote 0 vote $panel
expect vote-help 0 vote --help
expect vote-csv 0 vote --completion=add1u --format=csv $panel
expect vote-json 0 vote --rule=phragmen --format=json $panel
expect vote-rules 0 vote --what=rules $panel
expect vote-rules-csv 0 vote --what=rules --convention=equalshares.net --format=csv $panel
expect vote-groups 0 vote --what=groups --by=neighbourhood --completion=add1u $panel
expect vote-weights 0 vote --what=weights --by=sex $panel
expect vote-weights-bootstrap 0 vote --what=weights --bootstrap --format=csv $panel
expect vote-budget 0 vote --budget=100000 --tie=max-votes,min-cost,id $panel
printf 'project_id,cost,name\np,60,Path\nq,50,Quay\nr,40,Roof\n' >"$a/projects.csv"
printf 'voter_id,project_id\n1,p\n1,q\n2,p\n3,r\n3,q\n4,\n' >"$a/votes.csv"
printf 'voter_id,age\n1,20\n2,30\n3,30\n4,20\n' >"$a/voters.csv"
expect vote-tables 0 vote --votes="$a/votes.csv" --voters="$a/voters.csv" --budget=100 --rule=greedy "$a/projects.csv"
expect vote-tables-groups 0 vote --votes="$a/votes.csv" --voters="$a/voters.csv" --budget=100 --what=groups --by=age "$a/projects.csv"
gives 0 vote --by=neighbourhood --html="$tmp/page.html" $panel
check "vote: a whole page" grep -q '</html>' "$tmp/page.html"
for view in projects rules "groups --by=neighbourhood" "weights --by=sex"; do
  rm -f "$tmp/page.html"
  gives 0 vote --what=$view --source="Town hall" --html="$tmp/page.html" $panel
  check "vote $view: a whole page" grep -q '</html>' "$tmp/page.html"
  check "vote $view: with its source" grep -q 'Source: Town hall' "$tmp/page.html"
  check "vote $view: with its input" grep -q "$(sha256sum <$panel | cut -c 1-64)" "$tmp/page.html"
  check "vote $view: with text alternatives" grep -q '<title' "$tmp/page.html"
done
# the order of the projects and of the voters changes nobody's figures
awk '/^PROJECTS/ { part = 1 } /^VOTES/ { part = 2 } { print > (dir "/part" (part + 0)) }' dir="$a" $panel
{
  cat "$a/part0"
  head -n 2 "$a/part1"
  tail -n +3 "$a/part1" | LC_ALL=C sort -r
  head -n 2 "$a/part2"
  tail -n +3 "$a/part2" | LC_ALL=C sort -r
} >"$a/reversed.pb"
for view in "projects --completion=add1u" "weights --by=sex" "weights --bootstrap"; do
  "$carepath" vote --what=$view --format=csv $panel 2>/dev/null | LC_ALL=C sort >"$tmp/b"
  "$carepath" vote --what=$view --format=csv "$a/reversed.pb" 2>/dev/null | LC_ALL=C sort >"$tmp/c"
  check "vote $view: it prints" [ -s "$tmp/b" ]
  same "vote $view: the order of the rows" "$tmp/b" "$tmp/c"
done
# money to the last unit
printf 'project_id,cost,name\np,60,Path\nq,50.5,Quay\nr,40,Roof\n' >"$a/pence.csv"
printf 'voter_id,project_id,points\n1,p,1\n1,q,1\n2,q,9\n3,r,1\n' >"$a/points.csv"
expect vote-pence 0 vote --votes="$a/votes.csv" --budget=.1k "$a/pence.csv"
expect vote-pence-csv 0 vote --votes="$a/votes.csv" --budget=100.00 --format=csv "$a/pence.csv"
expect vote-points 0 vote --votes="$a/points.csv" --vote-type=scoring --satisfaction=points --rule=greedy --budget=100 "$a/pence.csv"
expect vote-points-asked 2 vote --votes="$a/points.csv" --budget=100 "$a/pence.csv"
huge='META\nkey;value\nbudget;9223372036854775807\nvote_type;approval\nnum_projects;2\nnum_votes;2\nPROJECTS\nproject_id;cost\n'
printf "${huge}p;9007199254740993\nq;5\nVOTES\nvoter_id;vote\n1;p\n2;q\n" >"$a/huge.pb"
expect vote-beyond-2-53 0 vote "$a/huge.pb"
expect vote-beyond-2-53-csv 0 vote --format=csv "$a/huge.pb"
expect vote-beyond-2-53-json 0 vote --budget=92233720368547758 --format=json "$a/huge.pb"
gives 0 vote --budget=2m $panel
for money in 10000000000bn 0.01 -1 1e6 . 2x; do
  expect "vote-budget-$(echo "$money" | tr -d .-)" 2 vote --budget="$money" "$a/huge.pb"
done
expect vote-budget-tables-words 2 vote --votes="$a/votes.csv" --budget=all "$a/projects.csv"
expect vote-idle-exhaustive 2 vote --exhaustive=yes $panel
expect vote-idle-bootstrap 2 vote --bootstrap $panel
expect vote-idle-rule 2 vote --what=rules --rule=greedy $panel
expect vote-idle-weights 2 vote --what=weights --completion=add1 $panel
expect vote-idle-type 2 vote --vote-type=scoring $panel
awk 'BEGIN { print "voter_id,project_id"; for (i = 1; i <= 1001; i++) print i ",p" }' >"$a/many.csv"
expect vote-many-groups 2 vote --votes="$a/many.csv" --budget=100 --what=groups --by=voter_id "$a/projects.csv"
expect vote-many-classes 2 vote --votes="$a/many.csv" --budget=100 --what=weights --by=voter_id "$a/projects.csv"
printf 'voter_id,project_id\n1,p\n2,z\n' >"$a/unknown.csv"
printf 'voter_id,age\n1,20\n2,30\n1,40\n' >"$a/twice.csv"
expect vote-tables-project 65 vote --votes="$a/unknown.csv" --budget=100 "$a/projects.csv"
expect vote-tables-twice 65 vote --votes="$a/votes.csv" --voters="$a/twice.csv" --budget=100 "$a/projects.csv"
"$carepath" vote - <$panel >"$tmp/b" 2>/dev/null
same "vote: from stdin" "$expected/vote.out" "$tmp/b"
python3 tests/tools/make_panel.py >"$tmp/b"
same "panel_synthetic.pb is what make_panel.py writes" $panel "$tmp/b"
expect vote-no-column 65 vote --what=groups --by=height $panel
expect vote-no-by 2 vote --what=groups $panel
expect vote-no-budget 2 vote --votes="$a/votes.csv" "$a/projects.csv"
expect vote-tie-words 2 vote --tie=best $panel
expect vote-rule-words 2 vote --rule=best $panel
expect vote-two-files 2 vote $panel $panel
expect vote-no-file 66 vote "$tmp/none.pb"
pb='META\nkey;value\nbudget;100\nvote_type;approval\nnum_projects;2\nnum_votes;2\nPROJECTS\nproject_id;cost\n'
bad vote-twice 65 "${pb}p;60\np;50\nVOTES\nvoter_id;vote\n1;p\n2;p\n" vote
bad vote-unknown-project 65 "${pb}p;60\nq;50\nVOTES\nvoter_id;vote\n1;p\n2;z\n" vote
bad vote-negative 65 "${pb}p;60\nq;-50\nVOTES\nvoter_id;vote\n1;p\n2;q\n" vote
bad vote-counts 0 "${pb}p;60\nq;50\nVOTES\nvoter_id;vote\n1;p\n2;q\n3;q\n" vote
bad vote-huge 65 "${pb}p;99999999999999999999\nq;50\nVOTES\nvoter_id;vote\n1;p\n2;q\n" vote
bad vote-empty 65 '' vote
bad vote-no-votes 65 "${pb}p;60\nq;50\nVOTES\nvoter_id;vote\n" vote

# ---------------------------------------------------------------- the guides show what is printed
if command -v python3 >/dev/null; then
  for guide in share-money-out best-use-of-a-budget citizens-vote; do
    check "docs/how-to/$guide.md" python3 tests/cli/guide.py "$carepath" docs/how-to/$guide.md
  done
fi
