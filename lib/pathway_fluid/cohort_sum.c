/* Replications of whole people over threads, and what they say together: sums of whole numbers, so that the order in
 * which they come does not matter.
 * Source: the rules in carepath/pathway_fluid.h.
 * Leaves a replication to cohort.c, waits to figures.c. */
#include "pathway_fluid/cohort.h"

#include <pthread.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

typedef struct task {
  cpwi_fluid *f;
  const cpw_run *run;
  pthread_mutex_t lock; /* guards the sums */
  cohort_sums sums;
  wide *at_squares, *group_squares; /* (periods + 1, AT_TIMES, cells), (periods + 1, 1 + groups) */
  int32_t overflow;
} task;

static int64_t sizes(const cpwi_fluid *f, int64_t *size) {
  size[0] = (f->periods + 1) * AT_TIMES * f->cells;
  size[1] = (f->periods + 1) * f->groups;
  size[2] = f->periods * COHORT_KEPT * f->cells;
  size[3] = 2 * f->flows;
  size[4] = f->groups;
  return size[0] + size[1] + size[2] + size[3] + size[4];
}

static int64_t *lay_sums(const cpwi_fluid *f, cohort_sums *s, int64_t *at) {
  int64_t size[5], *start = at;
  int64_t **part[5] = {&s->at, &s->group, &s->kept, &s->total, &s->open};
  (void)sizes(f, size);
  for (int i = 0; i < 5; i++) {
    *part[i] = at;
    at += size[i];
  }
  return start;
}

static int32_t fits(const cpwi_fluid *f) {
  /* the largest array of a replication, in numbers that cannot overflow */
  return (double)f->periods * (double)f->cells * (COHORT_KEPT + AT_TIMES) < 1e12;
}

/* -------- one replication's memory ---------------------------------------------------------- */

static int32_t cohort_new(cohort *c, const cpwi_fluid *f) {
  int64_t size[5], n = sizes(f, size);
  memset(c, 0, sizeof *c);
  c->f = f;
  int64_t **whole[] = {&c->seen,  &c->waiting, &c->newly,     &c->blocked,    &c->begun_now,
                       &c->held,  &c->phase,   &c->inside_at, &c->blocked_at, &c->left_at,
                       &c->slots, &c->now,     &c->people};
  const int64_t wholes[] = {f->arrivals, f->cells, f->cells,  f->cells,  f->cells,
                            f->pairs,    f->rates, f->stages, f->stages, f->stages,
                            f->stages,   f->flows, f->flows};
  double **real[] = {&c->even, &c->begun, &c->capacity, &c->slot_time, &c->units};
  const int64_t reals[] = {f->arrivals, f->cells, f->stages, f->stages, f->pools};
  c->wholes = n;
  for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
    c->wholes += wholes[i];
  for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
    c->reals += reals[i];
  c->whole = cpwi_alloc(f->allocator, (size_t)c->wholes, sizeof(int64_t));
  c->real = cpwi_alloc(f->allocator, (size_t)c->reals, sizeof(double));
  c->streams = cpwi_alloc(f->allocator, (size_t)(f->arrivals + f->cells), sizeof *c->come);
  if (!c->whole || !c->real || !c->streams) return CPW_ENOMEM;
  int64_t *at = (int64_t *)c->whole + n;
  (void)lay_sums(f, &c->sums, c->whole);
  for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
    *whole[i] = at;
    at += wholes[i];
  }
  double *next = c->real;
  for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
    *real[i] = next;
    next += reals[i];
  }
  c->come = c->streams;
  c->move = c->come + f->arrivals;
  return CPW_OK;
}

static void cohort_free(cohort *c) {
  if (c->whole) cpwi_release(c->f->allocator, c->whole);
  if (c->real) cpwi_release(c->f->allocator, c->real);
  if (c->streams) cpwi_release(c->f->allocator, c->streams);
}

void cpwi_cohort_clear(cohort *c) {
  memset(c->whole, 0, (size_t)c->wholes * sizeof(int64_t));
  memset(c->real, 0, (size_t)c->reals * sizeof(double));
  c->opened = 0;
}

/* -------- what a replication notes ---------------------------------------------------------- */

static void open_if_due(cohort *c, double t) {
  const cpwi_fluid *f = c->f;
  if (c->opened || t < f->o.warm_up * (1 - 1e-12)) return;
  memcpy(c->sums.open, c->people + f->flow_people, (size_t)f->groups * sizeof(int64_t));
  c->opened = 1;
}

void cpwi_cohort_note_time(cohort *c, int64_t period, double t) {
  const cpwi_fluid *f = c->f;
  const int32_t from[AT_TIMES] = {FLOW_QUEUE, FLOW_INSIDE, FLOW_BLOCKED};
  int64_t *at = c->sums.at + period * AT_TIMES * f->cells;
  for (int k = 0; k < AT_TIMES; k++)
    memcpy(at + k * f->cells, c->people + from[k] * f->cells, (size_t)f->cells * sizeof *at);
  memcpy(c->sums.group + period * f->groups, c->people + f->flow_people,
         (size_t)f->groups * sizeof *at);
  open_if_due(c, t);
}

/* `now` holds the moves of the step, `people` those there after it */
void cpwi_cohort_note_step(cohort *c, int64_t period, double from) {
  const cpwi_fluid *f = c->f;
  int64_t *kept = c->sums.kept + period * COHORT_KEPT * f->cells;
  for (int64_t i = 0; i < COHORT_KEPT * f->cells; i++)
    kept[i] += c->now[i];
  if (!c->opened) {
    open_if_due(c, from + c->step);
    return; /* the step that ends where counting begins does not count */
  }
  int32_t last = period + 1 == f->periods;
  int64_t *total = c->sums.total + (last ? f->flows : 0);
  for (int64_t i = 0; i < COHORT_KEPT * f->cells; i++)
    total[i] += c->now[i];
  for (int64_t i = COHORT_KEPT * f->cells; i < f->flow_exit; i++)
    total[i] += c->people[i];
  for (int64_t i = f->flow_exit; i < f->flow_pool; i++)
    total[i] += c->now[i];
  for (int64_t i = f->flow_people; i < f->flows; i++)
    total[i] += c->people[i];
}

/* -------- together -------------------------------------------------------------------------- */

static void add_replication(task *t, const cohort *c) {
  int64_t size[5], n = sizes(t->f, size);
  const cpwi_fluid *f = t->f;
  int64_t *all = t->sums.at; /* the five parts follow one another */
  const int64_t *one = c->sums.at;
  for (int64_t i = 0; i < n; i++)
    if (__builtin_add_overflow(all[i], one[i], &all[i])) t->overflow = 1;
  for (int64_t i = 0; i < size[0]; i++)
    t->at_squares[i] += (wide)((uint64_t)one[i]) * (uint64_t)one[i];
  for (int64_t p = 0; p <= f->periods; p++) {
    uint64_t everybody = 0;
    for (int64_t g = 0; g < f->groups; g++) {
      uint64_t x = (uint64_t)c->sums.group[p * f->groups + g];
      everybody += x;
      t->group_squares[p * (f->groups + 1) + 1 + g] += (wide)x * x;
    }
    t->group_squares[p * (f->groups + 1)] += (wide)everybody * everybody;
  }
}

static int32_t body(void *context, int64_t first, int64_t last, cpw_error *err) {
  task *t = context;
  cohort c;
  int32_t status = cohort_new(&c, t->f);
  if (status != CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for a replication");
  for (int64_t r = first; r < last && status == CPW_OK; r++) {
    status = cpwi_cohort_replicate(&c, t->run, (uint64_t)(t->run->first_replication + r), err);
    if (status != CPW_OK) break;
    pthread_mutex_lock(&t->lock);
    add_replication(t, &c);
    pthread_mutex_unlock(&t->lock);
  }
  cohort_free(&c);
  return status;
}

static double spread(wide squares, int64_t sum, int64_t n) {
  if (n < 2) return CPWI_NAN;
  /* n x sum of squares - square of the sum, exactly */
  wide a = squares * (uint64_t)n, b = (wide)((uint64_t)sum) * (uint64_t)sum;
  return a > b ? sqrt((double)(a - b) / ((double)n * (double)(n - 1))) : 0;
}

static void means_by_time(const task *t, fluid_figures *g) {
  const cpwi_fluid *f = t->f;
  int64_t n = t->run->replications;
  for (int64_t i = 0; g->at && i < f->periods * AT_TIMES * f->cells; i++) {
    g->at[i] = (double)t->sums.at[i] / (double)n;
    g->at_sd[i] = spread(t->at_squares[i], t->sums.at[i], n);
  }
  for (int64_t p = 0; g->group && p < f->periods; p++) {
    int64_t everybody = 0;
    for (int64_t k = 0; k < f->groups; k++) {
      int64_t sum = t->sums.group[p * f->groups + k];
      everybody += sum;
      g->group[p * f->groups + k] = (double)sum / (double)n;
      g->group_sd[p * (f->groups + 1) + 1 + k] =
          spread(t->group_squares[p * (f->groups + 1) + 1 + k], sum, n);
    }
    g->group_sd[p * (f->groups + 1)] = spread(t->group_squares[p * (f->groups + 1)], everybody, n);
  }
}

/* moves as they are, people times the length of their steps */
static void means_of_totals(const task *t, fluid_figures *g) {
  const cpwi_fluid *f = t->f;
  double n = (double)t->run->replications;
  double full = cpwi_fluid_time(f, 1), rest = f->o.horizon - cpwi_fluid_time(f, f->periods - 1);
  full /= (double)cpwi_cohort_steps(f, full);
  rest /= (double)cpwi_cohort_steps(f, rest);
  for (int64_t i = 0; i < f->flows; i++) {
    int32_t people = (i >= COHORT_KEPT * f->cells && i < f->flow_exit) || i >= f->flow_people;
    double a = (double)t->sums.total[i], b = (double)t->sums.total[f->flows + i];
    g->total[i] = (people ? a * full + b * rest : a + b) / n;
  }
  for (int64_t p = 0; p < f->pools; p++) {
    double used = 0;
    for (int64_t u = f->use_first[p]; u < f->use_first[p + 1]; u++)
      for (int64_t k = 0; k < f->groups; k++)
        used +=
            f->use[u].units * g->total[FLOW_INSIDE * f->cells + f->use[u].stage * f->groups + k];
    g->total[f->flow_pool + p] = used;
  }
  for (int64_t k = 0; k < f->groups; k++) {
    g->opening[k] = (double)t->sums.open[k] / n;
    g->closing[k] = (double)t->sums.group[f->periods * f->groups + k] / n;
  }
}

/* waits between the mean curves of people who came and who began: their mean is that of the waits (Little) */
static int32_t waits_of_means(const task *t, fluid_figures *g, cpw_error *err) {
  cpwi_fluid *f = t->f;
  double n = (double)t->run->replications;
  fluid_record record;
  double *flat = cpwi_alloc_zero(f->allocator, (size_t)(2 * f->flows + f->cells), sizeof *flat);
  int32_t status = cpwi_record_new(f, g, &record, err);
  if (!flat && status == CPW_OK)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the waits");
  for (int64_t p = 0; flat && status == CPW_OK && p <= f->periods; p++) {
    double *since = flat, *people = flat + f->flows, *none = flat + 2 * f->flows;
    for (int64_t c = 0; c < f->cells; c++)
      people[FLOW_QUEUE * f->cells + c] =
          (double)t->sums.at[(p * AT_TIMES + AT_QUEUE) * f->cells + c] / n;
    if (p == 0) {
      status = cpwi_record_open(&record, people);
      continue;
    }
    for (int64_t i = 0; i < COHORT_KEPT * f->cells; i++)
      since[i] = (double)t->sums.kept[(p - 1) * COHORT_KEPT * f->cells + i] / n;
    fluid_period period = {
        since, people, none, none, none, none, cpwi_fluid_time(f, p - 1), cpwi_fluid_time(f, p),
        p - 1};
    status = cpwi_record_period(&record, &period);
  }
  if (status == CPW_ENOMEM)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the waits");
  cpwi_record_free(&record);
  if (flat) cpwi_release(f->allocator, flat);
  return status;
}

static int32_t run_all(task *t, fluid_figures *g, cpw_error *err) {
  int32_t status = cpwi_parallel(t->run, t->run->replications, 1, body, t, CPWI_FLUID, err);
  if (status != CPW_OK) return status;
  if (t->overflow)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_FLUID, "more people than fit into 63 bits");
  means_by_time(t, g);
  means_of_totals(t, g);
  return waits_of_means(t, g, err);
}

int32_t cpwi_fluid_cohort(cpwi_fluid *f, const cpw_run *run, fluid_figures *figures,
                          cpw_error *err) {
  task t;
  int64_t size[5];
  memset(&t, 0, sizeof t);
  t.f = f;
  t.run = run;
  if (!fits(f))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_FLUID,
                     "%lld periods of %lld stages and groups are too many", (long long)f->periods,
                     (long long)f->cells);
  int64_t n = sizes(f, size);
  int64_t *sums = cpwi_alloc_zero(f->allocator, (size_t)n, sizeof *sums);
  t.at_squares = cpwi_alloc_zero(f->allocator, (size_t)size[0], sizeof *t.at_squares);
  t.group_squares = cpwi_alloc_zero(f->allocator, (size_t)(f->periods + 1),
                                    (size_t)(f->groups + 1) * sizeof *t.group_squares);
  int32_t status = CPW_OK;
  if (!sums || !t.at_squares || !t.group_squares)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_FLUID, "no memory for the sums");
  if (status == CPW_OK) {
    (void)lay_sums(f, &t.sums, sums);
    pthread_mutex_init(&t.lock, NULL);
    status = run_all(&t, figures, err);
    pthread_mutex_destroy(&t.lock);
  }
  if (sums) cpwi_release(f->allocator, sums);
  if (t.at_squares) cpwi_release(f->allocator, t.at_squares);
  if (t.group_squares) cpwi_release(f->allocator, t.group_squares);
  return status;
}
