/* The options of `carepath simulate`, once: parsing, --help, the manual page and scenarios.
 * No source: this is the command line's own interface.
 * Leaves values of several numbers to patient_values.c. */
#include "amounts.h"
#include "option_groups.h"
#include "settings.h"

#include <carepath.h>
#include <stddef.h>
#include <string.h>

#define FIELD(name) offsetof(settings, patients.name)

patient_settings default_patient_settings(void) {
  cpw_patients_list list;
  cpw_patients_options options;
  cpw_patients_calendar calendar;
  cpw_patients_list_init(&list);
  cpw_patients_options_init(&options);
  cpw_patients_calendar_init(&calendar);
  return (patient_settings){.periods = list.periods,
                            .dispersion = list.dispersion,
                            .session_slots = list.session_slots,
                            .cancelled = list.cancelled,
                            .rebook = list.rebook,
                            .rule = list.rule,
                            .mixture = list.mixture,
                            .start = CPW_DATE_NONE,
                            .period_days = calendar.period_days,
                            .confidence = options.level};
}

static const choice rules[] = {{"first-come", CPW_PATIENTS_FIRST_COME},
                               {"tiers", CPW_PATIENTS_TIERS},
                               {"due", CPW_PATIENTS_DUE},
                               {"breach-first", CPW_PATIENTS_BREACH_FIRST},
                               {"accumulating", CPW_PATIENTS_ACCUMULATING},
                               {"c-mu", CPW_PATIENTS_CMU},
                               {"generalised-c-mu", CPW_PATIENTS_GENERALISED_CMU},
                               {"max-weight", CPW_PATIENTS_MAX_WEIGHT},
                               {"lottery", CPW_PATIENTS_LOTTERY},
                               {"mixture", CPW_PATIENTS_MIXTURE},
                               {"score", CPW_PATIENTS_SCORE},
                               {0}};
static const choice patient_tables[] = {
    {"figures", SHOW_FIGURES},     {"within", SHOW_WITHIN},
    {"list", SHOW_LIST},           {"waits", SHOW_WAITS},
    {"capacity", SHOW_CAPACITY},   {"differences", SHOW_DIFFERENCES},
    {"overtakes", SHOW_OVERTAKES}, {0}};

/* ---------------------------------------------------------------- who waits, who joins, who leaves */

static const option_spec people_options[] = {
    {"arrivals", 0, "N",
     "people who join in a period, on average; by class: \"urgent=20,routine=80\", nobody of a "
     "class left out",
     take_by_kind, FIELD(arrivals), NULL, 0, 1e9},
    {"arrival-profile", 0, "F,F,...",
     "what --arrivals is multiplied by in each period in turn, such as \"1,1.1,0.9\"; starts again "
     "after the last one",
     take_by_kind, FIELD(arrival_profile), NULL, 0, 1e6},
    {"arrival-week", 0, "N,N,...",
     "how the people of a week join on its days: seven weights, Monday first; periods have the "
     "days "
     "that they have from --start (else a Monday) on, nobody joins on --holidays",
     take_by_kind, FIELD(arrival_week), NULL, 0, 1e9},
    {"waiting", 0, "N",
     "people on the list at the start, also by class, spread as if those who joined last still "
     "wait: "
     "so many in each period as join now",
     take_by_kind, FIELD(waiting), NULL, 0, 1e9},
    {"classes", 0, "NAME,...",
     "names of the classes, most urgent first; default: in order of first appearance in FILE, then "
     "in "
     "--arrivals and --waiting",
     take_text, FIELD(classes), NULL, 0, 0},
    {"groups", 0, "NAME=SHARE,...",
     "groups within every class and their shares of those who join, such as \"most "
     "deprived=0.3,least deprived=0.7\"; 0 for a group of FILE that is left out",
     take_by_kind, FIELD(groups), NULL, 0, 1},
    {"dispersion", 0, "D",
     "variance of the number who join in a period over its mean (with --batch: of the number of "
     "batches): 1 (default) by chance, 0 evenly, above 1 in waves",
     take_number, FIELD(dispersion), NULL, 0, 1e6},
    {"batch", 0, "N", "how many join at a time, also by class; default 1", take_by_kind,
     FIELD(batch), NULL, 1, 1e6},
    {"patience", 0, "LAW",
     "time after which somebody leaves untreated, also by class: never (default), fixed MEAN, "
     "exponential MEAN, geometric MEAN (a share of 1/MEAN leaves in each period), or gamma, "
     "lognormal, weibull, uniform, hyperexponential MEAN CV",
     take_laws, FIELD(patience), NULL, 0, 0},
    {"validation", 0, "SHARE",
     "share of the list that is found to need no treatment in a period: \"0.03\", or \"0.03 every "
     "12\"",
     take_validation, FIELD(validation), NULL, 0, 1},
    {0}};

/* ---------------------------------------------------------------- capacity */

static const option_spec capacity_options[] = {
    {"slots", 0, "N",
     "slots in a period for anybody; several numbers (up to 400) joined by commas are the periods "
     "in turn, and start again",
     take_by_kind, FIELD(slots), NULL, 0, 1e9},
    {"week", 0, "N,N,...", "instead: slots on the days of a week, seven numbers, Monday first",
     take_by_kind, FIELD(week), NULL, 0, 1e9},
    {"start", 0, "DATE",
     "first day of the simulation, for dates in FILE and for --holidays; people referred before it "
     "are "
     "the list",
     take_day, FIELD(start), NULL, 0, 0},
    {"period-days", 0, "N", "days of a period, default 7", take_count, FIELD(period_days), NULL, 1,
     366},
    {"holidays", 0, "DATE,...", "closed days of --week and --arrival-week", take_days,
     FIELD(holidays), NULL, 0, 0},
    {"ramp", 0, "RULE",
     "slots change in equal steps: \"+10% over 26\" periods, \"+10% over 26 from 5\"", take_ramp,
     FIELD(ramp), NULL, 0, 0},
    {"ring-fenced", 0, "CLASS=N,...",
     "slots for one class alone, beside the others, as many in every period; 0 for a class left "
     "out",
     take_by_kind, FIELD(ring_fenced), NULL, 0, 1e9},
    {"release", 0, "SHARE",
     "share of the ring-fenced slots left over that goes to anybody, also by class; default 0",
     take_by_kind, FIELD(release), NULL, 0, 1},
    {"slots-needed", 0, "N", "slots that a treatment takes, also by class; default 1", take_by_kind,
     FIELD(slots_needed), NULL, 1, 1e6},
    {"session-slots", 0, "N", "slots of a session, default 1: sessions are cancelled as a whole",
     take_count, FIELD(session_slots), NULL, 1, 1000000},
    {"cancelled", 0, "SHARE", "chance that a session is cancelled, default 0", take_number,
     FIELD(cancelled), NULL, 0, 1},
    {"servers", 0, "N",
     "instead of slots: servers without a pause (beds, rooms, teams), with --duration; several "
     "numbers are the periods in turn",
     take_by_kind, FIELD(servers), NULL, 0, 1e6},
    {"duration", 0, "LAW",
     "length of a treatment in periods, as --patience; or by class, then for every class",
     take_laws, FIELD(duration), NULL, 0, 0},
    {"busy", 0, "N",
     "treatments under way at the start, also by class, at most the --servers; default 0: all are "
     "free",
     take_by_kind, FIELD(busy), NULL, 0, 1e6},
    {"busy-left", 0, "N,...",
     "periods that treatments under way will still take, where it is known: \"0.5,1.2\" in the "
     "order of --busy, or of a class \"urgent=0.5,urgent=1.2\"; the others are drawn from "
     "--duration",
     take_times, FIELD(busy_left), NULL, 0, 1e6},
    {0}};

static const option_spec attendance_options[] = {
    {"missed", 0, "SHARE", "chance that an appointment is not attended, also by class; default 0",
     take_by_kind, FIELD(missed), NULL, 0, 0.999999},
    {"missed-removed", 0, "SHARE",
     "share of those who did not attend that is then removed; the others are booked again",
     take_by_kind, FIELD(missed_removed), NULL, 0, 1},
    {"rebook", 0, "N", "periods until the new appointment, default 1", take_count, FIELD(rebook),
     NULL, 1, 10000},
    {0}};

/* ---------------------------------------------------------------- order */

static const option_spec order_options[] = {
    {"rule", 0, "RULE",
     "who is next: first-come (default: the longest wait), tiers, due (joined + target), "
     "breach-first "
     "(beyond the target, then tiers), accumulating (weight x wait), c-mu (weight / mean "
     "treatment), "
     "generalised-c-mu (weight x wait^exponent), max-weight (weight x people), lottery (by "
     "weight), "
     "mixture (tiers and longest wait), score (of FILE, or the weight)",
     take_choice, FIELD(rule), rules, 0, 0},
    {"tier", 0, "CLASS=N,...", "lower first, for every class; default: the order of the classes",
     take_by_kind, FIELD(tier), NULL, 0, 1e6},
    {"target", 0, "N",
     "target wait in periods, also by class (default 18): beyond it somebody is a breach",
     take_by_kind, FIELD(target), NULL, 0, 1e9},
    {"weight", 0, "N", "of a class, default 1, also of a class left out", take_by_kind,
     FIELD(weight), NULL, 0, 1e9},
    {"exponent", 0, "N", "of the cost of waiting, 1 to 10, also by class; default 2", take_by_kind,
     FIELD(exponent), NULL, 1, 10},
    {"mixture", 0, "SHARE", "share of the treatments by tier with --rule=mixture, default 0.5",
     take_number, FIELD(mixture), NULL, 0, 1},
    {0}};

/* ---------------------------------------------------------------- figures */

static const option_spec figures_options[] = {
    {"scenario", 0, "CHANGES",
     "a scenario beside the options as they are: \"NAME: slots=+10%; rule=tiers; missed=0.04\"; "
     "the "
     "options above by name, numbers also as changes (+P%, -P%, xF). May be given several times; "
     "all "
     "meet the same patients. A value by class changes the classes named alone",
     take_scenario, FIELD(scenarios), NULL, 0, 0},
    {"periods", 'n', "N", "periods ahead, default 52, at most 10000", take_count, FIELD(periods),
     NULL, 1, 10000},
    {"replications", 0, "N", "how often the list is simulated, default 100", take_count,
     offsetof(settings, replications), NULL, 1, 1000000},
    {"warm-up", 0, "N", "periods at the start that do not count, default 0", take_count,
     FIELD(warm_up), NULL, 0, 10000},
    {"limits", 0, "N,...", "waits in periods that shares are given within, default 18,52",
     take_by_kind, FIELD(limits), NULL, 0, 1e6},
    {"level", 0, "SHARE", "of the intervals, default 0.95", take_number, FIELD(confidence), NULL,
     0.01, 0.9999},
    {"precision", 0, "SHARE",
     "stop as soon as the interval of the mean wait is within this share of it; --replications is "
     "then "
     "the most. Exit status 1: not reached; csv has a column outcome, " NUMBER(
         CPW_OUTCOME_OK) " reached, " NUMBER(CPW_OUTCOME_UNREACHABLE) " not",
     take_number, FIELD(precision), NULL, 1e-6, 1},
    {"batches", 0, "N", "one long run, its intervals from N equal spans of it", take_count,
     FIELD(batches), NULL, 2, 10000},
    {"overtakes", 0, NULL,
     "also who was treated before people of which class who had joined earlier", take_flag,
     FIELD(overtakes), NULL, 0, 0},
    {"records", 0, "FILE", "also write the patients of the first replication as CSV", take_text,
     FIELD(records), NULL, 0, 0},
    {"what", 0, "TABLE",
     "csv and json: figures (default: one row a scenario and class or group), within (also by "
     "limit), "
     "list (by period), waits (quantiles), capacity, differences (to the options as they are, "
     "paired) "
     "or overtakes",
     take_choice, offsetof(settings, what), patient_tables, 0, 0},
    {0}};

const option_group people_group = {"People", people_options, 0};
const option_group capacity_group = {"Capacity", capacity_options, 0};
const option_group attendance_group = {"Attendance", attendance_options, 0};
const option_group order_group = {"Order", order_options, 0};
const option_group figures_group = {"Runs and figures", figures_options, 0};

/* ---------------------------------------------------------------- what a scenario can change */

/* What the list itself is: the same for all scenarios, so that they can be compared. */
static int is_fixed(const char *name) {
  static const char *const fixed_names[] = {"classes", "groups", "waiting", "start", "period-days"};
  for (size_t i = 0; i < sizeof fixed_names / sizeof *fixed_names; i++)
    if (strcmp(name, fixed_names[i]) == 0) return 1;
  return 0;
}

static const option_group *const changeable[] = {&people_group, &capacity_group, &attendance_group,
                                                 &order_group};

const option_spec *find_changeable(const text_part *name) {
  for (size_t g = 0; g < sizeof changeable / sizeof *changeable; g++)
    for (const option_spec *s = changeable[g]->options; s->name; s++)
      if (strncmp(s->name, name->text, (size_t)name->length) == 0 && !s->name[name->length] &&
          !is_fixed(s->name))
        return s;
  return NULL;
}

int changeable_names(const char **names, int most) {
  int count = 0;
  for (size_t g = 0; g < sizeof changeable / sizeof *changeable; g++)
    for (const option_spec *s = changeable[g]->options; s->name && count < most; s++)
      if (!is_fixed(s->name)) names[count++] = s->name;
  return count;
}
