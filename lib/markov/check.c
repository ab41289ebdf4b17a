/* Whether a table of rates and a set of states are what they should be, and rates out of a state.
 * Source: the header's rules.
 * Leaves what the rates mean to the other files of this folder. */
#include "markov/internal.h"

size_t cpwi_square(int32_t n) {
  return (size_t)n * (size_t)n;
}

double cpwi_leave(const double *rates, int32_t n, int32_t state) {
  double sum = 0;
  for (int32_t j = 0; j < n; j++)
    sum += j == state ? 0 : rates[(size_t)state * (size_t)n + (size_t)j];
  return sum;
}

double cpwi_quickest(const double *rates, int32_t n) {
  double most = 0;
  for (int32_t i = 0; i < n; i++)
    most = fmax(most, cpwi_leave(rates, n, i));
  return most;
}

static int32_t check_row(const double *rates, int32_t states, int32_t i, const char *where,
                         cpw_error *err) {
  const double *row = rates + (size_t)i * (size_t)states;
  for (int32_t j = 0; j < states; j++) {
    if (j != i && !(row[j] >= 0 && row[j] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, (int64_t)i * states + j, where,
                       "rates[%d][%d] = %s must be finite and >= 0", (int)i, (int)j,
                       cpwi_number(row[j]).text);
  }
  double leave = cpwi_leave(rates, states, i);
  if (leave > DBL_MAX)
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "rates[%d]: the sum of the row must be finite",
                     (int)i);
  if (row[i] != 0 && !(fabs(row[i] + leave) <= 1e-6 * leave))
    return cpwi_fail(err, CPW_EDOMAIN, (int64_t)i * states + i, where,
                     "rates[%d][%d] = %s must be 0 or minus the sum of its row, %s", (int)i, (int)i,
                     cpwi_number(row[i]).text, cpwi_number(-leave).text);
  return CPW_OK;
}

int32_t cpwi_markov_check(const double *rates, int32_t states, const char *where, cpw_error *err) {
  if (!rates) return cpwi_fail(err, CPW_EINVAL, -1, where, "rates is NULL");
  if (states < 1 || states > CPW_MARKOV_MAX_STATES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "states = %d must be from 1 to %d", (int)states,
                     CPW_MARKOV_MAX_STATES);
  for (int32_t i = 0; i < states; i++) {
    int32_t status = check_row(rates, states, i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

int32_t cpw_markov_check(const double *rates, int32_t states, cpw_error *err) {
  return cpwi_markov_check(rates, states, __func__, err);
}

int32_t cpwi_markov_check_targets(const int32_t *targets, int32_t states, const char *where,
                                  cpw_error *err) {
  if (!targets) return cpwi_fail(err, CPW_EINVAL, -1, where, "targets is NULL");
  int32_t any = 0;
  for (int32_t i = 0; i < states; i++) {
    if (targets[i] != 0 && targets[i] != 1)
      return cpwi_fail(err, CPW_EINVAL, i, where, "targets[%d] = %d must be 0 or 1", (int)i,
                       (int)targets[i]);
    any |= targets[i];
  }
  if (!any) return cpwi_fail(err, CPW_EINVAL, -1, where, "targets: none is 1");
  return CPW_OK;
}
