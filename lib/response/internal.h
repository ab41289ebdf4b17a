/* lib/response/internal.h - curves that were checked, for the engines that ask them often.
 * Includes the base internals alone. */
#ifndef CPWI_RESPONSE_INTERNAL_H
#define CPWI_RESPONSE_INTERNAL_H

#include "base/internal.h"
#include "carepath/random.h"
#include "carepath/response.h"

/* The message calls the curve `what`, or what[index] where index >= 0 (the error's index as well). */
int32_t cpwi_response_check(const cpw_response *r, const char *what, int64_t index,
                            const char *where, cpw_error *err);

/* as the public functions, of a valid curve and spends >= 0 */
double cpwi_response_value(const cpw_response *r, double x);
double cpwi_response_gain(const cpw_response *r, double x, double y);
/* the gain of d more than x, where x + d may not be a double of its own */
double cpwi_response_step(const cpw_response *r, double x, double d);
double cpwi_response_slope(const cpw_response *r, double x, int32_t side);
/* value and slope to the right, with the bits of the two */
void cpwi_response_both(const cpw_response *r, double x, double *value, double *slope);
double cpwi_response_spend(const cpw_response *r, double value);
void cpwi_response_demand(const cpw_response *r, double price, double lower, double upper,
                          double *least, double *most);
double cpwi_response_inflection(const cpw_response *r);
/* Where the first chord of the envelope on [lower, upper] ends, and its slope; lower where the curve is
 * concave there. */
double cpwi_response_chord(const cpw_response *r, double lower, double upper, double *slope);

/* Whether that is so because of the kind alone: no slope of the curve rises from `lower` on. */
static inline int cpwi_response_plainly_concave(const cpw_response *r, double lower) {
  if (r->kind == CPW_RESPONSE_POINTS) return 0;
  return lower >= r->upfront && (r->kind != CPW_RESPONSE_HILL || r->shape <= 1.0);
}

/* -------- POINTS: the piece [x[i], x[i+1]] of a spend beyond upfront, -1 before the first point,
 * points - 1 after the last; on a point the piece to its right (left: to its left). */
int64_t cpwi_response_piece(const cpw_response *r, double z, int32_t side);
double cpwi_response_piece_slope(const cpw_response *r, int64_t piece);
/* The end of the envelope's straight piece that begins at `from` < upper, and its slope: the steepest line
 * to a point or to upper, the longest of equal ones. */
double cpwi_response_hull_step(const cpw_response *r, double from, double upper, double *slope);

/* -------- HILL: u = shape ln(z/t) at which the logarithm of t/(a shape) times the slope is `c`, on the
 * side where the slope falls; the top of the slope where it never comes to c. */
double cpwi_response_hill_inverse(double shape, double c);
/* the same from a u that may be near; infinite: none */
double cpwi_response_hill_inverse_from(double shape, double c, double start);
/* z on the falling side with slope exp(theta), not limited to any interval; not for LINEAR and POINTS */
double cpwi_response_inverse_slope(const cpw_response *r, double theta);

#endif
