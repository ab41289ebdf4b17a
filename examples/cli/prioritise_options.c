/* The options of `carepath ptl` and `carepath prioritise`, once: parsing, --help and the manual page.
 * No source: this is the command line's own interface.
 * Leaves the work to ptl.c and prioritise.c. */
#include "amounts.h"
#include "option_groups.h"
#include "say.h"
#include "settings.h"

#include <carepath.h>
#include <stddef.h>
#include <string.h>

#define FIELD(name) offsetof(settings, prioritise.name)

prioritise_settings default_prioritise_settings(void) {
  return (prioritise_settings){.rows = 10000,
                               .id = "id",
                               .tier = "tier",
                               .show = 20,
                               .draws = 1000,
                               .concentration = 20,
                               .significance = 0.1,
                               .joining = -1,
                               .weeks = 52};
}

static const option_spec ptl_options[] = {
    {"rows", 'n', "N", "people on the list, default 10000", take_count, FIELD(rows), NULL, 0,
     100000000},
    {"today", 0, "DATE", "the day of the list, default 2025-05-31", take_text, FIELD(today), NULL,
     0, 0},
    {"seed", 0, "N", "seed; default 1", take_count, offsetof(settings, seed), NULL, 0, 0},
    {"to", 'o', "FILE", "write to FILE, whole or not at all, instead of stdout; '-' is stdout",
     take_text, offsetof(settings, output), NULL, 0, 0},
    {0}};

/* COLUMN=VALUE; may come several times, and then all must hold. */
static int take_condition(const option_spec *spec, const char *text, void *field) {
  row_conditions *c = field;
  const char *equals = strchr(text, '=');
  if (!equals || equals == text) return bad_value(spec, text, "COLUMN=VALUE");
  if (c->count == MOST_CONDITIONS)
    return fail(USAGE, "--%s: more than %d conditions", spec->name, (int)MOST_CONDITIONS);
  c->text[c->count++] = text;
  return DONE;
}

static const option_spec prioritise_options[] = {
    {"today", 0, "DATE",
     "the day of the list, such as 2025-05-31; needed where the list gives dates, and where the "
     "policy "
     "uses a protected characteristic",
     take_text, FIELD(today), NULL, 0, 0},
    {"where", 'w', "COLUMN=VALUE",
     "only these rows, such as \"specialty=Urology\"; may come several times", take_condition,
     FIELD(where), NULL, 0, 0},
    {"overrides", 0, "FILE",
     "what persons decided, as CSV: columns id, kind (tier, place or fact), column (of a fact; "
     "wait for "
     "the days waited), value, actor, reason and, if wanted, date",
     take_text, FIELD(overrides), NULL, 0, 0},
    {"id", 0, "COLUMN", "heading of the ids, default id", take_text, FIELD(id), NULL, 0, 0},
    {"tier", 0, "COLUMN", "heading of the tiers, by their names in the policy, default tier",
     take_text, FIELD(tier), NULL, 0, 0},
    {"wait", 0, "COLUMN", "heading of the days waited, default wait_days where there is one",
     take_text, FIELD(wait), NULL, 0, 0},
    {"since", 0, "COLUMN",
     "heading of the day on which the clock started, default referral_date; used where no days "
     "waited "
     "are given",
     take_text, FIELD(since), NULL, 0, 0},
    {0}};

static const choice fair_rules[] = {{"fa-ir", 0}, {"quota", 1}, {0}};

static const option_spec reason_options[] = {
    {"show", 'n', "N", "text: how many places are shown, default 20", take_count, FIELD(show), NULL,
     0, 0},
    {"explain", 0, "ID",
     "why this patient stands there: what each criterion adds, what would move him or her",
     take_text, FIELD(explain), NULL, 0, 0},
    {"compare", 0, "ID,ID", "why one stands before the other, and the least that would swap them",
     take_text, FIELD(compare), NULL, 0, 0},
    {"versus", 0, "POLICY",
     "who would move if this other policy came in its place, and which groups gain and lose",
     take_text, FIELD(versus), NULL, 0, 0},
    {"impact", 0, NULL,
     "what equity changes: places and waits of every group that is watched, without it and with it",
     take_flag, FIELD(impact), NULL, 0, 0},
    {"by", 0, "COLUMN,...",
     "what is watched; default: the columns of the equity criteria and those that the policy "
     "monitors",
     take_text, FIELD(by), NULL, 0, 0},
    {"slots", 0, "N",
     "with --impact, --versus and --frontier: treatments a week, so that places become weeks",
     take_number, FIELD(slots), NULL, 1e-6, 1e9},
    {"top", 0, "N", "with --impact and --versus: also who is among the first N", take_count,
     FIELD(top), NULL, 1, 2147483646},
    {"suppress", 0, "RULE",
     "with --impact and --versus: withhold and round small numbers by this rule, such as hes",
     take_text, FIELD(suppress), NULL, 0, 0},
    {"panel", 0, "FILE",
     "places under the weights of every member of a panel: CSV with a column member and one a "
     "criterion",
     take_text, FIELD(panel), NULL, 0, 0},
    {"robust", 0, "K",
     "chance of everybody to be among the first K when the weights are drawn around the policy's",
     take_count, FIELD(robust), NULL, 1, 2147483646},
    {"draws", 0, "N", "with --robust: how many draws, default 1000", take_count, FIELD(draws), NULL,
     1, 10000000},
    {"concentration", 0, "C",
     "with --robust: a weight w spreads by sqrt(w (1 - w) / (1 + C)), 1 or more, default 20; 0: "
     "over all weights alike",
     take_number, FIELD(concentration), NULL, 0, 1e9},
    {"fair", 0, "RULE",
     "re-rank inside tiers so that a group has its minimum among the first of each: "
     "\"COLUMN=VALUE|VALUE:SHARE\", for the first --top of a tier, default 100. Never done unasked",
     take_text, FIELD(fair), NULL, 0, 0},
    {"fair-rule", 0, "CHOICE",
     "fa-ir (default): no fewer than chance would give; quota: the share itself, rounded down",
     take_choice, FIELD(fair_rule), fair_rules, 0, 0},
    {"significance", 0, "A", "of fa-ir over all places together, default 0.1", take_number,
     FIELD(significance), NULL, 1e-6, 0.999999},
    {"fair-reason", 0, "TEXT", "why a protected characteristic may be used for --fair", take_text,
     FIELD(fair_reason), NULL, 0, 0},
    {0}};

static const choice sweeps[] = {{"cap", CPW_FRONTIER_CAP}, {"weight", CPW_FRONTIER_WEIGHT}, {0}};

static const option_spec frontier_options[] = {
    {"frontier", 0, NULL,
     "what more or less equity would cost: simulates the list under one setting after the other, "
     "on the "
     "same people, with --slots; who joins is like who waits",
     take_flag, FIELD(frontier), NULL, 0, 0},
    {"sweep", 0, "CHOICE",
     "what is varied: cap (default), the cap of equity, or weight, a factor of the weights of the "
     "equity "
     "criteria",
     take_choice, FIELD(sweep), sweeps, 0, 0},
    {"settings", 0, "N,N,...",
     "the caps or factors; the first is what the others are compared with. Default: eleven from "
     "none to "
     "all",
     take_numbers, FIELD(caps), NULL, 0, 0},
    {"joining", 0, "N", "people who join a week, default as many as are treated", take_number,
     FIELD(joining), NULL, 0, 1e9},
    {"weeks", 0, "N", "weeks ahead, default 52", take_count, FIELD(weeks), NULL, 1, 5200},
    {"replications", 0, "N", "runs of each setting, default 10", take_count,
     offsetof(settings, replications), NULL, 1, 1000000},
    {0}};

static const option_spec record_options[] = {
    {"audit", 0, "FILE",
     "also append a record to FILE: policy, digest of the list, overrides, places before and "
     "after. "
     "Refused where a record of FILE was changed or the chain is broken",
     take_text, FIELD(audit), NULL, 0, 0},
    {"actor", 0, "NAME", "who it is, for --audit", take_text, FIELD(actor), NULL, 0, 0},
    {"time", 0, "TIME", "when, for --audit; default: now, in UTC", take_text, FIELD(time), NULL, 0,
     0},
    {"note", 0, "TEXT", "anything else, for --audit", take_text, FIELD(note), NULL, 0, 0},
    {"replay", 0, "FILE",
     "instead: rank the list anew under a record of FILE and say whether every byte comes out "
     "again; "
     "exit status 1 where it does not",
     take_text, FIELD(replay), NULL, 0, 0},
    {"record", 0, "N", "which record is replayed, default the last one", take_count, FIELD(record),
     NULL, 1, 0},
    {"digest", 0, "DIGEST",
     "digest of the last record of FILE as it was kept elsewhere: --audit and --replay refuse "
     "another",
     take_text, FIELD(digest), NULL, 0, 0},
    {0}};

const option_group ptl_group = {"List", ptl_options, 0};
const option_group prioritise_group = {"List", prioritise_options, 0};
const option_group reason_group = {"Answer", reason_options, 0};
const option_group frontier_group = {"Frontier", frontier_options, 0};
const option_group record_group = {"Record", record_options, 0};
