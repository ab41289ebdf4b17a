/* Every rule against a plain second implementation: people by name whose patience and treatments are
 * given, so that nothing is left to chance; the plain one looks at everybody each time. */
#include "patients/suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE  120
#define CLASSES 3

/* One list of people by name, and how each one's wait ends. */
typedef struct people {
  int64_t count;
  double joined[PEOPLE], removal[PEOPLE], score[PEOPLE], duration[PEOPLE];
  int32_t class_index[PEOPLE], group[PEOPLE];
  double ended[PEOPLE];
  int32_t status[PEOPLE];
} people;

typedef struct rules {
  int32_t rule, tier[CLASSES];
  double target[CLASSES], weight[CLASSES], exponent[CLASSES], mean[CLASSES], mixture;
  int64_t needed[CLASSES];
} rules;

static void make_rules(rules *r, int32_t rule, cpw_stream *s) {
  r->rule = rule;
  r->mixture = 0.3;
  for (int k = 0; k < CLASSES; k++) {
    r->tier[k] = (int32_t)cpw_random_below(s, 3);
    r->target[k] = 1.0 + (double)cpw_random_below(s, 8);
    r->weight[k] = 0.5 + (double)cpw_random_below(s, 4);
    r->exponent[k] = 1.0 + 0.5 * (double)cpw_random_below(s, 4);
    r->needed[k] = 1;
    r->mean[k] = 1.0;
  }
}

static void make_people(people *p, int whole, cpw_stream *s) {
  double at = -12.0;
  p->count = 1 + (int64_t)cpw_random_below(s, PEOPLE);
  for (int64_t i = 0; i < p->count; i++) {
    double gap = cpw_random_exponential(s, 0.35);
    at += whole ? floor(gap + 0.4) : gap;
    p->joined[i] = at;
    double patience = cpw_random_exponential(s, 12.0), from = at > 0.0 ? at : 0.0;
    p->removal[i] = cpw_random_uniform(s) < 0.2 ? (double)INFINITY : from + patience + 1e-3;
    p->score[i] = floor(10.0 * cpw_random_uniform(s)); /* ties are wanted */
    p->duration[i] = cpw_random_exponential(s, 1.0);
    p->class_index[i] = (int32_t)cpw_random_below(s, CLASSES);
    p->group[i] = (int32_t)cpw_random_below(s, 2);
  }
}

/* ---------------------------------------------------------------- the plain implementation -- */

typedef struct plain {
  const people *p;
  const rules *r;
  double leaves[PEOPLE];
  int here[PEOPLE];
  double treated_by_rule;
} plain;

static double key(const plain *w, int64_t i, double now, int by_tier) {
  const rules *r = w->r;
  int32_t k = w->p->class_index[i];
  double joined = w->p->joined[i], wait = now - joined, count = 0.0;
  switch (r->rule) {
  case CPW_PATIENTS_TIERS:
    return -r->tier[k];
  case CPW_PATIENTS_DUE:
    return -(joined + r->target[k]);
  case CPW_PATIENTS_BREACH_FIRST:
    return wait > r->target[k] ? 1e9 + (wait - r->target[k]) : -r->tier[k];
  case CPW_PATIENTS_ACCUMULATING:
    return r->weight[k] * wait;
  case CPW_PATIENTS_CMU:
    return r->weight[k] / r->mean[k];
  case CPW_PATIENTS_GENERALISED_CMU:
    return r->weight[k] * r->exponent[k] * cpw_math_pow(wait, r->exponent[k] - 1.0) / r->mean[k];
  case CPW_PATIENTS_MAX_WEIGHT:
    for (int64_t j = 0; j < w->p->count; j++)
      count += w->here[j] && w->p->class_index[j] == k;
    return r->weight[k] * count / r->mean[k];
  case CPW_PATIENTS_MIXTURE:
    return by_tier ? -r->tier[k] : 0.0;
  case CPW_PATIENTS_SCORE:
    return w->p->score[i];
  default:
    return 0.0;
  }
}

/* Who is next: the highest key, of those the first who joined; -1 for nobody. */
static int64_t choose(const plain *w, double now) {
  int64_t best = -1;
  double n = w->treated_by_rule, share = w->r->mixture, best_key = 0.0;
  int by_tier = floor((n + 1.0) * share) > floor(n * share);
  for (int64_t i = 0; i < w->p->count; i++) {
    double k = w->here[i] ? key(w, i, now, by_tier) : 0.0;
    if (!w->here[i] || (best >= 0 && !(k > best_key))) continue;
    best = i;
    best_key = k;
  }
  return best;
}

static void leave(plain *w, people *p, double now) {
  for (int64_t i = 0; i < p->count; i++)
    if (w->here[i] && w->leaves[i] <= now) {
      w->here[i] = 0;
      p->status[i] = CPW_PATIENT_REMOVED;
      p->ended[i] = w->leaves[i];
    }
}

static void treat(plain *w, people *p, int64_t i, double now) {
  w->here[i] = 0;
  w->treated_by_rule += 1.0;
  p->status[i] = CPW_PATIENT_TREATED;
  p->ended[i] = now;
}

static void begin(plain *w, people *p, const rules *r) {
  memset(w, 0, sizeof *w);
  w->p = p;
  w->r = r;
  for (int64_t i = 0; i < p->count; i++) {
    p->status[i] = CPW_PATIENT_WAITING;
    p->ended[i] = (double)NAN;
  }
}

static void plain_slots(people *p, const rules *r, int64_t periods, int64_t slots) {
  plain w;
  begin(&w, p, r);
  for (int64_t i = 0; i < p->count; i++) {
    double first = p->joined[i] > 0.0 ? p->joined[i] + 1.0 : 1.0, whole = ceil(p->removal[i]);
    w.leaves[i] = whole > first ? whole : first;
  }
  for (int64_t t = 1; t <= periods; t++) {
    for (int64_t i = 0; i < p->count; i++)
      if (p->joined[i] == (double)t || (t == 1 && p->joined[i] <= 1.0)) w.here[i] = 1;
    leave(&w, p, (double)t);
    for (int64_t left = slots, i; left > 0 && (i = choose(&w, (double)t)) >= 0; left--)
      treat(&w, p, i, (double)t);
  }
  for (int64_t i = 0; i < p->count; i++) /* who has not joined in time is not there at all */
    if (p->joined[i] > (double)periods) p->status[i] = -1;
}

static void plain_servers(people *p, const rules *r, int64_t periods, int servers) {
  plain w;
  double busy[8];
  int64_t next = 0;
  begin(&w, p, r);
  memcpy(w.leaves, p->removal, sizeof w.leaves);
  for (int c = 0; c < servers; c++)
    busy[c] = 0.0;
  for (double now = 0.0; now <= (double)periods;) {
    while (next < p->count && p->joined[next] <= now)
      w.here[next++] = 1;
    leave(&w, p, now);
    for (int c = 0; c < servers; c++) {
      int64_t i = busy[c] <= now ? choose(&w, now) : -1;
      if (i < 0) continue;
      treat(&w, p, i, now);
      busy[c] = now + p->duration[i];
    }
    double after = next < p->count ? p->joined[next] : (double)INFINITY;
    for (int c = 0; c < servers; c++)
      if (busy[c] > now && busy[c] < after) after = busy[c];
    now = after;
  }
  leave(&w, p, (double)periods);
  for (int64_t i = 0; i < p->count; i++)
    if (p->joined[i] > (double)periods) p->status[i] = -1;
}

/* ---------------------------------------------------------------- held against each other --- */

typedef struct case_of {
  cpw_patients_list list;
  cpw_patient_rows rows;
  cpw_duration duration[CLASSES];
  double slots;
  int64_t servers;
} case_of;

static void make_case(case_of *c, const people *p, const rules *r, int64_t periods) {
  cpw_patients_list_init(&c->list);
  cpw_patient_rows_init(&c->rows);
  c->rows.rows = p->count;
  c->rows.joined = p->joined;
  c->rows.class_index = p->class_index;
  c->rows.group_index = p->group;
  c->rows.removal = p->removal;
  c->rows.score = p->score;
  c->rows.duration = p->duration;
  c->list.rows = &c->rows;
  c->list.classes = CLASSES;
  c->list.groups = 2;
  c->list.periods = periods;
  c->list.rule = r->rule;
  c->list.tier = r->tier;
  c->list.target = r->target;
  c->list.weight = r->weight;
  c->list.exponent = r->exponent;
  c->list.mixture = r->mixture;
  for (int k = 0; k < CLASSES; k++)
    c->duration[k] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 1.0, 0, 0, NULL};
}

static void compare(const case_of *c, const people *p, const char *clock, uint64_t seed) {
  cpw_patient_record record[PEOPLE];
  cpw_patients_options o;
  cpw_result *r = NULL;
  cpw_error err;
  int64_t there = 0, count = 0;
  cpw_patients_options_init(&o);
  o.records = record;
  o.record_room = PEOPLE;
  o.record_count = &count;
  int32_t status = cpw_patients_simulate(&c->list, &o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "seed %llu: %s", (unsigned long long)seed, err.message);
  for (int64_t i = 0; i < p->count; i++) {
    if (p->status[i] < 0) continue;
    const cpw_patient_record *x = &record[there++];
    ck_assert_int_eq(x->row, i);
    ck_assert_int_eq(x->class_index, p->class_index[i]);
    ck_assert_int_eq(x->group_index, p->group[i]);
    ck_assert_msg(x->status == p->status[i] &&
                      (x->ended == p->ended[i] || (isnan(x->ended) && isnan(p->ended[i]))),
                  "%s, rule %d, seed %llu: patient %lld: status %d at %g, not %d at %g", clock,
                  (int)c->list.rule, (unsigned long long)seed, (long long)i, (int)x->status,
                  x->ended, (int)p->status[i], p->ended[i]);
  }
  ck_assert_int_eq(count, there);
  cpwt_conserved(r);
  cpw_result_free(r);
}

/* All rules but the lottery, which is left to chance. */
static const int32_t RULES[] = {
    CPW_PATIENTS_FIRST_COME,   CPW_PATIENTS_TIERS,        CPW_PATIENTS_DUE,
    CPW_PATIENTS_BREACH_FIRST, CPW_PATIENTS_ACCUMULATING, CPW_PATIENTS_CMU,
    CPW_PATIENTS_MIXTURE,      CPW_PATIENTS_SCORE,        CPW_PATIENTS_GENERALISED_CMU,
    CPW_PATIENTS_MAX_WEIGHT};

static void one_rule(int32_t rule, uint64_t seed) {
  static people p;
  static case_of c;
  rules r;
  cpw_stream s;
  cpw_stream_init(&s, seed, (uint64_t)rule, 0, 0);
  make_rules(&r, rule, &s);
  make_people(&p, 1, &s);
  int64_t periods = 5 + (int64_t)cpw_random_below(&s, 25),
          slots = 1 + (int64_t)cpw_random_below(&s, 4);
  make_case(&c, &p, &r, periods);
  c.slots = (double)slots;
  c.list.slots = &c.slots;
  plain_slots(&p, &r, periods, slots);
  compare(&c, &p, "slots", seed);
  if (rule == CPW_PATIENTS_MAX_WEIGHT) return; /* with servers it counts who leaves by periods */
  make_people(&p, 0, &s);
  int64_t servers = 1 + (int64_t)cpw_random_below(&s, 4);
  make_case(&c, &p, &r, periods);
  c.servers = servers;
  c.list.servers = &c.servers;
  c.list.duration = c.duration;
  plain_servers(&p, &r, periods, (int)servers);
  compare(&c, &p, "servers", seed);
}

START_TEST(rules_against_the_plain_implementation)
{
  for (uint64_t seed = 0; seed < (uint64_t)cpwt_fewer(300); seed++)
    one_rule(RULES[_i], seed);
}
END_TEST

/* ---------------------------------------------------------------- lottery ------------------- */

/* Of n people who wait, one is treated: each with the weight of their class. */
START_TEST(lottery_follows_the_weights)
{
  static const int64_t waiting[CLASSES] = {10, 5, 1};
  static const double weight[CLASSES] = {1.0, 2.0, 0.0}, slots[1] = {1.0};
  cpw_patients_list l;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  l.classes = CLASSES;
  l.waiting = waiting;
  l.bands = 1;
  l.periods = 1;
  l.slots = slots;
  l.rule = CPW_PATIENTS_LOTTERY;
  l.weight = weight;
  cpw_run_init(&run);
  run.replications = 40000;
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, &run, &r, NULL), CPW_OK);
  double half = sqrt(0.25 / (double)run.replications);
  cpwt_close(cpwt_value(r, "treated", 1), 0.5, 4.0 * half, "chance of the first class");
  cpwt_close(cpwt_value(r, "treated", 2), 0.5, 4.0 * half, "chance of the second class");
  ck_assert_double_eq(cpwt_value(r, "treated", 3), 0.0);
  cpw_result_free(r);
}
END_TEST

/* Without weights everybody is drawn in the end, and who has left is never treated. */
START_TEST(lottery_draws_everybody_who_is_there)
{
  static const int64_t waiting[2] = {40, 40};
  static const double slots[1] = {8.0}, weight[2] = {0.0, 0.0};
  cpw_duration patience[2] = {{CPW_DURATION_NEVER, 0, 0, 0, 0, NULL},
                              {CPW_DURATION_FIXED, 0, 3.0, 0, 0, NULL}};
  cpw_patients_list l;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  l.classes = 2;
  l.waiting = waiting;
  l.bands = 1;
  l.periods = 12;
  l.slots = slots;
  l.rule = CPW_PATIENTS_LOTTERY;
  l.weight = weight;
  l.patience = patience;
  ck_assert_int_eq(cpw_patients_simulate(&l, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "closing", 0), 0.0);
  ck_assert_double_eq(cpwt_value(r, "treated", 1), 40.0);
  /* two periods of eight treatments: the others of the second class have left in the third */
  ck_assert_double_ge(cpwt_value(r, "removed", 2), 40.0 - 16.0);
  cpwt_conserved(r);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- overtakes ----------------- */

/* One slot a period; the urgent of period 1 overtakes three routine people, whom nobody overtakes after. */
START_TEST(overtakes_are_counted)
{
  static const double joined[] = {-3, -2, -1, 1, 2}, slots[1] = {1.0};
  static const int32_t class_index[] = {1, 1, 1, 0, 1};
  cpw_patients_list l;
  cpw_patient_rows rows;
  cpw_patients_options o;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  cpw_patient_rows_init(&rows);
  cpw_patients_options_init(&o);
  rows.rows = 5;
  rows.joined = joined;
  rows.class_index = class_index;
  l.rows = &rows;
  l.classes = 2;
  l.periods = 10;
  l.slots = slots;
  l.rule = CPW_PATIENTS_TIERS;
  o.overtakes = 1;
  ck_assert_int_eq(cpw_patients_simulate(&l, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "overtook", 0), 0.0);
  ck_assert_double_eq(cpwt_value(r, "overtook", 1), 1.0);
  ck_assert_double_eq(cpwt_value(r, "overtook", 2), 0.0);
  ck_assert_double_eq(cpwt_value(r, "overtook", 3), 0.0);
  cpw_result_free(r);
}
END_TEST

/* With room for everybody nobody overtakes: all are treated in the period in which they join. */
START_TEST(nobody_overtakes_within_a_period)
{
  static const double arrivals[2] = {5.0, 5.0}, slots[1] = {100.0};
  cpw_patients_list l;
  cpw_patients_options o;
  cpw_result *r = NULL;
  cpw_patients_list_init(&l);
  cpw_patients_options_init(&o);
  l.classes = 2;
  l.arrivals = arrivals;
  l.slots = slots;
  l.rule = CPW_PATIENTS_TIERS;
  o.overtakes = 1;
  ck_assert_int_eq(cpw_patients_simulate(&l, &o, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(cpwt_value(r, "wait_mean", 0), 0.0);
  for (int64_t k = 0; k < 4; k++)
    ck_assert_double_eq(cpwt_value(r, "overtook", k), 0.0);
  cpw_result_free(r);
}
END_TEST

/* Whatever keeps the list, who overtook whom is what the records say. */
static void count_overtakes(const cpw_patient_record *x, int64_t n, double *count) {
  memset(count, 0, 4 * sizeof *count);
  for (int64_t i = 0; i < n; i++)
    for (int k = 0; k < 2 && x[i].status == CPW_PATIENT_TREATED; k++)
      for (int64_t j = 0; j < i; j++) {
        int there = x[j].class_index == k && !(x[j].ended < x[i].ended);
        if (!there) continue;
        count[2 * x[i].class_index + k] += 1.0;
        break;
      }
}

START_TEST(overtakes_agree_with_the_records)
{
  static const int32_t KEPT[] = {CPW_PATIENTS_TIERS, CPW_PATIENTS_LOTTERY, CPW_PATIENTS_SCORE};
  static cpw_patient_record record[2000];
  cpwt_list l;
  int64_t count = 0;
  double expected[4];
  cpwt_list_make_servers(&l); /* in continuous time no two are called at once */
  l.list.rule = KEPT[_i];
  l.list.missed = NULL;
  l.list.validation = NULL;
  l.list.waiting = NULL;
  l.list.busy = 0;
  l.list.batch = NULL;
  l.run.replications = 1;
  l.options.overtakes = 1;
  l.options.records = record;
  l.options.record_room = 2000;
  l.options.record_count = &count;
  cpw_result *r = cpwt_patients(&l);
  count_overtakes(record, count, expected);
  for (int64_t k = 0; k < 4; k++)
    ck_assert_double_eq(cpwt_value(r, "overtook", k), expected[k]);
  ck_assert_double_gt(expected[0] + expected[1] + expected[2] + expected[3], 10.0);
  cpw_result_free(r);
}
END_TEST

Suite *cpwt_patients_rules_suite(void) {
  Suite *suite = suite_create("patients rules");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 300);
  tcase_add_loop_test(reference, rules_against_the_plain_implementation, 0,
                      (int)(sizeof RULES / sizeof *RULES));
  tcase_add_test(reference, lottery_follows_the_weights);
  tcase_add_test(reference, lottery_draws_everybody_who_is_there);
  tcase_add_test(reference, overtakes_are_counted);
  tcase_add_test(reference, nobody_overtakes_within_a_period);
  tcase_add_loop_test(reference, overtakes_agree_with_the_records, 0, 3);
  suite_add_tcase(suite, reference);
  return suite;
}
