/* What policies cost in a period, and the running cost of organisations.
 * Source: the header's fields (money a year while it holds, money once).
 * Leaves the cost of capacity to figures.c and every flow between funds to lib/system_money. */
#include "system_run/money.h"

/* weeks of [from, until) within [first, last) */
static double overlap(double from, double until, double first, double last) {
  double a = from > first ? from : first, b = until < last ? until : last;
  return b > a ? b - a : 0;
}

double cpwi_policy_cost(const cpw_system *s, const cpw_system_happening *h, double first,
                        double last) {
  const cpw_system_policy *p = &s->policy[h->policy];
  double shift = p->kind == CPW_POLICY_SHOCK ? h->onset - p->from : h->onset;
  double from = p->from + shift, until = p->until + shift;
  double cost = p->cost / CPW_WEEKS_PER_YEAR * overlap(from, until, first, last);
  return from >= first && from < last ? cost + p->once : cost;
}

double cpwi_overhead(const cpw_system_plan *p, const cpw_system_happening *h, int64_t count,
                     int64_t organisation, double first, double last) {
  const cpw_system *s = p->s;
  const cpw_system_organisation *o = &s->organisation[organisation];
  double sum = 0;
  for (double w = first; w < last && o->overhead > 0; w++) {
    double factor = 1;
    for (int64_t k = 0; k < count; k++)
      for (int64_t e = 0; e < s->effects; e++) {
        const cpw_system_effect *r = &s->effect[e];
        if (r->policy != h[k].policy || r->lever != CPW_LEVER_OVERHEAD) continue;
        if (r->organisation >= 0 && !cpwi_system_below(s, (int32_t)organisation, r->organisation))
          continue;
        double now = r->amount * h[k].size * cpw_system_level(r, w - h[k].onset);
        factor *= now > -1 ? 1 + now : 0;
      }
    sum += o->overhead / CPW_WEEKS_PER_YEAR * factor * (w >= o->from && w < o->until ? 1 : 0);
  }
  return sum;
}
