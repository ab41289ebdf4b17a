/* results.h - results put together from other results, through the public interface alone. */
#ifndef CAREPATH_CLI_RESULTS_H
#define CAREPATH_CLI_RESULTS_H

#include <carepath.h>

/* Number i of an array, NaN where there is no such array. */
double result_figure(const cpw_result *r, const char *array, int64_t i);
/* A dimension with all its coordinates, its first `length` positions. */
int32_t copy_dimension(cpw_result *to, const cpw_dimension *d, int64_t length, cpw_error *err);
/* A new result with the named array, all others of the same dimensions, and the notes. */
int32_t copy_table(const cpw_result *from, const char *name, cpw_result **out, cpw_error *err);
/* The table of the named array, once for each of some results of one model and shape: a dimension of
 * that name and labels comes before the others. Sums that only a merge needs are left out. */
int32_t stack_results(const cpw_result *const *of, const char *const *labels, int64_t count,
                      const char *dimension, const char *array, cpw_result **out, cpw_error *err);
int32_t copy_notes(cpw_result *to, const cpw_result *from, cpw_error *err);

/* Writes the table that the named array belongs to (NULL: everything, json only) to `path`, or to
 * stdout. DONE or an exit code after saying why. */
int write_table(const char *path, int json, const cpw_result *result, const char *name);

#endif
