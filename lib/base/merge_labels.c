/* The order of the labels of an appended dimension, the same for any order of the results.
 * Source: documentation of cpw_result_merge: numbers by value where all labels are whole numbers,
 * else texts byte by byte. Leaves copying along that order to merge.c. */
#include "base/result.h"

#include <string.h>

/* What orders the positions: the coordinate of the dimension's own name or, where there is none, all
 * coordinates one after the other. */
typedef struct order {
  const cpwi_merge *merge;
  int64_t axis, first, last; /* coordinates [first, last) */
  char *whole;               /* (last) are all labels of this coordinate whole numbers? */
} order;

static const char *label_at(const order *o, const cpwi_place *place, int64_t coordinate) {
  const cpw_result *result = o->merge->results[place->result];
  return result->axes[o->axis]->labels[coordinate][place->position];
}

static int compare_whole(const char *a, const char *b) {
  int64_t left = 0, right = 0;
  if (cpw_parse_int64(a, (int64_t)strlen(a), &left) != CPW_OK) return 0;
  if (cpw_parse_int64(b, (int64_t)strlen(b), &right) != CPW_OK) return 0;
  return (left > right) - (left < right);
}

/* By value or by bytes; those of the same values ("1" and "01") by bytes. */
static int compare_places(const void *context, const void *a, const void *b) {
  const order *o = context;
  for (int round = 0; round < 2; round++) {
    for (int64_t c = o->first; c < o->last; c++) {
      const char *left = label_at(o, a, c), *right = label_at(o, b, c);
      int differ = round == 0 && o->whole[c] ? compare_whole(left, right) : strcmp(left, right);
      if (differ) return differ;
    }
  }
  return 0;
}

static void choose_coordinates(order *o) {
  const cpw_dimension *view = &o->merge->results[0]->axes[o->axis]->view;
  o->first = 0;
  o->last = view->coordinates;
  for (int64_t c = 0; c < view->coordinates; c++)
    if (strcmp(view->coordinate_names[c], view->name) == 0) o->first = c, o->last = c + 1;
}

static int all_whole(const order *o, const cpwi_place *places, int64_t length, int64_t coordinate) {
  for (int64_t i = 0; i < length; i++) {
    const char *label = label_at(o, &places[i], coordinate);
    int64_t value;
    if (cpw_parse_int64(label, (int64_t)strlen(label), &value) != CPW_OK) return 0;
  }
  return 1;
}

static int32_t sort_places(order *o, cpwi_place *places, int64_t length, cpw_error *err) {
  const cpwi_merge *merge = o->merge;
  for (int64_t c = o->first; c < o->last; c++)
    o->whole[c] = (char)all_whole(o, places, length, c);
  if (!cpwi_sort(merge->allocator, places, length, sizeof *places, compare_places, o))
    return cpwi_fail(err, CPW_ENOMEM, -1, merge->where, "no memory to order the labels");
  for (int64_t i = 1; i < length; i++)
    if (compare_places(o, &places[i - 1], &places[i]) == 0)
      return cpwi_fail(err, CPW_EINVAL, places[i].result, merge->where,
                       "results[%lld]: label \"%s\" of dimension %s is in results[%lld] as well",
                       (long long)places[i].result, label_at(o, &places[i], o->first),
                       merge->results[0]->axes[o->axis]->view.name,
                       (long long)places[i - 1].result);
  return CPW_OK;
}

int32_t cpwi_merge_places(const cpwi_merge *merge, int64_t axis, cpwi_place **places,
                          int64_t *length, cpw_error *err) {
  order o = {.merge = merge, .axis = axis};
  choose_coordinates(&o);
  int64_t total = 0;
  for (int64_t r = 0; r < merge->count; r++) {
    int64_t more = merge->results[r]->axes[axis]->view.length;
    if (total > INT64_MAX - more)
      return cpwi_fail(err, CPW_EOVERFLOW, r, merge->where, "the merged dimension is too long");
    total += more;
  }
  cpwi_place *list = cpwi_alloc(merge->allocator, (size_t)total, sizeof *list);
  o.whole = cpwi_alloc_zero(merge->allocator, (size_t)o.last, 1);
  int32_t status;
  if (list && o.whole) {
    cpwi_place *next = list;
    for (int64_t r = 0; r < merge->count; r++)
      for (int64_t i = 0; i < merge->results[r]->axes[axis]->view.length; i++)
        *next++ = (cpwi_place){r, i};
    status = sort_places(&o, list, total, err);
  } else {
    status = cpwi_fail(err, CPW_ENOMEM, -1, merge->where, "no memory to order the labels");
  }
  cpwi_release(merge->allocator, o.whole);
  if (status != CPW_OK) {
    cpwi_release(merge->allocator, list);
    return status;
  }
  *places = list;
  *length = total;
  return CPW_OK;
}
