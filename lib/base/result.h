/* lib/base/result.h - how a result is kept, for the files that store, merge and write it. Nothing
 * outside lib/base needs it: models add arrays through the public functions. */
#ifndef CPWI_BASE_RESULT_H
#define CPWI_BASE_RESULT_H

#include "base/internal.h"
#include "base/order.h"

/* Dimensions and arrays are blocks of their own, so that they stay where they are when more come. */
typedef struct cpwi_axis {
  cpw_dimension view; /* first: a pointer to one is a pointer to the other */
  const char **names;
  const char *const **labels; /* each one block: pointers, then the texts */
} cpwi_axis;

typedef struct cpwi_field {
  cpw_array view;
  int64_t family; /* number of the first array with the same dimensions */
  void *memory;
  const cpw_dimension *axes[CPW_MAX_DIMENSIONS];
} cpwi_field;

typedef struct cpwi_note {
  char *key, *text;
} cpwi_note;

struct cpw_result {
  const cpw_allocator *allocator;
  cpwi_axis **axes;
  cpwi_field **fields;
  cpwi_note *notes;
  int64_t axis_count, field_count, note_count;
  cpwi_derive derive;
  int32_t outcome;
};

/* NULL if there is none of that name. */
cpwi_axis *cpwi_result_axis(const cpw_result *result, const char *name);

/* ---- merging: the parts of cpw_result_merge. All results have the same axes and arrays here. */
typedef struct cpwi_merge {
  const cpw_result *const *results;
  int64_t count;
  const cpw_allocator *allocator;
  const char *where; /* for errors */
} cpwi_merge;

/* Where a position of a merged axis comes from. */
typedef struct cpwi_place {
  int64_t result, position;
} cpwi_place;

/* The places of an axis (by number) of all results, in the order of their labels: `*places`, which
 * the caller releases, and their number. */
int32_t cpwi_merge_places(const cpwi_merge *merge, int64_t axis, cpwi_place **places,
                          int64_t *length, cpw_error *err);
/* Adds the notes of all results to the merged one. */
int32_t cpwi_merge_notes(const cpwi_merge *merge, cpw_result *merged, cpw_error *err);

#endif
