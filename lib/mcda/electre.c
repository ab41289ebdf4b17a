/* ELECTRE I: concordance, discordance, who outranks whom.
 * Source: Roy, "Classement et choix en presence de points de vue multiples", RIRO 2:57-75 (1968); the
 * scale of a disadvantage is an option, since programs differ in it. Leaves the kernel to kernel.c. */
#include "mcda/internal.h"

#define SLACK 1e-12 /* rounding of sums of weights at the thresholds */

typedef struct outranking {
  cpwi_mcda *w;
  cpw_mcda_electre_options options;
  double scale[CPW_MCDA_MAX_CRITERIA];
  unsigned char *outranks;           /* (n, n), or NULL in the second pass */
  double *concordance, *discordance; /* (n, n) or NULL */
} outranking;

static cpw_mcda_electre_options electre_defaults(void) {
  cpw_mcda_electre_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.concordance = 0.65;
  o.discordance = 0.35;
  return o;
}

void cpw_mcda_electre_options_init_sized(cpw_mcda_electre_options *options, size_t size) {
  cpw_mcda_electre_options o = electre_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- pairs --------------------- */

static void compare(const outranking *o, int64_t a, int64_t b, double *concordance,
                    double *discordance) {
  const cpw_mcda_table *t = &o->w->table;
  const double *xa = t->values + a * t->criteria, *xb = t->values + b * t->criteria;
  double agree = 0, worst = 0;
  for (int64_t j = 0; j < t->criteria; j++) {
    const cpwi_mcda_column *c = &o->w->columns[j];
    double behind =
        (cpwi_mcda_y(c, xb[j]) - cpwi_mcda_y(c, xa[j])) * (double)cpwi_mcda_direction(o->w, j);
    if (!(behind > 0)) {
      agree += t->weights[j];
    } else if (o->scale[j] > 0) {
      double share = behind / o->scale[j];
      worst = share > worst ? share : worst;
    }
  }
  *concordance = agree;
  *discordance = worst;
}

static int32_t compare_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const outranking *o = context;
  const int64_t n = o->w->table.rows;
  (void)err;
  for (int64_t a = first; a < last; a++)
    for (int64_t b = 0; b < n; b++) {
      double c = CPWI_NAN, d = CPWI_NAN;
      if (a != b) compare(o, a, b, &c, &d);
      if (o->concordance) o->concordance[a * n + b] = c;
      if (o->discordance) o->discordance[a * n + b] = d;
      if (o->outranks)
        o->outranks[a * n + b] =
            a != b && c >= o->options.concordance - SLACK && d <= o->options.discordance + SLACK;
    }
  return CPW_OK;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_share(const char *name, double value, const char *where, cpw_error *err) {
  if (value >= 0 && value <= 1) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.%s = %s must be from 0 to 1", name,
                   cpwi_number(value).text);
}

static int32_t take(outranking *o, const cpw_mcda_electre_options *options, cpw_error *err) {
  const cpwi_mcda *w = o->w;
  o->options = electre_defaults();
  int32_t status = cpwi_take_options(&o->options, sizeof o->options, options, w->where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"scale", o->options.scale, CPW_MCDA_SCALE_LARGEST},
                                 {"kernel", o->options.kernel, CPW_MCDA_KERNEL_GRAPH}};
  if ((status = cpwi_check_choices(choices, 2, w->where, err)) != CPW_OK ||
      (status = check_share("concordance", o->options.concordance, w->where, err)) != CPW_OK ||
      (status = check_share("discordance", o->options.discordance, w->where, err)) != CPW_OK)
    return status;
  if (w->table.rows > CPW_MCDA_MAX_OUTRANKED)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->where, "table.rows = %lld must be at most %d",
                     (long long)w->table.rows, CPW_MCDA_MAX_OUTRANKED);
  return CPW_OK;
}

static void set_scales(outranking *o) {
  const int64_t m = o->w->table.criteria;
  double largest = 0;
  for (int64_t j = 0; j < m; j++) {
    o->scale[j] = fabs(o->w->columns[j].best - o->w->columns[j].worst);
    largest = o->scale[j] > largest ? o->scale[j] : largest;
  }
  for (int64_t j = 0; j < m && o->options.scale == CPW_MCDA_SCALE_LARGEST; j++)
    o->scale[j] = largest;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int32_t find_kernel(const outranking *o, int32_t *kernel, cpw_error *err) {
  const int64_t n = o->w->table.rows;
  if (o->options.kernel == CPW_MCDA_KERNEL_GRAPH)
    return cpwi_mcda_graph_kernel(o->outranks, n, kernel, o->w->table.allocator, o->w->where, err);
  for (int64_t b = 0; b < n; b++)
    kernel[b] = 1;
  for (int64_t a = 0; a < n; a++)
    for (int64_t b = 0; b < n; b++)
      if (o->outranks[a * n + b]) kernel[b] = 0;
  return CPW_OK;
}

static int32_t run_electre(outranking *o, int32_t *found, cpw_error *err) {
  cpwi_mcda *w = o->w;
  const int fixed = o->options.scale == CPW_MCDA_SCALE_FIXED;
  int32_t status = cpwi_mcda_scale(w, fixed ? CPW_MCDA_FIXED : CPW_MCDA_NONE, err);
  if (status != CPW_OK) return status;
  set_scales(o);
  status = cpwi_parallel(&w->run, w->table.rows, 16, compare_rows, o, w->where, err);
  return status == CPW_OK ? find_kernel(o, found, err) : status;
}

/* Nothing can fail any more: the matrices are computed again into the caller's memory. */
static int32_t hand_over(outranking *o, double *concordance, double *discordance, int32_t *outranks,
                         cpw_error *err) {
  const int64_t n = o->w->table.rows;
  for (int64_t k = 0; outranks && k < n * n; k++)
    outranks[k] = o->outranks[k];
  if (!concordance && !discordance) return CPW_OK;
  cpw_run run = o->w->run;
  run.progress = NULL;
  run.cancel = NULL;
  o->outranks = NULL;
  o->concordance = concordance;
  o->discordance = discordance;
  return cpwi_parallel(&run, n, 16, compare_rows, o, o->w->where, err);
}

int32_t cpw_mcda_electre1(const cpw_mcda_table *table, const cpw_mcda_electre_options *options,
                          const cpw_run *run, double *concordance, double *discordance,
                          int32_t *outranks, int32_t *kernel, cpw_error *err) {
  cpwi_mcda w;
  int32_t status = cpwi_mcda_take(&w, table, run, 0, __func__, err);
  const cpw_allocator *a = w.table.allocator;
  const size_t n = (size_t)w.table.rows;
  outranking *o = status == CPW_OK ? cpwi_alloc_zero(a, 1, sizeof *o) : NULL;
  if (o) {
    o->w = &w;
    status = take(o, options, err);
  }
  if (status == CPW_OK && !kernel && n > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "kernel must be given");
  unsigned char *bytes = o && status == CPW_OK ? cpwi_alloc(a, n * n, 1) : NULL;
  int32_t *found = bytes ? cpwi_alloc(a, n, sizeof *found) : NULL;
  if (status == CPW_OK && !found)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %zu rows", n);
  if (found && o) {
    o->outranks = bytes;
    status = run_electre(o, found, err);
    if (status == CPW_OK) status = hand_over(o, concordance, discordance, outranks, err);
    if (status == CPW_OK && n > 0) memcpy(kernel, found, n * sizeof *found);
  }
  cpwi_release(a, found);
  cpwi_release(a, bytes);
  cpwi_release(a, o);
  cpwi_mcda_free(&w);
  return status;
}
