# shellcheck shell=sh disable=SC2154 # run.sh sets what is used here
# `carepath ptl` and `carepath prioritise`; part of run.sh, which defines what is called here.
synthetic=examples/data/ptl_synthetic.csv
policy=examples/data/policy.txt
cat >"$tmp/policy.txt" <<'END'
carepath-policy 1
name "A small list"
version 7
tier P2 28
tier P3 84
tier P4 none
cap 0.10 score
criterion pain
  weight 0.5
  categories none:0 mild:0.2 moderate:0.6 severe:1
  missing 0.3
criterion wait
  weight 0.3
  source wait
  linear 0:0 100:1
criterion deprivation
  weight 0.2
  part equity
  column imd_decile
  linear 1:1 10:0
  missing 0.4
monitor sex ethnicity
END
cat >"$tmp/list.csv" <<'END'
id,tier,referral_date,pain,imd_decile,sex,ethnicity,note
A1,P3,2025-04-01,moderate,9,F,White,
B2,P3,2025-04-01,moderate,2,F,Asian,"a note, with a comma"
C3,P2,2025-05-21,severe,5,M,White,
D4,P3,2025-01-01,none,10,M,,
E5,P4,2024-01-01,severe,1,F,Black,
F6,P4,2024-01-01,,,M,White,
"G,7",P2,2025-04-01,mild,3,F,White,
H8,P3,2025-05-31,moderate,2,M,Asian,
END
rank="prioritise --today=2025-05-31"
small="$tmp/list.csv $tmp/policy.txt"
# shellcheck disable=SC2086 # several words are meant, here and below
{
expect prioritise 0 $rank $small
expect prioritise-csv 0 $rank --format=csv $small
expect prioritise-json 0 $rank --format=json --where=tier=P2 $small
expect prioritise-show 0 $rank --show=2 --where=sex=F --where=tier=P3 $small
expect prioritise-explain 0 $rank --explain=B2 $small
expect prioritise-explain-missing 0 $rank --explain=F6 $small
expect prioritise-explain-csv 0 $rank --explain=B2 --format=csv $small
expect prioritise-compare 0 $rank --compare=A1,B2 $small
expect prioritise-compare-tier 0 $rank --compare=G,7,E5 $small
expect prioritise-compare-csv 0 $rank --compare=A1,B2 --format=csv $small
expect prioritise-impact 0 $rank --impact --slots=2 --top=3 $small
expect prioritise-impact-by 0 $rank --impact --by=tier,sex $small
expect prioritise-impact-suppress 0 $rank --impact --suppress=hes --by=sex $synthetic $policy
expect prioritise-impact-csv 0 $rank --impact --format=csv $small
expect prioritise-synthetic 0 $rank --show=5 $synthetic $policy
expect prioritise-synthetic-explain 0 $rank --explain=SYN00042 $synthetic $policy
check "stdin gives the same" sh -c '"$0" prioritise --today=2025-05-31 --format=csv - "$2/policy.txt" <"$2/list.csv" | diff - "$1"' "$carepath" $expected/prioritise-csv.out "$tmp"
check "a policy from stdin" sh -c '"$0" prioritise --today=2025-05-31 --format=csv "$2/list.csv" - <"$2/policy.txt" | diff - "$1"' "$carepath" $expected/prioritise-csv.out "$tmp"

# by hand: A1 0.5 x 0.6 + 0.3 x 0.6 + 0.2 x 1/9; B2 the same with the cap, 0.1, since 0.2 x 8/9 is above it
"$carepath" $rank --format=csv $small >"$tmp/ranked.csv"
check "scores by hand" [ "$(awk -F, '$2 == "A1" || $2 == "B2" { print $2, $(NF - 7) }' "$tmp/ranked.csv" | awk '{ printf "%s %.6f ", $1, $2 }')" = "B2 0.580000 A1 0.502222 " ]
# the first field of the last columns: score clinical equity adds_pain adds_wait adds_deprivation place up
"$carepath" $rank --format=csv $synthetic $policy >"$tmp/ranked.csv"
# shellcheck disable=SC2016 # for awk
{
  check "contributions sum to the score" awk -F, 'NR > 1 { sum = $(NF-2) + $(NF-3) + $(NF-4) + $(NF-5); d = sum - $(NF-8); if (d > 1e-12 || d < -1e-12) bad = 1 } END { exit bad }' "$tmp/ranked.csv"
  check "no tier is crossed" awk -F, 'BEGIN { t["P1a"] = 1; t["P1b"] = 2; t["P2"] = 3; t["P3"] = 4; t["P4"] = 5 } NR > 1 { if (t[$3] < last) bad = 1; last = t[$3] } END { exit bad }' "$tmp/ranked.csv"
  check "everybody has a place" awk -F, 'NR > 1 && $1 != NR - 1 { bad = 1 } END { exit bad || NR != 10001 }' "$tmp/ranked.csv"
  check "equity moves nobody on balance" awk -F, 'NR > 1 { sum += $NF } END { exit sum != 0 }' "$tmp/ranked.csv"
}
{ sed 1q $synthetic; sed 1d $synthetic | sort -t, -k2,2 -k7,7r; } >"$tmp/shuffled.csv"
"$carepath" $rank --format=csv --threads=2 "$tmp/shuffled.csv" $policy >"$tmp/again.csv"
same "rows in any order, two threads" "$tmp/ranked.csv" "$tmp/again.csv"

# ---- another policy, a panel, chance
sed 's/cap 0.10/cap 0.2/; s/^name.*/name other/; s/tier P3 84/tier P3 56/' "$tmp/policy.txt" >"$tmp/other.txt"
expect prioritise-versus 0 $rank --versus="$tmp/other.txt" $small
expect prioritise-versus-csv 0 $rank --versus="$tmp/other.txt" --format=csv $small
"$carepath" $rank --versus=$policy --format=csv $synthetic $policy >"$tmp/out"
check "a policy against itself" awk -F, 'NR > 1 && $5 != 0 { bad = 1 } END { exit bad }' "$tmp/out"
printf 'member,pain,wait,deprivation\nsurgeon,0.7,0.2,0.1\n"patients, forum",0.2,0.4,0.4\n' >"$tmp/panel.csv"
expect prioritise-panel 0 $rank --panel="$tmp/panel.csv" $small
expect prioritise-panel-csv 0 $rank --panel="$tmp/panel.csv" --format=csv $small
expect prioritise-robust 0 $rank --robust=4 --draws=200 $small
expect prioritise-robust-synthetic 0 $rank --robust=1000 --draws=50 --show=3 $synthetic $policy
expect prioritise-robust-csv 0 $rank --robust=4 --draws=200 --format=csv $small
"$carepath" $rank --robust=3 --draws=100 --concentration=0 --format=csv $small >"$tmp/out"
# whatever the weights, exactly three are among the first three
check "chances sum to K" [ "$(awk -F, 'NR > 1 { sum += $(NF-1) } END { printf "%.9f", sum }' "$tmp/out")" = 3.000000000 ]
# by NumPy: 200,000 draws of dirichlet(20 x weights), min(equity, 0.1), no tiers: C3 is among the first three in 0.7372
sed 's/^cap .*/&\ntiers targets\nbreaches ignored/' "$tmp/policy.txt" >"$tmp/flat.txt"
"$carepath" $rank --robust=3 --draws=5000 --format=csv "$tmp/list.csv" "$tmp/flat.txt" >"$tmp/out"
"$carepath" $rank --robust=3 --draws=5000 --threads=3 --format=csv "$tmp/list.csv" "$tmp/flat.txt" | cmp -s - "$tmp/out"
check "three threads, the same chances" [ $? -eq 0 ]
check "chances as NumPy draws them" [ "$(awk -F, '$2 == "C3" { d = $4 - 0.7372; print d * d < 0.0006 }' "$tmp/out")" = 1 ]
expect prioritise-fair 0 $rank --fair="ethnicity=White:0.5" --fair-reason="to try it" --fair-rule=quota $small
expect prioritise-fair-ir 0 $rank --fair="imd_decile=10:0.4" --where=tier=P2 --top=50 --show=12 $synthetic $policy
expect prioritise-fair-protected 2 $rank --fair="ethnicity=Asian:0.5" $small
expect prioritise-fair-reason 0 $rank --fair="ethnicity=Asian:0.5" --fair-reason="an audit found delays" --format=csv --fair-rule=quota $small

# ---- what more or less equity would cost
expect prioritise-frontier 0 $rank --frontier --slots=1 --weeks=6 --replications=3 --settings=0,0.05,0.1 $small
expect prioritise-frontier-csv 0 $rank --frontier --slots=100 --weeks=12 --joining=90 --replications=2 --settings=0,0.15 --format=csv --where="specialty=Urology" $synthetic $policy
expect prioritise-frontier-weight 0 $rank --frontier --sweep=weight --settings=0,1 --slots=1 --weeks=4 --replications=2 $small
expect usage-prioritise-frontier-slots 2 $rank --frontier $small
expect usage-prioritise-frontier-column 2 $rank --frontier --slots=1 --by=sex $small
expect usage-prioritise-frontier-settings 2 $rank --frontier --slots=1 --settings=0,-1 $small
sed 's/^cap .*/cap none/' "$tmp/policy.txt" >"$tmp/uncapped.txt"
expect usage-prioritise-frontier-uncapped 2 $rank --frontier --slots=1 "$tmp/list.csv" "$tmp/uncapped.txt"
expect prioritise-frontier-cap 65 $rank --frontier --slots=1 --settings=0,2 $small

# ---- decisions of persons
cat >"$tmp/decided.csv" <<'END'
id,kind,column,value,actor,reason,date
E5,tier,,P2,a surgeon,"worse than it was, seen today",2025-05-30
"G,7",fact,pain,severe,appeals,pain was wrong,
D4,place,,2,booking office,has a date,
A1,fact,wait,70,appeals,clock start was wrong,
END
expect prioritise-overrides 0 $rank --overrides="$tmp/decided.csv" $small
expect prioritise-overrides-csv 0 $rank --overrides="$tmp/decided.csv" --format=csv $small
expect prioritise-overrides-explain 0 $rank --overrides="$tmp/decided.csv" --explain=E5 $small
decided() { # NAME ROW: one bad decision
  printf 'id,kind,column,value,actor,reason,date\n%s\n' "$2" >"$tmp/decided-$1.csv"
  expect "prioritise-decided-$1" 65 $rank --overrides="$tmp/decided-$1.csv" $small
}
decided nobody 'Z9,tier,,P2,me,why,'
decided kind 'A1,teir,,P2,me,why,'
decided tier 'A1,tier,,P9,me,why,'
decided place 'A1,place,,first,me,why,'
decided place-far 'A1,place,,99,me,why,'
decided place-twice 'A1,place,,2,me,why,
B2,place,,2,me,why,'
decided column 'A1,fact,shoe,3,me,why,'
decided no-column 'A1,tier,pain,P2,me,why,'
decided category 'A1,fact,pain,awful,me,why,'
decided number 'A1,fact,imd_decile,low,me,why,'
decided actor 'A1,tier,,P2,,why,'
decided reason 'A1,tier,,P2,me,,'
decided date 'A1,tier,,P2,me,why,30/05/2025'
printf 'id,kind,value,actor\n' >"$tmp/decided-head.csv"
expect prioritise-decided-head 65 $rank --overrides="$tmp/decided-head.csv" $small
gives 66 $rank --overrides="$tmp/none.csv" $small

# ---- records
record="--audit=$tmp/records.txt --time=2025-05-31T09:00:00Z"
expect prioritise-audit 0 $rank $record --actor=office --overrides="$tmp/decided.csv" --show=1 $small
expect prioritise-audit-second 0 $rank $record --actor="the board" --note="second look" --show=1 $small
cp "$tmp/records.txt" "$tmp/out"
: >"$tmp/err"
compare prioritise-records out && pass || miss prioritise-records
expect prioritise-replay 0 prioritise --replay="$tmp/records.txt" "$tmp/list.csv"
expect prioritise-replay-first 0 prioritise --replay="$tmp/records.txt" --record=1 "$tmp/list.csv"
last=$(sed -n 's/.*digest \([0-9a-f]*\);.*/\1/p' $expected/prioritise-audit-second.err)
gives 0 prioritise --replay="$tmp/records.txt" --digest="$last" "$tmp/list.csv"
sed '/^H8/d' "$tmp/list.csv" >"$tmp/fewer.csv"
expect prioritise-replay-fewer 1 prioritise --replay="$tmp/records.txt" "$tmp/fewer.csv"
sed 's/^A1,P3,2025-04-01/A1,P3,2025-04-02/' "$tmp/list.csv" >"$tmp/changed.csv"
expect prioritise-replay-changed 1 prioritise --replay="$tmp/records.txt" "$tmp/changed.csv"
expect prioritise-replay-none 65 prioritise --replay="$tmp/records.txt" --record=3 "$tmp/list.csv"
sed 's/the board/the bored/' "$tmp/records.txt" >"$tmp/forged.txt"
expect prioritise-replay-forged 65 prioritise --replay="$tmp/forged.txt" "$tmp/list.csv"
cp "$tmp/forged.txt" "$tmp/kept.txt"
expect prioritise-audit-forged 65 $rank --audit="$tmp/forged.txt" --actor=me $small
same "nothing was appended" "$tmp/forged.txt" "$tmp/kept.txt"
expect prioritise-digest 65 $rank $record --actor=me --digest=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef $small
gives 66 prioritise --replay="$tmp/none.txt" "$tmp/list.csv"
gives 74 $rank --audit="$tmp/none/records.txt" --actor=me $small
[ ! -w /dev/full ] || gives 74 $rank --audit=/dev/full --actor=me $small
# a file that was lost: whoever kept its last digest hears of it
gives 65 $rank --audit="$tmp/lost.txt" --digest="$last" --actor=me $small
# several at once: every record follows the one before it
for n in 1 2 3 4; do "$carepath" $rank --audit="$tmp/together.txt" --actor="$n" $small >/dev/null 2>&1 & done
wait
check "four writers, one chain" [ "$(grep -c '^actor ' "$tmp/together.txt")" = 4 ]
gives 0 $rank --replay="$tmp/together.txt" "$tmp/list.csv"
"$carepath" $rank --audit="$tmp/noted.txt" --time=now --actor=me --fair="imd_decile=1:0.5" $small >"$tmp/out" 2>&1
check "re-ranking is recorded" grep -q 're-ranked afterwards, inside tiers: imd_decile=1:0.5, fa-ir' "$tmp/noted.txt"

# ---- wrong lists
list() { # NAME SED: the list changed
  sed "$2" "$tmp/list.csv" >"$tmp/list-$1.csv"
  expect "prioritise-list-$1" 65 $rank "$tmp/list-$1.csv" "$tmp/policy.txt"
}
list tier 's/^D4,P3/D4,P5/'
list no-tier 's/^D4,P3/D4,/'
list twice 's/^H8/A1/'
list no-id 's/^H8//'
list date 's/2025-05-21/21.05.2025/'
list late 's/2025-05-21/2025-06-21/'
list category 's/mild/awful/'
list fact 's/severe,5/severe,five/'
list infinite 's/severe,5/severe,inf/'
list ragged 's/^H8,P3,/H8,/'
list column '1s/pain/pian/'
list id '1s/^id/ident/'
list dates '1s/referral_date/referred/'
list tiers '1s/tier/urgency/'
sed '/missing 0.3/d' "$tmp/policy.txt" >"$tmp/strict.txt"
expect prioritise-missing 65 $rank "$tmp/list.csv" "$tmp/strict.txt"
: >"$tmp/empty.csv"
expect prioritise-empty 65 $rank "$tmp/empty.csv" "$tmp/policy.txt"
sed 1q "$tmp/list.csv" >"$tmp/nobody.csv"
expect prioritise-nobody 0 $rank "$tmp/nobody.csv" "$tmp/policy.txt"
gives 0 $rank --format=csv --impact "$tmp/nobody.csv" "$tmp/policy.txt"
gives 0 $rank --robust=3 "$tmp/nobody.csv" "$tmp/policy.txt"
gives 0 $rank --html="$tmp/nobody.html" "$tmp/nobody.csv" "$tmp/policy.txt"
sed '1s/referral_date/wait_days/; s/2025-..-../30.5/; s/2024-..-../400/' "$tmp/list.csv" >"$tmp/days.csv"
expect prioritise-days 0 prioritise --format=csv "$tmp/days.csv" "$tmp/policy.txt"
sed 's/^A1,P3,30.5/A1,P3,-1/' "$tmp/days.csv" >"$tmp/negative.csv"
expect prioritise-negative 65 prioritise "$tmp/negative.csv" "$tmp/policy.txt"
gives 0 $rank --id=note --tier=tier --since=referral_date --where=id=B2 $small
gives 66 $rank "$tmp/none.csv" "$tmp/policy.txt"
gives 66 $rank "$tmp/list.csv" "$tmp/none.txt"

# ---- wrong policies, panels and options
wrong_policy() { # NAME SED
  sed "$2" "$tmp/policy.txt" >"$tmp/policy-$1.txt"
  expect "prioritise-policy-$1" 65 $rank "$tmp/list.csv" "$tmp/policy-$1.txt"
}
wrong_policy sum 's/weight 0.5/weight 0.6/'
wrong_policy word 's/^  weight 0.5/  wieght 0.5/'
wrong_policy version 's/^carepath-policy 1/carepath-policy 2/'
wrong_policy protected 's/column imd_decile/column ethnicity/'
sed 's/column imd_decile/column ethnicity/; s/linear 1:1 10:0/categories White:0 Asian:1 Black:1/; s/^  part equity/&\n  protected race limit 0.05 until 2025-05-30 reason "an audit found delays"/' "$tmp/policy.txt" >"$tmp/past.txt"
expect prioritise-past 65 $rank "$tmp/list.csv" "$tmp/past.txt"
expect prioritise-allowed 0 prioritise --today=2025-05-30 --where=pain=severe --format=csv "$tmp/list.csv" "$tmp/past.txt"
wrong_panel() { # NAME TEXT
  printf "$2" >"$tmp/panel-$1.csv"
  expect "prioritise-panel-$1" 65 $rank --panel="$tmp/panel-$1.csv" $small
}
wrong_panel sum 'member,pain,wait,deprivation\nme,0.7,0.2,0.2\n'
wrong_panel negative 'member,pain,wait,deprivation\nme,1.1,-0.1,0\n'
wrong_panel column 'member,pain,wait\nme,0.7,0.3\n'
wrong_panel member 'who,pain,wait,deprivation\nme,0.7,0.3,0\n'
wrong_panel nobody 'member,pain,wait,deprivation\n'
bad() { # NAME OPTION...
  name=$1
  shift
  expect "usage-prioritise-$name" 2 prioritise "$@"
}
bad one-file "$tmp/list.csv"
bad three-files $small $small
bad two-stdins --today=2025-05-31 - -
bad no-today $small
bad today --today=yesterday $small
bad where --today=2025-05-31 --where=tier $small
bad two-questions --today=2025-05-31 --explain=A1 --impact $small
bad explain --today=2025-05-31 --explain=Z9 $small
bad compare --today=2025-05-31 --compare=A1 $small
bad compare-itself --today=2025-05-31 --compare=A1,A1 $small
bad no-actor --today=2025-05-31 --audit="$tmp/a.txt" $small
bad actor --today=2025-05-31 --actor=me $small
bad record --today=2025-05-31 --record=1 $small
bad replay-audit --replay="$tmp/records.txt" --audit="$tmp/a.txt" --actor=me "$tmp/list.csv"
bad replay-policy --replay="$tmp/records.txt" $small
bad suppress --today=2025-05-31 --impact --suppress=none $small
bad slots --today=2025-05-31 --slots=3 $small
bad by --today=2025-05-31 --by=sex $small
bad fair --today=2025-05-31 --fair=imd_decile $small
bad fair-share --today=2025-05-31 --fair=imd_decile=1:2 $small
bad fair-place --today=2025-05-31 --fair=imd_decile=1:0.5 --overrides="$tmp/decided.csv" $small
bad fair-why --today=2025-05-31 --fair-reason=why $small
bad robust --today=2025-05-31 --robust=0 $small
bad concentration --today=2025-05-31 --robust=3 --concentration=0.5 $small
sed '/^criterion/,$d; /^cap/d' "$tmp/policy.txt" >"$tmp/plain.txt"
echo "rule longest" >>"$tmp/plain.txt"
expect prioritise-longest 0 $rank "$tmp/list.csv" "$tmp/plain.txt"
bad no-weights --today=2025-05-31 --robust=3 "$tmp/list.csv" "$tmp/plain.txt"
bad nothing-watched --today=2025-05-31 --impact "$tmp/list.csv" "$tmp/plain.txt"

# ---- the page
"$carepath" $rank --html="$tmp/next.html" --title='Next <week>' --slots=500 $synthetic $policy >"$tmp/out"
"$carepath" $rank --html="$tmp/next-small.html" --overrides="$tmp/decided.csv" $small >"$tmp/out"
"$carepath" $rank --html="$tmp/frontier.html" --frontier --slots=1 --weeks=6 --replications=3 $small >"$tmp/out"
check "the page has the frontier" grep -q 'id="frontier"' "$tmp/frontier.html"
check "the page is escaped" grep -q '<h1>Next &lt;week&gt;</h1>' "$tmp/next.html"
check "the page has no name twice" [ "$(grep -o ' id="[^"]*"' "$tmp/next.html" | sort | uniq -d | wc -l)" -eq 0 ]
if command -v python3 >/dev/null 2>&1; then
  for page in next next-small nobody frontier; do
    check "$page: well-formed" python3 -c 'import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])' "$tmp/$page.html"
  done
fi
if [ -e /dev/full ]; then
  gives 74 $rank --html=/dev/full $small
fi

# ---- the guide
if command -v python3 >/dev/null 2>&1; then
  check "docs/how-to/prioritise-a-list.md" python3 tests/cli/guide.py "$carepath" docs/how-to/prioritise-a-list.md
fi

# ---- the synthetic list
"$carepath" ptl >"$tmp/out" 2>"$tmp/err"
same "the list that ships" "$tmp/out" $synthetic
"$carepath" ptl --rows=20 >"$tmp/a"
check "people do not depend on their number" sh -c 'sed 21q "$0" | cmp -s - "$1"' $synthetic "$tmp/a"
"$carepath" ptl --rows=20 --seed=2 >"$tmp/b"
check "another seed, other people" sh -c '! cmp -s "$0" "$1"' "$tmp/a" "$tmp/b"
expect ptl-nobody 0 ptl --rows=0
expect ptl-today 0 ptl --rows=2 --today=2026-11-30
expect usage-ptl-today 2 ptl --today=30.11.2026
expect usage-ptl-file 2 ptl "$tmp/list.csv"
}
