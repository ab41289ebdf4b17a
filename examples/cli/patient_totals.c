/* Lists of a history that are the sums of others: whoever is on them is on another one, too.
 * Rule: every band equals, to a rounding, the sum over the lists that differ from it in one coordinate,
 * or over all others; two of them at least.
 * Leaves what is done about them to patient_counts.c. */
#include "patient_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct family {
  const cpw_history *history;
  const char *total; /* (lists) so far */
  int64_t coordinate;
} family;

static double waiting(const cpw_history *h, int64_t list, int64_t band) {
  return h->waiting[(list * h->periods + h->periods - 1) * h->bands->count + band];
}

/* Whether a list is one of those that another one may be the sum of. */
static int is_part(const family *f, int64_t whole, int64_t part) {
  const cpw_dimension *d = f->history->list;
  if (part == whole || f->total[part]) return 0;
  for (int64_t c = 0; f->coordinate >= 0 && c < d->coordinates; c++)
    if (c != f->coordinate &&
        strcmp(d->coordinate_labels[c][whole], d->coordinate_labels[c][part]) != 0)
      return 0;
  return 1;
}

static int is_sum(const family *f, int64_t whole, const double *people_of) {
  const cpw_history *h = f->history;
  double all = 0;
  int64_t parts = 0;
  for (int64_t i = 0; i < h->lists; i++)
    if (is_part(f, whole, i)) {
      all += people_of[i];
      parts += people_of[i] > 0;
    }
  double slack = 1e-9 * people_of[whole] + 1e-6;
  if (parts < 2 || fabs(all - people_of[whole]) > slack) return 0;
  for (int64_t b = 0; b < h->bands->count; b++) {
    double sum = 0;
    for (int64_t i = 0; i < h->lists; i++)
      if (is_part(f, whole, i)) sum += waiting(h, i, b);
    if (fabs(sum - waiting(h, whole, b)) > slack) return 0;
  }
  return 1;
}

char *total_lists(const cpw_history *h) {
  int64_t coordinates = h->list ? h->list->coordinates : 0;
  char *total = calloc((size_t)h->lists, 1);
  double *people_of = calloc((size_t)h->lists, sizeof *people_of);
  if (!total || !people_of) {
    free(total);
    free(people_of);
    return NULL;
  }
  for (int64_t i = 0; i < h->lists; i++)
    for (int64_t b = 0; b < h->bands->count; b++)
      people_of[i] += waiting(h, i, b);
  for (int64_t c = -1; h->lists <= MOST_SUMMED && c < coordinates; c++)
    for (int64_t i = 0; i < h->lists; i++)
      if (!total[i] && is_sum(&(family){h, total, c}, i, people_of)) total[i] = 1;
  free(people_of);
  return total;
}
