/* uncertainty.h - the same projection many times over: what is uncertain, and how far it spreads. */
#ifndef CAREPATH_CLI_UNCERTAINTY_H
#define CAREPATH_CLI_UNCERTAINTY_H

#include "model.h"

/* The quantiles, from the lowest to the highest: pairs of them are the bands of a fan. */
enum { FAN_025, FAN_10, FAN_25, FAN_50, FAN_75, FAN_90, FAN_975, FAN_QUANTILES };

enum { USUAL_RUNS = 200 }; /* of a page */

/* Runs the projection --replications times, or not at all; `usual` is their number where the option
 * is not given. DONE or an exit code after saying why. */
int model_simulate(model *m, int64_t usual);

/* A quantile of period t ahead; NaN where there is none. */
double fan_figure(const model *m, const char *array, int64_t list, int64_t t, int quantile);
/* "123 to 456": between two quantiles, written by `words`. */
phrase range_words(double low, double high, phrase (*words)(double));

phrase share_words(double share); /* 60.2 % */

/* What the runs draw, in words for the assumptions; "" where there are none. */
void put_uncertainty(buffer *b, const model *m);

/* The text under the projection: medians and the range of 80 in 100 runs. */
void put_spread(buffer *b, const model *m);
/* One row a list, period and measure. */
int fan_result(const model *m, cpw_result **out);

#endif
