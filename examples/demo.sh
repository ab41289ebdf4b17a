#!/bin/sh
# The demo: England from published figures: the list, the capacity that the standard takes, money by system with pace
# of change, what it does to waits and to the deprivation gap, and shocks; on a terminal, as CSV and as pages. Needs the carepath command and a POSIX shell; `make demo` builds the first.
# Every figure below is printed by the command itself.
#   demo.sh [FOLDER]      files go to FOLDER (build/demo); CAREPATH names the command
set -eu
carepath=${CAREPATH:-build/bin/carepath}
out=${1:-build/demo}
data=$(dirname "$0")/data
england=$data/england_rtt.csv
systems=$data/england # all 42 integrated care systems: what is real and what is assumed stands in the folder
mkdir -p "$out"

first="65% in 18 by 2026-03" # NHS England: planning guidance 2025/26
second="70% in 18 by 2027-03" # Medium Term Planning Framework, October 2025
third="92% in 18 by 2029-03"  # the standard of the NHS constitution, by its date in that framework
longest=0.2                   # share of the treatments that goes strictly to the longest waits
months=24
source="NHS England, Consultant-led Referral to Treatment Waiting Times, May 2024 to May 2025. \
Contains public sector information licensed under the Open Government Licence v3.0."

chapter() { printf '\n=== %s ===\n\n' "$1"; }
# a standard that is out of reach (exit status 1) is an answer, not a failure
run() { "$carepath" "$@" || [ $? -eq 1 ]; }
# the part of a text that begins with a heading; the text is taken whole first, so that a failure shows
section() {
  heading=$1
  shift
  text=$("$@")
  printf '%s\n' "$text" | sed -n "/^$heading/,/^\$/p"
}
standards() { run target --standard="$first" --standard="$second" --standard="$third" --profile=both "$@"; }

chapter "England: how many wait, how they come and go, and where that leads"
run backlog --where="specialty=Total" --periods="$months" --every=3 --title="England, all specialties" \
  "$england"

chapter "How sure is that?"
section "How sure" run backlog --where="specialty=Total" --periods="$months" --every=6 --replications=200 "$england"

chapter "What would the standards take, treating in the same order as today?"
section "What the standards take" standards --where="specialty=Total" "$england"

chapter "And if a share of $longest of the treatments went strictly to the longest waits?"
section "What the standards take" \
  standards --where="specialty=Total" --longest-first="$longest" "$england"

chapter "One plan for all of them"
section "All standards together" run target --together --profile=smooth --where="specialty=Total" \
  --longest-first="$longest" --standard="$first" --standard="$second" --standard="$third" "$england"
section "  standard" run target --together --profile=smooth --where="specialty=Total" \
  --longest-first="$longest" --standard="$first" --standard="$second" --standard="$third" \
  --html="$out/plan.html" --source="$source" "$england"

chapter "The specialties that need most for the last of them"
section "[0-9]" run target --standard="$third" --longest-first="$longest" --hardest=8 "$england"

# without the list of assumptions, which the first table of systems and every page have
bare() { text=$(run system "$@"); printf '%s\n' "$text" | sed '/^Assumed$/,$d'; }
chapter "All 42 integrated care systems: money -> capacity -> flow -> waits, by region"
run system run --by=parent "$systems"

chapter "Money by system: fair shares by need, at a pace that nobody has to fear"
run allocate pace --budget=104bn --baseline=opening_illustrative --floor=2% --cap=-2%:6%,5%:3% "$data/icb_need.csv" |
  sed -n '1,12p'

chapter "What the money does: 5 % more for everybody, for the most deprived fifth, or what the standard takes"
bare compare --scenario=baseline,universal,targeted,standard "$systems"

chapter "Universal or targeted: what is kept of the health, and who gains it"
bare frontier --budget=2bn --steps=4 "$systems"

chapter "The best use of 200 million a year, with the most that any allocation could do"
bare allocate --budget=200m --by=parent "$systems"

chapter "Winter, absence, a site lost: what shocks do, and what breaks first"
bare stress --replications=50 "$systems"

chapter "Who is next on a list of patients, and why (a synthetic list, an example policy)"
joints="specialty=Trauma and Orthopaedic"
who() { run prioritise --today=2025-05-31 --where="$joints" "$@" "$data/ptl_synthetic.csv" "$data/policy.txt"; }
who --show=6
who --format=csv --to="$out/ranked.csv" --html="$out/next.html" --slots=60 \
  --title="Who is next: a synthetic list" --source="a synthetic list drawn to published figures of England"

run backlog --what=calibration --format=csv --to="$out/calibration.csv" "$england"
run backlog --periods="$months" --format=csv --to="$out/projection.csv" "$england"
run backlog --periods="$months" --what=measures --format=csv --to="$out/measures.csv" "$england"
run backlog --where="specialty=Total" --periods="$months" --what=fan --format=csv --to="$out/fan.csv" \
  --html="$out/list.html" --title="England's waiting list, $months months ahead" --source="$source" "$england"
run backtest --format=csv --to="$out/backtest.csv" --html="$out/backtest.html" \
  --title="England's specialties: how good would it have been?" --source="$source" "$england"
standards --longest-first="$longest" --format=csv --to="$out/targets.csv" \
  --html="$out/standards.html" --title="England's waiting list" --source="$source" "$england"
run system report --quiet --html="$out/report.html" --title="England's integrated care systems" \
  --source="$source" "$systems" >/dev/null
run system compare --format=csv --to="$out/scenarios.csv" "$systems"

chapter "Written"
for file in calibration.csv projection.csv measures.csv fan.csv backtest.csv targets.csv scenarios.csv report.html \
  standards.html list.html plan.html backtest.html ranked.csv next.html; do
  printf '  %s\n' "$out/$file"
done
printf '\nLook at %s in a browser, and at the other pages; every chart has its table.\n' "$out/report.html"
