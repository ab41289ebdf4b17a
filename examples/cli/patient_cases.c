/* Scenarios of `carepath simulate`: the options with changes, each run with the same random numbers,
 * and paired differences to the options as they are.
 * Model: cpw_patients_simulate and cpw_patients_difference.
 * Leaves text to patient_text.c, tables to patient_tables.c and the page to patient_page.c. */
#include "patient_cases.h"

#include "results.h"
#include "say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_REPLICATIONS = 100, MOST_CHANGES = 40 };

/* ---------------------------------------------------------------- figures */

double case_figure(const patient_case *item, const char *array, int64_t who) {
  return result_figure(item->result, array, who);
}

double case_by_limit(const patient_case *item, const char *array, int64_t who, int64_t limit) {
  const cpw_array *a = cpw_result_find(item->result, array);
  return a->real[who * a->dimension[1]->length + limit];
}

double case_wait(const patient_case *item, int64_t who, double probability) {
  const cpw_array *p = cpw_result_find(item->result, "probability");
  for (int64_t q = 0; q < p->size; q++)
    if (p->real[q] == probability) return result_figure(item->result, "wait", who * p->size + q);
  return (double)NAN;
}

int cases_missed_precision(const patient_cases *c) {
  return cpw_result_outcome(c->item[0].result) == CPW_OUTCOME_UNREACHABLE;
}

int64_t case_whos(const patient_case *item) {
  return cpw_result_find(item->result, "treated")->size;
}

static const char *who_label(const patient_case *item, const char *coordinate, int64_t who) {
  const cpw_array *a = cpw_result_find(item->result, "treated");
  const char *label = coordinate_label(a->dimension[0], coordinate, who);
  return label ? label : "";
}

const char *case_who(const patient_case *item, int64_t who) {
  return who_label(item, "who", who);
}

int case_is_plain(const patient_case *item, int64_t who) {
  return strcmp(who_label(item, "class", who), "all") == 0 ||
         strcmp(who_label(item, "group", who), "all") == 0;
}

const char *cases_period(const patient_cases *c) {
  int64_t days_of = c->set->patients.period_days;
  return days_of == 7 ? "week" : days_of == 1 ? "day" : "period";
}

phrase cases_long(const patient_cases *c, int64_t periods) {
  return phrased("%lld %s%s", (long long)periods, cases_period(c), periods == 1 ? "" : "s");
}

/* ---------------------------------------------------------------- scenarios */

/* A new kind of capacity takes the place of the other ones and of what goes with them. */
static void replace_capacity(patient_settings *p, const char *option, const char *value) {
  static const by_kind none;
  static const laws no_laws;
  int slots = strcmp(option, "slots") == 0, week = strcmp(option, "week") == 0;
  int servers = strcmp(option, "servers") == 0;
  int relative = *value == '+' || *value == '-' || *value == 'x';
  if (relative || (!slots && !week && !servers)) return;
  if (!slots) p->slots = none;
  if (!week) p->week = none;
  if (!servers) {
    p->servers = p->busy = p->busy_left = none;
    p->duration = no_laws;
    return;
  }
  p->ring_fenced = p->release = p->slots_needed = none;
  p->session_slots = 1;
  p->cancelled = 0;
  p->ramp = (slope){0};
}

static int unknown_change(const char *scenario, text_part name) {
  const char *names[MOST_CHANGES];
  phrase text = phrased("%.*s", name.length, name.text);
  const char *guess = nearest(text.text, names, changeable_names(names, MOST_CHANGES));
  if (guess)
    return fail(USAGE, "--scenario '%s': '%s' cannot be changed; did you mean '%s'?", scenario,
                text.text, guess);
  return fail(USAGE, "--scenario '%s': '%s' cannot be changed", scenario, text.text);
}

/* One "option=value"; both are ended where they stand. */
static int apply_change(patient_case *item, char *text) {
  char *sign = strchr(text, '='), *end = text + strlen(text);
  text += strspn(text, " ");
  while (end > text && end[-1] == ' ')
    *--end = '\0';
  text_part name = {text, (int)strcspn(text, " =")};
  if (!*text) return DONE;
  if (name.length > 2 && strncmp(text, "--", 2) == 0) name = (text_part){text + 2, name.length - 2};
  const option_spec *spec = find_changeable(&name);
  if (!spec) return unknown_change(item->name.text, name);
  if (!sign) return fail(USAGE, "--scenario '%s': '%s' has no value", item->name.text, spec->name);
  char *value = sign + 1 + strspn(sign + 1, " ");
  replace_capacity(&item->set.patients, spec->name, value);
  return take_scenario_change(spec, value, (char *)&item->set + spec->offset);
}

/* The semicolon behind a change, or the end: one inside a quoted name is part of it. */
static char *end_of_change(char *text) {
  int may_quote = 0;
  for (; *text && *text != ';'; text++) {
    size_t quoted = may_quote ? quoted_length(text) : 0;
    if (quoted) text += quoted - 1;
    if (*text != ' ') may_quote = *text == '=' || *text == ',';
  }
  return text;
}

static int scenario_case(patient_case *item, const char *text) {
  size_t length = strcspn(text, ":");
  phrase name = phrased("%.*s", (int)length, text);
  item->name = clipped(name.text, 40);
  item->words = clipped(text + length + 1 + strspn(text + length + 1, " "), 80);
  item->text = malloc(strlen(text + length));
  if (!item->text) return fail_memory();
  memcpy(item->text, text + length + 1, strlen(text + length));
  int code = DONE;
  for (char *rest = item->text; !code && rest;) {
    char *next = end_of_change(rest);
    if (*next)
      *next++ = '\0';
    else
      next = NULL;
    code = apply_change(item, rest);
    rest = next;
  }
  return code;
}

static int name_cases(patient_cases *c) {
  const scenario_texts *texts = &c->set->patients.scenarios;
  int code = DONE;
  c->count = 1 + texts->count;
  for (int i = 0; i < c->count; i++)
    c->item[i].set = *c->set;
  c->item[0].name = phrased("as it is");
  for (int i = 1; !code && i < c->count; i++)
    code = scenario_case(&c->item[i], texts->text[i - 1]);
  for (int i = 1; !code && i < c->count; i++)
    for (int j = 0; j < i; j++)
      if (strcmp(c->item[i].name.text, c->item[j].name.text) == 0)
        return fail(USAGE, "--scenario: two are called '%s'", c->item[i].name.text);
  return code;
}

/* ---------------------------------------------------------------- runs */

/* Enough of them to draw the waits. */
static const double probabilities[] = {0.05, 0.1,  0.15, 0.2,  0.25, 0.3,  0.35,
                                       0.4,  0.45, 0.5,  0.55, 0.6,  0.65, 0.7,
                                       0.75, 0.8,  0.85, 0.9,  0.92, 0.95, 0.99};

void cases_options(const patient_cases *c, cpw_patients_options *out) {
  const patient_settings *p = &c->set->patients;
  cpw_patients_options_init(out);
  out->warm_up = p->warm_up;
  out->limits = c->limit;
  out->limit_count = c->limits;
  out->probabilities = probabilities;
  out->probability_count = sizeof probabilities / sizeof *probabilities;
  out->level = p->confidence;
  out->batches = p->batches;
  out->precision = p->precision;
  out->overtakes = p->overtakes;
  out->keep = !p->batches;
}

/* "list.slots is ..." in the words of the command line. */
static int fail_simulation(const patient_case *item, const cpw_error *err) {
  int usage = err->code == CPW_EDOMAIN || err->code == CPW_EINVAL || err->code == CPW_EOVERFLOW;
  const char *dot = strchr(err->message, '.');
  int named = strncmp(err->message, "list.", 5) == 0 || strncmp(err->message, "options.", 8) == 0;
  if (!usage || interrupted()) return fail_library(NULL, err);
  return fail(USAGE, "%s: %s%s", item->name.text, named ? "--" : "",
              named ? dot + 1 : err->message);
}

int case_simulate(const patient_cases *c, const patient_case *item,
                  const cpw_patients_options *options, int64_t replications, cpw_result **out) {
  cpw_error err;
  cpw_run run = watched_run((int32_t)c->set->threads, (uint64_t)c->set->seed, "simulating");
  run.replications = replications;
  int32_t status = cpw_patients_simulate(&item->list.list, options, &run, out, &err);
  clear_progress();
  return status ? fail_simulation(item, &err) : DONE;
}

static int64_t replications_of(const patient_cases *c) {
  if (c->set->patients.batches) return 1;
  return c->set->replications < 0 ? USUAL_REPLICATIONS : c->set->replications;
}

/* The first one may stop at a precision; the others then run as often, so that they pair. */
static int run_all(patient_cases *c) {
  cpw_patients_options options;
  cases_options(c, &options);
  int64_t replications = replications_of(c);
  for (int i = 0; i < c->count; i++) {
    int code = case_simulate(c, &c->item[i], &options, replications, &c->item[i].result);
    if (code) return code;
    replications = cpw_result_find(c->item[0].result, "replications")->integer[0];
    options.precision = 0;
  }
  c->data.record.replications = replications;
  if (cases_missed_precision(c))
    say("the precision asked for was not reached in %lld replications", (long long)replications);
  return DONE;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int compare_all(patient_cases *c) {
  cpw_error err;
  for (int i = 1; i < c->count; i++)
    if (cpw_patients_difference(c->item[0].result, c->item[i].result, c->set->patients.confidence,
                                NULL, &c->item[i].difference, &err))
      return fail_library(NULL, &err);
  return DONE;
}

/* In order, each once. */
static int take_limits(patient_cases *c) {
  const by_kind *given = &c->set->patients.limits;
  static const double usual[] = {18, 52};
  int count = given->count ? given->count : 2, kept = 0;
  if (count > MOST_LIMITS) return fail(USAGE, "--limits: no more than %d of them", MOST_LIMITS);
  for (int i = 0; i < count; i++)
    c->limit[i] = given->count ? given->value[i] : usual[i];
  qsort(c->limit, (size_t)count, sizeof *c->limit, by_size);
  for (int i = 0; i < count; i++)
    if (!kept || c->limit[i] > c->limit[kept - 1]) c->limit[kept++] = c->limit[i];
  c->limits = kept;
  return check_no_names(given, "limits");
}

static int check_runs(const patient_cases *c) {
  const patient_settings *p = &c->set->patients;
  if (p->batches && (p->scenarios.count || p->precision > 0))
    return fail(USAGE, "--batches is for one run: scenarios and --precision need --replications");
  if (p->batches && c->set->replications > 1)
    return fail(USAGE, "--batches is for one run, not for --replications");
  if (p->warm_up >= p->periods)
    return fail(USAGE, "--warm-up=%lld: nothing is left of %lld periods", (long long)p->warm_up,
                (long long)p->periods);
  return DONE;
}

/* Whether a rule looks at what an option says. */
static int rule_uses(int32_t rule, const char *option) {
  int by_tier = rule == CPW_PATIENTS_TIERS || rule == CPW_PATIENTS_BREACH_FIRST ||
                rule == CPW_PATIENTS_MIXTURE;
  if (strcmp(option, "tier") == 0) return by_tier;
  if (strcmp(option, "mixture") == 0) return rule == CPW_PATIENTS_MIXTURE;
  if (strcmp(option, "exponent") == 0) return rule == CPW_PATIENTS_GENERALISED_CMU;
  return !by_tier && rule != CPW_PATIENTS_FIRST_COME && rule != CPW_PATIENTS_DUE;
}

/* What no rule of the list or of a scenario looks at would do nothing. */
static int check_order(const patient_cases *c) {
  static const char *const options[] = {"tier", "weight", "exponent", "mixture"};
  const double unset_mixture = default_patient_settings().mixture;
  for (size_t o = 0; o < sizeof options / sizeof *options; o++) {
    int given = 0, used = 0;
    for (int i = 0; i < c->count; i++) {
      const patient_settings *p = &c->item[i].set.patients;
      const int is_given[] = {p->tier.count > 0, p->weight.count > 0, p->exponent.count > 0,
                              p->mixture != unset_mixture};
      given |= is_given[o];
      used |= rule_uses(p->rule, options[o]);
    }
    if (given && !used)
      return fail(USAGE, "--%s does nothing by that --rule: see 'carepath help simulate'",
                  options[o]);
  }
  return DONE;
}

int cases_run(patient_cases *c, const settings *set) {
  c->set = set;
  int code = take_limits(c);
  if (!code) code = check_runs(c);
  if (!code) code = data_read(&c->data, set);
  if (!code) code = name_cases(c);
  if (!code) code = check_order(c);
  for (int i = 0; !code && i < c->count; i++)
    code = list_build(&c->item[i].list, &c->data, &set->patients, &c->item[i].set.patients);
  if (!code) code = run_all(c);
  return code ? code : compare_all(c);
}

void cases_free(patient_cases *c) {
  for (int i = 0; i < c->count; i++) {
    free(c->item[i].text);
    list_free(&c->item[i].list);
    cpw_result_free(c->item[i].result);
    cpw_result_free(c->item[i].difference);
  }
  data_free(&c->data);
}
