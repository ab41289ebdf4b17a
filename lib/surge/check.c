/* What may be wrong with a surge, and its flows by group.
 * Source: carepath/surge.h. Leaves the equations to project.c. */
#include "base/order.h"
#include "surge/internal.h"

enum { MOST_MONTHS = 1200, MOST = 10000, MOST_FLOWS = 100000, MOST_OF_GROUP = 500 };

void cpw_surge_init_sized(cpw_surge *surge, size_t size) {
  cpw_surge u;
  memset(&u, 0, sizeof u);
  u.struct_size = sizeof u;
  u.steps = 5;
  u.assessment = 1.0;
  cpwi_init_sized(surge, size, &u, sizeof u);
}

double cpwi_surge_hazard(const cpwi_surge *u, const cpw_surge_service *service) {
  double hazard = -cpw_math_log1p(-service->decay) / service->months;
  return u->model.method == CPW_SURGE_EULER ? -cpw_math_expm1(-hazard) : hazard;
}

static void check_sizes(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  cpwi_stocks *s = &u->s;
  const struct {
    const char *name;
    int64_t value, low, high;
  } sizes[] = {{"months", m->months, 1, MOST_MONTHS},
               {"group_count", m->group_count, 1, MOST},
               {"service_count", m->service_count, 1, MOST},
               {"flow_count", m->flow_count, 0, MOST_FLOWS},
               {"steps", m->steps, 1, MOST},
               {"method", m->method, 0, CPW_SURGE_EULER}};
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
    cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, sizes[k].name, -1}, sizes[k].value,
                        sizes[k].low, sizes[k].high);
  cpwi_stocks_check(s, CPWI_STOCKS_POSITIVE, (cpwi_stocks_place){NULL, -1, "assessment", -1},
                    m->assessment);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "groups", -1}, m->groups);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "services", -1}, m->services);
  if (m->flow_count) cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "flows", -1}, m->flows);
}

static void check_groups(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  const char **names = cpwi_stocks_zeros(&u->s, m->group_count, sizeof *names);
  for (int64_t g = 0; names && g < m->group_count && u->s.status == CPW_OK; g++) {
    const cpw_surge_group *p = &m->groups[g];
    const cpwi_stocks_field f[] = {{"size", p->size, CPWI_STOCKS_AMOUNT},
                                   {"share", p->share, CPWI_STOCKS_SHARE}};
    cpwi_stocks_fields(&u->s, "groups", g, f, 2);
    cpwi_stocks_given(&u->s, (cpwi_stocks_place){"groups", g, "curve", -1}, p->curve);
    cpwi_stocks_check_all(&u->s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){"groups", g, "curve", -1},
                          p->curve, m->months);
    names[g] = p->name;
  }
  if (names && u->s.status == CPW_OK)
    u->order = cpwi_stocks_names(&u->s, "groups", names, m->group_count);
}

static void check_services(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  const char **names = cpwi_stocks_zeros(&u->s, m->service_count, sizeof *names);
  for (int64_t k = 0; names && k < m->service_count && u->s.status == CPW_OK; k++) {
    const cpw_surge_service *p = &m->services[k];
    const cpwi_stocks_field f[] = {{"success", p->success, CPWI_STOCKS_SHARE},
                                   {"months", p->months, CPWI_STOCKS_POSITIVE},
                                   {"decay", p->decay, CPWI_STOCKS_SHARE},
                                   {"treat", p->treat, CPWI_STOCKS_SHARE},
                                   {"contacts", p->contacts, CPWI_STOCKS_AMOUNT}};
    cpwi_stocks_fields(&u->s, "services", k, f, sizeof f / sizeof *f);
    if (u->s.status == CPW_OK && !(p->decay < 1.0))
      u->s.status = cpwi_fail(u->s.err, CPW_EDOMAIN, k, u->s.where,
                              "services[%lld].decay = 1 must be below 1: not everybody has left",
                              (long long)k);
    cpwi_stocks_between(&u->s, (cpwi_stocks_place){"services", k, "voluntary", -1}, p->voluntary, 0,
                        1);
    names[k] = p->name;
  }
  if (names && u->s.status == CPW_OK) cpwi_stocks_names(&u->s, "services", names, m->service_count);
}

static void check_next(cpwi_surge *u, int64_t i) {
  const cpw_surge *m = &u->model;
  const cpw_surge_flow *f = &m->flows[i];
  if (u->s.status != CPW_OK || f->next_share <= 0.0) return;
  cpwi_stocks_between(&u->s, (cpwi_stocks_place){"flows", i, "next", -1}, f->next, 0,
                      m->flow_count - 1);
  if (u->s.status == CPW_OK && (f->next == i || m->flows[f->next].group != f->group))
    u->s.status = cpwi_fail(u->s.err, CPW_EINVAL, i, u->s.where,
                            "flows[%lld].next = %lld must be another flow of the same group",
                            (long long)i, (long long)f->next);
}

static void check_flows(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  double *sum = cpwi_stocks_reals_zero(&u->s, m->group_count);
  for (int64_t i = 0; sum && i < m->flow_count && u->s.status == CPW_OK; i++) {
    const cpw_surge_flow *f = &m->flows[i];
    cpwi_stocks_between(&u->s, (cpwi_stocks_place){"flows", i, "group", -1}, f->group, 0,
                        m->group_count - 1);
    cpwi_stocks_between(&u->s, (cpwi_stocks_place){"flows", i, "service", -1}, f->service, 0,
                        m->service_count - 1);
    const cpwi_stocks_field shares[] = {{"share", f->share, CPWI_STOCKS_SHARE},
                                        {"next_share", f->next_share, CPWI_STOCKS_SHARE}};
    cpwi_stocks_fields(&u->s, "flows", i, shares, 2);
    if (u->s.status == CPW_OK && (!f->condition || !*f->condition))
      u->s.status = cpwi_fail(u->s.err, CPW_EINVAL, i, u->s.where,
                              "flows[%lld].condition must not be empty", (long long)i);
    if (u->s.status == CPW_OK) sum[f->group] += f->share;
  }
  for (int64_t i = 0; i < m->flow_count; i++)
    check_next(u, i);
  for (int64_t g = 0; sum && g < m->group_count && u->s.status == CPW_OK; g++)
    if (sum[g] > 1.0 + 1e-12)
      u->s.status =
          cpwi_fail(u->s.err, CPW_EDOMAIN, g, u->s.where,
                    "the flows of group \"%.100s\" have shares of %s and must be at most 1 in all",
                    m->groups[g].name, cpwi_number(sum[g]).text);
}

static int by_content(const void *context, const void *a, const void *b) {
  const cpw_surge *m = context;
  const cpw_surge_flow *x = &m->flows[*(const int64_t *)a], *y = &m->flows[*(const int64_t *)b];
  if (x->group != y->group) return x->group < y->group ? -1 : 1;
  int c = strcmp(x->condition, y->condition);
  return c ? c : strcmp(m->services[x->service].name, m->services[y->service].name);
}

static void sort_flows(cpwi_surge *u) {
  const cpw_surge *m = &u->model;
  u->first = cpwi_stocks_zeros(&u->s, m->group_count + 1, sizeof *u->first);
  u->flow = cpwi_stocks_zeros(&u->s, m->flow_count, sizeof *u->flow);
  u->place = cpwi_stocks_zeros(&u->s, m->flow_count, sizeof *u->place);
  if (!u->first || !u->flow || !u->place) return;
  for (int64_t i = 0; i < m->flow_count; i++) {
    u->flow[i] = i;
    u->first[m->flows[i].group + 1]++;
  }
  for (int64_t g = 0; g < m->group_count; g++) {
    if (u->first[g + 1] > u->most) u->most = u->first[g + 1];
    if (u->first[g + 1] > MOST_OF_GROUP && u->s.status == CPW_OK)
      u->s.status = cpwi_fail(u->s.err, CPW_EINVAL, g, u->s.where,
                              "group \"%.100s\" has %lld flows and may have %d", m->groups[g].name,
                              (long long)u->first[g + 1], (int)MOST_OF_GROUP);
    u->first[g + 1] += u->first[g];
  }
  if (u->s.status == CPW_OK &&
      !cpwi_sort(u->s.allocator, u->flow, m->flow_count, sizeof *u->flow, by_content, m))
    u->s.status = cpwi_fail(u->s.err, CPW_ENOMEM, -1, u->s.where, "no memory for flows");
  for (int64_t k = 0; k < m->flow_count && u->s.status == CPW_OK; k++)
    u->place[u->flow[k]] = k - u->first[m->flows[u->flow[k]].group];
}

void cpwi_surge_check(cpwi_surge *u) {
  if (u->s.status == CPW_OK) check_sizes(u);
  if (u->s.status == CPW_OK) check_groups(u);
  if (u->s.status == CPW_OK) check_services(u);
  if (u->s.status == CPW_OK) check_flows(u);
  if (u->s.status == CPW_OK) sort_flows(u);
}
