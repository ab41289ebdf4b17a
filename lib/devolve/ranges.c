/* The least and the most that every node can receive, from the leaves up: its own bounds and those of everybody
 * below it, rounding included.
 * Source: feasible sets of laminar constraints, carepath/devolve.h. Leaves the arithmetic of one node to
 * amounts.c, the sharing out to share.c. */
#include "devolve/internal.h"

#include <stdio.h>

static int64_t own_floor(const cpwi_devolve *d, int64_t place, int64_t at) {
  const cpw_devolve_tree *t = &d->tree;
  int64_t floor = t->floor ? t->floor[at] : 0;
  if (!t->floor_per_head || isnan(t->floor_per_head[at])) return floor;
  int64_t heads = cpwi_decimal_times(cpwi_decimal_of(d->people[place]),
                                     cpwi_decimal_of(t->floor_per_head[at]), 1);
  return heads > floor ? heads : floor;
}

static int64_t own_cap(const cpwi_devolve *d, int64_t place, int64_t at) {
  const cpw_devolve_tree *t = &d->tree;
  int64_t cap = t->cap ? t->cap[at] : CPW_DEVOLVE_NO_CAP;
  if (!t->cap_per_head || isnan(t->cap_per_head[at])) return cap;
  int64_t heads = cpwi_decimal_times(cpwi_decimal_of(d->people[place]),
                                     cpwi_decimal_of(t->cap_per_head[at]), 0);
  return heads < cap ? heads : cap;
}

/* What the children must have, and what they may. */
static int32_t sum_children(const cpwi_devolve *d, int64_t place, int64_t *must, int64_t *may,
                            cpw_error *err) {
  *must = *may = 0;
  for (int64_t c = d->first[place]; c < d->first[place] + d->children[place]; c++) {
    if (d->least[c] > INT64_MAX - *must)
      return cpwi_fail(err, CPW_EOVERFLOW, d->row[place], CPWI_DEVOLVE,
                       "what the children of %s must have sums beyond 2^63 - 1",
                       cpwi_devolve_call(d, place).text);
    *must += d->least[c];
    *may = d->most[c] > INT64_MAX - *may ? INT64_MAX : *may + d->most[c];
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- what cannot be ------------- */

typedef struct line_text {
  char text[96];
} line_text;

static line_text of_line(const cpwi_devolve *d, int64_t line) {
  line_text out = {""};
  if (d->tree.line_id && d->tree.line_id[line])
    snprintf(out.text, sizeof out.text, " in line '%s'", d->tree.line_id[line]);
  else if (d->tree.lines > 1)
    snprintf(out.text, sizeof out.text, " in line %lld", (long long)line);
  return out;
}

static int32_t fail_own(const cpwi_devolve *d, int64_t place, int64_t line, int64_t floor,
                        int64_t cap, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, d->row[place], CPWI_DEVOLVE,
                   "the floor of %s%s, %lld, is above its cap, %lld: %lld over",
                   cpwi_devolve_call(d, place).text, of_line(d, line).text, (long long)floor,
                   (long long)cap, (long long)(floor - cap));
}

/* No amount at all lets the node pass on what its children must have. */
static int32_t fail_never(const cpwi_devolve *d, int64_t place, int64_t line, int64_t must,
                          cpw_error *err) {
  if (must == 0)
    return cpwi_fail(err, CPW_EDOMAIN, d->row[place], CPWI_DEVOLVE,
                     "%s%s cannot keep its reserve, %lld: its top-slice takes all there is",
                     cpwi_devolve_call(d, place).text, of_line(d, line).text,
                     (long long)d->reserve[place]);
  return cpwi_fail(err, CPW_EDOMAIN, d->row[place], CPWI_DEVOLVE,
                   "%s%s must pass on %lld to meet the floors below it, and no amount up to "
                   "2^63 - 1 does: see its devolved share, top-slice and reserve",
                   cpwi_devolve_call(d, place).text, of_line(d, line).text, (long long)must);
}

/* Its own cap is too low for what it needs, or its own floor too high for what it can use. */
static int32_t fail_range(const cpwi_devolve *d, int64_t place, int64_t line, int64_t own,
                          int64_t below, int32_t is_cap, cpw_error *err) {
  if (is_cap)
    return cpwi_fail(err, CPW_EDOMAIN, d->row[place], CPWI_DEVOLVE,
                     "the cap of %s%s, %lld, is below the %lld that its reserve and the floors "
                     "below it need: %lld short",
                     cpwi_devolve_call(d, place).text, of_line(d, line).text, (long long)own,
                     (long long)below, (long long)(below - own));
  return cpwi_fail(
      err, CPW_EDOMAIN, d->row[place], CPWI_DEVOLVE,
      "the floor of %s%s, %lld, is above the %lld that the caps and weights of 0 below "
      "it leave room for: %lld over",
      cpwi_devolve_call(d, place).text, of_line(d, line).text, (long long)own, (long long)below,
      (long long)(own - below));
}

/* ---------------------------------------------------------------- ranges --------------------- */

static int32_t find_range(cpwi_devolve *d, int64_t place, int64_t line, cpw_error *err) {
  int64_t at = cpwi_devolve_at(d, place, line), must, may;
  int64_t floor = own_floor(d, place, at), cap = own_cap(d, place, at);
  if (floor == INT64_MAX && !(d->tree.floor && d->tree.floor[at] == INT64_MAX))
    return cpwi_fail(err, CPW_EOVERFLOW, d->row[place], CPWI_DEVOLVE,
                     "floor_per_head[%lld] = %s a head is beyond 2^63 - 1 for the people of %s",
                     (long long)at, cpwi_number(d->tree.floor_per_head[at]).text,
                     cpwi_devolve_call(d, place).text);
  if (floor > cap) return fail_own(d, place, line, floor, cap, err);
  int32_t status = sum_children(d, place, &must, &may, err);
  if (status != CPW_OK) return status;
  int64_t needs = cpwi_devolve_least_for(d, place, must);
  if (needs < 0) return fail_never(d, place, line, must, err);
  int64_t room = cpwi_devolve_most_for(d, place, may);
  if (needs > cap) return fail_range(d, place, line, cap, needs, 1, err);
  if (floor > room) return fail_range(d, place, line, floor, room, 0, err);
  d->least[place] = floor > needs ? floor : needs;
  d->most[place] = cap < room ? cap : room;
  /* who has no weight has what must be and no more; in LEAVES a weight is that of the leaves below */
  if (place > 0 && !(d->weight[place] > 0.0)) d->most[place] = d->least[place];
  return CPW_OK;
}

/* Whether a node's bound is no more than what the bounds of its children come to. */
static int is_inherited(const cpwi_devolve *d, int64_t place, const int64_t *bound) {
  int64_t sum = 0;
  for (int64_t c = d->first[place]; c < d->first[place] + d->children[place]; c++)
    sum = bound[c] > INT64_MAX - sum ? INT64_MAX : sum + bound[c];
  return d->children[place] > 0 && sum > 0 &&
         cpwi_devolve_split(d, place, bound[place]).passed == sum;
}

/* The node with the greatest bound of its own that those above it inherit, for the message. */
static int64_t heaviest(const cpwi_devolve *d, const int64_t *bound) {
  int64_t *inherits = d->retained, best = -1; /* not in use yet */
  for (int64_t place = 0; place < d->tree.nodes; place++) {
    int64_t above = d->parent[place];
    inherits[place] = (above < 0 || inherits[above]) && is_inherited(d, place, bound);
    if (inherits[place] || (above >= 0 && !inherits[above])) continue;
    if (best < 0 || bound[place] > bound[best]) best = place;
  }
  return best < 0 ? 0 : best;
}

static int32_t check_total(const cpwi_devolve *d, int64_t line, cpw_error *err) {
  int64_t total = d->tree.total[line];
  if (total < d->least[0]) {
    int64_t who = heaviest(d, d->least);
    return cpwi_fail(err, CPW_EDOMAIN, d->row[who], CPWI_DEVOLVE,
                     "total[%lld] = %lld is below the %lld that floors and reserves need: %lld "
                     "short; the largest need is that of %s, %lld",
                     (long long)line, (long long)total, (long long)d->least[0],
                     (long long)(d->least[0] - total), cpwi_devolve_call(d, who).text,
                     (long long)d->least[who]);
  }
  if (total > d->most[0]) {
    int64_t who = heaviest(d, d->most);
    return cpwi_fail(err, CPW_EDOMAIN, d->row[who], CPWI_DEVOLVE,
                     "total[%lld] = %lld is above the %lld that caps and weights of 0 leave room "
                     "for: %lld over; the most goes to %s, %lld",
                     (long long)line, (long long)total, (long long)d->most[0],
                     (long long)(total - d->most[0]), cpwi_devolve_call(d, who).text,
                     (long long)d->most[who]);
  }
  return CPW_OK;
}

/* In LEAVES a parent weighs what its leaves weigh. */
static void weigh_leaves(cpwi_devolve *d) {
  for (int64_t place = d->tree.nodes - 1; place >= 0; place--) {
    /* a node that passes nothing on is a leaf for the money */
    if (d->children[place] == 0 || d->share[place].digits == 0) continue;
    d->weight[place] = 0.0;
    for (int64_t c = d->first[place]; c < d->first[place] + d->children[place]; c++)
      d->weight[place] += d->weight[c];
  }
}

int32_t cpwi_devolve_ranges(cpwi_devolve *d, int64_t line, cpw_error *err) {
  if (d->tree.rule == CPW_DEVOLVE_LEAVES) weigh_leaves(d);
  for (int64_t place = d->tree.nodes - 1; place >= 0; place--) {
    int32_t status = find_range(d, place, line, err);
    if (status != CPW_OK) return status;
  }
  return check_total(d, line, err);
}
