/* The band behind a label of months waited, such as "<1", "5-6" or "12+".
 * Source: the labels of the published RTT tools. Leaves the bands themselves to bands.c. */
#include "waitlist/internal.h"

#include <string.h>

static const char *skip_spaces(const char *at) {
  while (*at == ' ')
    at++;
  return at;
}

/* A whole number below a million and where it ends; -1 if there is none. */
static int64_t read_number(const char **at) {
  int64_t value = 0;
  const char *p = skip_spaces(*at), *first = p;
  for (; *p >= '0' && *p <= '9' && value < 100000; p++)
    value = 10 * value + (*p - '0');
  *at = p;
  return p > first && !(*p >= '0' && *p <= '9') ? value : -1;
}

/* The months of a label, not yet limited; -1 if it is none. */
static int64_t months_of(const char *at) {
  at = skip_spaces(at);
  char sign = *at == '<' || *at == '>' ? *at++ : '\0';
  int64_t first = read_number(&at);
  if (first < 0 || (sign == '<' && first != 1)) return -1;
  at = skip_spaces(at);
  if (sign == '\0' && *at == '-') {
    at++;
    if (read_number(&at) != first + 1) return -1;
  } else if (sign == '\0' && *at == '+') {
    at++;
  }
  return *skip_spaces(at) ? -1 : sign == '<' ? 0 : first;
}

int32_t cpw_bands_of_label(const char *label, int64_t bands, int64_t *band, cpw_error *err) {
  if (!label || !band)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", label ? "band" : "label");
  if (bands < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "bands = %lld must be >= 1", (long long)bands);
  int64_t months = months_of(label);
  if (months < 0)
    return cpwi_fail(err, CPW_EDATA, -1, __func__,
                     "\"%.40s\" must be months such as <1, 5-6, 12+, >12 or 5", label);
  *band = months < bands ? months : bands - 1;
  return CPW_OK;
}
