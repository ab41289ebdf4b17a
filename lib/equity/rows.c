/* Rows of values and weights, checked, without those of weight 0, in a scale where nothing overflows.
 * Source: scaling by powers of two, which is exact; sums by stats' exact sums.
 * Leaves the order of the rows to line.c. */
#include "equity/internal.h"

/* Powers of two beyond this are not taken at once: both ends of the scale stay normal numbers. */
enum { MOST_EXPONENT = 1000 };

void cpwi_bag_empty(cpwi_bag *bag) {
  int32_t status = cpw_exact_sum_add_array(&bag->sum, bag->term, bag->count, NULL);
  (void)status; /* fewer than 2^62 terms, an initialised sum */
  bag->count = 0;
}

double cpwi_bag_value(cpwi_bag *bag) {
  cpwi_bag_empty(bag);
  return cpw_exact_sum_value(&bag->sum);
}

static int is_finite(double x) {
  return x - x == 0;
}

int32_t cpwi_check_finite(const double *x, int64_t n, const char *name, const char *where,
                          cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (!is_finite(x[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite", name,
                       (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

int32_t cpwi_check_not_negative(const double *x, int64_t n, const char *name, const char *where,
                                cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    if (!(is_finite(x[i]) && x[i] >= 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite and >= 0", name,
                       (long long)i, cpwi_number(x[i]).text);
  return CPW_OK;
}

int32_t cpwi_data_check(const cpwi_data *data, const char *where, cpw_error *err) {
  if (!data->value) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", data->value_name);
  if (data->n < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 1", data->count_name,
                     (long long)data->n);
  int32_t status = cpwi_check_finite(data->value, data->n, data->value_name, where, err);
  if (status != CPW_OK || !data->weight) return status;
  status = cpwi_check_not_negative(data->weight, data->n, data->weight_name, where, err);
  for (int64_t i = 0; status == CPW_OK && i < data->n; i++)
    if (data->weight[i] > 0) return CPW_OK;
  if (status != CPW_OK) return status;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s is 0 everywhere: there is nobody",
                   data->weight_name);
}

/* the power of two that brings `most` below 1, as far as it may go in one step */
static int32_t exponent_of(double most) {
  int exponent = 0;
  frexp(most, &exponent);
  return exponent > MOST_EXPONENT    ? MOST_EXPONENT
         : exponent < -MOST_EXPONENT ? -MOST_EXPONENT
                                     : exponent;
}

/* the scale of the rows, and how many there are */
static void survey(cpwi_rows *rows, const cpwi_data *data) {
  double value = 0, weight = 0;
  for (int64_t i = 0; i < data->n; i++) {
    double w = data->weight ? data->weight[i] : 1;
    if (!(w > 0)) continue;
    rows->n++;
    if (w > weight) weight = w;
    if (fabs(data->value[i]) > value) value = fabs(data->value[i]);
  }
  rows->exponent = exponent_of(value);
  rows->weight_exponent = data->weight ? exponent_of(weight) : 0;
}

static void fill(cpwi_rows *rows, const cpwi_data *data, const cpwi_place *place) {
  double value_scale = ldexp(1, -rows->exponent), weight_scale = ldexp(1, -rows->weight_exponent);
  const double *value = data->value, *weight = data->weight, *position = place->position;
  const int64_t *order = place->order;
  double *y = rows->y, *w = rows->w, *sorted = place->sorted;
  int64_t k = 0;
  for (int64_t at = 0; at < data->n; at++) {
    int64_t i = order ? order[at] : at;
    double here = weight ? weight[i] : 1;
    if (!(here > 0)) continue;
    if (position) sorted[k] = position[i];
    y[k] = value[i] * value_scale;
    w[k++] = here * weight_scale;
  }
}

static void measure(cpwi_rows *rows) {
  cpwi_bag weight, product;
  cpwi_bag_start(&weight);
  cpwi_bag_start(&product);
  double least = rows->y[0], greatest = least;
  for (int64_t i = 0; i < rows->n; i++) {
    double y = rows->y[i];
    if (!rows->alike) cpwi_bag_add(&weight, rows->w[i]);
    cpwi_bag_add(&product, rows->w[i] * y);
    if (y < least) least = y;
    if (y > greatest) greatest = y;
  }
  rows->least = least;
  rows->greatest = greatest;
  rows->total = rows->alike ? (double)rows->n : cpwi_bag_value(&weight);
  /* a mean is never outside its values: where all are equal it is exactly theirs */
  rows->mean = fmin(fmax(cpwi_bag_value(&product) / rows->total, least), greatest);
}

int32_t cpwi_rows_take(cpwi_rows *rows, const cpwi_data *data, const cpwi_place *place,
                       const cpw_allocator *allocator, const char *where, cpw_error *err) {
  memset(rows, 0, sizeof *rows);
  rows->allocator = allocator;
  int32_t status = cpwi_data_check(data, where, err);
  if (status != CPW_OK) return status;
  rows->alike = !data->weight;
  survey(rows, data);
  rows->y = cpwi_alloc(allocator, (size_t)rows->n, sizeof *rows->y);
  rows->w = cpwi_alloc(allocator, (size_t)rows->n, sizeof *rows->w);
  if (!rows->y || !rows->w) return cpwi_no_memory(where, err);
  const cpwi_place as_given = {NULL, NULL, NULL};
  fill(rows, data, place ? place : &as_given);
  measure(rows);
  rows->population = ldexp(rows->total, rows->weight_exponent);
  if (!is_finite(rows->population))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the sum of %s is beyond the largest double",
                     data->weight_name);
  return CPW_OK;
}

void cpwi_rows_free(cpwi_rows *rows) {
  cpwi_release(rows->allocator, rows->y);
  cpwi_release(rows->allocator, rows->w);
  rows->y = rows->w = NULL;
}

cpwi_rows cpwi_rows_part(const cpwi_rows *rows, int64_t first, int64_t last) {
  cpwi_rows part = *rows;
  part.y += first;
  part.w += first;
  part.n = last - first;
  if (part.n > 0) measure(&part);
  return part;
}

double cpwi_rows_variance(const cpwi_rows *rows) {
  cpwi_bag squares;
  cpwi_bag_start(&squares);
  for (int64_t i = 0; i < rows->n; i++) {
    double z = rows->y[i] - rows->mean;
    cpwi_bag_add(&squares, rows->w[i] * (z * z));
  }
  return cpwi_bag_value(&squares) / rows->total;
}
