/* lib/duration/internal.h - a law of durations made ready once, for engines that draw many; and what
 * the files of this module share.
 * Includes the internals of random, whose words and standard variates these draws are made of. */
#ifndef CPWI_DURATION_INTERNAL_H
#define CPWI_DURATION_INTERNAL_H

#include "carepath/duration.h"
#include "carepath/stats.h"
#include "random/internal.h"

/* -------- for engines: check, prepare once, draw often. A prepared law borrows the empirical one.
 * The message calls the law `what`, or what[index] where index >= 0 (the error's index as well). */
int32_t cpwi_duration_check(const cpw_duration *d, const char *what, int64_t index,
                            const char *where, cpw_error *err);

/* The parameters of a law, by law: UNIFORM a lowest, b width; LOGNORMAL a mu, b sigma; WEIBULL a
 * scale, b 1/shape; HYPEREXPONENTIAL a the short mean, b the long one; GEOMETRIC a -log(1 - 1/mean);
 * GAMMA a scale, b shape; otherwise a is the mean. */
typedef struct cpwi_duration {
  int32_t law;
  int32_t words; /* that a draw takes: 0, 1, or -1 where that is not fixed */
  double mean, cv, zero, a, b;
  uint64_t there; /* words of 2^64 that are not zeros; 0 stands for all */
  uint64_t split; /* of those, the ones of the long branch (HYPEREXPONENTIAL) */
  double lengthy; /* that branch's share */
  cpwi_gamma gamma;
  const cpw_empirical *empirical;
} cpwi_duration;

/* of a valid law */
void cpwi_duration_prepare(cpwi_duration *p, const cpw_duration *d);
double cpwi_duration_draw(const cpwi_duration *p, cpw_stream *s);
void cpwi_duration_fill(const cpwi_duration *p, cpw_stream *s, double *out, size_t n);
double cpwi_duration_remaining(const cpwi_duration *p, double age, cpw_stream *s); /* age >= 0 */
double cpwi_duration_residual(const cpwi_duration *p, cpw_stream *s);
double cpwi_duration_survival(const cpwi_duration *p, double t); /* t not NaN */
void cpwi_duration_moments(const cpwi_duration *p, double moments[3]);

/* -------- draw.c: a word as the rank, from the top, among `size` words (0: all 2^64 of them): the
 * share of them that rank above it, and below it, each precise where it is small; `number` is the
 * word's, whose extension refines it. */
typedef struct cpwi_part {
  uint64_t rank, size;
} cpwi_part;
double cpwi_part_survival(cpwi_part part, const cpw_stream *s, uint64_t number, double *below);
double cpwi_part_exponential(cpwi_part part, const cpw_stream *s, uint64_t number);

/* -------- remaining.c */
double cpwi_lognormal_survival(const cpwi_duration *p, double t); /* t > 0 */

/* -------- empirical.c: moments, P(X > t), X - age given X > age (0 if nothing is), and a draw with
 * chances by length (0 if all are 0) */
void cpwi_seen_moments(const cpw_empirical *law, double moments[3]);
double cpwi_seen_survival(const cpw_empirical *law, double t);
double cpwi_seen_beyond(const cpw_empirical *law, double age, cpw_stream *s);
double cpwi_seen_lengthy(const cpw_empirical *law, cpw_stream *s);

/* -------- gamma_tail.c: G - x given G > x, for a law of scale 1 and x > 0 */
double cpwi_gamma_beyond(const cpwi_gamma *gamma, double x, cpw_stream *s);

/* -------- weibull.c: 1/shape of the Weibull law of a cv; log of Gamma(1 + n x) / Gamma(1 + x)^n */
double cpwi_weibull_inverse_shape(double cv);
double cpwi_weibull_log_moment(double x, int32_t n);

#endif
