/* Observed and expected events of k groups, and the covariance of their differences.
 * Source: Mantel 1966; Peto and Peto 1972; Harrington and Fleming 1982; Tarone and Ware 1977.
 * The covariance of two groups, -sum c n_g n_h over times with c = w^2 d (n - d)/((n - 1) n^2), is settled
 * only when one of them changes: O(k) a person instead of O(k^2) an event. Leaves the statistic to
 * mesh.c. */
#include "survival/internal.h"

#include "carepath/random.h"

#include <string.h>

struct cpwi_comparer {
  const cpw_allocator *allocator;
  const cpw_survival_test_options *options;
  int64_t groups;
  double *after, *late_after; /* of a row's group, all who come later than this row */
  double *in, *out;           /* (groups) who leaves later, who is first seen later */
  double *expected_at;        /* (groups) sum w d/n when the group was settled last */
  double *link_at;            /* (groups, groups) sum c when the two were settled last */
  double *own_at;             /* (groups) sum c when the group was settled last */
  double expected, link;      /* sum w d/n, sum c */
};

int32_t cpwi_comparer_new(cpwi_comparer **c, const cpw_survival_test_options *o, int64_t groups,
                          int64_t rows, int64_t late, const char *where, cpw_error *err) {
  const cpw_allocator *a = o->allocator;
  size_t k = (size_t)groups;
  int64_t cells = 0;
  cpwi_comparer *made = cpwi_alloc_zero(a, 1, sizeof *made);
  if (!made) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for a test");
  *c = made;
  made->allocator = a;
  made->options = o;
  made->groups = groups;
  if (cpwi_multiply(groups, groups, &cells))
    made->link_at = cpwi_alloc(a, (size_t)cells, sizeof *made->link_at);
  made->after = cpwi_alloc(a, (size_t)rows, sizeof *made->after);
  made->late_after = cpwi_alloc(a, (size_t)late, sizeof *made->late_after);
  made->in = cpwi_alloc(a, k, sizeof *made->in);
  made->out = cpwi_alloc(a, k, sizeof *made->out);
  made->expected_at = cpwi_alloc(a, k, sizeof *made->expected_at);
  made->own_at = cpwi_alloc(a, k, sizeof *made->own_at);
  if (!made->link_at || !made->after || !made->late_after || !made->in || !made->out ||
      !made->expected_at || !made->own_at)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups", (long long)groups);
  return CPW_OK;
}

void cpwi_comparer_free(cpwi_comparer *c) {
  if (!c) return;
  const cpw_allocator *a = c->allocator;
  cpwi_release(a, c->link_at);
  cpwi_release(a, c->after);
  cpwi_release(a, c->late_after);
  cpwi_release(a, c->in);
  cpwi_release(a, c->out);
  cpwi_release(a, c->expected_at);
  cpwi_release(a, c->own_at);
  cpwi_release(a, c);
}

/* ---------------------------------------------------------------- sums ---------------------- */

static double at_risk(const cpwi_comparer *c, int64_t g) {
  double n = c->in[g] - c->out[g];
  return n > 0 ? n : 0;
}

static void settle_pair(cpwi_comparer *c, double people, int64_t at, cpwi_compared *to) {
  to->link[at] += people * (c->link - c->link_at[at]);
  c->link_at[at] = c->link;
}

/* Adds what a group has gathered since it was settled last, before it changes. */
static void settle(cpwi_comparer *c, int64_t g, cpwi_compared *to) {
  double n = at_risk(c, g);
  int64_t k = c->groups, at = g;
  to->expected[g] += n * (c->expected - c->expected_at[g]);
  c->expected_at[g] = c->expected;
  if (c->own_at[g] == c->link) return; /* every pair is settled too */
  c->own_at[g] = c->link;
  for (int64_t h = 0; h < g; h++, at += k)
    settle_pair(c, n * at_risk(c, h), at, to);
  for (int64_t h = g + 1; h < k; h++)
    settle_pair(c, n * at_risk(c, h), g * k + h, to);
}

static void forget(cpwi_comparer *c) {
  size_t k = (size_t)c->groups;
  memset(c->expected_at, 0, k * sizeof *c->expected_at);
  memset(c->own_at, 0, k * sizeof *c->own_at);
  memset(c->link_at, 0, k * k * sizeof *c->link_at);
  c->expected = c->link = 0;
}

/* Settles every group and starts the sums again, so that small terms are not added to large ones. */
static void start_again(cpwi_comparer *c, cpwi_compared *to) {
  for (int64_t g = 0; g < c->groups; g++)
    settle(c, g, to);
  forget(c);
}

#define FAR_APART 0x1p20

static void add_event(cpwi_comparer *c, double weight, double risk, double dead,
                      cpwi_compared *to) {
  double share = weight * dead / risk;
  double link = risk > 1 ? share * weight * ((risk - dead) / risk) / (risk - 1) : 0;
  if (c->link > FAR_APART * link && link > 0) start_again(c, to);
  c->expected += share;
  c->link += link;
}

/* ---------------------------------------------------------------- weights ------------------- */

static double weight_of(const cpw_survival_test_options *o, double survival, double risk) {
  switch (o->test) {
  case CPW_SURVIVAL_PETO:
    return survival;
  case CPW_SURVIVAL_FLEMING_HARRINGTON:
    return cpw_math_pow(survival, o->rho) * cpw_math_pow(1 - survival, o->gamma);
  case CPW_SURVIVAL_GEHAN:
    return risk;
  case CPW_SURVIVAL_TARONE_WARE:
    return sqrt(risk);
  default:
    return 1;
  }
}

/* ---------------------------------------------------------------- one stratum --------------- */

/* From the last row backwards: what is left of each group after each row, and in (by group) of all. */
static void count_after(const cpwi_slice *s, int64_t groups, double *after, double *in) {
  memset(in, 0, (size_t)groups * sizeof *in);
  for (int64_t i = s->count - 1; i >= 0; i--) {
    after[i] = in[s->row[i].group];
    in[s->row[i].group] += s->row[i].weight;
  }
}

/* The people who are first seen before a time are at risk at it. */
static int64_t join(cpwi_comparer *c, const cpwi_slice *late, int64_t next, double time,
                    cpwi_compared *to) {
  for (; next < late->count && late->row[next].time < time; next++) {
    settle(c, late->row[next].group, to);
    c->out[late->row[next].group] = c->late_after[next];
  }
  return next;
}

static double all_at_risk(const cpwi_comparer *c) {
  double sum = 0;
  for (int64_t g = 0; g < c->groups; g++)
    sum += at_risk(c, g);
  return sum;
}

/* The rows of the next time: one past the last of them, and how many people have the event. */
static int64_t same_time(const cpwi_slice *s, int64_t row, double *dead) {
  double time = s->row[row].time, sum = 0;
  for (; row < s->count && s->row[row].time == time; row++)
    sum += s->row[row].event > 0 ? s->row[row].weight : 0;
  *dead = sum;
  return row;
}

static void leave(cpwi_comparer *c, const cpwi_person *p, double after, double weight,
                  cpwi_compared *to) {
  settle(c, p->group, to);
  c->in[p->group] = after;
  if (p->event > 0) to->observed[p->group] += weight * p->weight;
}

void cpwi_compare(cpwi_comparer *c, const cpwi_slice *all, const cpwi_slice *late,
                  cpwi_compared *to) {
  int64_t next = 0;
  cpwi_curve pooled = {1, 0, 1, 0, 0};
  count_after(all, c->groups, c->after, c->in);
  count_after(late, c->groups, c->late_after, c->out);
  forget(c);
  for (int64_t row = 0; row < all->count;) {
    double dead, weight = 0;
    int64_t end = same_time(all, row, &dead);
    next = join(c, late, next, all->row[row].time, to);
    if (dead > 0) {
      double risk = all_at_risk(c);
      if (risk < dead) risk = dead; /* rounding, for weights that are not whole */
      weight = weight_of(c->options, pooled.survival, risk);
      add_event(c, weight, risk, dead, to);
      cpwi_curve_drop(&pooled, risk, dead);
    }
    for (; row < end; row++)
      leave(c, &all->row[row], c->after[row], weight, to);
  }
}

/* ---------------------------------------------------------------- all strata ---------------- */

int32_t cpwi_compared_init(cpwi_compared *c, int64_t groups, const cpw_allocator *allocator,
                           const char *where, cpw_error *err) {
  int64_t cells = 0;
  memset(c, 0, sizeof *c);
  c->groups = groups;
  if (cpwi_multiply(groups, groups, &cells))
    c->link = cpwi_alloc(allocator, (size_t)cells, sizeof *c->link);
  c->observed = cpwi_alloc(allocator, (size_t)groups, sizeof *c->observed);
  c->expected = cpwi_alloc(allocator, (size_t)groups, sizeof *c->expected);
  if (!c->link || !c->observed || !c->expected)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld groups", (long long)groups);
  cpwi_compared_clear(c);
  return CPW_OK;
}

void cpwi_compared_clear(cpwi_compared *c) {
  size_t k = (size_t)c->groups;
  memset(c->observed, 0, k * sizeof *c->observed);
  memset(c->expected, 0, k * sizeof *c->expected);
  memset(c->link, 0, k * k * sizeof *c->link);
}

void cpwi_compared_free(cpwi_compared *c, const cpw_allocator *allocator) {
  cpwi_release(allocator, c->link);
  cpwi_release(allocator, c->observed);
  cpwi_release(allocator, c->expected);
}

int32_t cpwi_compare_all(const cpw_survival_rows *rows, const cpw_survival_test_options *o,
                         cpwi_compared *to, const char *where, cpw_error *err) {
  cpwi_crowd people;
  cpwi_comparer *comparer = NULL;
  const cpwi_plan plan = {rows, o->stratum, o->strata, 0, 1, o->cause};
  int32_t status = cpwi_crowd_sort(&people, &plan, o->allocator, where, err);
  if (status == CPW_OK)
    status = cpwi_comparer_new(&comparer, o, rows->groups, cpwi_crowd_most(&people),
                               people.late.count, where, err);
  for (int64_t b = 0; b < people.buckets && status == CPW_OK; b++) {
    cpwi_slice all = cpwi_crowd_slice(&people, b), late = cpwi_crowd_late(&people, b);
    if (all.count > 0) cpwi_compare(comparer, &all, &late, to);
  }
  cpwi_comparer_free(comparer);
  cpwi_crowd_free(&people);
  return status;
}
