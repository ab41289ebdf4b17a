/* Names of the kinds of curves, and what is refused of one.
 * Source: the rules in carepath/response.h.
 * Leaves the mathematics to the other files of this folder. */
#include "response/internal.h"

#include <stdio.h>
#include <string.h>

static const char *const names[CPW_RESPONSE_COUNT] = {"linear", "exponential", "log",
                                                      "power",  "hill",        "points"};

#define SMALLEST 1e-100
#define GREATEST 1e100

const char *cpw_response_name(int32_t kind) {
  return kind >= 0 && kind < CPW_RESPONSE_COUNT ? names[kind] : NULL;
}

int32_t cpw_response_number(const char *name) {
  for (int32_t k = 0; name && k < CPW_RESPONSE_COUNT; k++)
    if (strcmp(name, names[k]) == 0) return k;
  return CPW_ENOTFOUND;
}

typedef struct checking {
  char what[64];
  int64_t index;
  const char *where;
  cpw_error *err;
} checking;

static int32_t field(const checking *c, int32_t code, const char *name, double value,
                     const char *rule, const char *kind) {
  return cpwi_fail(c->err, code, c->index, c->where, "%s.%s = %s must be %s%s%s%s", c->what, name,
                   cpwi_number(value).text, rule, kind ? " (" : "", kind ? kind : "",
                   kind ? ")" : "");
}

/* a number that a curve is made of: not so small or great that its products leave the doubles */
static int usable(double value) {
  return value >= SMALLEST && value <= GREATEST;
}

static int32_t check_shape(const checking *c, const cpw_response *r, const char *kind) {
  if (r->kind == CPW_RESPONSE_POWER) {
    if (!(r->shape > 0 && r->shape <= 1))
      return field(c, CPW_EDOMAIN, "shape", r->shape, "> 0 and <= 1", kind);
    return CPW_OK;
  }
  if (r->kind == CPW_RESPONSE_HILL) {
    if (!(r->shape >= 0.01 && r->shape <= CPW_RESPONSE_MAX_SHAPE))
      return field(c, CPW_EDOMAIN, "shape", r->shape, "from 0.01 to 100", kind);
    return CPW_OK;
  }
  if (r->shape != 0) return field(c, CPW_EINVAL, "shape", r->shape, "0", kind);
  return CPW_OK;
}

static int32_t check_bend(const checking *c, const cpw_response *r, const char *kind) {
  if (r->kind == CPW_RESPONSE_LINEAR || r->kind == CPW_RESPONSE_POINTS) {
    if (r->t != 0) return field(c, CPW_EINVAL, "t", r->t, "0", kind);
    return CPW_OK;
  }
  if (r->kind == CPW_RESPONSE_POWER && r->t == 0) return CPW_OK;
  if (usable(r->t)) return CPW_OK;
  return field(c, CPW_EDOMAIN, "t", r->t,
               r->kind == CPW_RESPONSE_POWER ? "0 or from 1e-100 to 1e100"
                                             : "> 0: from 1e-100 to 1e100",
               kind);
}

/* The rule that a number breaks: it may be finite, but too great. */
static const char *within(double value, const char *rule) {
  return value > GREATEST && isfinite(value) ? "at most 1e100 in size" : rule;
}

static int32_t point(const checking *c, int32_t code, const char *name, int64_t i, double value,
                     const char *rule) {
  return cpwi_fail(c->err, code, c->index >= 0 ? c->index : i, c->where,
                   "%s.%s[%lld] = %s must be %s", c->what, name, (long long)i,
                   cpwi_number(value).text, rule);
}

static int32_t check_points(const checking *c, const cpw_response *r) {
  if (r->points < 1)
    return cpwi_fail(c->err, CPW_EINVAL, c->index, c->where, "%s.points = %lld must be >= 1",
                     c->what, (long long)r->points);
  if (!r->x || !r->y)
    return cpwi_fail(c->err, CPW_EINVAL, c->index, c->where, "%s.%s must be given (points)",
                     c->what, r->x ? "y" : "x");
  for (int64_t i = 0; i < r->points; i++) {
    if (!(r->x[i] >= 0 && r->x[i] <= GREATEST))
      return point(c, CPW_EDOMAIN, "x", i, r->x[i], within(r->x[i], "finite and >= 0"));
    if (!(fabs(r->y[i]) <= GREATEST))
      return point(c, CPW_EDOMAIN, "y", i, r->y[i], within(fabs(r->y[i]), "finite"));
    if (i == 0) continue;
    if (!(r->x[i] > r->x[i - 1]))
      return point(c, CPW_EDOMAIN, "x", i, r->x[i], "greater than the one before");
    if (!(r->y[i] >= r->y[i - 1]))
      return point(c, CPW_EDOMAIN, "y", i, r->y[i], "no less than the one before");
  }
  return CPW_OK;
}

/* the same rules in one breath, for the many curves that keep them */
static int fine(const cpw_response *r) {
  if (!r || r->kind < 0 || r->kind >= CPW_RESPONSE_POINTS || r->reserved != 0) return 0;
  if (!(r->upfront >= 0 && r->upfront <= GREATEST)) return 0;
  if (!(r->a == 0 || usable(r->a)) || r->points != 0 || r->x || r->y) return 0;
  if (r->kind == CPW_RESPONSE_LINEAR) return r->t == 0 && r->shape == 0;
  if (r->kind == CPW_RESPONSE_POWER)
    return (r->t == 0 || usable(r->t)) && r->shape > 0 && r->shape <= 1;
  if (!usable(r->t)) return 0;
  if (r->kind != CPW_RESPONSE_HILL) return r->shape == 0;
  return r->shape >= 0.01 && r->shape <= CPW_RESPONSE_MAX_SHAPE;
}

static int32_t name_fault(checking *c, const cpw_response *r, const char *what) {
  if (c->index >= 0)
    snprintf(c->what, sizeof c->what, "%s[%lld]", what ? what : "response", (long long)c->index);
  else
    snprintf(c->what, sizeof c->what, "%s", what ? what : "response");
  if (!r) return cpwi_fail(c->err, CPW_EINVAL, c->index, c->where, "%s must be given", c->what);
  const char *kind = cpw_response_name(r->kind);
  if (!kind)
    return cpwi_fail(c->err, CPW_EINVAL, c->index, c->where,
                     "%s.kind = %d must be a CPW_RESPONSE_...", c->what, (int)r->kind);
  if (r->reserved != 0)
    return cpwi_fail(c->err, CPW_EINVAL, c->index, c->where, "%s.reserved = %d must be 0", c->what,
                     (int)r->reserved);
  if (!(r->upfront >= 0 && r->upfront <= GREATEST))
    return field(c, CPW_EDOMAIN, "upfront", r->upfront, within(r->upfront, "finite and >= 0"),
                 NULL);
  int32_t status = check_bend(c, r, kind);
  if (status == CPW_OK) status = check_shape(c, r, kind);
  if (status != CPW_OK) return status;
  if (r->kind == CPW_RESPONSE_POINTS) {
    if (r->a != 0) return field(c, CPW_EINVAL, "a", r->a, "0", kind);
    return check_points(c, r);
  }
  if (!(r->a == 0 || usable(r->a)))
    return field(c, CPW_EDOMAIN, "a", r->a, "0 or from 1e-100 to 1e100", kind);
  if (r->points != 0 || r->x || r->y)
    return cpwi_fail(c->err, CPW_EINVAL, c->index, c->where, "%s.%s must not be given (%s)",
                     c->what,
                     r->points != 0 ? "points"
                     : r->x         ? "x"
                                    : "y",
                     kind);
  return CPW_OK;
}

int32_t cpwi_response_check(const cpw_response *r, const char *what, int64_t index,
                            const char *where, cpw_error *err) {
  if (fine(r)) return CPW_OK;
  checking c = {{0}, index, where, err};
  return name_fault(&c, r, what);
}

int32_t cpw_response_check(const cpw_response *r, const char *what, cpw_error *err) {
  return cpwi_response_check(r, what, -1, __func__, err);
}
