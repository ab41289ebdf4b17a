/* What may be wrong with activity and its mitigators.
 * Source: carepath/mitigators.h. Leaves the numbers to project.c and draw.c. */
#include "mitigators/internal.h"

enum { MOST_ROWS = 1000000, MOST_YEARS = 1000, MOST_COUNT = 1000 };

void cpw_mitigators_init_sized(cpw_mitigators *mitigators, size_t size) {
  cpw_mitigators m;
  memset(&m, 0, sizeof m);
  m.struct_size = sizeof m;
  m.years = 1;
  m.level = 0.8;
  m.phase = 1;
  m.chance = 1;
  cpwi_init_sized(mitigators, size, &m, sizeof m);
}

static void check_sizes(cpwi_mitigators *m) {
  const cpw_mitigators *o = &m->model;
  cpwi_stocks *s = &m->s;
  const struct {
    const char *name;
    int64_t value, low, high;
  } sizes[] = {{"rows", o->rows, 1, MOST_ROWS},
               {"years", o->years, 1, MOST_YEARS},
               {"count", o->count, 0, MOST_COUNT},
               {"phase", o->phase, 0, 1},
               {"chance", o->chance, 0, 1}};
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
    cpwi_stocks_between(s, (cpwi_stocks_place){NULL, -1, sizes[k].name, -1}, sizes[k].value,
                        sizes[k].low, sizes[k].high);
  cpwi_stocks_check(s, CPWI_STOCKS_SHARE, (cpwi_stocks_place){NULL, -1, "correlation", -1},
                    o->correlation);
  if (s->status == CPW_OK && !(o->level > 0.0 && o->level < 1.0))
    s->status = cpwi_fail(s->err, CPW_EDOMAIN, -1, s->where,
                          "level = %s must be above 0 and below 1", cpwi_number(o->level).text);
  cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "admissions", -1}, o->admissions);
  if (o->count > 0)
    cpwi_stocks_given(s, (cpwi_stocks_place){NULL, -1, "mitigators", -1}, o->mitigators);
  if (s->status != CPW_OK) return;
  cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){NULL, -1, "admissions", -1},
                        o->admissions, o->rows);
  cpwi_stocks_check_all(s, CPWI_STOCKS_AMOUNT, (cpwi_stocks_place){NULL, -1, "stay", -1}, o->stay,
                        o->rows);
}

static void check_one(cpwi_mitigators *m, int64_t k) {
  const cpw_mitigator *p = &m->model.mitigators[k];
  cpwi_stocks *s = &m->s;
  cpwi_stocks_between(s, (cpwi_stocks_place){"mitigators", k, "kind", -1}, p->kind, 0,
                      CPW_MITIGATORS_STAY);
  const cpwi_stocks_field f[] = {{"low", p->low, CPWI_STOCKS_AMOUNT},
                                 {"high", p->high, CPWI_STOCKS_AMOUNT}};
  cpwi_stocks_fields(s, "mitigators", k, f, 2);
  if (s->status == CPW_OK && p->high < p->low)
    s->status = cpwi_fail(s->err, CPW_EDOMAIN, k, s->where,
                          "mitigators[%lld].high = %s must be at least low = %s", (long long)k,
                          cpwi_number(p->high).text, cpwi_number(p->low).text);
  if (s->status == CPW_OK && p->kind != CPW_MITIGATORS_GROWTH && p->high > 1.0)
    s->status =
        cpwi_fail(s->err, CPW_EDOMAIN, k, s->where, "mitigators[%lld].high = %s must be at most 1",
                  (long long)k, cpwi_number(p->high).text);
  cpwi_stocks_check_all(s, CPWI_STOCKS_SHARE, (cpwi_stocks_place){"mitigators", k, "exposure", -1},
                        p->exposure, m->model.rows);
}

void cpwi_mitigators_check(cpwi_mitigators *m) {
  static const char interaction[] = "interaction";
  const cpw_mitigators *o = &m->model;
  check_sizes(m);
  if (m->s.status != CPW_OK) return;
  m->names = cpwi_stocks_zeros(&m->s, o->count + 1, sizeof *m->names);
  m->middle = cpwi_stocks_reals_zero(&m->s, o->count);
  for (int64_t k = 0; m->names && m->middle && k < o->count && m->s.status == CPW_OK; k++) {
    check_one(m, k);
    m->names[k] = o->mitigators[k].name;
    m->middle[k] = o->mitigators[k].low + (o->mitigators[k].high - o->mitigators[k].low) / 2.0;
  }
  if (m->s.status != CPW_OK || !m->names) return;
  m->names[o->count] = interaction;
  int64_t *all = cpwi_stocks_names(&m->s, "mitigators", m->names, o->count + 1), used = 0;
  for (int64_t k = 0; all && k <= o->count; k++)
    if (all[k] < o->count) all[used++] = all[k]; /* without the interaction */
  m->order = all;
}
