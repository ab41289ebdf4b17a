/* The commands "equity MEASURE": their columns, options, help and manual, each made of one table.
 * No source: this is the command line's own interface.
 * Leaves reading the options to args.c. */
#include "equity.h"
#include "option_groups.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(name) offsetof(settings, equity.name)

equity_settings default_equity_settings(void) {
  const double none = (double)NAN;
  return (equity_settings){.levels = {1, {0.95}},
                           .limit_level = 0.95,
                           .per = none,
                           .kind = -1,
                           .slope_limits = -1,
                           .multiplier = 1,
                           .lowest = none,
                           .highest = none,
                           .aversion = none,
                           .variance = -1,
                           .points = 20,
                           .entropy = {3, {0, 1, 2}},
                           .atkinson = {2, {0.5, 1}},
                           .kolm = {0, {0}},
                           .parts = -1,
                           .percentiles = {3, {50, 92, 95}},
                           .limits = {2, {18, 52}},
                           .tau = none,
                           .over = none,
                           .conf_type = CPW_SURVIVAL_LOG_LOG,
                           .count_limits = -1,
                           .funnel_limits = -1,
                           .target = none,
                           .better = CPW_SPC_UP,
                           .threshold = none};
}

/* ---------------------------------------------------------------- values of options */

/* Numbers joined by commas, each within [least, most]: their count, 0 if they are none. */
static int read_list(const char *text, double least, double most, listed_numbers *out) {
  out->count = 0;
  for (;;) {
    size_t length = strcspn(text, ",");
    double value;
    if (out->count == MOST_LISTED || !parse_number(text, length, &value)) return 0;
    if (!isfinite(value) || value < least || value > most) return 0;
    out->value[out->count++] = value;
    if (!text[length]) return out->count;
    text += length + 1;
  }
}

/* "95,99.8" or "0.95,0.998": per cent above 1. */
static int take_levels(const option_spec *spec, const char *text, void *field) {
  listed_numbers n = {0};
  int good = read_list(text, 0, 100, &n) && n.count <= MOST_CONFIDENCES;
  for (int i = 0; good && i < n.count; i++) {
    if (n.value[i] > 1) n.value[i] /= 100;
    good = n.value[i] > 0 && n.value[i] < 1;
    for (int k = 0; k < i; k++)
      good &= n.value[k] < n.value[i];
  }
  if (!good)
    return bad_value(spec, text, "up to " NUMBER(4) " rising levels such as 95,99.8 (per cent)");
  *(listed_numbers *)field = n;
  return DONE;
}

static int take_level(const option_spec *spec, const char *text, void *field) {
  listed_numbers n = {0};
  int code = take_levels(spec, text, &n);
  if (!code && n.count > 1) return bad_value(spec, text, "one level, such as 95");
  if (!code) *(double *)field = n.value[0];
  return code;
}

static int take_listed(const option_spec *spec, const char *text, void *field) {
  listed_numbers n = {0};
  char expected[128], least[CPW_NUMBER_CHARS];
  cpw_format_double(spec->least, least);
  phrase most = spec->most > 0 ? fixed(spec->most, 0) : phrased("any");
  if (!read_list(text, spec->least, spec->most > 0 ? spec->most : (double)INFINITY, &n)) {
    phrase range = spec->most > 0
                       ? phrased("numbers from %s to %s joined by commas", least, most.text)
                       : phrased("numbers of at least %s joined by commas", least);
    memcpy(expected, range.text, sizeof range.text);
    return bad_value(spec, text, expected);
  }
  *(listed_numbers *)field = n;
  return DONE;
}

/* Percentiles: above 0, below 100. */
static int take_percentiles(const option_spec *spec, const char *text, void *field) {
  listed_numbers n = {0};
  int good = read_list(text, 0, 100, &n);
  for (int i = 0; i < n.count; i++)
    good &= n.value[i] > 0 && n.value[i] < 100;
  if (!good) return bad_value(spec, text, "percentiles such as 50,92,95");
  *(listed_numbers *)field = n;
  return DONE;
}

/* ---------------------------------------------------------------- words for numbers */

static const choice kinds[] = {{"share", CPW_RATES_FUNNEL_PROPORTION},
                               {"rate", CPW_RATES_FUNNEL_RATE},
                               {"ratio", CPW_RATES_FUNNEL_RATIO},
                               {0}};
static const choice count_kinds[] = {
    {"share", CPW_RATES_FUNNEL_PROPORTION}, {"rate", CPW_RATES_FUNNEL_RATE}, {0}};
static const choice scales[] = {
    {"none", CPW_SCALE_NONE}, {"log", CPW_SCALE_LOG}, {"logit", CPW_SCALE_LOGIT}, {0}};
static const choice slope_limit_choices[] = {{"none", CPW_SLOPE_NONE},
                                             {"exact", CPW_SLOPE_EXACT},
                                             {"simulated", CPW_SLOPE_SIMULATED},
                                             {"scatter", CPW_SLOPE_RESIDUAL},
                                             {0}};
static const choice variances[] = {{"rows", CPW_VARIANCE_ROWS},
                                   {"counts", CPW_VARIANCE_COUNTS},
                                   {"sample", CPW_VARIANCE_SAMPLE},
                                   {0}};
static const choice part_choices[] = {
    {"theil-t", CPW_PARTS_THEIL_T},   {"theil-l", CPW_PARTS_THEIL_L}, {"ge2", CPW_PARTS_GE2},
    {"variance", CPW_PARTS_VARIANCE}, {"gini", CPW_PARTS_GINI},       {0}};
static const choice conf_types[] = {{"plain", CPW_SURVIVAL_PLAIN},
                                    {"log", CPW_SURVIVAL_LOG},
                                    {"log-log", CPW_SURVIVAL_LOG_LOG},
                                    {0}};
static const choice standardisations[] = {{"direct", 0}, {"indirect", 1}, {0}};
static const choice count_limit_choices[] = {{"auto", CPW_RATES_AUTO},
                                             {"byar", CPW_RATES_BYAR},
                                             {"exact", CPW_RATES_EXACT},
                                             {"gamma", CPW_RATES_GAMMA},
                                             {0}};
static const choice empties[] = {
    {"error", CPW_RATES_EMPTY_ERROR}, {"drop", CPW_RATES_EMPTY_DROP}, {0}};
static const choice funnel_limit_choices[] = {{"published", CPW_RATES_LIMITS_PUBLISHED},
                                              {"exact", CPW_RATES_LIMITS_EXACT},
                                              {"normal", CPW_RATES_LIMITS_NORMAL},
                                              {0}};
static const choice dispersions[] = {{"none", CPW_RATES_DISPERSION_NONE},
                                     {"multiply", CPW_RATES_DISPERSION_MULTIPLY},
                                     {"add", CPW_RATES_DISPERSION_ADD},
                                     {0}};
static const choice betters[] = {
    {"up", CPW_SPC_UP}, {"down", CPW_SPC_DOWN}, {"neither", CPW_SPC_NEUTRAL}, {0}};
static const choice gap_choices[] = {
    {"break", CPW_SPC_GAPS_BREAK}, {"close", CPW_SPC_GAPS_CLOSE}, {0}};
static const choice welfares[] = {{"atkinson", CPW_DCEA_ATKINSON},
                                  {"kolm", CPW_DCEA_KOLM},
                                  {"gini", CPW_DCEA_EXTENDED_GINI},
                                  {0}};
static const choice axes[] = {
    {"ede", CPW_DCEA_AXIS_EDE}, {"slope", CPW_DCEA_AXIS_SLOPE}, {"gap", CPW_DCEA_AXIS_GAP}, {0}};

/* ---------------------------------------------------------------- groups of options */

#define LEVEL_OPTION                                                                               \
  {                                                                                                \
    "level", 0, "P,P,...", "confidence of the limits, several at once: 95 (default), 95,99.8",     \
        take_levels, FIELD(levels), NULL, 0, 0                                                     \
  }
#define LIMIT_LEVEL_OPTION                                                                         \
  {                                                                                                \
    "limit-level", 0, "P", "confidence of the limits in the file (--lower, --upper), default 95",  \
        take_level, FIELD(limit_level), NULL, 0, 0                                                 \
  }
#define UNIT_OPTION                                                                                \
  {                                                                                                \
    "unit", 0, "WORD", "what the values are in, such as weeks: for the answer's words", take_text, \
        FIELD(unit), NULL, 0, 0                                                                    \
  }
#define PER_OPTION                                                                                 \
  {                                                                                                \
    "per", 0, "N", "rates and shares are per so many people; default 1 (rates: 100000)",           \
        take_number, FIELD(per), NULL, 1e-12, 0                                                    \
  }
#define COUNT_KIND_OPTION                                                                          \
  {                                                                                                \
    "kind", 0, "CHOICE",                                                                           \
        "what numerator and denominator are: share (default; of people) or rate (events that may " \
        "come "                                                                                    \
        "more than once)",                                                                         \
        take_choice, FIELD(kind), count_kinds, 0, 0                                                \
  }
#define ORDER_OPTIONS                                                                              \
  {"order",                                                                                        \
   0,                                                                                              \
   "A,B,...",                                                                                      \
   "the groups from the most to the least deprived, where their labels are "                       \
   "not numbers and rows stand in another order",                                                  \
   take_text,                                                                                      \
   FIELD(order),                                                                                   \
   NULL,                                                                                           \
   0,                                                                                              \
   0},                                                                                             \
      {"reverse", 0,                                                                               \
       NULL,      "the groups stand from the least to the most deprived",                          \
       take_flag, FIELD(reverse),                                                                  \
       NULL,      0,                                                                               \
       0},                                                                                         \
  {                                                                                                \
    "unknown", 0, "LABEL", "label of people whose group is not known, as an empty field is",       \
        take_text, FIELD(unknown), NULL, 0, 0                                                      \
  }
#define PAIR_OPTIONS                                                                               \
  {"compare", 0,                                                                                   \
   "GROUP",   "group that is compared; default: the most deprived",                                \
   take_text, FIELD(compare),                                                                      \
   NULL,      0,                                                                                   \
   0},                                                                                             \
  {                                                                                                \
    "with", 0, "GROUP", "group it is compared with; default: the least deprived", take_text,       \
        FIELD(with), NULL, 0, 0                                                                    \
  }
#define SLOPE_OPTIONS                                                                              \
  {"transform",                                                                                    \
   0,                                                                                              \
   "CHOICE",                                                                                       \
   "fit the line to the values (none, default), log (rates) or logit "                             \
   "(proportions)",                                                                                \
   take_choice,                                                                                    \
   FIELD(transform),                                                                               \
   scales,                                                                                         \
   0,                                                                                              \
   0},                                                                                             \
      {"scale",                                                                                    \
       0,                                                                                          \
       "CHOICE",                                                                                   \
       "on which scale the values' errors are normal: none (default), log "                        \
       "or logit",                                                                                 \
       take_choice,                                                                                \
       FIELD(scale),                                                                               \
       scales,                                                                                     \
       0,                                                                                          \
       0},                                                                                         \
      {"limits",                                                                                   \
       0,                                                                                          \
       "CHOICE",                                                                                   \
       "of the slope: exact (default where errors are known), simulated (as published), scatter "  \
       "(about the line; default otherwise) or none",                                              \
       take_choice,                                                                                \
       FIELD(slope_limits),                                                                        \
       slope_limit_choices,                                                                        \
       0,                                                                                          \
       0},                                                                                         \
      {"multiplier",                                                                               \
       0,                                                                                          \
       "X",                                                                                        \
       "multiplies the SII; below 0 (-1) where high values are bad: positive is then worse for "   \
       "the most deprived, and the RII is inverted",                                               \
       take_number,                                                                                \
       FIELD(multiplier),                                                                          \
       NULL,                                                                                       \
       -1e300,                                                                                     \
       0},                                                                                         \
  {                                                                                                \
    "runs", 0, "N", "draws of simulated limits, default 100000", take_count, FIELD(runs), NULL, 1, \
        0                                                                                          \
  }
#define CONCENTRATION_OPTIONS                                                                      \
  {"lowest",                                                                                       \
   0,                                                                                              \
   "X",                                                                                            \
   "the least value there can be: gives Wagstaff's and Erreygers' indices",                        \
   take_number,                                                                                    \
   FIELD(lowest),                                                                                  \
   NULL,                                                                                           \
   -1e300,                                                                                         \
   0},                                                                                             \
      {"highest",                                                                                  \
       0,                                                                                          \
       "X",                                                                                        \
       "the greatest value there can be; needs --lowest",                                          \
       take_number,                                                                                \
       FIELD(highest),                                                                             \
       NULL,                                                                                       \
       -1e300,                                                                                     \
       0},                                                                                         \
      {"aversion",                                                                                 \
       0,                                                                                          \
       "V",                                                                                        \
       "aversion of the extended index, at least 1; default 2",                                    \
       take_number,                                                                                \
       FIELD(aversion),                                                                            \
       NULL,                                                                                       \
       1,                                                                                          \
       0},                                                                                         \
  {                                                                                                \
    "variance", 0, "CHOICE",                                                                       \
        "what weights are for the standard error: rows (default, shares), counts (of people) or "  \
        "sample",                                                                                  \
        take_choice, FIELD(variance), variances, 0, 0                                              \
  }
#define DISPERSION_OPTIONS                                                                         \
  {"entropy",                                                                                      \
   0,                                                                                              \
   "A,A,...",                                                                                      \
   "generalised entropy at these; default 0,1,2",                                                  \
   take_listed,                                                                                    \
   FIELD(entropy),                                                                                 \
   NULL,                                                                                           \
   -100,                                                                                           \
   0},                                                                                             \
      {"atkinson",                                                                                 \
       0,                                                                                          \
       "E,E,...",                                                                                  \
       "Atkinson's index at these aversions; default 0.5,1",                                       \
       take_listed,                                                                                \
       FIELD(atkinson),                                                                            \
       NULL,                                                                                       \
       0,                                                                                          \
       0},                                                                                         \
  {                                                                                                \
    "kolm", 0, "A,A,...", "Kolm's at these; default none", take_listed, FIELD(kolm), NULL, 0, 0    \
  }

static const option_spec gaps_options[] = {LEVEL_OPTION,      PAIR_OPTIONS, ORDER_OPTIONS,
                                           COUNT_KIND_OPTION, PER_OPTION,   LIMIT_LEVEL_OPTION,
                                           UNIT_OPTION,       {0}};
static const option_spec slope_options[] = {
    LEVEL_OPTION, SLOPE_OPTIONS,      ORDER_OPTIONS, COUNT_KIND_OPTION,
    PER_OPTION,   LIMIT_LEVEL_OPTION, UNIT_OPTION,   {0}};
static const option_spec concentration_options[] = {
    LEVEL_OPTION, CONCENTRATION_OPTIONS, ORDER_OPTIONS, COUNT_KIND_OPTION, PER_OPTION, UNIT_OPTION,
    {0}};
static const option_spec curve_options[] = {
    {"points", 0, "N", "steps of the curve, default 20", take_count, FIELD(points), NULL, 1, 10000},
    LEVEL_OPTION,
    CONCENTRATION_OPTIONS,
    ORDER_OPTIONS,
    COUNT_KIND_OPTION,
    PER_OPTION,
    UNIT_OPTION,
    {0}};
static const option_spec dispersion_options[] = {
    LEVEL_OPTION, DISPERSION_OPTIONS, UNIT_OPTION, {0}};
static const option_spec decompose_options[] = {
    {"measure", 0, "CHOICE",
     "theil-t, theil-l, ge2 (half the squared coefficient of variation), variance or gini; "
     "default: "
     "all of them",
     take_choice, FIELD(parts), part_choices, 0, 0},
    ORDER_OPTIONS,
    UNIT_OPTION,
    {0}};
static const option_spec all_options[] = {LEVEL_OPTION,
                                          PAIR_OPTIONS,
                                          SLOPE_OPTIONS,
                                          CONCENTRATION_OPTIONS,
                                          DISPERSION_OPTIONS,
                                          ORDER_OPTIONS,
                                          COUNT_KIND_OPTION,
                                          PER_OPTION,
                                          LIMIT_LEVEL_OPTION,
                                          UNIT_OPTION,
                                          {0}};
static const option_spec missing_options[] = {
    PAIR_OPTIONS,
    ORDER_OPTIONS,
    {"blocks", 0, "N", "people of unknown group are moved one by one up to this many; default 400",
     take_count, FIELD(blocks), NULL, 2, 10000},
    UNIT_OPTION,
    {0}};
static const option_spec wait_options[] = {
    LEVEL_OPTION,
    {"percentiles", 0, "P,P,...", "of the wait: 50,92,95 (default)", take_percentiles,
     FIELD(percentiles), NULL, 0, 0},
    {"at", 0, "T,T,...", "shares still waiting at these times: 18,52 (default)", take_listed,
     FIELD(limits), NULL, 0, 0},
    {"tau", 0, "T", "end of the restricted means; default: the longest time seen in every group",
     take_number, FIELD(tau), NULL, 0, 0},
    {"from", 0, "T", "leave out who waited less, for lists that nobody joins earlier", take_number,
     FIELD(from), NULL, 0, 0},
    {"conf-type", 0, "CHOICE", "of limits: plain, log or log-log (default)", take_choice,
     FIELD(conf_type), conf_types, 0, 0},
    {"with", 0, "GROUP", "group of the hazard ratio 1; default: the least deprived", take_text,
     FIELD(with), NULL, 0, 0},
    ORDER_OPTIONS,
    UNIT_OPTION,
    {0}};
#define EMPTY_OPTION                                                                               \
  {                                                                                                \
    "empty", 0, "CHOICE",                                                                          \
        "a stratum in which a group has nobody: error (default), or drop, with the bounds of "     \
        "what it "                                                                                 \
        "could change",                                                                            \
        take_choice, FIELD(empty), empties, 0, 0                                                   \
  }
static const option_spec adjusted_options[] = {
    LEVEL_OPTION,
    {"over", 0, "T", "compare the shares that wait longer than this; default: the means",
     take_number, FIELD(over), NULL, 0, 0},
    EMPTY_OPTION,
    ORDER_OPTIONS,
    UNIT_OPTION,
    {0}};
static const option_spec rate_options[] = {
    LEVEL_OPTION,
    {"method", 0, "CHOICE",
     "direct (default): the standard's mix of strata; indirect: events against those expected",
     take_choice, FIELD(standardise), standardisations, 0, 0},
    {"count-limits", 0, "CHOICE",
     "of counts: auto (default: Byar, exact below 10), byar, exact or gamma (direct only)",
     take_choice, FIELD(count_limits), count_limit_choices, 0, 0},
    EMPTY_OPTION,
    PER_OPTION,
    PAIR_OPTIONS,
    ORDER_OPTIONS,
    {0}};
static const option_spec funnel_options[] = {
    {"level", 0, "P,P,...", "of the limits; default 95,99.8", take_levels, FIELD(levels), NULL, 0,
     0},
    {"kind", 0, "CHOICE", "share (default), rate, or ratio (observed over --expected)", take_choice,
     FIELD(kind), kinds, 0, 0},
    {"funnel-limits", 0, "CHOICE",
     "published (default, as public health profiles draw them), exact or normal", take_choice,
     FIELD(funnel_limits), funnel_limit_choices, 0, 0},
    {"dispersion", 0, "CHOICE",
     "units scatter more than chance: multiply or add widen the (normal) limits; default none",
     take_choice, FIELD(dispersion), dispersions, 0, 0},
    {"stable-variance", 0, NULL, "z-scores on the scale of arcsin(sqrt(share)) or sqrt(rate)",
     take_flag, FIELD(variance_stable), NULL, 0, 0},
    {"target", 0, "X", "default: all units together; of a ratio 1", take_number, FIELD(target),
     NULL, 0, 0},
    PER_OPTION,
    {0}};
static const option_spec xmr_options[] = {
    {"better", 0, "CHOICE", "which way is an improvement: up (default), down or neither",
     take_choice, FIELD(better), betters, 0, 0},
    {"target", 0, "X", "target, for the assurance icon", take_number, FIELD(target), NULL, -1e300,
     0},
    {"rebase", 0, "DATE,...", "first dates of new phases: means and limits start anew there",
     take_text, FIELD(rebase), NULL, 0, 0},
    {"baseline", 0, "N", "mean and limits from the first N points of each phase; default: all",
     take_count, FIELD(baseline), NULL, 2, 0},
    {"missing", 0, "CHOICE",
     "a point without a value: break (default; nothing reaches across it) or close (it is not "
     "there)",
     take_choice, FIELD(gaps), gap_choices, 0, 0},
    {"unscreened", 0, NULL, "very large moving ranges count for the limits, as in the workbooks",
     take_flag, FIELD(unscreened), NULL, 0, 0},
    {"kind", 0, "CHOICE",
     "chart numerator/denominator with limits that move with its size: share (p chart) or rate (u "
     "chart)",
     take_choice, FIELD(kind), count_kinds, 0, 0},
    {"laney", 0, NULL, "those limits widened for over-dispersion (p' and u')", take_flag,
     FIELD(laney), NULL, 0, 0},
    UNIT_OPTION,
    {0}};
static const option_spec dcea_options[] = {
    {"threshold", 0, "MONEY", "what a QALY costs elsewhere; it must be given", take_number,
     FIELD(threshold), NULL, 1e-12, 0},
    {"fixed-cost", 0, "MONEY", "of each programme beside its costs per recipient", take_number,
     FIELD(fixed_cost), NULL, -1e300, 0},
    {"welfare", 0, "CHOICE", "atkinson (default), kolm or gini (extended)", take_choice,
     FIELD(welfare), welfares, 0, 0},
    {"aversion", 0, "E", "aversion to inequality; default 10.95 for atkinson, 0.15 for kolm",
     take_number, FIELD(aversion), NULL, 0, 0},
    {"aversions", 0, "E,E,...", "also the answer at these aversions", take_listed, FIELD(aversions),
     NULL, 0, 0},
    {"shares", 0, "TABLE",
     "who bears the opportunity cost: people (default, everybody alike) or a published gradient, "
     "such as love-koh-2020-steep",
     take_text, FIELD(shares), NULL, 0, 0},
    {"axis", 0, "CHOICE", "equity of the plane: ede (default), slope or gap", take_choice,
     FIELD(axis), axes, 0, 0},
    ORDER_OPTIONS,
    {0}};
static const option_spec small_options[] = {
    {"suppress", 0, "RULE", "withhold and round small counts by a published rule, such as hes",
     take_text, FIELD(suppress), NULL, 0, 0},
    {"suppress-below", 0, "N", "withhold counts above 0 and below N", take_count, FIELD(below),
     NULL, 1, 0},
    {"round", 0, "N", "round counts to multiples of N; measures are then of the rounded counts",
     take_count, FIELD(round), NULL, 1, 0},
    {0}};

static const option_group gaps_group = {"Gaps", gaps_options, 0},
                          slope_group = {"Slope", slope_options, 0},
                          concentration_group = {"Concentration", concentration_options, 0},
                          curve_group = {"Curve", curve_options, 0},
                          dispersion_group = {"Dispersion", dispersion_options, 0},
                          decompose_group = {"Decomposition", decompose_options, 0},
                          all_group = {"Measures", all_options, 0},
                          missing_group = {"Bounds", missing_options, 0},
                          waits_of_groups = {"Waits", wait_options, 0},
                          adjusted_group = {"Standardisation", adjusted_options, 0},
                          rates_group = {"Rates", rate_options, 0},
                          funnel_group = {"Funnel", funnel_options, 0},
                          xmr_group = {"Chart", xmr_options, 0},
                          dcea_group = {"Programmes", dcea_options, 0},
                          small_group = {"Small numbers", small_options, 0};

/* ---------------------------------------------------------------- the measures */

#define GROUPED_COLUMNS                                                                            \
  {COL_GROUP, MUST}, {COL_VALUE, MAY}, {COL_POPULATION, MAY}, {COL_SE, MAY}, {COL_LOWER, MAY},     \
      {COL_UPPER, MAY}, {COL_NUMERATOR, MAY}, {COL_DENOMINATOR, MAY}, {                            \
    COL_AREA, MAY                                                                                  \
  }
#define GROUPED_WORDS                                                                              \
  "One row a group (with its population and standard error or limits, where they are known), one " \
  "row a person, or counts of people (numerator and denominator). With a column of areas each "    \
  "area "                                                                                          \
  "is measured alone."

const equity_measure equity_measures[] = {
    {.name = "gaps",
     .summary = "gap and ratio of two groups, and what the population owes to them",
     .description = GROUPED_WORDS,
     .examples = "  carepath equity gaps --value=rate --group=quintile rates.csv\n",
     .uses = {GROUPED_COLUMNS},
     .use_count = 9,
     .groups = {&gaps_group, &small_group},
     .run = run_gaps},
    {.name = "slope",
     .summary = "slope and relative index of inequality (SII, RII)",
     .description = GROUPED_WORDS,
     .examples = "  carepath equity slope --level=95,99.8 --html=page.html rates.csv\n",
     .uses = {GROUPED_COLUMNS},
     .use_count = 9,
     .groups = {&slope_group, &small_group},
     .run = run_slope},
    {.name = "concentration",
     .summary = "concentration index, generalised, extended, of bounded values",
     .description = "Of people ranked by a column (rank), or of groups. " GROUPED_WORDS,
     .examples = "  carepath equity concentration --rank=income --value=wait people.csv\n",
     .uses = {{COL_RANK, MAY},
              {COL_GROUP, MAY},
              {COL_VALUE, MAY},
              {COL_POPULATION, MAY},
              {COL_NUMERATOR, MAY},
              {COL_DENOMINATOR, MAY},
              {COL_AREA, MAY}},
     .use_count = 7,
     .groups = {&concentration_group, &small_group},
     .run = run_concentration},
    {.name = "curve",
     .summary = "concentration curve: the share of all that the worst off have",
     .description = "Reads what 'carepath equity concentration' reads.",
     .examples = "  carepath equity curve --points=10 --format=csv rates.csv\n",
     .uses = {{COL_RANK, MAY},
              {COL_GROUP, MAY},
              {COL_VALUE, MAY},
              {COL_POPULATION, MAY},
              {COL_NUMERATOR, MAY},
              {COL_DENOMINATOR, MAY},
              {COL_AREA, MAY}},
     .use_count = 7,
     .groups = {&curve_group},
     .run = run_curve},
    {.name = "dispersion",
     .summary = "Gini, Theil, generalised entropy, Atkinson, Kolm",
     .description =
         "Inequality among the rows (people, or areas with their weight), whatever group "
         "they belong to.",
     .examples = "  carepath equity dispersion --value=weeks --atkinson=0.5,1,2 people.csv\n",
     .uses = {{COL_VALUE, MUST}, {COL_POPULATION, MAY}, {COL_AREA, MAY}},
     .use_count = 3,
     .groups = {&dispersion_group},
     .run = run_dispersion},
    {.name = "decompose",
     .summary = "how much inequality lies between groups and how much within them",
     .description =
         "One row a person, or a weighted row. With --by a second grouping is crossed with "
         "the first.",
     .examples = "  carepath equity decompose --group=quintile --by=specialty people.csv\n",
     .uses = {{COL_VALUE, MUST},
              {COL_GROUP, MUST},
              {COL_BY, MAY},
              {COL_POPULATION, MAY},
              {COL_AREA, MAY}},
     .use_count = 5,
     .groups = {&decompose_group, &small_group},
     .run = run_decompose},
    {.name = "all",
     .summary = "gaps, slope, concentration and dispersion of grouped values at once",
     .description = GROUPED_WORDS,
     .examples = "  carepath equity all --html=page.html rates.csv\n",
     .uses = {GROUPED_COLUMNS},
     .use_count = 9,
     .groups = {&all_group, &small_group},
     .run = run_all},
    {.name = "waits",
     .summary = "how long groups wait, when many still wait (Kaplan-Meier, log-rank)",
     .description =
         "One row a person, or as many as its population says: the time waited, and what ended "
         "the wait: 0 or waiting, 1 or treated; any other word (removed, died) competes. Also a "
         "list by time "
         "waited, tidy or an official extract, as 'carepath backlog' reads it: each list is a "
         "group, or "
         "each label of --group.",
     .examples = "  carepath equity waits --time=weeks --event=outcome --group=quintile list.csv\n",
     .uses = {{COL_TIME, MUST},
              {COL_EVENT, MUST},
              {COL_GROUP, MAY},
              {COL_POPULATION, MAY},
              {COL_ENTRY, MAY},
              {COL_STRATUM, NAMED}},
     .use_count = 6,
     .groups = {&waits_of_groups, &history_group, &small_group},
     .run = run_equity_waits},
    {.name = "adjusted",
     .summary = "waits as if all groups waited for the same things",
     .description = "One row a person: the wait, the group, and what is waited for (stratum).",
     .examples = "  carepath equity adjusted --time=weeks --stratum=specialty --over=18 list.csv\n",
     .uses = {{COL_TIME, MUST}, {COL_GROUP, MUST}, {COL_STRATUM, MAY}},
     .use_count = 3,
     .groups = {&adjusted_group, &small_group},
     .run = run_adjusted},
    {.name = "rates",
     .summary = "rates of groups, crude and standardised, with limits",
     .description =
         "One row a group and stratum (such as age band): events and people. Standardised "
         "where there is a stratum.",
     .examples = "  carepath equity rates --stratum=age_band --per=1000 counts.csv\n",
     .uses = {{COL_GROUP, MUST},
              {COL_NUMERATOR, MUST},
              {COL_DENOMINATOR, MUST},
              {COL_STRATUM, MAY},
              {COL_STANDARD, MAY}},
     .use_count = 5,
     .groups = {&rates_group, &small_group},
     .run = run_equity_rates},
    {.name = "funnel",
     .summary = "which units lie outside what chance allows",
     .description = "One row a unit: people counted and people, or observed and expected events.",
     .examples = "  carepath equity funnel --group=icb --numerator=over_52 --denominator=waiting "
                 "--dispersion=add icb.csv\n",
     .uses =
         {{COL_GROUP, MUST}, {COL_NUMERATOR, MUST}, {COL_DENOMINATOR, MAY}, {COL_EXPECTED, MAY}},
     .use_count = 4,
     .groups = {&funnel_group, &small_group},
     .run = run_funnel},
    {.name = "xmr",
     .summary = "is a change in a series more than chance (XmR chart, Making Data Count)",
     .description =
         "One row a date, in order of time; an empty value is a gap. With a column of areas "
         "each is a chart of its own.",
     .examples = "  carepath equity xmr --value=gap --better=down --target=0 gaps.csv\n",
     .uses = {{COL_DATE, MUST},
              {COL_VALUE, MAY},
              {COL_NUMERATOR, MAY},
              {COL_DENOMINATOR, MAY},
              {COL_AREA, MAY}},
     .use_count = 5,
     .groups = {&xmr_group},
     .run = run_xmr},
    {.name = "dcea",
     .summary = "who gains health and who loses it: programmes by group, efficiency and equity",
     .description =
         "One row a group (and programme: --area): people, health per head, recipients, gain and "
         "cost per recipient.",
     .examples = "  carepath equity dcea --threshold=20000 --area=programme programmes.csv\n",
     .uses = {{COL_GROUP, MUST},
              {COL_POPULATION, MUST},
              {COL_HEALTH, MUST},
              {COL_RECIPIENTS, MUST},
              {COL_GAIN, MUST},
              {COL_COST, MAY},
              {COL_AREA, MAY}},
     .use_count = 7,
     .groups = {&dcea_group},
     .run = run_dcea},
    {.name = "missing",
     .summary = "how far people of unknown group could move the measures",
     .description =
         "One row a person; the group is empty (or --unknown=LABEL) where it is not known.",
     .examples =
         "  carepath equity missing --value=weeks --group=ethnicity --unknown=Z people.csv\n",
     .uses = {{COL_GROUP, MUST}, {COL_VALUE, MUST}, {COL_AREA, MAY}},
     .use_count = 3,
     .groups = {&missing_group, &small_group},
     .run = run_missing,
     .keeps_unknown = 1},
};
const int equity_measure_count = sizeof equity_measures / sizeof *equity_measures;

/* ---------------------------------------------------------------- the command of a measure */

/* What the command points to; made anew for each measure. */
static struct {
  phrase name;
  buffer help[MOST_USES];
  option_spec spec[MOST_USES + 1];
  option_group columns;
  command command;
} made;

static void make_columns(const equity_measure *m) {
  for (int i = 0; i < m->use_count; i++) {
    int c = m->uses[i].column;
    put(&made.help[i], column_meaning(c));
    if (m->uses[i].need == NAMED)
      put(&made.help[i], "; default: none");
    else
      putf(&made.help[i], "; default: '%s'%s", column_default(c),
           m->uses[i].need == MUST ? "" : ", where there is one");
    made.spec[i] = (option_spec){.name = column_option(c),
                                 .value = "COLUMN",
                                 .help = made.help[i].bytes,
                                 .take = take_text,
                                 .offset = FIELD(column) + (size_t)c * sizeof(const char *)};
  }
}

static int make_command(const equity_measure *m) {
  int failed = 0, used = 1;
  for (int i = 0; i < MOST_USES; i++)
    buffer_free(&made.help[i]);
  memset(&made, 0, sizeof made);
  made.name = phrased("equity %s", m->name);
  make_columns(m);
  made.columns = (option_group){"Columns", made.spec, 0};
  made.command = (command){.name = made.name.text,
                           .summary = m->summary,
                           .arguments = "[OPTION]... FILE",
                           .description = m->description,
                           .examples = m->examples,
                           .groups = {&made.columns},
                           .run = run_measure};
  for (int i = 0; i < MOST_OWN_GROUPS && m->groups[i]; i++)
    made.command.groups[used++] = m->groups[i];
  made.command.groups[used++] = &report_group;
  made.command.groups[used++] = &output_group;
  made.command.groups[used++] = &run_group;
  for (int i = 0; i < m->use_count; i++)
    failed |= made.help[i].failed;
  return failed ? no_memory() : DONE;
}

int equity_part(const char *word, const command **found) {
  const char *names[32];
  for (int i = 0; i < equity_measure_count; i++) {
    names[i] = equity_measures[i].name;
    if (strcmp(word, names[i]) != 0) continue;
    int code = make_command(&equity_measures[i]);
    *found = &made.command;
    return code;
  }
  const char *guess = nearest(word, names, equity_measure_count);
  if (guess) return fail(USAGE, "equity: no measure '%s'; did you mean '%s'?", word, guess);
  return fail(USAGE, "equity: no measure '%s'; 'carepath equity' lists them", word);
}

void put_equity_manual(buffer *b) {
  for (int i = 0; i < equity_measure_count; i++) {
    if (make_command(&equity_measures[i])) {
      b->failed = 1;
      return;
    }
    const command *c = &made.command;
    command brief = *c;
    /* the groups that every measure has stand with the command itself */
    for (int g = 0; g < MOST_GROUPS; g++)
      if (brief.groups[g] == &report_group)
        memset(&brief.groups[g], 0, (size_t)(MOST_GROUPS - g) * sizeof *brief.groups);
    put_manual_options(b, &brief);
  }
}
