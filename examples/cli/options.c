/* The options of every command, once: from here come parsing, --help and the manual page.
 * No source: this is the command line's own interface.
 * Leaves the commands to commands.c, parsing to args.c and values of several numbers to amounts.c. */
#include "amounts.h"
#include "option_groups.h"
#include "settings.h"

#include <carepath.h>

#define FIELD(name) offsetof(settings, name)

settings default_settings(void) {
  settings s = {.threads = 1,
                .seed = 1,
                .months = -1,
                .every = 1,
                .replications = -1,
                .uncertainty = UNSURE_ALL};
  cpw_calibrate_options calibrate;
  cpw_project_options project;
  cpw_calibrate_options_init(&calibrate);
  cpw_project_options_init(&project);
  s.recency = calibrate.recency;
  s.estimator = calibrate.estimator;
  s.unrecorded = calibrate.unrecorded;
  s.periods = project.periods;
  s.capacity_mode = project.capacity_mode;
  s.longest_first = project.longest_first;
  cpw_backtest_options backtest;
  cpw_backtest_options_init(&backtest);
  s.first_origin = backtest.first_origin;
  s.last_origin = backtest.last_origin;
  s.horizon = backtest.horizon;
  s.least = backtest.least;
  s.weeks = backtest.weeks;
  s.patients = default_patient_settings();
  s.equity = default_equity_settings();
  s.prioritise = default_prioritise_settings();
  s.allocate = default_allocate_settings();
  s.vote = default_vote_settings();
  s.pathway = default_pathway_settings();
  s.system = default_system_settings();
  s.format = s.table = -1;
  return s;
}

/* ---------------------------------------------------------------- words for numbers */

static const choice formats[] = {
    {"text", FORMAT_TEXT}, {"csv", FORMAT_CSV}, {"json", FORMAT_JSON}, {0}};
static const choice nonc_choices[] = {{"exclude", 0}, {"include", 1}, {0}};
static const choice tables[] = {
    {"totals", RTT_TOTALS}, {"counts", RTT_COUNTS}, {"tidy", RTT_TIDY}, {0}};
static const choice missing_choices[] = {
    {"error", CPW_MISSING_ERROR}, {"zero", CPW_MISSING_ZERO}, {"drop", CPW_MISSING_DROP}, {0}};
static const choice estimators[] = {
    {"pooled", CPW_ESTIMATE_POOLED}, {"mean", CPW_ESTIMATE_MEAN}, {0}};
static const choice unrecorded_choices[] = {
    {"allow", CPW_UNRECORDED_ALLOW},
    {"floor", CPW_UNRECORDED_FLOOR},
    {"redistribute", CPW_UNRECORDED_REDISTRIBUTE},
    {"redistribute-floor", CPW_UNRECORDED_REDISTRIBUTE_FLOOR},
    {"uplift", CPW_UNRECORDED_UPLIFT},
    {0}};
static const choice modes[] = {
    {"counts", CPW_CAPACITY_COUNTS}, {"rates", CPW_CAPACITY_RATES}, {"cap", CPW_CAPACITY_CAP}, {0}};
static const choice backlog_tables[] = {
    {"projection", WHAT_PROJECTION}, {"measures", WHAT_MEASURES}, {"calibration", WHAT_CALIBRATION},
    {"balance", WHAT_BALANCE},       {"fan", WHAT_FAN},           {0}};
static const choice surpluses[] = {{"conserve", CPW_SURPLUS_CONSERVE},
                                   {"none", CPW_SURPLUS_NONE},
                                   {"evenly", CPW_SURPLUS_EVENLY},
                                   {"longest", CPW_SURPLUS_PRIORITISE_LONG_WAITERS},
                                   {0}};
static const choice sources[] = {{"process", UNSURE_PROCESS}, {"parameters", UNSURE_PARAMETERS},
                                 {"demand", UNSURE_DEMAND},   {"capacity", UNSURE_CAPACITY},
                                 {"all", UNSURE_ALL},         {0}};
static const choice target_tables[] = {
    {"summary", WHAT_SUMMARY}, {"path", WHAT_PATH}, {"goals", WHAT_GOALS}, {0}};
static const choice waits_tables[] = {{"waits", WHAT_WAITS}, {"incidence", WHAT_INCIDENCE}, {0}};
static const choice steady_tables[] = {{"steady", WHAT_STEADY}, {"bands", WHAT_BY_BAND}, {0}};
static const choice orders[] = {
    {"first-come", CPW_STEADY_FIRST_COME}, {"hazards", CPW_STEADY_HAZARDS}, {0}};
static const choice methods[] = {
    {"default", CPW_BACKTEST_DEFAULT},       {"planner", CPW_BACKTEST_PUBLISHED_A},
    {"functions", CPW_BACKTEST_PUBLISHED_B}, {"plain", CPW_BACKTEST_PLAIN},
    {"naive", CPW_BACKTEST_NAIVE},           {0}};
static const choice flow_choices[] = {
    {"observed", CPW_BACKTEST_OBSERVED}, {"level", CPW_BACKTEST_LEVEL}, {0}};
static const choice backtest_tables[] = {{"methods", WHAT_METHODS},
                                         {"lists", WHAT_LISTS},
                                         {"courses", WHAT_COURSES},
                                         {"bands", WHAT_BANDS},
                                         {0}};
static const choice profiles[] = {{"flat", PROFILE_FLAT},     {"ramp", PROFILE_RAMP},
                                  {"both", PROFILE_BOTH},     {"shape", PROFILE_SHAPE},
                                  {"least", PROFILE_LEAST},   {"smooth", PROFILE_SMOOTH},
                                  {"steady", PROFILE_STEADY}, {0}};

/* ---------------------------------------------------------------- groups of options */

static const option_spec output_options[] = {
    {"format", 'f', "FORMAT",
     "text (default, for people), csv or json (for machines: every digit, no grouping)",
     take_choice, FIELD(format), formats, 0, 0},
    {"to", 'o', "FILE", "write to FILE, whole or not at all, instead of stdout; '-' is stdout",
     take_text, FIELD(output), NULL, 0, 0},
    {"quiet", 'q', NULL, "say nothing on stderr but errors", take_flag, FIELD(quiet), NULL, 0, 0},
    {0}};

/* Of formulae: their answer is one object. */
static const option_spec answer_options[] = {
    {"format", 'f', "FORMAT",
     "json (default: one object, every digit), text (for people) or csv (columns output, value, "
     "unit and, of lists and tables, position)",
     take_choice, FIELD(format), formats, 0, 0},
    {"to", 'o', "FILE", "write to FILE, whole or not at all, instead of stdout; '-' is stdout",
     take_text, FIELD(output), NULL, 0, 0},
    {"quiet", 'q', NULL, "say nothing on stderr but errors", take_flag, FIELD(quiet), NULL, 0, 0},
    {0}};

static const option_spec run_options[] = {
    {"threads", 0, "N", "threads; 0 is one a processor, default 1. The answer is the same",
     take_count, FIELD(threads), NULL, 0, 4096},
    {"seed", 0, "N",
     "seed of the runs that are drawn at random, recorded with the answer; default 1", take_count,
     FIELD(seed), NULL, 0, 0},
    {0}};

static const option_spec row_options[] = {
    {"nonc", 0, "CHOICE",
     "rows of commissioner NONC (not commissioned by the NHS in England): exclude (default, as "
     "in the published headlines) or include",
     take_choice, FIELD(nonc), nonc_choices, 0, 0},
    {"provider", 0, "CODE", "only rows of this provider", take_text, FIELD(provider), NULL, 0, 0},
    {"treatment-function", 0, "CODE", "only rows of this treatment function, such as C_130",
     take_text, FIELD(treatment_function), NULL, 0, 0},
    {0}};

static const option_spec extract_options[] = {
    {"group", 0, "KEYS",
     "one list for each value of these keys, joined by commas: provider, provider-icb, "
     "commissioner, commissioner-icb, treatment-function; default: one list of all rows",
     take_text, FIELD(group), NULL, 0, 0},
    {"months", 0, "N",
     "convert the extract's week bands to N month bands, the last one open; 0 keeps weeks; "
     "default 13",
     take_count, FIELD(months), NULL, 0, 1200},
    {0}};

static const option_spec rtt_options[] = {
    {"by", 0, "KEYS",
     "one row for each value of these keys, joined by commas: provider, provider-icb, "
     "commissioner, commissioner-icb, treatment-function; default: all of England in one",
     take_text, FIELD(group), NULL, 0, 0},
    {"names", 0, NULL, "names of organisations and treatment functions beside their codes",
     take_flag, FIELD(names), NULL, 0, 0},
    {"output", 0, "TABLE",
     "totals (default): one row a period, key and part; counts: people by weeks waited, one "
     "row a band; tidy: the form that 'carepath backlog' reads",
     take_choice, FIELD(table), tables, 0, 0},
    {"months", 0, "N",
     "with --output=tidy: convert week bands to N month bands, the last one open; default: weeks",
     take_count, FIELD(months), NULL, 0, 1200},
    {0}};

static const option_spec history_options[] = {
    {"where", 'w', "RULE",
     "rows of a tidy file to keep: \"column=value\" joined by ';'; several values of one "
     "column are alternatives",
     take_rule, FIELD(where), NULL, 0, 0},
    {"bands", 0, "N",
     "keep N bands of a tidy file, no more than it has, the last one open; default: all",
     take_count, FIELD(bands), NULL, 1, 100000},
    {"missing", 0, "CHOICE",
     "a list that lacks a period: error (default), zero (nobody) or drop (leave the list out)",
     take_choice, FIELD(missing), missing_choices, 0, 0},
    {0}};

static const option_spec calibration_options[] = {
    {"estimator", 0, "CHOICE",
     "pooled (default): those who left over those who could, over all periods; mean: the "
     "mean of the periods' ratios",
     take_choice, FIELD(estimator), estimators, 0, 0},
    {"unrecorded", 0, "CHOICE",
     "people who appear without a clock start: allow (default; removals may be negative), "
     "floor, redistribute, redistribute-floor, uplift",
     take_choice, FIELD(unrecorded), unrecorded_choices, 0, 0},
    {"recency", 0, "W", "weight of a period against the one after it, default 0.8; 1: all the same",
     take_number, FIELD(recency), NULL, 1e-6, 1},
    {"rates", 0, "FILE",
     "take the hazards from this history, such as England's, matched by specialty; the list "
     "then needs one period only",
     take_text, FIELD(rates), NULL, 0, 0},
    {"steady", 0, NULL, "take a history of one period as a list in balance", take_flag,
     FIELD(steady), NULL, 0, 0},
    {0}};

static const option_spec scenario_options[] = {
    {"starts", 0, "AMOUNT", "clock starts per period: N, xF times the calibrated, or +P% / -P%",
     take_amount, FIELD(starts), NULL, 0, 0},
    {"capacity", 0, "AMOUNT", "treatments per period: N, xF times the calibrated, or +P% / -P%",
     take_amount, FIELD(capacity), NULL, 0, 0},
    {"growth", 0, "CHANGE",
     "clock starts grow by that much a year, such as +2%; compounded, from the next period on",
     take_growth, FIELD(growth), NULL, 0, 0},
    {"season", 0, "F,F,...",
     "factors of the clock starts in the months of the year: twelve, January first", take_season,
     FIELD(season), NULL, 0, 0},
    {"skew", 0, "RULE",
     "treat long waits more (above 1) or less, as the published tools do: rotate:S or uniform:S, "
     "@BAND for another pivot than the middle band",
     take_skew, FIELD(skew), NULL, 0, 0},
    {"longest-first", 0, "S",
     "share of the treatments that goes strictly to the longest waits, 0 (default) to 1",
     take_number, FIELD(longest_first), NULL, 0, 1},
    {"whole-bands", 0, NULL,
     "count whole bands only as within a limit, as the published tools do; default: people "
     "are spread evenly within a band",
     take_flag, FIELD(whole_bands), NULL, 0, 0},
    {0}};

static const option_spec backlog_options[] = {
    {"periods", 'n', "N", "periods ahead, default 12", take_count, FIELD(periods), NULL, 1, 1200},
    {"every", 0, "N", "text: show every Nth period, and the last; default 1", take_count,
     FIELD(every), NULL, 1, 0},
    {"mode", 0, "CHOICE",
     "capacity is counts (default: treatments per period), rates (treatments follow the "
     "list) or cap (the hazards, but no more than the count)",
     take_choice, FIELD(capacity_mode), modes, 0, 0},
    {"capacity-growth", 0, "CHANGE", "treatments grow by that much a year, such as +2%",
     take_growth, FIELD(capacity_growth), NULL, 0, 0},
    {"urgent-first", 0, "S",
     "share of the people who join that is urgent and treated before all others, 0 (default) to 1",
     take_number, FIELD(urgent), NULL, 0, 1},
    {"events", 0, "FILE",
     "CSV of what happens once: columns list, period, kind (add, remove, treat), people or share, "
     "from_weeks, to_weeks",
     take_text, FIELD(events), NULL, 0, 0},
    {"transfers", 0, "FILE",
     "CSV of people who move from list to list: columns from_list, to_list, first, last, people or "
     "share (a period), from_weeks, to_weeks",
     take_text, FIELD(transfers), NULL, 0, 0},
    {"surplus", 0, "CHOICE",
     "capacity that the hazards cannot place: conserve (default: to whoever is left; nobody is "
     "treated twice), or as published, where rows need not balance: none, evenly, longest",
     take_choice, FIELD(surplus), surpluses, 0, 0},
    {"what", 0, "TABLE",
     "csv and json: projection (default: people by band), measures (totals, waits, shares), "
     "calibration (hazards by band), balance (the history's flows) or fan (quantiles of the runs)",
     take_choice, FIELD(what), backlog_tables, 0, 0},
    {0}};

static const option_spec uncertainty_options[] = {
    {"replications", 0, "N",
     "run the projection N times, each with its own draw of what is uncertain; 0: once, as it is "
     "expected. Default: 200 for a page and for --what=fan, else 0",
     take_count, FIELD(replications), NULL, 0, 1000000},
    {"uncertainty", 0, "SOURCES",
     "what the runs draw, joined by commas: process (who leaves), parameters (the hazards, from "
     "the history's periods drawn again), demand and capacity (clock starts and treatments that "
     "vary as they did), or all (default)",
     take_set, FIELD(uncertainty), sources, 0, 0},
    {0}};

/* What the numbers in the column `outcome` mean. */
#define MEANS(outcome, words) NUMBER(outcome) " " words
#define OUTCOMES                                                                                   \
  "outcome: " MEANS(CPW_OUTCOME_OK, "reached, ") MEANS(CPW_OUTCOME_ALREADY_MET, "already met, ")   \
      MEANS(CPW_OUTCOME_CLEARED, "only by leaving fewer people than join in a period, ")           \
          MEANS(CPW_OUTCOME_UNREACHABLE, "out of reach (the best is given), ")                     \
              MEANS(CPW_OUTCOME_UNSTABLE, "grows without end")

static const option_spec target_options[] = {
    {"standard", 's', "RULE",
     "\"92% in 18\": the share within so many weeks, \"92% in 18 by 2029-03\" with its own "
     "date; with --together also \"at most 1% over 52\", \"at most 500 over 65\" and \"at most "
     "20000 "
     "waiting\"; or a key of 'carepath standards' for incomplete pathways, with its date. May be "
     "given several times; default 92% in 18",
     take_standard, FIELD(standards), NULL, 0, 0},
    {"by", 0, "MONTH", "date of the standards that have none of their own, such as 2027-03",
     take_date, FIELD(by), NULL, 0, 0},
    {"by-period", 0, "N", "the same as periods from now; default 12", take_count,
     FIELD(by) + offsetof(horizon, periods), NULL, 1, 1200},
    {"profile", 0, "CHOICE",
     "flat (default): the same capacity every period; ramp: from today's in equal steps to "
     "the date; both. With --together also shape (see --shape), or free in every period: least "
     "(the "
     "fewest treatments), smooth (the least change) or steady (the smallest largest change)",
     take_choice, FIELD(profile), profiles, 0, 0},
    {"together", 0, NULL,
     "one capacity that reaches all standards at their dates, and what each of them costs",
     take_flag, FIELD(together), NULL, 0, 0},
    {"shape", 0, "F,F,...",
     "with --profile=shape: twelve factors of the capacity in the months of the year, January "
     "first",
     take_season, FIELD(shape), NULL, 0, 0},
    {"largest-change", 0, "AMOUNT",
     "with a profile that is free in every period: the most that capacity changes from one period "
     "to "
     "the next, N or +P% of today's",
     take_amount, FIELD(largest_change), NULL, 0, 0},
    {"limit", 0, "AMOUNT", "the most capacity in any period: N, xF times today's, or +P%",
     take_amount, FIELD(limit), NULL, 0, 0},
    {"hardest", 0, "N", "text: only the N lists that need most; default: all", take_count,
     FIELD(hardest), NULL, 1, 0},
    {"what", 0, "TABLE",
     "csv and json: summary (default: one row a standard and list), path (one a period) or, with "
     "--together, goals (one a list and goal). " OUTCOMES,
     take_choice, FIELD(what), target_tables, 0, 0},
    {0}};

static const option_spec backtest_options[] = {
    {"method", 0, "CHOICE",
     "the method that is looked at closely: default (the library's), planner or functions (as "
     "published), plain (ratio of sums), naive (the list as it is). All are compared",
     take_choice, FIELD(method), methods, 0, 0},
    {"flows", 0, "CHOICE",
     "later clock starts and treatments: observed (default: as they came, so that the model alone "
     "is measured) or level (as on average up to then)",
     take_choice, FIELD(flows), flow_choices, 0, 0},
    {"from", 0, "N", "periods of flows that the first calibration sees, default 3", take_count,
     FIELD(first_origin), NULL, 1, 100000},
    {"until", 0, "N", "periods of flows that the last one sees; default: all but one", take_count,
     FIELD(last_origin), NULL, 1, 100000},
    {"ahead", 0, "N", "most periods ahead, default 12", take_count, FIELD(horizon), NULL, 1, 1200},
    {"least", 0, "N", "people that a list must have to count in the medians, default 1",
     take_number, FIELD(least), NULL, 1e-6, 0},
    {"every", 0, "N", "text: show every Nth period ahead, and the last; default 1", take_count,
     FIELD(every), NULL, 1, 0},
    {"weeks", 0, "W", "limit of the share that is compared, default 18", take_number, FIELD(weeks),
     NULL, 1e-6, 0},
    {"whole-bands", 0, NULL, "count whole bands only as within that limit", take_flag,
     FIELD(whole_bands), NULL, 0, 0},
    {"what", 0, "TABLE",
     "csv and json: methods (default: median errors by method and periods ahead), lists (errors by "
     "list and origin), courses (predicted and observed) or bands",
     take_choice, FIELD(what), backtest_tables, 0, 0},
    {0}};

static const option_spec forecast_options[] = {
    {"ahead", 'n', "N", "months ahead, default 12", take_count, FIELD(periods), NULL, 1, 120},
    {"backtest", 0, NULL,
     "instead of a forecast: how well it would have done from every month of the file, beside the "
     "last value (naive) and the value of a year before (seasonal)",
     take_flag, FIELD(backtest), NULL, 0, 0},
    {0}};

static const option_spec waits_options[] = {
    {"waited", 0, "W,W,...", "also patients who have waited so many weeks already", take_numbers,
     FIELD(waited), NULL, 0, 0},
    {"weeks", 0, "W", "limit of the chance to be treated within it, default 18", take_number,
     FIELD(weeks), NULL, 1e-6, 0},
    {"every", 0, "N", "text: show every Nth band, and the last; default 1", take_count,
     FIELD(every), NULL, 1, 0},
    {"what", 0, "TABLE",
     "csv and json: waits (default: one row a list and patient) or incidence (one a list and band)",
     take_choice, FIELD(what), waits_tables, 0, 0},
    {0}};

static const option_spec steady_options[] = {
    {"standard", 's', "RULE", "the standard to hold, such as \"92% in 18\" (default)",
     take_standard, FIELD(standards), NULL, 0, 0},
    {"order", 0, "CHOICE",
     "first-come (default): the longest wait first; hazards: placed by time waited as today",
     take_choice, FIELD(order), orders, 0, 0},
    {"starts", 0, "AMOUNT", "clock starts per period: N, xF times the calibrated, or +P% / -P%",
     take_amount, FIELD(starts), NULL, 0, 0},
    {"whole-bands", 0, NULL, "count whole bands only as within the limit", take_flag,
     FIELD(whole_bands), NULL, 0, 0},
    {"what", 0, "TABLE",
     "csv and json: steady (default: one row a list) or bands (one a list and band). " OUTCOMES,
     take_choice, FIELD(what), steady_tables, 0, 0},
    {0}};

static const option_spec standards_options[] = {
    {"on", 0, "DATE", "only those in force or due on that day, such as 2025-06-30; default: all",
     take_date, FIELD(by), NULL, 0, 0},
    {0}};

static const option_spec report_options[] = {
    {"html", 0, "FILE", "also write a page to look at: charts, tables, assumptions, sources",
     take_text, FIELD(html), NULL, 0, 0},
    {"title", 0, "TEXT", "title of the page and of the text", take_text, FIELD(title), NULL, 0, 0},
    {"source", 0, "TEXT", "where the figures come from, for that page", take_text, FIELD(source),
     NULL, 0, 0},
    {0}};

const option_group output_group = {"Output", output_options, 1};
const option_group answer_group = {"Output", answer_options, 1};
const option_group run_group = {"Run", run_options, 1};
const option_group rtt_group = {"Aggregation", rtt_options, 0};
const option_group row_group = {"Rows of official extracts", row_options, 0};
const option_group history_group = {"Tidy files", history_options, 0};
const option_group extract_group = {"Official extracts", extract_options, 0};
const option_group calibration_group = {"Calibration", calibration_options, 0};
const option_group scenario_group = {"Scenario", scenario_options, 0};
const option_group backlog_group = {"Projection", backlog_options, 0};
const option_group uncertainty_group = {"Uncertainty", uncertainty_options, 0};
const option_group target_group = {"Standards", target_options, 0};
const option_group backtest_group = {"Back-test", backtest_options, 0};
const option_group forecast_group = {"Forecast", forecast_options, 0};
const option_group waits_group = {"Waits", waits_options, 0};
const option_group steady_group = {"Standard", steady_options, 0};
const option_group standards_group = {"Standards", standards_options, 0};
const option_group report_group = {"Page", report_options, 1};
