/* Any bytes as the words of a sketch: refused with a reason, or a sketch that writes the same words
 * again, gives rising quantiles between its ends and merges with itself. */
#include "carepath/stats.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int promise) {
  if (!promise) abort();
}

static void check_same_words(const cpw_sketch *sketch, const int64_t *words, int64_t count) {
  int64_t n = cpw_sketch_words(sketch);
  int64_t *again = malloc((size_t)n * sizeof *again);
  demand(again != NULL && n == count);
  demand(cpw_sketch_write(sketch, n, again, NULL) == CPW_OK);
  demand(memcmp(again, words, (size_t)n * sizeof *again) == 0);
  free(again);
}

static void check_quantiles(const cpw_sketch *sketch) {
  const double p[] = {0, 0.1, 0.5, 0.9, 1};
  double q[5];
  cpw_sketch_info info;
  cpw_error err;
  demand(cpw_sketch_describe(sketch, &info, NULL) == CPW_OK);
  int32_t status = cpw_sketch_quantiles(sketch, p, 5, CPW_QUANTILE_1, q, &err);
  demand((status == CPW_EDOMAIN) == (info.count == 0 || info.nan > 0));
  if (status != CPW_OK) return;
  for (int i = 0; i < 5; i++)
    demand(q[i] >= info.minimum && q[i] <= info.maximum && (i == 0 || q[i] >= q[i - 1]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  int64_t count = (int64_t)(size / sizeof(int64_t));
  int64_t *words = malloc((size_t)(count + 1) * sizeof *words);
  cpw_sketch *sketch = NULL;
  cpw_error err;
  demand(words != NULL);
  if (count > 0) memcpy(words, data, (size_t)count * sizeof *words);
  int32_t status = cpw_sketch_read(words, count, NULL, &sketch, &err);
  demand(status == CPW_OK || (status == CPW_EDATA && err.message[0] != 0));
  if (status == CPW_OK) {
    check_same_words(sketch, words, count);
    check_quantiles(sketch);
    status = cpw_sketch_merge(sketch, sketch, &err);
    demand(status == CPW_OK || status == CPW_EOVERFLOW);
    cpw_sketch_free(sketch);
  }
  free(words);
  return 0;
}
