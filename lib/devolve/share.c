/* Money down the tree: every node keeps its part and shares out the rest among its children, in whole
 * pounds, within their ranges.
 * Source: largest remainders within bounds (carepath/apportion.h). Leaves the ranges to ranges.c, the
 * amounts of one water level to leaves.c. */
#include "devolve/internal.h"

#include "carepath/apportion.h"

static int64_t sum_of_least(const cpwi_devolve *d, int64_t place) {
  int64_t sum = 0;
  for (int64_t c = d->first[place]; c < d->first[place] + d->children[place]; c++)
    sum += d->least[c];
  return sum;
}

/* The least have what they must: nobody is left to share. Also where one child takes it all. */
static int is_settled(const cpwi_devolve *d, int64_t place) {
  int64_t c = d->first[place], passed = d->passed[place];
  if (d->children[place] > 1 && passed > sum_of_least(d, place)) return 0;
  for (int64_t k = c; d->real && k < c + d->children[place]; k++)
    d->real[k] = -1.0; /* whatever level it was flooded at: not the one that holds now */
  if (d->children[place] == 1) {
    d->received[c] = passed;
    return 1;
  }
  for (; c < d->first[place] + d->children[place]; c++)
    d->received[c] = d->least[c];
  return 1;
}

static int32_t share_out(cpwi_devolve *d, int64_t place, cpw_error *err) {
  int64_t first = d->first[place];
  cpw_apportion_options options;
  cpw_apportion_options_init(&options);
  options.lower = d->least + first;
  options.upper = d->most + first;
  options.ids = d->id ? d->id + first : NULL;
  options.allocator = d->tree.allocator;
  const double *weight = d->weight + first;
  if (d->tree.rule == CPW_DEVOLVE_LEAVES) {
    cpwi_devolve_leaves_level(d, place, d->passed[place]);
    weight = d->real + first;
  }
  return cpw_apportion(d->passed[place], weight, d->children[place], &options, d->received + first,
                       err);
}

int32_t cpwi_devolve_share(cpwi_devolve *d, int64_t line, cpw_error *err) {
  int32_t status = CPW_OK;
  d->received[0] = d->tree.total[line];
  if (d->real) d->real[0] = -1.0;
  for (int64_t place = 0; place < d->tree.nodes && status == CPW_OK; place++) {
    cpwi_devolve_parts p = cpwi_devolve_split(d, place, d->received[place]);
    d->topslice[place] = p.topslice;
    d->passed[place] = p.passed;
    d->retained[place] = p.rest - p.passed;
    if (d->children[place] > 0 && !is_settled(d, place)) status = share_out(d, place, err);
  }
  return status;
}
