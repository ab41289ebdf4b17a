/* The rows of a least squares problem reduced to a triangle of its columns and its target, a block of rows at
 * a time. Source: Householder reflections of the triangle so far on top of new rows (Golub and Van Loan,
 * Matrix Computations, section 5.2); Q is not kept. Leaves bounds to active.c. */
#include "least_squares/internal.h"

#include <string.h>

#define BLOCK 128

double cpwi_ls_dot(const double *a, const double *b, int64_t n) {
  double part[8] = {0}, sum = 0;
  int64_t i = 0;
  for (; i + 8 <= n; i += 8)
    for (int k = 0; k < 8; k++)
      part[k] += a[i + k] * b[i + k];
  for (; i < n; i++)
    sum += a[i] * b[i];
  return sum + (((part[0] + part[1]) + (part[2] + part[3])) +
                ((part[4] + part[5]) + (part[6] + part[7])));
}

/* The reflection that takes (head, tail) to (r, 0): tail and *head become its vector, the value is its
 * factor, 0 for none. */
static double reflection(double *head, const double *tail, int64_t count, double *r) {
  double squares = cpwi_ls_dot(tail, tail, count);
  *r = *head;
  if (squares <= 0) return 0;
  double length = sqrt(*head * *head + squares);
  *r = *head > 0 ? -length : length;
  *head -= *r;
  return -1 / (*r * *head);
}

/* apply to another column */
static void reflect(double factor, double head, const double *tail, int64_t count, double *top,
                    double *other) {
  double along = factor * (head * *top + cpwi_ls_dot(tail, other, count));
  *top -= along * head;
  for (int64_t i = 0; i < count; i++)
    other[i] -= along * tail[i];
}

/* `count` new rows in block (n + 1 columns of BLOCK) go into the triangle, whose column j has rows 0..j. */
static void absorb(cpwi_least_squares *p, double *block, int64_t count) {
  for (int64_t j = 0; j <= p->n; j++) {
    double *tail = block + j * BLOCK, *own = p->triangle + j * p->rows + j;
    double head = *own, r, factor = reflection(&head, tail, count, &r);
    *own = r;
    for (int64_t k = j + 1; factor > 0 && k <= p->n; k++)
      reflect(factor, head, tail, count, p->triangle + k * p->rows + j, block + k * BLOCK);
  }
}

/* row i of the weighted and scaled problem, `at` in the block */
static void put_row(const cpwi_least_squares *p, int64_t i, double *block, int64_t at) {
  const cpw_least_squares *q = &p->problem;
  double w = sqrt(q->weights ? q->weights[i] : 1);
  for (int64_t j = 0; j < p->n; j++)
    block[j * BLOCK + at] = q->matrix[i * p->n + j] * w * p->scale[j];
  block[p->n * BLOCK + at] = q->target[i] * w;
}

static void put_ridge(const cpwi_least_squares *p, int64_t j, double *block, int64_t at) {
  double root = sqrt(p->problem.ridge);
  for (int64_t k = 0; k < p->n; k++)
    block[k * BLOCK + at] = 0;
  block[j * BLOCK + at] = root * p->scale[j];
  block[p->n * BLOCK + at] = root * (p->problem.towards ? p->problem.towards[j] : 0);
}

static int32_t check_target(const cpwi_least_squares *p, cpw_error *err) {
  for (int64_t i = 0; i <= p->n; i++)
    if (!cpwi_ls_finite(p->triangle[p->n * p->rows + i]))
      return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where,
                       "the sum of weight x target^2 is beyond the largest double");
  return CPW_OK;
}

int32_t cpwi_ls_reduce(cpwi_least_squares *p, cpw_error *err) {
  const cpw_least_squares *q = &p->problem;
  int64_t total = q->rows + (q->ridge > 0 ? p->n : 0), used = 0;
  double *block = cpwi_alloc(p->allocator, (size_t)(p->n + 1), BLOCK * sizeof *block);
  if (!block)
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for a block of %lld columns",
                     (long long)p->n);
  int32_t status = CPW_OK;
  for (int64_t i = 0; status == CPW_OK && i < total; i++) {
    if (i < q->rows)
      put_row(p, i, block, used++);
    else
      put_ridge(p, i - q->rows, block, used++);
    if (used < BLOCK && i + 1 < total) continue;
    absorb(p, block, used);
    used = 0;
    if ((p->run.cancel && cpwi_read_flag(p->run.cancel)) ||
        (p->run.progress &&
         p->run.progress(p->run.progress_context, 0.8 * (double)(i + 1) / (double)total)))
      status = cpwi_fail(err, CPW_ECANCELLED, -1, p->where, "cancelled by the caller");
  }
  cpwi_release(p->allocator, block);
  return status == CPW_OK ? check_target(p, err) : status;
}
