/* The commands: what each does, for whom, by which groups of options.
 * No source: this is the command line's own interface.
 * Leaves the options to options.c and the work to the files of the commands. */
#include "allocate.h"
#include "equity.h"
#include "option_groups.h"
#include "pathway.h"
#include "queue.h"
#include "settings.h"
#include "systems.h"

static const command rtt_command = {
    "rtt",
    "read, reconcile and aggregate the official monthly extract of NHS England",
    "[OPTION]... FILE...",
    "Reads the untouched full extract of NHS England's consultant-led referral to treatment "
    "waiting times, one or more months, and adds it up. Says on stderr whether the file adds "
    "up to its own totals. FILE may be '-' for stdin.",
    "  carepath rtt examples/data/dorset_rtt_2024-11.csv\n"
    "  carepath rtt --by=treatment-function --names --format=csv FILE.csv\n"
    "  carepath rtt --output=tidy --months=13 JANUARY.csv FEBRUARY.csv | carepath backlog -\n",
    {&rtt_group, &row_group, &output_group, &run_group},
    run_rtt,
    0,
    NULL,
    NULL};

static const command backlog_command = {
    "backlog",
    "calibrate a waiting list by time waited and project it",
    "[OPTION]... FILE...",
    "Reads a history, calibrates how people leave the list by time waited, and projects the "
    "list. FILE is a tidy CSV (columns period, type, months_waited or weeks_lo, count; every "
    "other column names the list) or one or more official extracts, told apart by the "
    "header, or '-' for stdin.",
    "  carepath backlog --where=\"specialty=Total\" --periods=24 examples/data/england_rtt.csv\n"
    "  carepath backlog --where=\"specialty=Urology\" --capacity=+5% --html=page.html "
    "examples/data/england_rtt.csv\n"
    "  carepath backlog --rates=examples/data/england_rtt.csv "
    "examples/data/dorset_rtt_2024-11.csv\n",
    {&backlog_group, &scenario_group, &uncertainty_group, &calibration_group, &history_group,
     &extract_group, &row_group, &report_group, &output_group, &run_group},
    run_backlog,
    0,
    NULL,
    NULL};

static const command target_command = {
    "target",
    "find the capacity that a waiting-time standard takes",
    "[OPTION]... FILE...",
    "Finds, list by list, the least capacity that reaches a standard at a date. Reads what "
    "'carepath backlog' reads. Exit status 1: a standard is out of reach of at least one "
    "list.",
    "  carepath target --where=\"specialty=Total\" --standard=\"65% in 18 by 2026-03\" "
    "--standard=\"92% in 18 by 2029-03\" --profile=both examples/data/england_rtt.csv\n"
    "  carepath target --by=2027-03 --hardest=5 examples/data/england_rtt.csv\n",
    {&target_group, &scenario_group, &uncertainty_group, &calibration_group, &history_group,
     &extract_group, &row_group, &report_group, &output_group, &run_group},
    run_target,
    0,
    NULL,
    NULL};

static const command backtest_command = {
    "backtest",
    "how good projections from earlier periods would have been",
    "[OPTION]... FILE...",
    "Calibrates each list on what was known at earlier periods, projects it, and holds the "
    "projection against what came, beside the published methods and the list as it is. Reads what "
    "'carepath backlog' reads; the history needs three periods.",
    "  carepath backtest examples/data/england_rtt.csv\n"
    "  carepath backtest --where=\"specialty=Total\" --flows=level --html=page.html "
    "examples/data/england_rtt.csv\n",
    {&backtest_group, &history_group, &extract_group, &row_group, &report_group, &output_group,
     &run_group},
    run_backtest,
    0,
    NULL,
    NULL};

static const command forecast_command = {
    "forecast",
    "forecast list sizes, 18-week shares and year-long waits, with bands",
    "[OPTION]... FILE [HISTORY]",
    "Forecasts many waiting lists at once from their sizes by month. FILE is a tidy CSV of list "
    "sizes (columns period, measure, count; measures total, within_18wk and w52; every other "
    "column names the list, and a column level tells the nation from its parts), or '-' for stdin. "
    "HISTORY is a history by time waited, as 'carepath backlog' reads it, of the same "
    "organisations up to "
    "the same month: their lists are projected by time waited too. A HISTORY alone does as well. "
    "CSV: one row a list, measure and month, with the central forecast (mean) and quantiles.",
    "  carepath forecast --ahead=11 --format=csv examples/data/rtt_sizes.csv\n"
    "  zcat SIZES.csv.gz | carepath forecast --backtest -\n"
    "  carepath forecast --where=\"specialty=Total\" examples/data/england_rtt.csv\n",
    {&forecast_group, &history_group, &output_group, &run_group},
    run_forecast,
    0,
    NULL,
    NULL};

static const command waits_command = {
    "waits",
    "how long patients will wait, and how it ends",
    "[OPTION]... FILE...",
    "Calibrates a list and says how long somebody who joins today, or has waited already, is to "
    "expect, with removal as the other way to leave. Reads what 'carepath backlog' reads.",
    "  carepath waits --where=\"specialty=Total\" --waited=18,36 examples/data/england_rtt.csv\n"
    "  carepath waits --format=csv --what=incidence examples/data/england_rtt.csv\n",
    {&waits_group, &calibration_group, &history_group, &extract_group, &row_group, &output_group,
     &run_group},
    run_waits,
    0,
    NULL,
    NULL};

static const command steady_command = {
    "steady",
    "the list, and the capacity, that hold a standard for good",
    "[OPTION]... FILE...",
    "Finds the longest list that holds a standard at today's clock starts and the capacity that "
    "keeps "
    "it there. Reads what 'carepath backlog' reads. Exit status 1: out of reach of at least one "
    "list.",
    "  carepath steady --standard=\"92% in 18\" examples/data/england_rtt.csv\n",
    {&steady_group, &calibration_group, &history_group, &extract_group, &row_group, &output_group,
     &run_group},
    run_steady,
    0,
    NULL,
    NULL};

static const command simulate_command = {
    "simulate",
    "a waiting list patient by patient: rules, capacity and scenarios side by side",
    "[OPTION]... [FILE]",
    "Simulates a list many times, patient by patient: people join, wait, may leave, may not "
    "attend, "
    "and are treated in the order that a rule says. Options alone are enough. FILE (or '-' for "
    "stdin) gives the list: one row a patient (columns referral and, where known, class, group, "
    "removal, score, duration; in any order), or people by time waited (columns weeks_lo, "
    "weeks_waited or months_waited, count and, where known, class, group), or what 'carepath "
    "backlog' reads: its last period, a class for each list. Times are periods: weeks, unless "
    "--period-days says otherwise. Values by class are NAME=VALUE joined by commas, each class "
    "once; a class left out has the default, or the value without a name that may come first "
    "(0.1,urgent=0.02). A name with a comma or = in it stands in quotes: "
    "--target='\"routine, knee\"=18,urgent=4'. Exit status 1: a --precision was not reached.",
    "  carepath simulate --arrivals=100 --waiting=2000 --slots=105 --target=18 "
    "--scenario=\"more: slots=+5%\"\n"
    "  carepath simulate --arrivals=\"urgent=20,routine=80\" --waiting=\"urgent=60,routine=2000\" "
    "--slots=102 --rule=tiers --missed=0.08 --scenario=\"reminders: missed=0.04\" "
    "--html=page.html\n"
    "  carepath simulate --arrivals=990 --slots=1000 examples/data/dorset_rtt_2024-11.csv\n",
    {&people_group, &capacity_group, &attendance_group, &order_group, &figures_group,
     &history_group, &extract_group, &row_group, &report_group, &output_group, &run_group},
    run_simulate,
    1,
    NULL,
    NULL};

static const command standards_command = {
    "standards",
    "waiting-time standards of the NHS in England, by date",
    "[OPTION]... [FILE]",
    "Lists the library's table of standards, or one of the same columns (see the header "
    "carepath/standards.h) from FILE. Their keys can be given to 'carepath target --standard'.",
    "  carepath standards --on=2026-01-31\n"
    "  carepath standards --format=csv\n",
    {&standards_group, &output_group, &run_group},
    run_standards,
    1,
    NULL,
    NULL};

static const command queue_command = {
    .name = "queue",
    .summary = "queueing theory: waits, losses and what capacity a target takes",
    .arguments = "[FORMULA] [INPUT]... [OPTION]...",
    .description =
        "Evaluates a formula of queueing theory, or lists the formulae. 'carepath queue FORMULA "
        "--help' says what it takes and gives. Inputs are options (--service-rate=2 or "
        "--service_rate=2): a number, a list (2,3,1), a table (0,0.5;0.2,0) or a choice by name. "
        "A list or table may stand in a file: @FILE with one number (or the numbers of a row) a "
        "line, @FILE:COLUMN of a CSV, '@-' for stdin. The list of formulae is text unless --format "
        "says otherwise, the answer of a formula json. "
        "Time has any unit, the same for all rates and times. Exit status 1: no steady state, or "
        "a goal that nothing reaches.",
    .examples = "  carepath queue\n"
                "  carepath queue erlang_c --help\n"
                "  carepath queue erlang_c --servers=10 --load=7\n"
                "  carepath queue beds --arrivals=5.2 --stay=4.5 --share=0.02 --format=text\n"
                "  carepath queue priority_mmc --arrivals=1,3,2 --service-rate=1 --servers=8\n"
                "  carepath queue weekly_batch --arrivals=@weeks.csv:joins --capacity=22 "
                "--removal=.02\n",
    .groups = {&output_group},
    .run = run_queue,
    .without_file = 1,
    .part = queue_part,
    .put_parts = put_queue_manual};

static const command equity_command = {
    .name = "equity",
    .summary = "inequality: gaps, slopes, concentration, waits by group, funnels, charts",
    .arguments = "[MEASURE] [OPTION]... FILE",
    .description =
        "Measures inequality in a CSV, or lists the measures. 'carepath equity MEASURE --help' "
        "says "
        "which columns it takes; each is named by an option (--value=COLUMN) or found by its usual "
        "name. FILE may be '-' for stdin. The csv and json of every measure have the same columns: "
        "area, row (group, unit or point), measure, estimate, se, level, lower, upper, unit, note. "
        "Small numbers are shown unless --suppress, --suppress-below or --round ask for more.",
    .examples = "  carepath equity\n"
                "  carepath equity slope --help\n"
                "  carepath equity slope --value=rate --group=quintile --html=page.html rates.csv\n"
                "  carepath equity waits --time=weeks --event=outcome --group=quintile list.csv\n"
                "  carepath equity funnel --numerator=over_52 --denominator=waiting icb.csv\n",
    .groups = {&report_group, &output_group, &run_group},
    .run = run_equity,
    .without_file = 1,
    .part = equity_part,
    .put_parts = put_equity_manual};

static const command prioritise_command = {
    .name = "prioritise",
    .summary = "who is next on a list of patients under a policy, and why",
    .arguments = "[OPTION]... LIST POLICY",
    .description =
        "Ranks the patients of LIST (CSV, a row a patient; '-' for stdin) under POLICY, a text "
        "file "
        "(docs/reference/policy.md), and gives every place a reason. LIST has an id, the tier by "
        "its "
        "name, days waited or the day on which the clock started, and the columns that the policy "
        "reads: an empty field is a missing fact. Columns that the policy monitors are watched and "
        "never rank. What comes out is a recommendation. Exit status 1: a replay comes out "
        "otherwise.",
    .examples =
        "  carepath prioritise --today=2025-05-31 examples/data/ptl_synthetic.csv "
        "examples/data/policy.txt\n"
        "  carepath prioritise --today=2025-05-31 --explain=SYN00042 "
        "examples/data/ptl_synthetic.csv "
        "examples/data/policy.txt\n"
        "  carepath prioritise --today=2025-05-31 --format=csv --to=ranked.csv --audit=records.txt "
        "--actor=\"waiting list office\" LIST.csv POLICY.txt\n",
    .groups = {&prioritise_group, &reason_group, &frontier_group, &record_group, &report_group,
               &output_group, &run_group},
    .run = run_prioritise};

static const command allocate_command = {
    .name = "allocate",
    .summary =
        "who gets what: fair shares, pace of change, pooled funds, claims, best use of a budget",
    .arguments = "[PART] [OPTION]... FILE",
    .description =
        "Shares money out, or lists the ways. 'carepath allocate PART --help' says which columns a "
        "part reads; each is named by an option (--population=COLUMN) or found by its usual name. "
        "FILE is a CSV with a row for each that gets something, '-' is stdin. Money is whole "
        "pounds: what comes out sums to what went in, to the pound, and does not depend on the "
        "order of the rows. Exit status 1: the rules cannot all be kept; which, and by how much, "
        "is said.",
    .examples = "  carepath allocate\n"
                "  carepath allocate shares --help\n"
                "  carepath allocate shares --budget=100000000000 examples/data/icb_need.csv\n",
    .groups = {&report_group, &output_group, &run_group},
    .run = run_allocate,
    .without_file = 1,
    .part = allocate_part_named,
    .put_parts = put_allocate_manual};

static const command pathway_command = {
    .name = "pathway",
    .summary = "patients through a network of stages: loads, waits, blocked beds, sizes",
    .arguments = "[PART] [OPTION]... [FOLDER]",
    .description =
        "Runs a care pathway as a network of stages, by formulae, flows or patient by patient, or "
        "lists the parts.",
    .examples = "  carepath pathway\n"
                "  carepath pathway run examples/data/pathway\n"
                "  carepath pathway size --limit=2 examples/data/pathway\n",
    .groups = {&report_group, &output_group, &run_group},
    .run = run_pathway,
    .without_file = 1,
    .part = pathway_part_named,
    .put_parts = put_pathway_manual};

static const command system_command = {
    .name = "system",
    .summary = "an integrated care system: money, capacity, waits, who waits; scenarios, shocks",
    .arguments = "[PART] [OPTION]... [FOLDER]",
    .description =
        "Runs an integrated care system, or forty-two of them: what money buys in capacity, what "
        "capacity does to lists, and who waits; or lists the parts. FOLDER holds small CSV files "
        "(docs/reference/system-folder.md) in which every row says whether it is real, derived or "
        "assumed.",
    .examples = "  carepath system\n"
                "  carepath system check examples/data/england\n"
                "  carepath system compare --scenario=baseline,universal,targeted "
                "examples/data/england\n",
    .groups = {&report_group, &output_group, &run_group},
    .run = run_system,
    .without_file = 1,
    .part = system_part_named,
    .put_parts = put_system_manual};

static const command vote_command = {
    .name = "vote",
    .summary =
        "what citizens say matters: ballots over projects, fair rules, what came out for whom",
    .arguments = "[OPTION]... FILE",
    .description =
        "Reads the ballots of a participatory budget or a citizens' panel (a .pb file of Pabulib, "
        "or tables with --votes), and says which projects a rule selects, what each of the others "
        "lacked, and what came out for whom. Counts and money are exact: ties are ties, and are "
        "broken by stated rules.",
    .examples = "  carepath vote examples/data/panel_synthetic.pb\n"
                "  carepath vote --what=rules examples/data/panel_synthetic.pb\n"
                "  carepath vote --completion=add1u --what=groups --by=neighbourhood "
                "examples/data/panel_synthetic.pb\n",
    .groups = {&vote_rule_group, &ballot_group, &report_group, &output_group, &run_group},
    .run = run_vote};

static const command ptl_command = {
    .name = "ptl",
    .summary = "a synthetic patient tracking list, drawn to published figures of England",
    .arguments = "[OPTION]...",
    .description =
        "Writes a patient tracking list (PTL) of people who do not exist, as CSV, for trying "
        "'carepath prioritise' out. Waits and specialties follow the England list of May 2025, "
        "deprivation the population of England and the published difference in waits between its "
        "tenths; tiers, scores and everything else are assumptions, said in "
        "examples/data/README.md. "
        "The same seed gives the same people, whatever their number.",
    .examples = "  carepath ptl --rows=1000000 --seed=2 --to=million.csv\n",
    .groups = {&ptl_group},
    .run = run_ptl,
    .without_file = 1};

const command *const commands[] = {&rtt_command,      &backlog_command,  &target_command,
                                   &backtest_command, &forecast_command, &waits_command,
                                   &steady_command,   &simulate_command, &standards_command,
                                   &queue_command,    &equity_command,   &prioritise_command,
                                   &allocate_command, &pathway_command,  &system_command,
                                   &vote_command,     &ptl_command,      NULL};
