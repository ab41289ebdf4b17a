/* The official monthly extract of NHS England, untouched: what each part counts, whether it
 * reconciles with the published totals, and the list by treatment function as CSV. */
#include <carepath.h>
#include <stdio.h>
#include <string.h>

static int to_stdout(void *context, const char *bytes, int64_t count) {
  (void)context;
  return fwrite(bytes, 1, (size_t)count, stdout) == (size_t)count ? 0 : -1;
}

static int read_extract(const char *path, int32_t group_by, cpw_result **out, cpw_error *err) {
  cpw_rtt_options options;
  cpw_rtt_options_init(&options);
  options.group_by = group_by;
  cpw_rtt *rtt;
  int32_t status = cpw_rtt_new(&options, &rtt, err);
  if (status) return status;
  status = cpw_rtt_read_path(rtt, path, err);
  if (!status) status = cpw_rtt_result(rtt, out, err);
  cpw_rtt_free(rtt);
  return status;
}

/* labels of a coordinate of an array's first dimension */
static const char *const *labels_of(const cpw_array *array, const char *coordinate) {
  const cpw_dimension *rows = array->dimension[0];
  for (int64_t i = 0; i < rows->coordinates; i++)
    if (strcmp(rows->coordinate_names[i], coordinate) == 0) return rows->coordinate_labels[i];
  return NULL;
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "examples/data/dorset_rtt_2024-11.csv";
  cpw_error err;
  cpw_result *result = NULL;
  int failed = 1;

  if (read_extract(path, 0, &result, &err)) goto end;
  const cpw_array *total_all = cpw_result_find(result, "total_all");
  const int64_t *difference = cpw_result_find(result, "difference")->integer;
  const char *const *types = labels_of(total_all, "type");
  for (int64_t row = 0; row < total_all->size; row++)
    printf("%-24s %6lld people, %lld of them not explained by bands and unknown starts\n",
           types[row], (long long)total_all->integer[row], (long long)difference[row]);
  cpw_result_free(result);
  result = NULL;

  if (read_extract(path, CPW_RTT_BY_PROVIDER | CPW_RTT_BY_TREATMENT_FUNCTION, &result, &err))
    goto end;
  const cpw_sink out = {NULL, to_stdout};
  if (cpw_result_write_csv(result, "total_all", &out, &err)) goto end;
  failed = 0;
end:
  if (failed) fprintf(stderr, "%s:%lld: %s\n", err.where, (long long)err.line, err.message);
  cpw_result_free(result);
  return failed;
}
