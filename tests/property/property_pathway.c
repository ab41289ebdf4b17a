/* Random networks: written as files and read back they are the same, laid out and as text; chances sum to 1; the order
 * of routes by chance does not matter; values by time agree with a plain sum over steps. Usage:
 * property_pathway [COUNT] [SEED], or --digest. */
#include "random_network.h"
#include "worlds.h"

#include "carepath/pathway_files.h"
#include "pathway/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct text {
  char *bytes;
  size_t used;
} text;

static int append(void *context, const char *bytes, int64_t count) {
  text *t = context;
  char *grown = realloc(t->bytes, t->used + (size_t)count + 1);
  if (!grown) return 1;
  t->bytes = grown;
  memcpy(t->bytes + t->used, bytes, (size_t)count);
  t->used += (size_t)count;
  return 0;
}

static const char *write_all(const cpw_pathway *p, text *files) {
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    cpw_sink sink = {&files[k], append};
    if (cpw_pathway_file_needed(p, k) == 1 && cpw_pathway_write(p, k, NULL, &sink, NULL) != CPW_OK)
      return "a file is not written";
  }
  return NULL;
}

static cpw_network *read_all(const text *files) {
  cpw_source source[CPW_PATHWAY_FILES];
  cpw_text memory[CPW_PATHWAY_FILES];
  cpw_network *out = NULL;
  int64_t count = 0;
  for (int64_t k = CPW_PATHWAY_FILES - 1; k >= 0; k--) {
    if (!files[k].bytes) continue;
    memory[count] = (cpw_text){files[k].bytes, (int64_t)files[k].used, 0};
    if (cpw_text_source(&memory[count], cpw_pathway_file_name(k), &source[count]) != CPW_OK)
      return NULL;
    count++;
  }
  return cpw_pathway_read(source, count, NULL, &out, NULL) == CPW_OK ? out : NULL;
}

static int same_law(const cpw_duration *a, const cpw_duration *b) {
  if (!a || !b) return a == b;
  double one[3], two[3];
  if (cpw_duration_moments(a, &one[0], &one[1], &one[2], NULL) != CPW_OK ||
      cpw_duration_moments(b, &two[0], &two[1], &two[2], NULL) != CPW_OK)
    return 0;
  return a->law == b->law && a->mean == b->mean && a->cv == b->cv && a->zero == b->zero &&
         memcmp(one, two, sizeof one) == 0;
}

static const char *same_ways(const cpwi_pathway *a, const cpwi_pathway *b) {
  for (int64_t cell = 0; cell <= a->cells; cell++)
    if (a->way_first[cell] != b->way_first[cell]) return "another number of ways";
  for (int64_t k = 0; k < a->way_first[a->cells]; k++) {
    const cpwi_way *x = &a->way[k], *y = &b->way[k];
    if (x->to != y->to || x->to_group != y->to_group || x->chance != y->chance ||
        x->cumulative != y->cumulative || !same_law(x->delay, y->delay))
      return "another way";
  }
  return NULL;
}

static const char *same_cells(const cpwi_pathway *a, const cpwi_pathway *b) {
  size_t numbers = (size_t)a->cells * sizeof(double);
  for (int64_t cell = 0; cell < a->cells; cell++)
    if (!same_law(a->stay[cell], b->stay[cell])) return "another duration";
  if (memcmp(a->weight, b->weight, numbers) != 0 || memcmp(a->target, b->target, numbers) != 0 ||
      memcmp(a->harm, b->harm, numbers) != 0 ||
      memcmp(a->priority, b->priority, (size_t)a->cells * sizeof *a->priority) != 0)
    return "another figure";
  for (int64_t cell = 0; cell <= a->cells; cell++)
    if (a->change_first[cell] != b->change_first[cell]) return "another number of changes";
  for (int64_t k = 0; k < a->change_first[a->cells]; k++)
    if (a->change[k].to != b->change[k].to || !same_law(a->change[k].after, b->change[k].after))
      return "another change";
  return NULL;
}

static const char *same_network(const cpw_pathway *a, const cpw_pathway *b) {
  cpwi_pathway x, y;
  if (a->stages != b->stages || a->groups != b->groups || a->arrivals != b->arrivals ||
      a->initials != b->initials || a->uses != b->uses || a->deadlock != b->deadlock)
    return "other numbers of rows";
  if (cpwi_pathway_prepare(a, NULL, "", &x, NULL) != CPW_OK) return "refused";
  const char *problem = "refused after reading";
  if (cpwi_pathway_prepare(b, NULL, "", &y, NULL) == CPW_OK) {
    problem = same_ways(&x, &y);
    if (!problem) problem = same_cells(&x, &y);
    cpwi_pathway_release(&y);
  }
  cpwi_pathway_release(&x);
  return problem;
}

static const char *there_and_back(const cpw_pathway *p) {
  text files[CPW_PATHWAY_FILES], again[CPW_PATHWAY_FILES];
  memset(files, 0, sizeof files);
  memset(again, 0, sizeof again);
  const char *problem = write_all(p, files);
  cpw_network *back = problem ? NULL : read_all(files);
  if (!problem && !back) problem = "what was written is not read";
  if (!problem) problem = same_network(p, cpw_network_pathway(back, NULL));
  if (!problem) problem = write_all(cpw_network_pathway(back, NULL), again);
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    if (!problem &&
        (files[k].used != again[k].used ||
         (files[k].used > 0 && memcmp(files[k].bytes, again[k].bytes, files[k].used) != 0)))
      problem = "a file is written differently after reading";
    free(files[k].bytes);
    free(again[k].bytes);
  }
  cpw_network_free(back);
  return problem;
}

/* Routes from the last to the first: the same ways where the rows are chosen by chance. */
static const char *turned(const cpw_pathway *p) {
  cpw_pathway q = *p;
  cpw_route *route = calloc((size_t)p->routes + 1, sizeof *route);
  cpw_stage *stage = calloc((size_t)p->stages, sizeof *stage);
  const char *problem = "no memory";
  cpw_pathway r = *p;
  if (route && stage) {
    for (int64_t i = 0; i < p->routes; i++)
      route[i] = p->route[p->routes - 1 - i];
    for (int64_t s = 0; s < p->stages; s++) {
      stage[s] = p->stage[s];
      stage[s].routing = CPW_ROUTE_CHANCE;
    }
    q.route = route;
    q.stage = r.stage = stage;
    problem = same_network(&r, &q);
  }
  free(route);
  free(stage);
  return problem;
}

static const char *sums(const cpw_pathway *p) {
  cpwi_pathway n;
  const char *problem = NULL;
  if (cpwi_pathway_prepare(p, NULL, "", &n, NULL) != CPW_OK) return "refused";
  for (int64_t cell = 0; cell < n.cells; cell++) {
    double before = 0, sum = 0;
    for (int64_t k = n.way_first[cell]; k < n.way_first[cell + 1]; k++) {
      sum += n.way[k].chance;
      if (n.way[k].cumulative < before) problem = "cumulative chances fall";
      before = n.way[k].cumulative;
    }
    int is_exit = n.p.stage[cell / n.groups].kind == CPW_STAGE_EXIT;
    if (!is_exit && (before != 1 || fabs(sum - 1) > 1e-12)) problem = "chances do not sum to 1";
    if (is_exit && before != 0) problem = "an exit has a way out";
  }
  cpwi_pathway_release(&n);
  return problem;
}

/* ---- values by time, against a sum over many short steps whose values are looked up one by one */

typedef struct clock {
  double values[2][6];
  cpw_calendar calendar[2];
  cpw_pathway p;
  cpwi_profile f;
} clock_of;

static void make_clock(clock_of *c, cpw_stream *s) {
  static const double periods[] = {0.5, 0.25, 1, 2, 0.75};
  cpw_pathway_init(&c->p);
  for (int k = 0; k < 2; k++) {
    int64_t count = 1 + (int64_t)cpw_random_below(s, 6);
    for (int64_t i = 0; i < count; i++)
      c->values[k][i] = (double)cpw_random_below(s, 3);
    c->calendar[k] = (cpw_calendar){k ? "b" : "a", periods[cpw_random_below(s, 5)], c->values[k],
                                    count,         (int32_t)cpw_random_below(s, 2), 0};
  }
  c->p.calendar = c->calendar;
  c->p.calendars = 2;
  c->f = cpwi_profile_of(&c->p, (int32_t)cpw_random_below(s, 3) - 1,
                         (int32_t)cpw_random_below(s, 3) - 1);
}

static double value_at(const cpw_calendar *c, double t) {
  if (!c) return 1;
  int64_t k = (int64_t)(t / c->period);
  return c->values[c->repeat ? k % c->count : k < c->count ? k : c->count - 1];
}

/* All periods are multiples of 1/4: steps of that length are exact. */
static double plain_sum(const cpwi_profile *f, double a, double b) {
  double sum = 0;
  for (double t = a; t < b; t += 0.25)
    sum += 0.25 * value_at(f->calendar, t) * value_at(f->factor, t);
  return sum;
}

static const char *clocks(uint64_t seed) {
  clock_of c;
  cpw_stream s;
  cpw_stream_init(&s, seed, 2, 0, 0);
  make_clock(&c, &s);
  double a = 0.25 * (double)cpw_random_below(&s, 100),
         b = a + 0.25 * (double)cpw_random_below(&s, 400);
  double whole = plain_sum(&c.f, a, b);
  if (fabs(cpwi_profile_integral(&c.f, a, b) - whole) > 1e-9) return "the integral is another";
  double part = whole * cpw_random_uniform(&s), at = cpwi_profile_reach(&c.f, a, part);
  if (part > 0 && !(at >= a && at <= b + 1e-9)) return "an amount is reached too late";
  if (part > 0 && fabs(cpwi_profile_integral(&c.f, a, at) - part) > 1e-9)
    return "another amount is reached";
  double far = cpwi_profile_reach(&c.f, a, 2e3);
  if (isfinite(far) && fabs(cpwi_profile_integral(&c.f, a, far) - 2e3) > 1e-6)
    return "a far amount is another";
  double most = 0, next = cpwi_profile_next(&c.f, a);
  for (double t = a; t < a + 400; t += 0.25) {
    double value = value_at(c.f.calendar, t) * value_at(c.f.factor, t);
    if (value > most) most = value;
    if (value != cpwi_profile_at(&c.f, t)) return "a value is another";
    if (t < next && value != cpwi_profile_at(&c.f, a)) return "a change is missed";
  }
  if (most != cpwi_profile_most(&c.f, a)) return "the largest value is another";
  double mean = cpwi_profile_mean(&c.f, 0, (double)INFINITY);
  /* 360 is a common round of all periods and counts; the calendars that end have ended by 100 */
  return fabs(mean - plain_sum(&c.f, 720, 1440) / 720) > 1e-9 ? "the mean is another" : NULL;
}

static const char *problem(uint64_t seed) {
  uint64_t features = seed % 8 == 0   ? RANDOM_ALL
                      : seed % 8 == 1 ? 0
                                      : random_features(seed, RANDOM_ALL);
  cpw_network *network = random_network(seed, features);
  const cpw_pathway *p = cpw_network_pathway(network, NULL);
  const char *wrong = sums(p);
  if (!wrong) wrong = there_and_back(p);
  if (!wrong) wrong = turned(p);
  if (!wrong) wrong = clocks(seed);
  cpw_network_free(network);
  return wrong;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  cpw_network *network = random_network(seed, RANDOM_ALL);
  text files[CPW_PATHWAY_FILES];
  memset(files, 0, sizeof files);
  if (write_all(cpw_network_pathway(network, NULL), files)) hash++;
  for (int64_t k = 0; k < CPW_PATHWAY_FILES; k++) {
    for (size_t i = 0; i < files[k].used; i++)
      hash = (hash ^ (unsigned char)files[k].bytes[i]) * UINT64_C(1099511628211);
    free(files[k].bytes);
  }
  cpw_network_free(network);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pathway", "random networks", 2000, 100, problem, digest};
  return worlds_main(&w, argc, argv);
}
