/* What an allocation is worth, how far it is from the best, who comes next, and whether a baseline keeps the rules.
 * Source: weak duality, option by option: at the price an option sees it could gain so much more.
 * Leaves the allocation to search.c and shaped.c. */
#include "budget/internal.h"

double cpwi_value(const cpwi_problem *b, const double *spend) {
  cpwi_batch sum;
  cpwi_batch_init(&sum);
  for (int64_t i = 0; i < b->p.n; i++)
    if (b->weight[i] > 0)
      cpwi_batch_add(&sum, b->weight[i] * cpwi_response_value(&b->p.response[i], spend[i]));
  return cpwi_batch_total(&sum);
}

void cpwi_slopes(const cpwi_problem *b, const double *spend, double *slope) {
  for (int64_t i = 0; i < b->p.n; i++)
    slope[i] =
        b->weight[i] > 0 ? b->weight[i] * cpwi_response_slope(&b->p.response[i], spend[i], 1) : 0.0;
}

void cpwi_node_sums(const cpwi_tree *t, const double *x, double *sum) {
  for (int64_t j = 0; j < t->nodes; j++) {
    cpwi_batch own;
    cpwi_batch_init(&own);
    for (int64_t m = t->node[j].begin; m < t->node[j].end; m++)
      cpwi_batch_add(&own, x[t->member[m]]);
    sum[j] = cpwi_batch_total(&own);
  }
  for (int64_t j = 0; j < t->nodes; j++)
    if (t->node[j].parent >= 0) sum[t->node[j].parent] += sum[j];
}

static int below(double a, double b) {
  return a < b && (b == (double)INFINITY || b - a > CPWI_BUDGET_SLOP * (fabs(a) + fabs(b)));
}

int32_t cpwi_keeps(const cpwi_problem *b, const double *spend, double *room) {
  for (int64_t i = 0; i < b->p.n; i++)
    if (below(spend[i], b->lower[i]) || below(b->upper[i], spend[i])) return 0;
  cpwi_node_sums(&b->tree, spend, room);
  for (int64_t j = 0; j < b->tree.nodes; j++)
    if (below(room[j], b->floor[j]) || below(b->cap[j], room[j])) return 0;
  return 1;
}

/* room[j] becomes 1 where money may go into a node, 2 where it may leave it; both: 3 */
static void doors(const cpwi_problem *b, const double *spend, double *room) {
  const cpwi_tree *t = &b->tree;
  if (t->nodes == 1) {
    room[0] = 3.0;
    return;
  }
  cpwi_node_sums(t, spend, room);
  for (int64_t j = t->nodes - 1; j >= 0; j--) {
    int64_t above = t->node[j].parent;
    int in = above < 0 || below(room[j], b->cap[j]), out = above < 0 || below(b->floor[j], room[j]);
    if (above >= 0) {
      in = in && ((int)room[above] & 1);
      out = out && ((int)room[above] & 2);
    }
    room[j] = (double)(in + 2 * out);
  }
}

void cpwi_margins(const cpwi_problem *b, const double *spend, const double *slope, double *room,
                  cpw_budget_answer *answer) {
  doors(b, spend, room);
  answer->next = answer->last = -1;
  answer->next_gain = answer->last_gain = 0.0;
  for (int64_t i = 0; i < b->p.n; i++) {
    const cpw_response *r = &b->p.response[i];
    int door = (int)room[b->tree.place[i]];
    double w = b->weight[i], x = spend[i];
    if ((door & 1) && slope[i] > answer->next_gain && below(x, b->upper[i])) {
      answer->next_gain = slope[i];
      answer->next = i;
    }
    if (!(door & 2)) continue;
    /* a smooth curve has one slope beyond its upfront part */
    int same = r->kind != CPW_RESPONSE_POINTS && x > r->upfront;
    double loss = same || !(w > 0) ? slope[i] : w * cpwi_response_slope(r, x, -1);
    if ((answer->last < 0 || loss < answer->last_gain) && below(b->lower[i], x)) {
      answer->last_gain = loss;
      answer->last = i;
    }
  }
}

/* whether an option of a concave curve is where the price wants it, to the last digits */
static int settled(const cpw_response *r, double x, double low, double high, double slope,
                   double price) {
  int held = ((x >= high) & (slope >= price)) | ((x <= low) & (slope <= price));
  int even = (x > r->upfront) & (fabs(slope - price) <= 1e-13 * price);
  return held | (even & (r->kind != CPW_RESPONSE_POINTS));
}

double cpwi_gap(const cpwi_problem *b, const double *spend, const double *slope,
                const double *theta) {
  cpwi_batch sum;
  double price = 0.0;
  cpwi_batch_init(&sum);
  for (int64_t i = 0, last = -1; i < b->p.n; i++) {
    const cpw_response *r = &b->p.response[i];
    double w = b->weight[i], x = spend[i], high = b->upper[i], best = x, most = x;
    if (b->tree.place[i] != last) {
      last = b->tree.place[i];
      price = cpw_math_exp(theta[last]);
    }
    if (!(w > 0) || !(price < (double)INFINITY)) continue;
    if (high > b->lower[i] + b->slack) high = b->lower[i] + b->slack;
    if (settled(r, x, b->lower[i], high, slope[i], price)) continue;
    if (price > 0)
      cpwi_response_demand(r, price / w, b->lower[i], high, &best, &most);
    else
      best = high;
    /* what so short a way could gain is of second order: nothing */
    if (fabs(best - x) <= 1e-12 * x) continue;
    double more = w * cpwi_response_gain(r, x, best) - price * (best - x);
    if (more > 0) cpwi_batch_add(&sum, more);
  }
  return cpwi_batch_total(&sum);
}
