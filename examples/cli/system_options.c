/* The options of `carepath system` and of its parts.
 * No source: this is the command line's own interface.
 * Leaves reading the options to args.c and the work to the files of the parts. */
#include "amounts.h"
#include "command_parts.h"
#include "option_groups.h"
#include "output.h"
#include "systems.h"

#include <string.h>

#define FIELD(name) offsetof(settings, system.name)

system_settings default_system_settings(void) {
  return (system_settings){.every = 13,
                           .by = -1,
                           .figure = 1,
                           .budget = NO_MONEY,
                           .rounds = -1,
                           .aversion = 1,
                           .steps = 10,
                           .targeted = 1,
                           .replications = 100,
                           .lever = CPW_LEVER_CAPACITY,
                           .duration = 13};
}

static const choice rows[] = {{"whole", BY_WHOLE},   {"organisation", BY_ORGANISATION},
                              {"parent", BY_PARENT}, {"service", BY_SERVICE},
                              {"group", BY_GROUP},   {"unit", BY_UNIT},
                              {"time", BY_TIME},     {0}};
/* the numbers are those of system_figures */
static const choice shown[] = {{"waiting", 1}, {"in-time", 2}, {"over-52", 3}, {"mean-wait", 4},
                               {"treated", 6}, {"removed", 7}, {"waited", 8},  {"unmet", 9},
                               {"harm", 10},   {"health", 11}, {"spend", 12},  {0}};

#define SCENARIO(words)                                                                            \
  { "scenario", 's', "ID,...", words, take_text, FIELD(scenarios), NULL, 0, 0 }
#define POLICY                                                                                     \
  {                                                                                                \
    "policy", 0, "ID,...", "policies or shocks that hold beside those of the scenarios",           \
        take_text, FIELD(policies), NULL, 0, 0                                                     \
  }
#define WEEKS                                                                                      \
  {                                                                                                \
    "weeks", 'w', "N", "how far ahead; default: what settings.csv says", take_count, FIELD(weeks), \
        NULL, 1, 5000                                                                              \
  }
#define BY(words)                                                                                  \
  { "by", 0, "CHOICE", words, take_choice, FIELD(by), rows, 0, 0 }
#define EVERY                                                                                      \
  {                                                                                                \
    "every", 0, "N", "weeks in a period of the figures by time; default 13", take_count,           \
        FIELD(every), NULL, 1, 5000                                                                \
  }

static const option_spec run_options[] = {
    SCENARIO("the scenario; default: the first of scenarios.csv; none: the system as it is"),
    POLICY,
    WEEKS,
    BY("a row for each organisation, parent (organisation above it; default), service, group, "
       "unit (what one organisation offers of one service), time, or whole"),
    EVERY,
    {0}};

static const option_spec compare_options[] = {
    SCENARIO("scenarios, the first is compared with; default: all; none: the system as it is"),
    POLICY,
    WEEKS,
    BY("whole (default): all figures; a row for each organisation, parent, service, group, unit or "
       "time: one figure"),
    {"figure", 0, "CHOICE",
     "which, with --by: waiting (default: at the end), in-time, over-52, mean-wait, treated, "
     "removed, waited (person-weeks), unmet, harm, health, spend",
     take_choice, FIELD(figure), shown, 0, 0},
    EVERY,
    {0}};

static const choice outcomes[] = {{"waited", CPW_ALLOCATE_WAITED},
                                  {"health", CPW_ALLOCATE_HEALTH},
                                  {"standard", CPW_ALLOCATE_STANDARD},
                                  {"over-52", CPW_ALLOCATE_TAIL},
                                  {0}};
static const choice welfares[] = {{"sum", CPW_ALLOCATE_SUM},
                                  {"atkinson", CPW_ALLOCATE_ATKINSON},
                                  {"kolm", CPW_ALLOCATE_KOLM},
                                  {0}};
static const choice levers[] = {
    {"capacity", CPW_LEVER_CAPACITY}, {"demand", CPW_LEVER_DEMAND}, {0}};

static const option_spec allocate_part_options[] = {
    {"budget", 'b', "MONEY", "pounds a year more in all: 200000000, 200m or 1.5bn", take_money,
     FIELD(budget), NULL, 0, 0},
    {"outcome", 0, "CHOICE",
     "what is sought: waited (default; person-weeks avoided), health (gain of treatments and harm "
     "of waiting avoided), standard (people beyond it avoided), over-52 (people over 52 weeks "
     "avoided)",
     take_choice, FIELD(outcome), outcomes, 0, 0},
    {"welfare", 0, "CHOICE",
     "sum (default; weighted by --weights), atkinson or kolm (averse to what falls unevenly upon "
     "groups)",
     take_choice, FIELD(welfare), welfares, 0, 0},
    {"aversion", 0, "E", "of atkinson and kolm; default 1", take_number, FIELD(aversion), NULL, 0,
     100},
    {"weights", 0, "W,W,...", "worth of an outcome to each group, in the order of groups.csv",
     take_numbers, FIELD(weights), NULL, 0, 0},
    {"rounds", 0, "N", "rounds of refinement: more bring the best and its bound closer together",
     take_count, FIELD(rounds), NULL, 0, 100},
    SCENARIO("the scenario to which money is added; default: the first; none: as it is"),
    POLICY,
    WEEKS,
    BY("a row for each organisation (default), parent, service, unit, or whole"),
    {0}};

static const option_spec frontier_part_options[] = {
    {"budget", 'b', "MONEY", "pounds a year more in all: 200000000, 200m or 1.5bn", take_money,
     FIELD(budget), NULL, 0, 0},
    {"steps", 0, "N", "shares between all alike and the most deprived alone; default 10",
     take_count, FIELD(steps), NULL, 1, 1000},
    {"targeted", 0, "N", "how many groups are meant, from the first on; default 1", take_count,
     FIELD(targeted), NULL, 1, 63},
    {"order", 0, NULL, "by their place in the order of treatment, not by treatments kept for them",
     take_flag, FIELD(order), NULL, 0, 0},
    {"aversion", 0, "E", "Atkinson's; default 1", take_number, FIELD(aversion), NULL, 0, 100},
    SCENARIO("the scenario to which money is added; default: the first; none: as it is"),
    POLICY,
    WEEKS,
    {0}};

static const option_spec stress_options[] = {
    {"replications", 0, "N", "how often shocks are drawn; default 100", take_count,
     FIELD(replications), NULL, 1, 1e6},
    {"lever", 0, "CHOICE",
     "what the smallest shock that breaks a unit is looked for in: capacity (default; share lost) "
     "or demand (share more)",
     take_choice, FIELD(lever), levers, 0, 0},
    {"duration", 0, "WEEKS", "how long that shock lasts; default 13", take_number, FIELD(duration),
     NULL, 1e-9, 0},
    SCENARIO("the scenario that is put under stress; default: the first; none: as it is"),
    {"policy", 0, "ID,...",
     "policies that hold, and shocks that may happen beside those of the scenario; where there is "
     "no shock at all, all of the folder",
     take_text, FIELD(policies), NULL, 0, 0},
    WEEKS,
    {0}};

static const option_spec report_part_options[] = {
    SCENARIO("scenarios, the first is compared with; default: all; none: the system as it is"),
    POLICY,
    WEEKS,
    EVERY,
    {0}};

static const option_group run_part_group = {"Scenario", run_options, 0};
static const option_group compare_group = {"Scenarios", compare_options, 0};
static const option_group allocate_part_group = {"Allocation", allocate_part_options, 0};
static const option_group frontier_part_group = {"Frontier", frontier_part_options, 0};
static const option_group stress_group = {"Stress", stress_options, 0};
static const option_group report_part_group = {"Scenarios", report_part_options, 0};

/* ---------------------------------------------------------------- parts --------------------- */

static const command_part parts[] = {
    {"check",
     "all that is wrong in a folder, at once; what is in it and what it rests on",
     "[OPTION]... FOLDER",
     "Reads the system of FOLDER (organisations.csv, services.csv, lists.csv, capacity.csv, ...: "
     "see docs/reference/system-folder.md) and says every error with its file, line and column, "
     "or, where there is none, how many rows are real, derived or assumed. Exit status 65: errors.",
     "  carepath system check examples/data/england\n",
     {NULL, NULL, NULL},
     run_system_check,
     1,
     0},
    {"run",
     "a scenario week by week: waits, treated, spend, who waits",
     "[OPTION]... FOLDER",
     "Runs a scenario of FOLDER and shows who waits, for how long, and what it costs.",
     "  carepath system run examples/data/england\n"
     "  carepath system run --scenario=winter --by=group examples/data/england\n"
     "  carepath system run --by=unit --format=csv examples/data/england\n",
     {&run_part_group, NULL, NULL},
     run_system_run,
     1,
     0},
    {"compare",
     "scenarios side by side, as differences from the first",
     "[OPTION]... FOLDER",
     "Runs several scenarios of FOLDER and shows what each changes.",
     "  carepath system compare --scenario=baseline,universal,targeted examples/data/england\n"
     "  carepath system compare --by=group --figure=mean-wait examples/data/england\n",
     {&compare_group, NULL, NULL},
     run_system_compare,
     1,
     0},
    {"allocate",
     "the best use of more money over places and services, with its proof",
     "[OPTION]... FOLDER",
     "Finds who gets how much of --budget a year so that what is sought is greatest, says how far "
     "from the best it can be at most, and holds it against a share by head. Exit status 1: a rule "
     "cannot be kept.",
     "  carepath system allocate --budget=500m examples/data/england\n"
     "  carepath system allocate --budget=500m --outcome=health --by=service "
     "examples/data/england\n",
     {&allocate_part_group, NULL, NULL},
     run_system_allocate,
     1,
     0},
    {"frontier",
     "the same money for all alike, for the most deprived, and everything between",
     "[OPTION]... FOLDER",
     "Runs the scenario with --budget more a year, from capacity for everybody to capacity kept "
     "for "
     "the most deprived, and shows health gained against inequality.",
     "  carepath system frontier --budget=500m --steps=4 examples/data/england\n",
     {&frontier_part_group, NULL, NULL},
     run_system_frontier,
     1,
     0},
    {"stress",
     "shocks by chance: loss, recovery, which units break first",
     "[OPTION]... FOLDER",
     "Draws shocks many times, and looks for the smallest shock that breaks each unit.",
     "  carepath system stress --replications=20 examples/data/england\n",
     {&stress_group, NULL, NULL},
     run_system_stress,
     1,
     0},
    {"report",
     "a page to look at: scenarios over time, by group and by place",
     "[OPTION]... FOLDER",
     "Writes a self-contained page (to stdout, or --html=FILE): lists and waits over time, who "
     "waits by group, systems side by side, and beside each figure what is assumed.",
     "  carepath system report --html=page.html examples/data/england\n",
     {&report_part_group, NULL, NULL},
     run_system_report,
     1,
     0},
};
static const command_parts system_of = {"system", parts, sizeof parts / sizeof *parts};

int system_part_named(const char *word, const command **found) {
  return command_part_named(&system_of, word, found);
}

void put_system_manual(buffer *b) {
  put_parts_manual(b, &system_of);
}

int run_system(const void *given) {
  return list_command_parts(&system_of, given);
}
