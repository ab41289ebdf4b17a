/* Names for lists from the labels of a dimension.
 * No source: a list is called by those of its labels that tell it from the others.
 * Leaves what the labels mean to the library, which copied them from the file. */
#include "labels.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *dimension_label(const cpw_dimension *d, int64_t i) {
  return d && d->coordinates > 0 && i >= 0 && i < d->length ? d->coordinate_labels[0][i] : "";
}

const char *coordinate_label(const cpw_dimension *d, const char *coordinate, int64_t i) {
  for (int64_t c = 0; d && c < d->coordinates; c++)
    if (strcmp(d->coordinate_names[c], coordinate) == 0) return d->coordinate_labels[c][i];
  return NULL;
}

static int differs(const cpw_dimension *d, int64_t c) {
  for (int64_t i = 1; i < d->length; i++)
    if (strcmp(d->coordinate_labels[c][i], d->coordinate_labels[c][0]) != 0) return 1;
  return 0;
}

/* The coordinate with the names that go with a code, -1 where there is none. */
static int64_t names_of(const cpw_dimension *d, int64_t code) {
  char name[128];
  snprintf(name, sizeof name, "%s_name", d->coordinate_names[code]);
  for (int64_t c = 0; c < d->coordinates; c++)
    if (strcmp(d->coordinate_names[c], name) == 0) return c;
  return -1;
}

/* Only what tells lists apart, and names rather than codes where they do. */
static int is_shown(const cpw_dimension *d, int64_t c, int any_differs) {
  int64_t names = names_of(d, c);
  if (!any_differs) return names < 0;
  return differs(d, c) && !(names >= 0 && differs(d, names));
}

static void put_name(buffer *b, const cpw_dimension *d, int64_t i, int any_differs) {
  for (int64_t c = 0; c < d->coordinates; c++) {
    if (!is_shown(d, c, any_differs) || !*d->coordinate_labels[c][i]) continue;
    if (b->count) put(b, ", ");
    put(b, d->coordinate_labels[c][i]);
  }
  if (!b->count) put(b, "All");
}

char **dimension_names(const cpw_dimension *d, int64_t count) {
  char **names = calloc((size_t)count, sizeof *names);
  int any = 0;
  for (int64_t c = 0; d && c < d->coordinates; c++)
    any |= differs(d, c);
  for (int64_t i = 0; names && i < count; i++) {
    buffer b = {0};
    if (d && d->coordinates)
      put_name(&b, d, i, any);
    else
      put(&b, "All");
    names[i] = b.bytes;
    if (b.failed || !b.bytes) {
      free_names(names, count);
      return NULL;
    }
  }
  return names;
}

void free_names(char **names, int64_t count) {
  for (int64_t i = 0; names && i < count; i++)
    free(names[i]);
  free(names);
}
