#!/bin/sh
# Prints a digest of what each command writes: the same lines for any compiler, optimisation and
# number of threads (make digests). From the top of the tree: digest.sh COMMAND THREADS
set -eu
carepath=$1 threads=$2
tidy=examples/data/england_rtt.csv
extract=examples/data/dorset_rtt_2024-11.csv
out=$(mktemp)
trap 'rm -f "$out"' EXIT

digest() { # NAME COMMAND OPTION...: exit 1 (a standard out of reach) is an answer too
  name=$1
  shift
  code=0
  "$carepath" "$@" --quiet --threads="$threads" >"$out" || code=$?
  [ $code -le 1 ] || { echo "$name: exit $code" >&2; exit 1; }
  echo "digest cli-$name $(cksum <"$out" | tr ' ' -)-$code"
}

for format in csv json; do
  digest "backlog-$format" backlog --periods=24 --format=$format $tidy
  digest "calibration-$format" backlog --what=calibration --format=$format $tidy
  digest "measures-$format" backlog --what=measures --capacity=+5% --format=$format $tidy
  digest "target-$format" target --standard="65% in 18" --by-period=12 --profile=both --format=$format $tidy
  digest "fan-$format" backlog --what=fan --replications=20 --format=$format $tidy
  digest "backtest-$format" backtest --format=$format $tidy
  digest "together-$format" target --together --longest-first=0.2 --standard="65% in 18 by 2026-03" --profile=smooth --format=$format $tidy
  digest "waits-$format" waits --format=$format $tidy
  digest "steady-$format" steady --format=$format $tidy
  digest "simulate-$format" simulate --arrivals=urgent=20,routine=80 --waiting=urgent=60,routine=2000 --slots=102 --rule=tiers --missed=0.08 --patience="routine=lognormal 60 1.2" --replications=20 --scenario="in turn: rule=first-come" --what=list --format=$format
  digest "simulate-differences-$format" simulate --arrivals=urgent=20,routine=80 --slots=102 --replications=20 --scenario="reminders: slots=+2%; rule=due" --what=differences --format=$format
  digest "simulate-servers-$format" simulate --arrivals=2.7 --servers=3 --duration="gamma 1 0.5" --replications=20 --format=$format
  digest "prioritise-$format" prioritise --today=2025-05-31 --format=$format examples/data/ptl_synthetic.csv examples/data/policy.txt
  digest "prioritise-impact-$format" prioritise --today=2025-05-31 --impact --slots=500 --format=$format examples/data/ptl_synthetic.csv examples/data/policy.txt
  digest "prioritise-robust-$format" prioritise --today=2025-05-31 --robust=1000 --draws=20 --format=$format examples/data/ptl_synthetic.csv examples/data/policy.txt
  digest "prioritise-frontier-$format" prioritise --today=2025-05-31 --frontier --slots=500 --weeks=12 --replications=3 --settings=0,0.05,0.15 --format=$format examples/data/ptl_synthetic.csv examples/data/policy.txt
  digest "shares-$format" allocate shares --budget=100bn --baseline=opening_illustrative --format=$format examples/data/icb_need.csv
  digest "pace-$format" allocate pace --budget=104bn --baseline=opening_illustrative --years=3 --growth=3% --floor=2% --cap=6% --format=$format examples/data/icb_need.csv
  digest "optimise-$format" allocate optimise --budget=2m --baseline=today --format=$format examples/data/programmes.csv
  digest "choose-$format" allocate choose --budget=2m --format=$format examples/data/options.csv
  digest "pathway-all-$format" pathway run --engine=steady --format=$format examples/data/pathway
  digest "pathway-fluid-$format" pathway run --engine=fluid --horizon=90 --format=$format examples/data/pathway
  digest "pathway-events-$format" pathway run --runs=4 --horizon=90 --format=$format examples/data/pathway
  digest "pathway-calibrate-$format" pathway calibrate --format=$format examples/data/pathway_log.csv
  digest "vote-$format" vote --completion=add1u --format=$format examples/data/panel_synthetic.pb
  digest "vote-weights-$format" vote --what=weights --by=sex --format=$format examples/data/panel_synthetic.pb
  digest "rtt-$format" rtt --format=$format $extract
  digest "rates-$format" backlog --rates=$tidy --group=treatment-function --format=$format $extract
done
digest backlog-text backlog --where="specialty=Total" $tidy
