/* The commands "allocate PART": their columns, options, help and manual, each made of one table.
 * No source: this is the command line's own interface.
 * Leaves reading the options to args.c. */
#include "allocate.h"
#include "amounts.h"
#include "option_groups.h"

#include <math.h>
#include <string.h>

#define FIELD(name) offsetof(settings, allocate.name)

allocate_settings default_allocate_settings(void) {
  allocate_settings s = {
      .budget = NO_MONEY, .distance_floor = (double)NAN, .years = 1, .rule = -1, .devolved = 1};
  return s;
}

/* ---------------------------------------------------------------- values of options */

/* Whole pounds: 100000000, 100,000,000, 100m, 1.25bn. */
int take_money(const option_spec *spec, const char *text, void *field) {
  static const struct {
    const char *word;
    int zeros;
  } scales[] = {{"", 0}, {"k", 3}, {"m", 6}, {"bn", 9}};
  int64_t value = 0;
  int places = -1, digits = 0;
  const char *at = text + (*text == '-');
  for (; *at == ',' || *at == '_' || *at == '.' || (*at >= '0' && *at <= '9'); at++) {
    if (*at == ',' || *at == '_') continue;
    if (*at == '.') {
      if (places >= 0) break;
      places = 0;
      continue;
    }
    if (value > INT64_MAX / 10 || 10 * value > INT64_MAX - (*at - '0')) break;
    value = 10 * value + (*at - '0');
    digits++;
    places += places >= 0;
  }
  if (places < 0) places = 0;
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
    if (!digits || strcmp(at, scales[i].word) != 0) continue;
    int zeros = scales[i].zeros - places;
    for (; zeros > 0 && value <= INT64_MAX / 10; zeros--)
      value *= 10;
    for (; zeros < 0 && value % 10 == 0; zeros++)
      value /= 10;
    if (zeros) break;
    *(int64_t *)field = *text == '-' ? -value : value;
    return DONE;
  }
  return bad_value(spec, text, "whole pounds such as 250000, 250,000, 250k, 1.5m or 100bn");
}

static int take_step(const option_spec *spec, const char *text, void *field) {
  int64_t step = 0;
  int code = take_money(spec, text, &step);
  if (!code && step < 1) code = bad_value(spec, text, "an amount of at least 1 pound");
  if (!code) *(int64_t *)field = step;
  return code;
}

/* "3%" or "0.03" */
static int read_share(const char *text, size_t length, double *value) {
  int percent_sign = length && text[length - 1] == '%';
  if (!parse_number(text, length - (size_t)percent_sign, value) || !isfinite(*value)) return 0;
  if (!percent_sign) return 1;
  /* the decimal that was written: 0.7 / 100 is not the double next to 0.007 */
  phrase exact = phrased("%.*se-2", (int)length - 1, text);
  if (length > 60 || !parse_number(exact.text, strlen(exact.text), value)) *value /= 100;
  return 1;
}

static int take_share(const option_spec *spec, const char *text, void *field) {
  double value;
  if (!read_share(text, strlen(text), &value) || value < spec->least || value > spec->most)
    return bad_value(
        spec, text,
        phrased("a share from %s to %s", percent(spec->least, 0).text, percent(spec->most, 0).text)
            .text);
  *(double *)field = value;
  return DONE;
}

/* "2%", or "-5%:3%,0%:2%,5%:1%": by the opening distance from target, straight lines between. */
static int take_knots(const option_spec *spec, const char *text, void *field) {
  knots k = {0};
  const char *at = text;
  for (;;) {
    size_t length = strcspn(at, ","), colon = strcspn(at, ":,");
    int pair = at[colon] == ':';
    if (k.count == MOST_KNOTS) break;
    if (pair && !read_share(at, colon, &k.x[k.count])) break;
    const char *from = pair ? at + colon + 1 : at;
    if (!read_share(from, (size_t)(at + length - from), &k.y[k.count])) break;
    if (!pair && (k.count || at[length])) break; /* a figure alone stands alone */
    if (k.count && k.x[k.count] <= k.x[k.count - 1]) break;
    k.count++;
    if (!at[length]) {
      *(knots *)field = k;
      return DONE;
    }
    at += length + 1;
  }
  return bad_value(spec, text,
                   "a growth such as 2%, or rising distances with growths such as "
                   "-5%:3%,0%:2%,5%:1% (at most " NUMBER(16) ")");
}

static int named_already(const named_numbers *n) {
  for (int k = 0; k < n->count; k++)
    if (strcmp(n->name[k], n->name[n->count]) == 0) return 1;
  return 0;
}

/* "NAME=NUMBER,..." */
static int take_named(const option_spec *spec, const char *text, void *field) {
  named_numbers n = {0};
  const char *at = text;
  for (;;) {
    size_t length = strcspn(at, ","), equals = strcspn(at, "=,");
    if (n.count == MOST_NAMED || !equals || equals >= sizeof n.name[0] || at[equals] != '=') break;
    memcpy(n.name[n.count], at, equals);
    if (named_already(&n))
      return bad_value(
          spec, text,
          phrased("names with figures, each once: '%s' stands twice", n.name[n.count]).text);
    if (!read_share(at + equals + 1, length - equals - 1, &n.value[n.count])) break;
    if (n.value[n.count] < 0) break;
    n.count++;
    if (!at[length]) {
      *(named_numbers *)field = n;
      return DONE;
    }
    at += length + 1;
  }
  return bad_value(spec, text, "names with figures such as A=0.6,B=0.4 (at most " NUMBER(16) ")");
}

static int take_alpha(const option_spec *spec, const char *text, void *field) {
  if (strcmp(text, "inf") == 0 || strcmp(text, "max-min") == 0) {
    *(double *)field = (double)INFINITY;
    return DONE;
  }
  return take_number(spec, text, field);
}

/* ---------------------------------------------------------------- words for numbers */

static const choice apportionments[] = {
    {"hamilton", CPW_APPORTION_HAMILTON},   {"webster", CPW_APPORTION_WEBSTER},
    {"jefferson", CPW_APPORTION_JEFFERSON}, {"adams", CPW_APPORTION_ADAMS},
    {"hill", CPW_APPORTION_HILL},           {0}};
static const choice claim_rules[] = {{"all", -1},
                                     {"proportional", CPW_CLAIMS_PROPORTIONAL},
                                     {"equal-awards", CPW_CLAIMS_EQUAL_AWARDS},
                                     {"equal-losses", CPW_CLAIMS_EQUAL_LOSSES},
                                     {"talmud", CPW_CLAIMS_TALMUD},
                                     {"adjusted-proportional", CPW_CLAIMS_ADJUSTED_PROPORTIONAL},
                                     {"random-arrival", CPW_CLAIMS_RANDOM_ARRIVAL},
                                     {"piniles", CPW_CLAIMS_PINILES},
                                     {"minimal-overlap", CPW_CLAIMS_MINIMAL_OVERLAP},
                                     {0}};
static const choice overspends[] = {{"contribution", CPW_POOL_OVER_CONTRIBUTION},
                                    {"lead", CPW_POOL_OVER_LEAD},
                                    {"carry", CPW_POOL_OVER_CARRY},
                                    {0}};
static const choice pool_tables[] = {{"partners", POOL_PARTNERS},
                                     {"lines", POOL_LINES},
                                     {"ledger", POOL_LEDGER},
                                     {"statements", POOL_STATEMENTS},
                                     {0}};
static const choice underspends[] = {{"contribution", CPW_POOL_UNDER_CONTRIBUTION},
                                     {"contributors", CPW_POOL_UNDER_CONTRIBUTORS},
                                     {"lead", CPW_POOL_UNDER_LEAD},
                                     {"carry", CPW_POOL_UNDER_CARRY},
                                     {0}};

/* ---------------------------------------------------------------- groups of options */

#define BUDGET_OPTION(words)                                                                       \
  { "budget", 'b', "MONEY", words, take_money, FIELD(budget), NULL, 0, 0 }

static const option_spec shares_options[] = {
    BUDGET_OPTION("what is shared out, whole pounds: 100000000000, 100bn"),
    {"blend", 0, "COLUMN=SHARE,...",
     "need is a blend of these columns, such as wp_general_acute=0.62,wp_mental_health=0.38; each "
     "is scaled to the registered population first; the shares sum to 1",
     take_named, FIELD(blend), NULL, 0, 0},
    {"top-slice", 0, "SHARE", "kept back before anything is shared, such as 2.5%; default 0",
     take_share, FIELD(top_slice), NULL, 0, 1},
    {"rounding", 0, "METHOD",
     "whole pounds by hamilton (default, largest remainders), webster, jefferson, adams or hill",
     take_choice, FIELD(method), apportionments, 0, 0},
    {0}};
static const option_spec pace_options[] = {
    BUDGET_OPTION("the quantum of the (first) year, whole pounds; default: the sum of the targets"),
    {"floor", 0, "GROWTH",
     "least growth of anybody: 2%, or by the opening distance from target: "
     "-5%:3%,0%:2%,5%:1%",
     take_knots, FIELD(floor), NULL, 0, 0},
    {"cap", 0, "GROWTH", "most growth of anybody, in the same way", take_knots, FIELD(cap), NULL, 0,
     0},
    {"floor-per-head", 0, "GROWTH", "least growth a head", take_knots, FIELD(floor_per_head), NULL,
     0, 0},
    {"cap-per-head", 0, "GROWTH", "most growth a head", take_knots, FIELD(cap_per_head), NULL, 0,
     0},
    {"distance-floor", 0, "SHARE", "nobody is left further below target than this, such as 5%",
     take_share, FIELD(distance_floor), NULL, 0, 1},
    {"converge", 0, "GROWTH",
     "in place of the same multiple of the fair share: everybody grows alike, and by this more or "
     "less by the opening distance: -5%:0.75%,-2.5%:0%,2.5%:0%,10%:-1.5%; floors and caps hold too",

     take_knots, FIELD(convergence), NULL, 0, 0},
    {"years", 0, "N", "years of the same rules; default 1", take_count, FIELD(years), NULL, 1, 50},
    {"growth", 0, "SHARE", "growth of the quantum a year, with --years; default 0", take_share,
     FIELD(growth), NULL, -1, 10},
    {"inflation", 0, "SHARE", "a year, for growth a head in real terms; default 0", take_share,
     FIELD(inflation), NULL, -0.99, 10},
    {0}};
static const option_spec down_options[] = {
    BUDGET_OPTION("what the top of the tree receives, whole pounds"),
    {"top-slice", 0, "SHARE", "kept back at the top before anything goes down; default 0",
     take_share, FIELD(top_slice), NULL, 0, 1},
    {"devolved", 0, "SHARE", "part of the rest that every level passes on; default 100%",
     take_share, FIELD(devolved), NULL, 0, 1},
    {"by-leaves", 0, NULL,
     "one level of money for all at the bottom of the tree; default: level by level", take_flag,
     FIELD(by_leaves), NULL, 0, 0},
    {0}};
static const option_spec pool_options[] = {
    {"spend", 0, "FILE", "what was spent: a CSV of line and spent; it must be given", take_text,
     FIELD(spend), NULL, 0, 0},
    {"overspend", 0, "RULE",
     "met by contribution (default), by the lead, or carried forward (carry)", take_choice,
     FIELD(overspend), overspends, 0, 0},
    {"underspend", 0, "RULE",
     "returned by contribution (default), to the contributors of the line (contributors), to the "
     "lead, or carried forward (carry)",
     take_choice, FIELD(underspend), underspends, 0, 0},
    {"lead", 0, "PARTNER", "the lead commissioner", take_text, FIELD(lead), NULL, 0, 0},
    {"what", 0, "TABLE",
     "partners (default for csv and json), lines (budget, spend, virement, what is carried "
     "forward), ledger (every entry), statements (of every account: opening, in, out, closing); "
     "as text by default partners and lines",
     take_choice, FIELD(what), pool_tables, 0, 0},
    {0}};
static const option_spec claims_options[] = {
    BUDGET_OPTION("what there is to divide, whole pounds, not above the claims together"),
    {"rule", 0, "RULE",
     "all (default, side by side), proportional, equal-awards, equal-losses, talmud, "
     "adjusted-proportional, random-arrival (the Shapley value), piniles or minimal-overlap",
     take_choice, FIELD(rule), claim_rules, 0, 0},
    {0}};
static const option_spec optimise_options[] = {
    BUDGET_OPTION("what there is to spend, whole pounds"),
    {"step", 0, "MONEY",
     "money goes in steps of so many pounds (curves that are not S-shaped); default: single pounds",
     take_step, FIELD(step), NULL, 0, 0},
    {"fairness", 0, "ALPHA",
     "0 (default): the greatest total; 1: proportional fairness; inf: the best for the worst off "
     "(curves that are not S-shaped)",
     take_alpha, FIELD(fairness), NULL, 0, 0},
    {"group-floor", 0, "GROUP=MONEY,...", "least that these groups have together", take_named,
     FIELD(group_floor), NULL, 0, 0},
    {"group-cap", 0, "GROUP=MONEY,...", "most that these groups have together", take_named,
     FIELD(group_cap), NULL, 0, 0},
    {0}};
static const option_spec choose_options[] = {
    BUDGET_OPTION("what there is to spend, whole pounds"),
    {"exactly-one", 0, NULL, "exactly one of each set (column one_of); default: at most one",
     take_flag, FIELD(exactly_one), NULL, 0, 0},
    {0}};

static const option_group shares_group = {"Shares", shares_options, 0},
                          pace_group = {"Pace of change", pace_options, 0},
                          down_group = {"Tree", down_options, 0},
                          pool_group = {"Pool", pool_options, 0},
                          claims_group = {"Claims", claims_options, 0},
                          optimise_group = {"Budget", optimise_options, 0},
                          choose_group = {"Budget", choose_options, 0};

/* ---------------------------------------------------------------- columns */

const sheet_kind allocate_kinds[] = {
    [FIELD_ID] = {"id",
                  {"id", "icb", "code", "name"},
                  "who or what the row is, each once",
                  SHEET_TEXT},
    [FIELD_PARENT] = {"parent", {"parent"}, "id of the row above it, empty at the top", SHEET_TEXT},
    [FIELD_GROUP] = {"group",
                     {"group", "place", "region"},
                     "the group that the row belongs to",
                     SHEET_TEXT},
    [FIELD_POPULATION] = {"population",
                          {"population", "people"},
                          "registered population",
                          SHEET_NUMBER},
    [FIELD_WEIGHTED] = {"weighted",
                        {"weighted", "weighted_population", "wp_overall_core", "need"},
                        "population weighted by need",
                        SHEET_NUMBER},
    [FIELD_BASELINE] = {"baseline",
                        {"baseline", "opening"},
                        "what it has today, whole pounds",
                        SHEET_MONEY},
    [FIELD_TARGET] = {"target", {"target"}, "fair share, whole pounds", SHEET_MONEY},
    [FIELD_FACTOR] = {"cost-factor",
                      {"cost_factor", "mff"},
                      "unavoidable cost, 1 is the average",
                      SHEET_NUMBER},
    [FIELD_FLOOR] = {"least",
                     {"least", "floor", "lower"},
                     "least that it may have, whole pounds",
                     SHEET_MONEY},
    [FIELD_CAP] = {"most",
                   {"most", "cap", "upper"},
                   "most that it may have, whole pounds",
                   SHEET_MONEY},
    [FIELD_DEPRIVATION] = {"deprivation",
                           {"imd_quintile", "imd_decile", "deprivation"},
                           "group of deprivation, 1 is the most deprived",
                           SHEET_TEXT},
    [FIELD_CLAIM] = {"claim", {"claim"}, "what it asks for, whole pounds", SHEET_MONEY},
    [FIELD_WEIGHT] = {"weight", {"weight"}, "how much it counts; 1 each", SHEET_NUMBER},
    [FIELD_PARTNER] = {"partner", {"partner", "contributor"}, "who contributes", SHEET_TEXT},
    [FIELD_LINE] = {"line", {"line", "service"}, "service line", SHEET_TEXT},
    [FIELD_AMOUNT] = {"amount",
                      {"amount", "contribution"},
                      "contribution, whole pounds",
                      SHEET_MONEY},
    [FIELD_MINIMUM] = {"minimum",
                       {"minimum"},
                       "least that the partner must contribute in all, whole pounds",
                       SHEET_MONEY},
    [FIELD_FENCE] = {"fence",
                     {"fence", "ring_fence"},
                     "ring-fence that the contribution is: only its own lines may spend it",
                     SHEET_TEXT},
    [FIELD_SPENT] = {"spent", {"spent", "spend"}, "spend of the year, whole pounds", SHEET_MONEY},
    [FIELD_CURVE] = {"curve",
                     {"curve", "kind"},
                     "shape of its response: linear, exponential, log, power or hill",
                     SHEET_TEXT},
    [FIELD_A] = {"a", {"a"}, "size of the benefit (see 'carepath/response.h')", SHEET_NUMBER},
    [FIELD_T] = {"t", {"t"}, "pounds by which the curve bends", SHEET_NUMBER},
    [FIELD_SHAPE] = {"shape", {"shape"}, "exponent of power and hill", SHEET_NUMBER},
    [FIELD_UPFRONT] = {"upfront", {"upfront"}, "pounds before anything is gained", SHEET_NUMBER},
    [FIELD_COST] = {"cost", {"cost"}, "what it costs, whole pounds", SHEET_MONEY},
    [FIELD_BENEFIT] = {"benefit", {"benefit", "value", "gain"}, "what it gains", SHEET_NUMBER},
    [FIELD_ONE_OF] = {"one-of",
                      {"one_of", "set"},
                      "set of options that exclude each other; empty: none",
                      SHEET_TEXT},
    [FIELD_NEEDS] = {"needs", {"needs"}, "ids that it needs, joined by ;, empty: none", SHEET_TEXT},
    [FIELD_POPULATION_BEFORE] = {"population-before",
                                 {"population_before"},
                                 "registered population of the year before the first",
                                 SHEET_NUMBER},
};

/* What the messages of the library call the columns. */
const sheet_alias allocate_aliases[] = {{"parent", FIELD_PARENT},
                                        {"parent_id", FIELD_PARENT},
                                        {"population", FIELD_POPULATION},
                                        {"people", FIELD_POPULATION},
                                        {"base_people", FIELD_POPULATION},
                                        {"weighted", FIELD_WEIGHTED},
                                        {"need", FIELD_WEIGHTED},
                                        {"weight", FIELD_WEIGHTED},
                                        {"weight", FIELD_WEIGHT},
                                        {"baseline", FIELD_BASELINE},
                                        {"allocation", FIELD_BASELINE},
                                        {"options.allocation", FIELD_BASELINE},
                                        {"target", FIELD_TARGET},
                                        {"factor", FIELD_FACTOR},
                                        {"lower", FIELD_FLOOR},
                                        {"floor", FIELD_FLOOR},
                                        {"upper", FIELD_CAP},
                                        {"cap", FIELD_CAP},
                                        {"claims", FIELD_CLAIM},
                                        {"cost", FIELD_COST},
                                        {"gain", FIELD_BENEFIT},
                                        {"value", FIELD_BENEFIT},
                                        {0}};

/* ---------------------------------------------------------------- the parts */

const allocate_part allocate_parts[] = {
    {.name = "shares",
     .summary = "fair shares by need-weighted population, and the distance from them",
     .arguments = "[OPTION]... FILE",
     .description =
         "Weighted capitation: the budget in proportion to the need-weighted population (scaled to "
         "the registered one) and the cost factor, in whole pounds. With a baseline, how far each "
         "is from its target.",
     .examples = "  carepath allocate shares --budget=100bn examples/data/icb_need.csv\n"
                 "  carepath allocate shares --budget=100bn --blend=\"wp_general_acute=0.6,"
                 "wp_mental_health=0.4\" --html=page.html examples/data/icb_need.csv\n",
     .uses = {{FIELD_ID, SHEET_MUST},
              {FIELD_POPULATION, SHEET_MUST},
              {FIELD_WEIGHTED, SHEET_MAY},
              {FIELD_FACTOR, SHEET_MAY},
              {FIELD_BASELINE, SHEET_MAY},
              {FIELD_GROUP, SHEET_MAY},
              {FIELD_DEPRIVATION, SHEET_MAY}},
     .use_count = 7,
     .groups = {&shares_group},
     .run = run_shares},
    {.name = "pace",
     .summary = "pace of change: from what each has towards its fair share, within rules",
     .arguments = "[OPTION]... FILE",
     .description =
         "Moves each row from its baseline towards its target (given, or its share of the "
         "weighted populations) within floors and caps on growth, in whole pounds that sum to the "
         "budget. Several years with --years. Rules and losses a head need the people of the first "
         "year and "
         "of the year before it (--population-before); later years keep those of the first. Exit "
         "status 1: the rules cannot all be kept.",
     .examples = "  carepath allocate pace --baseline=baseline --floor=2% --cap=-5%:5%,0%:3.5% "
                 "--budget=104bn icbs.csv\n",
     .uses = {{FIELD_ID, SHEET_MUST},
              {FIELD_BASELINE, SHEET_MUST},
              {FIELD_TARGET, SHEET_MAY},
              {FIELD_WEIGHTED, SHEET_MAY},
              {FIELD_POPULATION, SHEET_MAY},
              {FIELD_POPULATION_BEFORE, SHEET_MAY},
              {FIELD_GROUP, SHEET_MAY},
              {FIELD_DEPRIVATION, SHEET_MAY}},
     .use_count = 8,
     .groups = {&pace_group},
     .run = run_pace},
    {.name = "down",
     .summary = "money down a tree: system, place, neighbourhood, practice, with bounds",
     .arguments = "[OPTION]... FILE",
     .description =
         "Shares the budget out down a tree of any depth in proportion to weights, within the "
         "least and the most of every row. One row is the top: its parent is empty. Exit status 1: "
         "the "
         "least and the most cannot all be kept.",
     .examples = "  carepath allocate down --budget=7bn --top-slice=2% tree.csv\n",
     .uses = {{FIELD_ID, SHEET_MUST},
              {FIELD_PARENT, SHEET_MUST},
              {FIELD_WEIGHTED, SHEET_MUST},
              {FIELD_POPULATION, SHEET_MAY},
              {FIELD_FLOOR, SHEET_MAY},
              {FIELD_CAP, SHEET_MAY}},
     .use_count = 6,
     .groups = {&down_group},
     .run = run_down},
    {.name = "pool",
     .summary = "a pooled fund's year: who paid, who gained, every pound traced",
     .arguments = "[OPTION]... FILE",
     .description =
         "FILE has the contributions: a row a partner and service line. --spend=FILE has what was "
         "spent by line; a line that is not in it has spent 0. Overspends and underspends follow "
         "the "
         "rules given. Exit status 1: a partner contributes less than its minimum.",
     .examples = "  carepath allocate pool --spend=spend.csv --lead=\"NHS body\" pool.csv\n",
     .uses = {{FIELD_PARTNER, SHEET_MUST},
              {FIELD_LINE, SHEET_MUST},
              {FIELD_AMOUNT, SHEET_MUST},
              {FIELD_FENCE, SHEET_MAY},
              {FIELD_MINIMUM, SHEET_MAY}},
     .use_count = 5,
     .groups = {&pool_group},
     .run = run_pool},
    {.name = "claims",
     .summary = "dividing what is not enough: eight rules, to the pound",
     .arguments = "[OPTION]... FILE",
     .description =
         "Divides the budget among claims that together are above it: nobody gets more than the "
         "claim. In whole pounds a larger budget can take a pound from somebody: the rules are "
         "monotone, rounding is not. Exit status 1: the budget is above the claims together.",
     .examples = "  carepath allocate claims --budget=200 claims.csv\n",
     .uses = {{FIELD_ID, SHEET_MUST}, {FIELD_CLAIM, SHEET_MUST}},
     .use_count = 2,
     .groups = {&claims_group},
     .run = run_claims},
    {.name = "optimise",
     .summary = "the spend that gains most, by a response curve for each option",
     .arguments = "[OPTION]... FILE",
     .description =
         "Each option turns money into benefit by a curve (columns curve, a, t, shape, upfront). "
         "The answer is exact for concave curves; for S-shaped ones the gap is reported. Says what "
         "one more pound would buy, which limits bind, and how a baseline compares. Spend is in "
         "whole "
         "pounds. Exit status 1: bounds and limits cannot all be kept.",
     .examples = "  carepath allocate optimise --budget=2m --html=page.html "
                 "examples/data/programmes.csv\n",
     .uses = {{FIELD_ID, SHEET_MUST},
              {FIELD_CURVE, SHEET_MUST},
              {FIELD_A, SHEET_MUST},
              {FIELD_T, SHEET_MAY},
              {FIELD_SHAPE, SHEET_MAY},
              {FIELD_UPFRONT, SHEET_MAY},
              {FIELD_WEIGHT, SHEET_MAY},
              {FIELD_FLOOR, SHEET_MAY},
              {FIELD_CAP, SHEET_MAY},
              {FIELD_BASELINE, SHEET_MAY},
              {FIELD_GROUP, SHEET_MAY},
              {FIELD_DEPRIVATION, SHEET_MAY}},
     .use_count = 12,
     .groups = {&optimise_group},
     .run = run_optimise},
    {.name = "choose",
     .summary = "the best set of whole options that a budget buys, proven, and the league table",
     .arguments = "[OPTION]... FILE",
     .description =
         "Options that are bought whole or not at all: cost and benefit, sets of which at most one "
         "is bought (one_of), options that need others (needs). Exit status 1: no set keeps the "
         "rules.",
     .examples = "  carepath allocate choose --budget=2m examples/data/options.csv\n",
     .uses = {{FIELD_ID, SHEET_MUST},
              {FIELD_COST, SHEET_MUST},
              {FIELD_BENEFIT, SHEET_MUST},
              {FIELD_ONE_OF, SHEET_MAY},
              {FIELD_NEEDS, SHEET_MAY}},
     .use_count = 5,
     .groups = {&choose_group},
     .run = run_choose},
};
const int allocate_part_count = sizeof allocate_parts / sizeof *allocate_parts;

/* ---------------------------------------------------------------- the command of a part */

/* What the command points to; made anew for each part. */
static struct {
  phrase name;
  buffer help[SHEET_MOST];
  option_spec spec[SHEET_MOST + 1];
  option_group columns;
  command command;
} made;

static void make_columns(const allocate_part *p) {
  for (int i = 0; i < p->use_count; i++) {
    const sheet_kind *k = &allocate_kinds[p->uses[i].column];
    putf(&made.help[i], "%s; default: '%s'%s", k->meaning, k->names[0],
         p->uses[i].need == SHEET_MUST ? "" : ", where there is one");
    made.spec[i] =
        (option_spec){.name = k->option,
                      .value = "COLUMN",
                      .help = made.help[i].bytes,
                      .take = take_text,
                      .offset = FIELD(column) + (size_t)p->uses[i].column * sizeof(const char *)};
  }
}

static int make_command(const allocate_part *p) {
  int failed = 0, used = 1;
  for (int i = 0; i < SHEET_MOST; i++)
    buffer_free(&made.help[i]);
  memset(&made, 0, sizeof made);
  made.name = phrased("allocate %s", p->name);
  make_columns(p);
  made.columns = (option_group){"Columns", made.spec, 0};
  made.command = (command){.name = made.name.text,
                           .summary = p->summary,
                           .arguments = p->arguments,
                           .description = p->description,
                           .examples = p->examples,
                           .groups = {&made.columns},
                           .run = run_allocate_part};
  for (int i = 0; i < MOST_PART_GROUPS && p->groups[i]; i++)
    made.command.groups[used++] = p->groups[i];
  made.command.groups[used++] = &report_group;
  made.command.groups[used++] = &output_group;
  made.command.groups[used++] = &run_group;
  for (int i = 0; i < p->use_count; i++)
    failed |= made.help[i].failed;
  return failed ? no_memory() : DONE;
}

int allocate_part_named(const char *word, const command **found) {
  const char *names[16];
  for (int i = 0; i < allocate_part_count; i++) {
    names[i] = allocate_parts[i].name;
    if (strcmp(word, names[i]) != 0) continue;
    int code = make_command(&allocate_parts[i]);
    *found = &made.command;
    return code;
  }
  const char *guess = nearest(word, names, allocate_part_count);
  if (guess) return fail(USAGE, "allocate: no part '%s'; did you mean '%s'?", word, guess);
  return fail(USAGE, "allocate: no part '%s'; 'carepath allocate' lists them", word);
}

void put_allocate_manual(buffer *b) {
  for (int i = 0; i < allocate_part_count; i++) {
    if (make_command(&allocate_parts[i])) {
      b->failed = 1;
      return;
    }
    command brief = made.command;
    /* the groups that every part has stand with the command itself */
    for (int g = 0; g < MOST_GROUPS; g++)
      if (brief.groups[g] == &report_group)
        memset(&brief.groups[g], 0, (size_t)(MOST_GROUPS - g) * sizeof *brief.groups);
    put_manual_options(b, &brief);
  }
}
