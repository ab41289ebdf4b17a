/* Voters by what a column says of them: sex, age, neighbourhood.
 * Source: none. Leaves what the groups got to voters. */
#include "base/order.h"
#include "pabulib/internal.h"

#include <string.h>

typedef struct labelled {
  const char *label;
  int64_t voter;
} labelled;

static int by_label(const void *context, const void *a, const void *b) {
  (void)context;
  const labelled *x = a, *y = b;
  return strcmp(x->label, y->label);
}

/* The different labels, each with its first voter, in order of bytes. */
static int32_t sort_labels(const cpwi_pb_names *names, const int64_t *first, labelled *order,
                           cpw_error *err, const char *where) {
  for (int64_t i = 0; i < names->count; i++)
    order[i] = (labelled){names->name[i], first[i]};
  if (cpwi_sort(names->allocator, order, names->count, sizeof *order, by_label, NULL))
    return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the labels");
}

/* Labels as they first come into `first`, and of each voter which. */
static int number_voters(const cpw_pabulib *p, int64_t column, cpwi_pb_names *names, int64_t *first,
                         int64_t *which) {
  for (int64_t r = 0; r < p->view.voters; r++) {
    int is_new = 0;
    which[r] = cpwi_pb_names_add(names, cpwi_pb_cell(p, CPW_PABULIB_VOTES, r, column), &is_new);
    if (which[r] < 0) return 0;
    if (is_new) first[which[r]] = r;
  }
  return 1;
}

int32_t cpw_pabulib_groups(const cpw_pabulib *pabulib, int64_t column, int64_t *group_of,
                           int64_t *example, int64_t *groups, cpw_error *err) {
  if (!pabulib || !group_of || !example || !groups)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !pabulib    ? "pabulib"
                     : !group_of ? "group_of"
                     : !example  ? "example"
                                 : "groups");
  int64_t columns = pabulib->part[CPW_PABULIB_VOTES].columns;
  if (column < 0 || column >= columns)
    return cpwi_fail(err, CPW_EINVAL, column, __func__, "column = %lld must be 0 to %lld",
                     (long long)column, (long long)(columns - 1));
  const cpw_allocator *a = pabulib->allocator;
  size_t voters = (size_t)pabulib->view.voters;
  cpwi_pb_names names;
  memset(&names, 0, sizeof names);
  names.allocator = a;
  int64_t *first = cpwi_alloc(a, voters, sizeof *first);
  int64_t *which = cpwi_alloc(a, voters, sizeof *which);
  labelled *order = NULL;
  int32_t status = CPW_OK;
  if (first && which && number_voters(pabulib, column, &names, first, which))
    order = cpwi_alloc(a, (size_t)names.count, sizeof *order);
  if (!first || !which || !order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %zu voters", voters);
  else
    status = sort_labels(&names, first, order, err, __func__);
  if (status == CPW_OK && first && which && order) {
    for (int64_t g = 0; g < names.count; g++) {
      example[g] = order[g].voter;
      first[which[order[g].voter]] = g; /* from here on: the group of each label */
    }
    for (size_t r = 0; r < voters; r++)
      group_of[r] = first[which[r]];
    *groups = names.count;
  }
  cpwi_pb_names_free(&names);
  cpwi_release(a, order);
  cpwi_release(a, which);
  cpwi_release(a, first);
  return status;
}
