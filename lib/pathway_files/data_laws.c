/* The laws from data that a network uses: each once, numbered by their first use.
 * Source: none; sorting by address for the look-up, by first use for the numbers.
 * Leaves what is written of them to write.c. */
#include "pathway_files/data_laws.h"

#include "base/order.h"

static int by_address(const void *context, const void *a, const void *b) {
  const cpwi_data_law *x = a, *y = b;
  (void)context;
  if (x->law != y->law) return (uintptr_t)x->law < (uintptr_t)y->law ? -1 : 1;
  return x->first < y->first ? -1 : x->first > y->first;
}

static int by_first(const void *context, const void *a, const void *b) {
  const cpwi_data_law *x = a, *y = b;
  (void)context;
  return x->first < y->first ? -1 : x->first > y->first;
}

static void add(cpwi_data_laws *laws, const cpw_duration *d) {
  if (!d || d->law != CPW_DURATION_EMPIRICAL) return;
  laws->law[laws->count] = (cpwi_data_law){d->empirical, laws->count, 0};
  laws->count++;
}

static void collect(const cpw_pathway *p, cpwi_data_laws *laws) {
  for (int64_t i = 0; i < p->routes; i++)
    add(laws, p->route[i].delay);
  for (int64_t i = 0; i < p->stays; i++)
    add(laws, p->stay[i].duration);
  for (int64_t i = 0; i < p->changes; i++)
    add(laws, p->change[i].after);
}

/* Once each, then numbers by first use, then by address again. */
static int number(const cpw_allocator *a, cpwi_data_laws *laws) {
  int64_t kept = 0;
  if (!cpwi_sort(a, laws->law, laws->count, sizeof *laws->law, by_address, NULL)) return 0;
  for (int64_t i = 0; i < laws->count; i++)
    if (kept == 0 || laws->law[kept - 1].law != laws->law[i].law) laws->law[kept++] = laws->law[i];
  laws->count = kept;
  if (!cpwi_sort(a, laws->law, kept, sizeof *laws->law, by_first, NULL)) return 0;
  for (int64_t i = 0; i < kept; i++)
    laws->law[i].number = i;
  return cpwi_sort(a, laws->law, kept, sizeof *laws->law, by_address, NULL);
}

int32_t cpwi_data_laws_find(const cpw_pathway *p, const cpw_allocator *a, cpwi_data_laws *out,
                            const char *where, cpw_error *err) {
  int64_t most = p->routes + p->stays + p->changes;
  out->count = 0;
  out->law = cpwi_alloc(a, (size_t)most, sizeof *out->law);
  if (out->law) {
    collect(p, out);
    if (number(a, out)) return CPW_OK;
  }
  cpwi_release(a, out->law);
  out->law = NULL;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the laws");
}

int64_t cpwi_data_law_number(const cpwi_data_laws *laws, const cpw_empirical *law) {
  int64_t low = 0, high = laws->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if ((uintptr_t)laws->law[middle].law < (uintptr_t)law)
      low = middle + 1;
    else
      high = middle;
  }
  return low < laws->count && laws->law[low].law == law ? laws->law[low].number : -1;
}
