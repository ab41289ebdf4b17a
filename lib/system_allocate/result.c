/* The answer as a result: who gets what, what it does, and what the rules cost.
 * Source: the table in carepath/system_allocate.h.
 * Leaves the words to notes.c. */
#include "system_allocate/internal.h"

#include <string.h>

typedef struct making {
  const cpwi_allocate_report *r;
  const cpwi_allocate *s;
  cpw_result *result;
  int32_t status;
  cpw_error *err;
} making;

static void *add(making *m, const char *name, const char *unit, const char *description,
                 const char *dimensions, int32_t type) {
  void *memory = NULL;
  if (m->status == CPW_OK)
    m->status = cpw_result_add_array(m->result, name, unit, description, dimensions, type,
                                     CPW_MERGE_SAME, &memory, m->err);
  return memory;
}

static double *doubles(making *m, const char *name, const char *unit, const char *description,
                       const char *dimensions) {
  return add(m, name, unit, description, dimensions, CPW_DOUBLE);
}

static int64_t *wholes(making *m, const char *name, const char *unit, const char *description,
                       const char *dimensions) {
  return add(m, name, unit, description, dimensions, CPW_INT64);
}

static void number(making *m, const char *name, const char *unit, const char *description,
                   double value) {
  double *x = doubles(m, name, unit, description, "");
  if (x) *x = value;
}

static void whole(making *m, const char *name, const char *unit, const char *description,
                  int64_t value) {
  int64_t *x = wholes(m, name, unit, description, "");
  if (x) *x = value;
}

/* ---------------------------------------------------------------- labels -------------------- */

int32_t cpwi_allocate_label_units(const cpwi_allocate *s, const int64_t *row, int64_t n,
                                  cpw_result *r, cpw_error *err) {
  const char **label = cpwi_alloc_zero(s->a, (size_t)n, sizeof *label);
  if (!label) return cpwi_allocate_no_memory(s, err);
  int32_t status = cpw_result_add_dimension(r, "unit", n, NULL, err);
  for (int64_t i = 0; i < n; i++)
    label[i] = s->system->organisation[s->system->capacity[row ? row[i] : i].organisation].id;
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "organisation", label, err);
  for (int64_t i = 0; i < n; i++)
    label[i] = s->system->service[s->system->capacity[row ? row[i] : i].service].id;
  if (status == CPW_OK) status = cpw_result_add_coordinate(r, "unit", "service", label, err);
  cpwi_release(s->a, label);
  return status;
}

static int32_t label_limits(making *m) {
  const cpwi_allocate *s = m->s;
  const char **label = cpwi_alloc_zero(s->a, (size_t)s->limits, sizeof *label);
  if (!label) return cpwi_allocate_no_memory(s, m->err);
  int32_t status = cpw_result_add_dimension(m->result, "limit", s->limits, NULL, m->err);
  for (int64_t i = 0; i < s->limits; i++)
    label[i] = s->system->resource[s->system->limit[s->limit[i].row].resource].id;
  if (status == CPW_OK)
    status = cpw_result_add_coordinate(m->result, "limit", "limit_resource", label, m->err);
  for (int64_t i = 0; i < s->limits; i++)
    label[i] = s->system->organisation[s->system->limit[s->limit[i].row].organisation].id;
  if (status == CPW_OK)
    status = cpw_result_add_coordinate(m->result, "limit", "limit_organisation", label, m->err);
  cpwi_release(s->a, label);
  return status;
}

static int32_t label_organisations(making *m) {
  const cpw_system *y = m->s->system;
  const char **label = cpwi_alloc_zero(m->s->a, (size_t)y->organisations, sizeof *label);
  if (!label) return cpwi_allocate_no_memory(m->s, m->err);
  for (int64_t i = 0; i < y->organisations; i++)
    label[i] = y->organisation[i].id;
  int32_t status =
      cpw_result_add_dimension(m->result, "organisation_of", y->organisations, NULL, m->err);
  if (status == CPW_OK)
    status =
        cpw_result_add_coordinate(m->result, "organisation_of", "organisation_id", label, m->err);
  cpwi_release(m->s->a, label);
  return status;
}

static int32_t label_alternatives(making *m) {
  const cpwi_allocate *s = m->s;
  int64_t n = m->r->others;
  const char **label = cpwi_alloc_zero(s->a, (size_t)n, sizeof *label);
  cpwi_text *text = cpwi_alloc_zero(s->a, (size_t)n, sizeof *text);
  int32_t status = label && text ? CPW_OK : cpwi_allocate_no_memory(s, m->err);
  for (int64_t k = 0; status == CPW_OK && k < n; k++) {
    cpw_format_int64(k - 2, text[k].text);
    label[k] = k == 0 ? "baseline" : k == 1 ? "capitation" : text[k].text;
  }
  if (status == CPW_OK)
    status = cpw_result_add_dimension(m->result, "alternative", n, label, m->err);
  cpwi_release(s->a, label);
  cpwi_release(s->a, text);
  return status;
}

static void labels(making *m) {
  const cpwi_allocate *s = m->s;
  m->status = cpwi_allocate_label_units(s, NULL, s->all, m->result, m->err);
  if (m->status == CPW_OK)
    m->status = cpw_result_add_dimension(m->result, "group", s->groups, s->system->group, m->err);
  if (m->status == CPW_OK) m->status = label_organisations(m);
  if (m->status == CPW_OK && s->sets > 0)
    m->status = cpw_result_add_dimension(m->result, "guarantee", s->sets, NULL, m->err);
  if (m->status == CPW_OK && s->targets > 0)
    m->status = cpw_result_add_dimension(m->result, "target", s->targets, NULL, m->err);
  if (m->status == CPW_OK && s->limits > 0) m->status = label_limits(m);
  if (m->status == CPW_OK) m->status = label_alternatives(m);
}

/* ---------------------------------------------------------------- units --------------------- */

static void add_spends(making *m) {
  const cpwi_allocate *s = m->s;
  int64_t *spend = wholes(m, "spend", "pounds a year", "more money", "unit");
  double *more = doubles(m, "capacity_more", "treatments a week", "more capacity, mean", "unit");
  int64_t *shared = wholes(m, "shared", "units", "in its block, 1: by itself", "unit");
  int64_t *points = wholes(m, "points", NULL, "spends tried", "unit");
  int64_t *baseline = wholes(m, "baseline", "pounds a year", NULL, "unit");
  int64_t *capitation = wholes(m, "capitation", "pounds a year", "by need", "unit");
  if (m->status != CPW_OK) return;
  for (int64_t p = 0; p < s->n; p++) {
    int64_t row = s->unit[p];
    spend[row] = m->r->spend[p];
    more[row] = cpwi_allocate_capacity(s, p, (double)spend[row]) - s->idle[p];
    shared[row] = s->size[row];
    points[row] = s->table[p].count;
    baseline[row] = m->r->other[p];
    capitation[row] = m->r->other[s->n + p];
  }
}

static double worth(const cpwi_allocate *s, const double *weight, const double *value) {
  double sum = 0.0;
  for (int64_t g = 0; g < s->groups; g++)
    sum += weight[g] * cpwi_allocate_mixed_at(s, value, g);
  return sum;
}

/* Benefits and margins by the curves; the curves of the answer's weights stand in s->curve. */
static void add_benefits(making *m) {
  const cpwi_allocate *s = m->s;
  double *benefit = doubles(m, "benefit", "welfare", "of the spend by itself", "unit");
  double *next = doubles(m, "marginal_next", "welfare per pound", "of the next pound", "unit");
  double *last = doubles(m, "marginal_last", "welfare per pound", "of the last pound", "unit");
  double *value = cpwi_alloc_zero(s->a, (size_t)s->width, sizeof *value);
  if (m->status == CPW_OK && !value) m->status = cpwi_allocate_no_memory(s, m->err);
  for (int64_t p = 0; m->status == CPW_OK && p < s->n; p++) {
    int64_t row = s->unit[p];
    double x = (double)m->r->spend[p];
    cpwi_allocate_read(s, p, x, value);
    benefit[row] = worth(s, m->r->answer->weight, value);
    next[row] = x < s->upper[p] ? cpw_response_slope(&s->curve[p], x, 1) : 0.0;
    last[row] = x > 0 ? cpw_response_slope(&s->curve[p], x, -1) : CPWI_NAN;
  }
  cpwi_release(s->a, value);
}

static void add_waits(making *m) {
  const cpwi_allocate *s = m->s;
  double *before = doubles(m, "waited_before", "person-weeks", "without money", "unit group");
  double *after = doubles(m, "waited_after", "person-weeks", "with it", "unit group");
  double *wait_before = doubles(m, "wait_before", "weeks", "a person", "unit group");
  double *wait_after = doubles(m, "wait_after", "weeks", "a person", "unit group");
  for (int64_t p = 0; m->status == CPW_OK && p < s->n; p++)
    for (int64_t g = 0; g < s->groups; g++) {
      int64_t k = s->unit[p] * s->groups + g;
      const cpw_system_totals *t = &m->r->totals[p * s->groups + g];
      double people = t->opening + t->starts;
      before[k] = s->base[k].waited;
      after[k] = t->waited;
      wait_before[k] = people > 0 ? before[k] / people : CPWI_NAN;
      wait_after[k] = people > 0 ? after[k] / people : CPWI_NAN;
    }
}

static void add_organisations(making *m) {
  const cpwi_allocate *s = m->s;
  int64_t *spend =
      wholes(m, "organisation_spend", "pounds a year", "of its units", "organisation_of");
  double *benefit =
      doubles(m, "organisation_benefit", "welfare", "of its units", "organisation_of");
  const cpw_array *of = cpw_result_find(m->result, "benefit");
  if (m->status != CPW_OK || !of) return;
  const double *b = of->real;
  for (int64_t p = 0; p < s->n; p++) {
    int32_t o = s->system->capacity[s->unit[p]].organisation;
    spend[o] += m->r->spend[p];
    benefit[o] += b[s->unit[p]];
  }
}

static void add_groups(making *m) {
  const cpwi_allocate *s = m->s;
  double *before = doubles(m, "group_before", "a person", "outcome that is borne", "group");
  double *after = doubles(m, "group_after", "a person", "outcome that is borne", "group");
  double *weight = doubles(m, "group_weight", NULL, "marginal, at the optimum", "group");
  for (int64_t g = 0; m->status == CPW_OK && g < s->groups; g++) {
    int somebody = s->people[g] > 0;
    before[g] = somebody ? s->bears[g] / s->people[g] : CPWI_NAN;
    after[g] = somebody ? (s->bears[g] - m->r->gain[g]) / s->people[g] : CPWI_NAN;
    weight[g] = m->r->answer->weight[g];
  }
}

/* ---------------------------------------------------------------- rules --------------------- */

static void add_guarantees(making *m) {
  const cpwi_allocate *s = m->s;
  if (s->sets == 0) return;
  int64_t *spend = wholes(m, "guarantee_spend", "pounds a year", NULL, "guarantee");
  int64_t *binding = wholes(m, "guarantee_binding", NULL, "-1 at least, 1 at most", "guarantee");
  double *cost = doubles(m, "guarantee_cost", "welfare", "forgone by it", "guarantee");
  for (int64_t j = 0; m->status == CPW_OK && j < s->sets; j++) {
    for (int64_t p = 0; p < s->n; p++)
      if (s->set[j].in[p]) spend[j] += m->r->spend[p];
    cost[j] = m->r->set_cost[j];
    if ((double)spend[j] >= s->set[j].most)
      binding[j] = 1;
    else if (s->set[j].least > 0 && (double)spend[j] <= s->set[j].least)
      binding[j] = -1;
  }
}

typedef struct reached {
  double share;  /* of all together, or the least */
  double lacks;  /* people, of the unit that lacks most where each counts */
  double people; /* at the end */
} reached;

static reached reach(const cpwi_allocate *s, const cpw_system_totals *by_place, int64_t target) {
  const cpw_system_target *t = &s->options.target[target];
  reached r = {CPWI_NAN, 0.0, 0.0};
  double within = 0.0, lacks = 0.0;
  for (int64_t p = 0; p < s->n; p++) {
    const cpw_system_service *service =
        &s->system->service[s->system->capacity[s->unit[p]].service];
    double share = t->share >= 0 ? t->share : service->standard, closing = 0.0, in = 0.0;
    if (!s->target[target].in[p]) continue;
    for (int64_t g = 0; g < s->groups; g++) {
      const cpw_system_totals *at =
          by_place ? &by_place[p * s->groups + g] : &s->base[s->unit[p] * s->groups + g];
      closing += at->closing;
      in += at->within;
    }
    r.people += closing;
    within += in;
    lacks += share * closing - in;
    if (!t->each || !(closing > 0)) continue;
    if (!(r.share <= in / closing)) r.share = in / closing;
    if (share * closing - in > r.lacks) r.lacks = share * closing - in;
  }
  if (t->each) return r;
  r.lacks = lacks;
  if (r.people > 0) r.share = within / r.people;
  return r;
}

int cpwi_allocate_met(const cpwi_allocate_report *r, int64_t target) {
  reached now = reach(r->s, r->totals, target);
  return !(now.lacks > 1e-9 * (1.0 + now.people));
}

static void add_targets(making *m) {
  const cpwi_allocate *s = m->s;
  const cpwi_allocate_report *r = m->r;
  if (s->targets == 0) return;
  double *before = doubles(m, "target_before", "share", "within the standard", "target");
  double *after = doubles(m, "target_after", "share", "within the standard", "target");
  int64_t *met = wholes(m, "target_met", NULL, "1: met", "target");
  int64_t *money = wholes(m, "target_money", "pounds a year", "for it alone", "target");
  double *cost = doubles(m, "target_cost", "welfare", "forgone by it", "target");
  double *price = doubles(m, "target_price", "welfare a person", "brought within", "target");
  for (int64_t k = 0; m->status == CPW_OK && k < s->targets; k++) {
    before[k] = reach(s, NULL, k).share;
    after[k] = reach(s, r->totals, k).share;
    met[k] = cpwi_allocate_met(r, k);
    money[k] = r->target_money[k];
    cost[k] = r->target_cost[k];
    price[k] = r->target_nearer[k] > 1e-9 ? cost[k] / r->target_nearer[k] : CPWI_NAN;
    if (!s->options.prices) cost[k] = price[k] = CPWI_NAN;
  }
}

static void add_limits(making *m) {
  const cpwi_allocate *s = m->s;
  if (s->limits == 0) return;
  double *used = doubles(m, "limit_used", "a week", "mean", "limit");
  double *amount = doubles(m, "limit_amount", "a week", NULL, "limit");
  double *price = doubles(m, "limit_price", "welfare", "of one more a week", "limit");
  double *x = cpwi_alloc_zero(s->a, (size_t)s->n, sizeof *x);
  if (m->status == CPW_OK && !x) m->status = cpwi_allocate_no_memory(s, m->err);
  for (int64_t i = 0; m->status == CPW_OK && i < s->limits; i++) {
    for (int64_t p = 0; p < s->n; p++)
      x[p] = (double)m->r->spend[p];
    used[i] = s->limit[i].used + cpwi_allocate_limit_use(s, i, x);
    amount[i] = s->system->limit[s->limit[i].row].amount;
    price[i] = m->r->answer->limit_price[i];
  }
  cpwi_release(s->a, x);
}

static void add_alternatives(making *m) {
  const cpwi_allocate_report *r = m->r;
  double *welfare = doubles(m, "alternative_welfare", "welfare", NULL, "alternative");
  int64_t *kept = wholes(m, "alternative_kept", NULL, "1: keeps the rules", "alternative");
  for (int64_t k = 0; m->status == CPW_OK && k < r->others; k++) {
    welfare[k] = r->other_welfare[k];
    kept[k] = r->other_kept[k];
  }
}

/* ---------------------------------------------------------------- numbers ------------------- */

/* what places gain by themselves at the price, and what it costs them */
static double dual_value(const cpwi_allocate *s, double price) {
  double sum = price * (double)s->options.budget;
  for (int64_t p = 0; p < s->n; p++) {
    const cpw_response *c = &s->curve[p];
    double best = -(double)INFINITY;
    for (int64_t i = 0; i < c->points; i++)
      if (c->y[i] - price * c->x[i] > best) best = c->y[i] - price * c->x[i];
    sum += best;
  }
  return sum;
}

/* the most that a figure of the engine was below the envelope of its table, of the greatest benefit */
static double find_kink(const cpwi_allocate *s, const double *weight, double whole_welfare) {
  double kink = 0.0;
  for (int64_t p = 0; p < s->n; p++) {
    const cpw_response *c = &s->curve[p];
    double most = c->y[c->points - 1];
    if (!(most > 1e-6 * fabs(whole_welfare))) continue;
    for (int64_t i = 0; i < s->table[p].count; i++) {
      double x = s->table[p].x[i];
      if (!(x >= s->lower[p] && x <= s->upper[p])) continue;
      double below = cpwi_allocate_straight(c->x, c->y, c->points, x) -
                     worth(s, weight, s->table[p].value + i * s->width);
      if (below > kink * most) kink = below / most;
    }
  }
  return kink;
}

static void add_numbers(making *m) {
  const cpwi_allocate *s = m->s;
  const cpwi_allocate_report *r = m->r;
  double bound = r->answer->bound > r->welfare ? r->answer->bound : r->welfare;
  int64_t spent = 0;
  for (int64_t p = 0; p < s->n; p++)
    spent += r->spend[p];
  number(m, "welfare", NULL, "against no money", r->welfare);
  number(m, "baseline_welfare", NULL, "against no money", r->other_welfare[0]);
  number(m, "capitation_welfare", NULL, "against no money", r->other_welfare[1]);
  number(m, "upper_bound", NULL, "no spend within the rules has more", bound);
  number(m, "gap", NULL, "(bound - welfare)/bound", bound > 0 ? (bound - r->welfare) / bound : 0.0);
  number(m, "price", "welfare per pound", "of money", r->answer->price);
  number(m, "dual", NULL, "price x budget + what places gain at it",
         dual_value(s, r->answer->price));
  number(m, "kink", NULL, "most that a benefit is not concave by, relative",
         find_kink(s, r->answer->weight, r->welfare));
  whole(m, "budget", "pounds a year", NULL, s->options.budget);
  whole(m, "spent", "pounds a year", NULL, spent);
  whole(m, "unspent", "pounds a year", NULL, s->options.budget - spent);
  whole(m, "evaluations", NULL, "runs of all units", (int64_t)ceil(s->runs));
  whole(m, "rounds", NULL, "of refinement", r->answer->rounds);
  whole(m, "chosen", NULL, "-1: the optimum", r->chosen);
}

static void fill(making *m) {
  labels(m);
  add_spends(m);
  add_benefits(m);
  add_waits(m);
  add_organisations(m);
  add_groups(m);
  add_guarantees(m);
  add_targets(m);
  add_limits(m);
  add_alternatives(m);
  if (m->status == CPW_OK) add_numbers(m);
  if (m->status == CPW_OK) m->status = cpwi_allocate_notes(m->r, m->result, m->err);
}

int32_t cpwi_allocate_result(const cpwi_allocate_report *r, cpw_result **out, cpw_error *err) {
  making m = {r, r->s, NULL, CPW_OK, err};
  int32_t status = cpwi_allocate_curves(r->s, r->answer->weight, -1, 0, err);
  if (status == CPW_OK) status = cpw_result_new(r->s->a, &m.result, err);
  if (status != CPW_OK) return status;
  fill(&m);
  int32_t outcome = CPW_OUTCOME_OK;
  for (int64_t k = 0; m.status == CPW_OK && k < r->s->targets; k++)
    if (!cpwi_allocate_met(r, k)) outcome = CPW_OUTCOME_UNREACHABLE;
  if (m.status == CPW_OK) m.status = cpw_result_set_outcome(m.result, outcome);
  if (m.status == CPW_OK)
    *out = m.result;
  else
    cpw_result_free(m.result);
  return m.status;
}
