/* Plans of several systems on the same providers: who promised over 100 %, what can be kept, and who is in the way.
 * Source: greatest flow and least cut (Ford and Fulkerson, Canadian J. Math. 8:399, 1956), started from the promises
 * cut in proportion. Leaves the flow itself to flow.c, rounding to apportion.h. */
#include "carepath/apportion.h"
#include "footprint/internal.h"

#include <math.h>
#include <string.h>

#define NAMES 20

typedef struct work {
  cpw_footprint_plans p;
  const char *where;
  int exponent; /* amounts are whole multiples of 2^exponent */
  int64_t *provider_rank, *system_rank;
  int64_t *order;                  /* (promises) by provider, then system, both by rank */
  int64_t *capacity;               /* (providers) */
  int64_t *promised;               /* (providers) */
  int64_t *need;                   /* (systems) */
  int64_t *amount;                 /* (promises) */
  int64_t *kept;                   /* (promises) */
  int64_t *link;                   /* (promises) its arc */
  int64_t *source_arc, *sink_arc;  /* (providers), (systems) */
  int64_t *binding, *bound, *mark; /* (providers), (systems), (the longer of both and promises) */
  double *weight;                  /* (promises) */
  int64_t *part;                   /* (promises) */
  const char **id;                 /* (promises) */
  cpwi_footnet net;
  int has_net;
} work;

void cpw_footprint_plans_init_sized(cpw_footprint_plans *plans, size_t size) {
  cpw_footprint_plans p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  cpwi_init_sized(plans, size, &p, sizeof p);
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_amounts(const double *x, int64_t n, const char *name, const char *where,
                             cpw_error *err) {
  for (int64_t i = 0; x && i < n; i++)
    if (!(x[i] >= 0 && x[i] <= 0x1p900))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "plans.%s[%lld] = %s must be finite and >= 0",
                       name, (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_ids(const char *const *ids, int64_t n, const char *name, const char *where,
                         cpw_error *err) {
  for (int64_t i = 0; ids && i < n; i++)
    if (!ids[i])
      return cpwi_fail(err, CPW_EINVAL, i, where, "plans.%s[%lld] is NULL", name, (long long)i);
  return CPW_OK;
}

static int32_t check_promises(const work *w, cpw_error *err) {
  const cpw_footprint_plans *p = &w->p;
  for (int64_t i = 0; i < p->promises; i++) {
    const cpw_footprint_promise *m = &p->promise[i];
    if (m->provider < 0 || m->provider >= p->providers || m->system < 0 || m->system >= p->systems)
      return cpwi_fail(err, CPW_EINVAL, i, w->where,
                       "plans.promise[%lld] is of provider %lld to system %lld: there are %lld and "
                       "%lld",
                       (long long)i, (long long)m->provider, (long long)m->system,
                       (long long)p->providers, (long long)p->systems);
    if (!(m->amount >= 0 && m->amount <= 0x1p900))
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where,
                       "plans.promise[%lld].amount = %s must be finite and >= 0", (long long)i,
                       cpwi_number(m->amount).text);
    if (!(m->most >= m->amount))
      return cpwi_fail(err, CPW_EDOMAIN, i, w->where,
                       "plans.promise[%lld].most = %s must be at least its amount, %s",
                       (long long)i, cpwi_number(m->most).text, cpwi_number(m->amount).text);
  }
  return CPW_OK;
}

static int32_t check_plans(const work *w, cpw_error *err) {
  const cpw_footprint_plans *p = &w->p;
  if (p->providers < 0 || p->systems < 0 || p->promises < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where,
                     "plans of %lld providers, %lld systems and %lld promises: none may be below 0",
                     (long long)p->providers, (long long)p->systems, (long long)p->promises);
  if ((p->providers > 0 && !p->capacity) || (p->promises > 0 && !p->promise))
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "plans.%s is NULL",
                     p->providers > 0 && !p->capacity ? "capacity" : "promise");
  int32_t status = check_amounts(p->capacity, p->providers, "capacity", w->where, err);
  if (status == CPW_OK) status = check_amounts(p->need, p->systems, "need", w->where, err);
  if (status == CPW_OK)
    status = check_ids(p->provider_id, p->providers, "provider_id", w->where, err);
  if (status == CPW_OK) status = check_ids(p->system_id, p->systems, "system_id", w->where, err);
  return status == CPW_OK ? check_promises(w, err) : status;
}

/* ---------------------------------------------------------------- memory and order ---------- */

static int reserve(work *w) {
  size_t providers = (size_t)w->p.providers, systems = (size_t)w->p.systems;
  size_t promises = (size_t)w->p.promises, most = providers > systems ? providers : systems;
  if (promises > most) most = promises;
  const struct {
    int64_t **at;
    size_t count;
  } a[14] = {{&w->provider_rank, providers}, {&w->system_rank, systems},
             {&w->order, promises},          {&w->capacity, providers},
             {&w->promised, providers},      {&w->need, systems},
             {&w->amount, promises},         {&w->kept, promises},
             {&w->link, promises},           {&w->source_arc, providers},
             {&w->sink_arc, systems},        {&w->binding, providers},
             {&w->bound, systems},           {&w->mark, most}};
  int have = 1;
  for (int i = 0; i < 14; i++) {
    *a[i].at = cpwi_alloc_zero(w->p.allocator, a[i].count, sizeof(int64_t));
    have = have && *a[i].at;
  }
  w->weight = cpwi_alloc(w->p.allocator, promises, sizeof *w->weight);
  w->part = cpwi_alloc(w->p.allocator, promises, sizeof *w->part);
  w->id = cpwi_alloc(w->p.allocator, promises, sizeof *w->id);
  w->has_net = cpwi_footnet_begin(&w->net, w->p.providers + w->p.systems + 2,
                                  w->p.providers + w->p.systems + w->p.promises, w->p.allocator);
  return have && w->weight && w->part && w->id && w->has_net;
}

static void release(work *w) {
  void *a[17] = {w->provider_rank, w->system_rank, w->order, w->capacity, w->promised,
                 w->need,          w->amount,      w->kept,  w->link,     w->source_arc,
                 w->sink_arc,      w->binding,     w->bound, w->mark,     w->weight,
                 w->part,          (void *)w->id};
  for (int i = 0; i < 17; i++)
    cpwi_release(w->p.allocator, a[i]);
  cpwi_footnet_end(&w->net);
}

static int by_ranks(const void *context, const void *a, const void *b) {
  const work *w = context;
  const cpw_footprint_promise *p = &w->p.promise[*(const int64_t *)a],
                              *q = &w->p.promise[*(const int64_t *)b];
  int64_t i = w->provider_rank[p->provider], j = w->provider_rank[q->provider];
  if (i == j) {
    i = w->system_rank[p->system];
    j = w->system_rank[q->system];
  }
  return (i > j) - (i < j);
}

static int32_t put_in_order(work *w, cpw_error *err) {
  const cpw_allocator *a = w->p.allocator;
  int done = cpwi_footprint_ranks(w->p.provider_id, w->p.providers, w->provider_rank, a) &&
             cpwi_footprint_ranks(w->p.system_id, w->p.systems, w->system_rank, a);
  for (int64_t i = 0; i < w->p.promises; i++)
    w->order[i] = i;
  if (!done || !cpwi_sort(a, w->order, w->p.promises, sizeof *w->order, by_ranks, w))
    return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld promises",
                     (long long)w->p.promises);
  for (int64_t i = 1; i < w->p.promises; i++)
    if (by_ranks(w, &w->order[i - 1], &w->order[i]) == 0)
      return cpwi_fail(
          err, CPW_EINVAL, w->order[i], w->where, "provider %s promises system %s twice",
          cpwi_footprint_named(w->p.provider_id, w->p.promise[w->order[i]].provider).text,
          cpwi_footprint_named(w->p.system_id, w->p.promise[w->order[i]].system).text);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the grid ------------------ */

static int64_t steps(const work *w, double x) {
  return (int64_t)rint(ldexp(x, -w->exponent));
}
static double amount_of(const work *w, int64_t s) {
  return ldexp((double)s, w->exponent);
}

static void take_grid(work *w) {
  cpw_exact_sum sum;
  int exponent = 0;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < w->p.providers; i++)
    cpw_exact_sum_add(&sum, w->p.capacity[i]);
  for (int64_t i = 0; w->p.need && i < w->p.systems; i++)
    cpw_exact_sum_add(&sum, w->p.need[i]);
  for (int64_t i = 0; i < w->p.promises; i++)
    cpw_exact_sum_add(&sum, w->p.promise[i].amount);
  (void)frexp(cpw_exact_sum_value(&sum), &exponent);
  w->exponent = exponent - 52 < -1074 ? -1074 : exponent - 52;
}

/* Everything in steps. A promise that is over by its rounding alone is not over. */
static void count_steps(work *w) {
  for (int64_t i = 0; i < w->p.providers; i++)
    w->capacity[i] = steps(w, w->p.capacity[i]);
  for (int64_t i = 0; w->p.need && i < w->p.systems; i++)
    w->need[i] = steps(w, w->p.need[i]);
  for (int64_t i = 0; i < w->p.promises; i++) {
    const cpw_footprint_promise *m = &w->p.promise[i];
    w->amount[i] = steps(w, m->amount);
    w->promised[m->provider] += w->amount[i];
    if (!w->p.need) w->need[m->system] += w->amount[i];
    w->mark[m->provider]++;
  }
  for (int64_t i = 0; i < w->p.providers; i++)
    if (w->promised[i] > w->capacity[i] && w->promised[i] - w->capacity[i] <= w->mark[i] + 1)
      w->capacity[i] = w->promised[i];
}

/* ---------------------------------------------------------------- cut in proportion --------- */

/* Parts of `total` in proportion to what is kept by the promises listed in mark (n). */
static int32_t cut_down(work *w, int64_t total, int64_t n, int by_system, cpw_error *err) {
  const char *const *ids = by_system ? w->p.system_id : w->p.provider_id;
  cpw_apportion_options o;
  cpw_apportion_options_init(&o);
  o.allocator = w->p.allocator;
  if (ids) o.ids = w->id;
  int64_t sum = 0;
  for (int64_t i = 0; i < n; i++) {
    const cpw_footprint_promise *m = &w->p.promise[w->mark[i]];
    sum += w->kept[w->mark[i]];
    w->weight[i] = (double)w->kept[w->mark[i]];
    if (ids) w->id[i] = ids[by_system ? m->system : m->provider];
  }
  if (sum <= total) return CPW_OK;
  int32_t status = cpw_apportion(total, w->weight, n, &o, w->part, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    w->kept[w->mark[i]] = w->part[i];
  return status;
}

/* promises in order stand together by provider */
static int32_t cut_providers(work *w, cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0, n; status == CPW_OK && i < w->p.promises; i += n) {
    int64_t provider = w->p.promise[w->order[i]].provider;
    for (n = 0; i + n < w->p.promises && w->p.promise[w->order[i + n]].provider == provider; n++)
      w->mark[n] = w->order[i + n];
    status = cut_down(w, w->capacity[provider], n, 1, err);
  }
  return status;
}

static int by_system(const void *context, const void *a, const void *b) {
  const work *w = context;
  int64_t i = w->system_rank[w->p.promise[*(const int64_t *)a].system];
  int64_t j = w->system_rank[w->p.promise[*(const int64_t *)b].system];
  return (i > j) - (i < j);
}

static int32_t cut_systems(work *w, cpw_error *err) {
  int64_t count = w->p.promises, *order = cpwi_alloc(w->p.allocator, (size_t)count, sizeof *order);
  int32_t status = CPW_OK;
  if (order && count > 0) memcpy(order, w->order, (size_t)count * sizeof *order);
  if (!order || !cpwi_sort(w->p.allocator, order, count, sizeof *order, by_system, w))
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld promises", (long long)count);
  for (int64_t i = 0, n; status == CPW_OK && i < count; i += n) {
    int64_t system = w->p.promise[order[i]].system;
    for (n = 0; i + n < count && w->p.promise[order[i + n]].system == system; n++)
      w->mark[n] = order[i + n];
    status = cut_down(w, w->need[system], n, 0, err);
  }
  cpwi_release(w->p.allocator, order);
  return status;
}

/* ---------------------------------------------------------------- the flow ------------------ */

/* nodes: providers and systems by number, source, sink; arcs in the order of ranks */
static void draw(work *w) {
  int64_t source = w->p.providers + w->p.systems, all = 1; /* more than there is: never in a cut */
  for (int64_t i = 0; i < w->p.providers; i++) {
    w->mark[w->provider_rank[i]] = i;
    all += w->capacity[i];
  }
  for (int64_t r = 0; r < w->p.providers; r++)
    w->source_arc[w->mark[r]] =
        cpwi_footnet_add(&w->net, source, w->mark[r], w->capacity[w->mark[r]]);
  for (int64_t k = 0; k < w->p.promises; k++) {
    int64_t i = w->order[k];
    const cpw_footprint_promise *m = &w->p.promise[i];
    int64_t most = m->most < amount_of(w, all) ? steps(w, m->most) : all;
    if (most < w->kept[i]) most = w->kept[i];
    w->link[i] = cpwi_footnet_add(&w->net, m->provider, w->p.providers + m->system, most);
  }
  for (int64_t j = 0; j < w->p.systems; j++)
    w->mark[w->system_rank[j]] = j;
  for (int64_t r = 0; r < w->p.systems; r++)
    w->sink_arc[w->mark[r]] =
        cpwi_footnet_add(&w->net, w->p.providers + w->mark[r], source + 1, w->need[w->mark[r]]);
  for (int64_t i = 0; i < w->p.promises; i++) {
    cpwi_footnet_push(&w->net, w->source_arc[w->p.promise[i].provider], w->kept[i]);
    cpwi_footnet_push(&w->net, w->link[i], w->kept[i]);
    cpwi_footnet_push(&w->net, w->sink_arc[w->p.promise[i].system], w->kept[i]);
  }
  (void)cpwi_footnet_flow(&w->net, source, source + 1);
  for (int64_t i = 0; i < w->p.promises; i++)
    w->kept[i] = cpwi_footnet_through(&w->net, w->link[i]);
}

/* Systems from which nothing more can come, and the providers whose capacity stands in the way. */
static void find_cut(work *w) {
  int64_t source = w->p.providers + w->p.systems;
  cpwi_footnet_cut(&w->net, source + 1);
  for (int64_t i = 0; i < w->p.providers; i++)
    w->binding[i] = w->net.level[i] >= 0;
  for (int64_t j = 0; j < w->p.systems; j++)
    w->bound[j] = w->net.level[w->p.providers + j] >= 0;
}

static int32_t reconcile(work *w, cpw_error *err) {
  int32_t status = put_in_order(w, err);
  if (status != CPW_OK) return status;
  take_grid(w);
  count_steps(w);
  for (int64_t i = 0; i < w->p.promises; i++)
    w->kept[i] = w->amount[i];
  status = cut_providers(w, err);
  if (status == CPW_OK) status = cut_systems(w, err);
  if (status != CPW_OK) return status;
  draw(w);
  find_cut(w);
  return CPW_OK;
}

/* ---------------------------------------------------------------- the answer ---------------- */

typedef struct answer {
  cpw_result *r;
  double *capacity, *promised, *over, *allocated, *need, *served, *shortfall, *amount, *kept;
  int64_t *binding, *bound, *provider, *system;
  int64_t *conflicts;
  double *total;
  const char **from, **to, **provider_label, **system_label;
  char *provider_number, *system_number;
} answer;

static int32_t add_dimensions(const work *w, answer *a, cpw_error *err) {
  const cpw_allocator *m = w->p.allocator;
  a->from = cpwi_alloc(m, (size_t)w->p.promises, sizeof *a->from);
  a->to = cpwi_alloc(m, (size_t)w->p.promises, sizeof *a->to);
  if (!a->from || !a->to ||
      !cpwi_footprint_labels(w->p.provider_id, w->p.providers, &a->provider_label,
                             &a->provider_number, m) ||
      !cpwi_footprint_labels(w->p.system_id, w->p.systems, &a->system_label, &a->system_number, m))
    return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld promises",
                     (long long)w->p.promises);
  for (int64_t i = 0; i < w->p.promises; i++) {
    a->from[i] = a->provider_label[w->p.promise[i].provider];
    a->to[i] = a->system_label[w->p.promise[i].system];
  }
  int32_t s = cpw_result_new(m, &a->r, err);
  if (s == CPW_OK)
    s = cpw_result_add_dimension(a->r, "provider", w->p.providers, a->provider_label, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(a->r, "system", w->p.systems, a->system_label, err);
  if (s == CPW_OK) s = cpw_result_add_dimension(a->r, "promise", w->p.promises, NULL, err);
  if (s == CPW_OK) s = cpw_result_add_coordinate(a->r, "promise", "promise_provider", a->from, err);
  return s == CPW_OK ? cpw_result_add_coordinate(a->r, "promise", "promise_system", a->to, err) : s;
}

static int32_t add_arrays(answer *a, cpw_error *err) {
  const struct {
    const char *name, *what, *dimensions;
    double **real;
    int64_t **whole;
  } t[15] = {{"capacity", "what the provider has", "provider", &a->capacity, NULL},
             {"promised", "what it promised to all", "provider", &a->promised, NULL},
             {"over", "promised beyond its capacity", "provider", &a->over, NULL},
             {"allocated", "what it gives in the allocation", "provider", &a->allocated, NULL},
             {"binding", "1: its capacity is in the way", "provider", NULL, &a->binding},
             {"need", "what the plan of the system takes", "system", &a->need, NULL},
             {"served", "what it gets in the allocation", "system", &a->served, NULL},
             {"shortfall", "what is left of its need", "system", &a->shortfall, NULL},
             {"bound", "1: it depends on those in the way alone", "system", NULL, &a->bound},
             {"provider_number", "number of the provider", "promise", NULL, &a->provider},
             {"system_number", "number of the system", "promise", NULL, &a->system},
             {"amount", "what was promised", "promise", &a->amount, NULL},
             {"kept", "what of it, or beyond it, is allocated", "promise", &a->kept, NULL},
             {"conflicts", "providers that promised over 100 %", "", NULL, &a->conflicts},
             {"shortfall_total", "need that is left whatever is done", "", &a->total, NULL}};
  int32_t status = CPW_OK;
  for (int i = 0; status == CPW_OK && i < 15; i++) {
    void *m = NULL;
    status = cpw_result_add_array(a->r, t[i].name, "", t[i].what, t[i].dimensions,
                                  t[i].real ? CPW_DOUBLE : CPW_INT64, CPW_MERGE_SAME, &m, err);
    if (t[i].real) *t[i].real = m;
    if (t[i].whole) *t[i].whole = m;
  }
  return status;
}

static void fill_promises(const work *w, answer *a) {
  for (int64_t i = 0; i < w->p.promises; i++) {
    a->provider[i] = w->p.promise[i].provider;
    a->system[i] = w->p.promise[i].system;
    a->amount[i] = w->p.promise[i].amount;
    a->kept[i] = amount_of(w, w->kept[i]);
  }
}

static int64_t fill_nodes(work *w, answer *a) {
  int64_t short_of = 0;
  for (int64_t i = 0; i < w->p.providers; i++) {
    int64_t over = w->promised[i] - w->capacity[i];
    a->capacity[i] = w->p.capacity[i];
    a->promised[i] = amount_of(w, w->promised[i]);
    a->over[i] = over > 0 ? amount_of(w, over) : 0;
    a->allocated[i] = amount_of(w, cpwi_footnet_through(&w->net, w->source_arc[i]));
    a->binding[i] = w->binding[i];
    *a->conflicts += over > 0;
  }
  for (int64_t j = 0; j < w->p.systems; j++) {
    int64_t served = cpwi_footnet_through(&w->net, w->sink_arc[j]);
    a->need[j] = amount_of(w, w->need[j]);
    a->served[j] = amount_of(w, served);
    a->shortfall[j] = amount_of(w, w->need[j] - served);
    a->bound[j] = w->bound[j];
    short_of += w->need[j] - served;
  }
  *a->total = amount_of(w, short_of);
  return short_of;
}

static void put(char *text, size_t size, const char *more) {
  size_t used = strlen(text), length = strlen(more);
  if (used + length < size) memcpy(text + used, more, length + 1);
}

static int32_t add_notes(work *w, const answer *a, int64_t short_of, cpw_error *err) {
  char text[4096] = "", names[2048];
  for (int64_t i = 0; i < w->p.providers; i++)
    w->mark[i] = a->over[i] > 0;
  cpwi_footprint_list(names, sizeof names, w->p.provider_id, w->mark, w->p.providers, NAMES);
  int32_t status = names[0] ? cpw_result_add_note(a->r, "conflicts", names, err) : CPW_OK;
  if (status != CPW_OK || short_of == 0) return status;
  cpwi_footprint_list(names, sizeof names, w->p.system_id, w->bound, w->p.systems, NAMES);
  put(text, sizeof text, "systems ");
  put(text, sizeof text, names);
  put(text, sizeof text, " need ");
  put(text, sizeof text, cpwi_number(*a->total).text);
  put(text, sizeof text, " more than they can have");
  cpwi_footprint_list(names, sizeof names, w->p.provider_id, w->binding, w->p.providers, NAMES);
  if (names[0]) put(text, sizeof text, ": nothing is left at providers ");
  put(text, sizeof text, names);
  return cpw_result_add_note(a->r, "cut", text, err);
}

static int32_t write_answer(work *w, answer *a, cpw_error *err) {
  int32_t status = add_dimensions(w, a, err);
  if (status == CPW_OK) status = add_arrays(a, err);
  if (status != CPW_OK) return status;
  fill_promises(w, a);
  int64_t short_of = fill_nodes(w, a), slack = w->p.promises + w->p.providers + w->p.systems;
  if (short_of <= slack && amount_of(w, short_of) < 0.5) short_of = 0; /* rounding */
  if (short_of > 0) (void)cpw_result_set_outcome(a->r, CPW_OUTCOME_UNREACHABLE);
  return add_notes(w, a, short_of, err);
}

static int32_t finish(work *w, cpw_result **out, cpw_error *err) {
  answer a;
  memset(&a, 0, sizeof a);
  int32_t status = write_answer(w, &a, err);
  cpwi_release(w->p.allocator, a.from);
  cpwi_release(w->p.allocator, a.to);
  cpwi_release(w->p.allocator, a.provider_label);
  cpwi_release(w->p.allocator, a.system_label);
  cpwi_release(w->p.allocator, a.provider_number);
  cpwi_release(w->p.allocator, a.system_number);
  if (status == CPW_OK)
    *out = a.r;
  else
    cpw_result_free(a.r);
  return status;
}

int32_t cpw_footprint_reconcile(const cpw_footprint_plans *plans, cpw_result **out,
                                cpw_error *err) {
  work w;
  memset(&w, 0, sizeof w);
  w.where = __func__;
  if (!plans || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", plans ? "out" : "plans");
  cpw_footprint_plans_init_sized(&w.p, sizeof w.p);
  int32_t status = cpwi_take_options(&w.p, sizeof w.p, plans, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(w.p.allocator, __func__, err);
  if (status == CPW_OK) status = check_plans(&w, err);
  if (status != CPW_OK) return status;
  status = reserve(&w) ? reconcile(&w, err)
                       : cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld promises",
                                   (long long)w.p.promises);
  if (status == CPW_OK) status = finish(&w, out, err);
  release(&w);
  return status;
}
