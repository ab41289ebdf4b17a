/* Flows and waits that agree with each other.
 * Source: Beckmann, McGuire and Winsten (1956); Sheffi (1985), chapter 12; the damped fixed point of carepath/choice.h.
 * Leaves flows at given waits to flows.c, the table to describe.c. */
#include "choice/internal.h"

#include "carepath/random.h"

#include <string.h>

static cpw_choice_response defaults(void) {
  cpw_choice_response r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  r.most = 1000;
  r.power = 4;
  r.tolerance = 1e-10;
  return r;
}

void cpw_choice_response_init_sized(cpw_choice_response *response, size_t size) {
  cpw_choice_response r = defaults();
  cpwi_init_sized(response, size, &r, sizeof r);
}

#define REMEMBERED 8 /* gaps, the highest of which the next must be below */

typedef struct market {
  cpw_choice c;
  cpw_choice_response r;
  const char *where;
  double all;                             /* people */
  double *flow, *wait, *chosen;           /* (providers) now */
  double *next, *next_wait, *next_chosen; /* (providers) tried */
  double *row;                            /* (providers) */
} market;

static int32_t check_array(const double *x, int64_t n, const char *name, double least, int open,
                           const char *where, cpw_error *err) {
  for (int64_t k = 0; x && k < n; k++)
    if (x[k] - x[k] != 0 || x[k] < least || (open && !(x[k] > least)))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "response.%s[%lld] = %s must be finite%s", name,
                       (long long)k, cpwi_number(x[k]).text,
                       !(least >= 0) ? ""
                       : open        ? " and > 0"
                                     : " and >= 0");
  return CPW_OK;
}

static int32_t check(const market *m, cpw_error *err) {
  const cpw_choice_response *r = &m->r;
  const cpwi_choice kinds[] = {{"kind", r->kind, CPW_CHOICE_FUNCTION}};
  int32_t status = cpwi_check_choices(kinds, 1, m->where, err);
  if (status != CPW_OK) return status;
  if (r->kind == CPW_CHOICE_FUNCTION && !r->wait_of)
    return cpwi_fail(err, CPW_EINVAL, -1, m->where, "response.wait_of is NULL");
  if (r->kind == CPW_CHOICE_POWER && !r->capacity)
    return cpwi_fail(err, CPW_EINVAL, -1, m->where, "response.capacity is NULL");
  if (r->most < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where, "response.most = %d must be >= 1",
                     (int)r->most);
  if (!(r->tolerance > 0 && r->tolerance < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where, "response.tolerance = %s must be in (0, 1)",
                     cpwi_number(r->tolerance).text);
  if (r->kind == CPW_CHOICE_FUNCTION) return CPW_OK;
  if (!(r->power >= 1 && r->power <= 100))
    return cpwi_fail(err, CPW_EDOMAIN, -1, m->where, "response.power = %s must be in [1, 100]",
                     cpwi_number(r->power).text);
  int64_t n = m->c.providers;
  status = check_array(r->least, n, "least", -(double)INFINITY, 0, m->where, err);
  if (status == CPW_OK) status = check_array(r->slope, n, "slope", 0, 0, m->where, err);
  if (status == CPW_OK && r->kind == CPW_CHOICE_POWER)
    status = check_array(r->capacity, n, "capacity", 0, 1, m->where, err);
  return status;
}

static int32_t wait_at(const market *m, int64_t j, double flow, double *wait, cpw_error *err) {
  const cpw_choice_response *r = &m->r;
  if (r->kind == CPW_CHOICE_FUNCTION) {
    int32_t status = r->wait_of(r->context, j, flow, wait);
    if (status != CPW_OK)
      return cpwi_fail(err, status < 0 ? status : CPW_EINVAL, j, m->where,
                       "the wait of provider %lld failed", (long long)j);
  } else {
    double load = r->kind == CPW_CHOICE_POWER ? flow / r->capacity[j] : flow;
    if (r->kind == CPW_CHOICE_POWER) load = load > 0 ? cpw_math_pow(load, r->power) : 0;
    *wait = (r->least ? r->least[j] : 0) + (r->slope ? r->slope[j] * load : 0);
  }
  if (*wait - *wait == 0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, j, m->where,
                   "the wait of provider %lld is %s for a flow of %s", (long long)j,
                   cpwi_number(*wait).text, cpwi_number(flow).text);
}

/* what people choose at the waits of a flow, and how far that is from the flow: sum of squares */
static int32_t answer(market *m, const double *flow, double *wait, double *chosen, double *distance,
                      cpw_error *err) {
  for (int64_t j = 0; j < m->c.providers; j++) {
    int32_t status = wait_at(m, j, flow[j], &wait[j], err);
    if (status != CPW_OK) return status;
    chosen[j] = 0;
  }
  for (int64_t i = 0; i < m->c.origins; i++) {
    cpwi_choice_row(&m->c, i, wait, m->row, NULL, NULL);
    for (int64_t j = 0; j < m->c.providers; j++)
      chosen[j] += m->row[j];
  }
  *distance = 0;
  for (int64_t j = 0; j < m->c.providers; j++)
    *distance += (chosen[j] - flow[j]) * (chosen[j] - flow[j]);
  return CPW_OK;
}

static double residual(const market *m) {
  double most = 0;
  for (int64_t j = 0; j < m->c.providers; j++)
    most = fmax(most, fabs(m->chosen[j] - m->flow[j]));
  return m->all > 0 ? most / m->all : 0;
}

static void keep_next(market *m) {
  double *swap[] = {m->flow, m->wait, m->chosen};
  m->flow = m->next;
  m->wait = m->next_wait;
  m->chosen = m->next_chosen;
  m->next = swap[0];
  m->next_wait = swap[1];
  m->next_chosen = swap[2];
}

/* The next step by the last one (Barzilai and Borwein, IMA J. Numerical Analysis 8, 1988): what the gap between
 * flow and choice did over the step just tried. Providers count by how much their waits rose, in which measure the
 * gap's slope is symmetric, and a little by themselves. */
static double next_step(const market *m) {
  double rise = 0, own = 0, square = 0, change = 0;
  for (int64_t j = 0; j < m->c.providers; j++) {
    double s = m->next[j] - m->flow[j];
    rise += s * (m->next_wait[j] - m->wait[j]);
    own += s * s;
  }
  double little = own > 0 && rise > 0 ? 0.01 * rise / own : 1;
  for (int64_t j = 0; j < m->c.providers; j++) {
    double s = m->next[j] - m->flow[j];
    double gap = (m->chosen[j] - m->flow[j]) - (m->next_chosen[j] - m->next[j]);
    double weighed = m->next_wait[j] - m->wait[j] + little * s;
    square += s * weighed;
    change += gap * weighed;
  }
  double step = change > 0 ? square / change : 1;
  return step > 1e-12 && step <= 1 ? step : step > 1 ? 1 : 1e-12;
}

static double highest(const double *x, int64_t n) {
  double most = 0;
  for (int64_t k = 0; k < n; k++)
    most = fmax(most, x[k]);
  return most;
}

/* Steps until flow and choice agree. A step after which they are farther apart than after any of the last ones is
 * halved, at most 30 times. */
static int32_t iterate(market *m, int64_t *steps, cpw_error *err) {
  double step = 1, tried = 0, last[REMEMBERED] = {0};
  int32_t status = answer(m, m->flow, m->wait, m->chosen, &last[0], err);
  for (*steps = 0; status == CPW_OK && *steps < m->r.most; ++*steps) {
    if (residual(m) <= m->r.tolerance) return CPW_OK;
    for (int half = 0; status == CPW_OK && half <= 30; half++) {
      for (int64_t j = 0; j < m->c.providers; j++)
        m->next[j] = m->flow[j] + step * (m->chosen[j] - m->flow[j]);
      status = answer(m, m->next, m->next_wait, m->next_chosen, &tried, err);
      if (tried < highest(last, REMEMBERED)) break;
      if (half < 30) step /= 2;
    }
    if (status != CPW_OK) return status;
    step = next_step(m);
    keep_next(m);
    last[(*steps + 1) % REMEMBERED] = tried;
  }
  return status;
}

static int is_unique(const market *m) {
  for (int64_t g = 0; g < m->c.groups; g++)
    if (m->c.taste[g].wait > 0) return 0;
  return 1;
}

static int32_t begin(market *m, cpw_error *err) {
  size_t n = (size_t)m->c.providers;
  double **arrays[] = {&m->flow,      &m->wait,        &m->chosen, &m->next,
                       &m->next_wait, &m->next_chosen, &m->row};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
    *arrays[k] = cpwi_alloc_zero(m->c.allocator, n, sizeof(double));
    if (!*arrays[k])
      return cpwi_fail(err, CPW_ENOMEM, -1, m->where, "no memory for an equilibrium");
  }
  for (int64_t i = 0; i < m->c.origins; i++) {
    cpwi_choice_row(&m->c, i, m->c.wait, m->row, NULL, NULL);
    for (int64_t j = 0; j < m->c.providers; j++)
      m->flow[j] += m->row[j];
    m->all += m->c.people[i];
  }
  return CPW_OK;
}

static int32_t report(market *m, int64_t steps, cpw_result **out, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpwi_choice_result(&m->c, m->wait, &r, err);
  void *at = NULL;
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "wait_at", "weeks", "wait at the flows chosen", "provider",
                                  CPW_DOUBLE, CPW_MERGE_SAME, &at, err);
  if (status == CPW_OK) memcpy(at, m->wait, (size_t)m->c.providers * sizeof(double));
  int met = residual(m) <= m->r.tolerance;
  const struct {
    const char *name, *text;
    int64_t value;
  } whole[] = {{"iterations", "steps taken", steps},
               {"converged", "1: flows and waits agree", met},
               {"unique", "1: there is no other answer", is_unique(m)}};
  for (int k = 0; status == CPW_OK && k < 3; k++) {
    status = cpw_result_add_array(r, whole[k].name, NULL, whole[k].text, "", CPW_INT64,
                                  CPW_MERGE_SAME, &at, err);
    if (status == CPW_OK) *(int64_t *)at = whole[k].value;
  }
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "residual", "share", "greatest distance of flow and choice",
                                  "", CPW_DOUBLE, CPW_MERGE_SAME, &at, err);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  *(double *)at = residual(m);
  cpw_result_set_outcome(r, met ? CPW_OUTCOME_OK : CPW_OUTCOME_UNREACHABLE);
  *out = r;
  return CPW_OK;
}

int32_t cpw_choice_equilibrium(const cpw_choice *choice, const cpw_choice_response *response,
                               cpw_result **out, cpw_error *err) {
  market m;
  memset(&m, 0, sizeof m);
  m.where = __func__;
  m.r = defaults();
  int64_t steps = 0;
  if (!out || !response)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", out ? "response" : "out");
  int32_t status = cpwi_choice_take(&m.c, choice, __func__, err);
  if (status == CPW_OK) status = cpwi_take_options(&m.r, sizeof m.r, response, __func__, err);
  if (status == CPW_OK) status = check(&m, err);
  if (status != CPW_OK) return status;
  status = begin(&m, err);
  if (status == CPW_OK) status = iterate(&m, &steps, err);
  if (status == CPW_OK) status = report(&m, steps, out, err);
  double *blocks[] = {m.flow, m.wait, m.chosen, m.next, m.next_wait, m.next_chosen, m.row};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(m.c.allocator, blocks[k]);
  return status;
}
