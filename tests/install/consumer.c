/* tests/install/consumer.c - a stranger's program: built against the installed headers and library
 * alone, by pkg-config. Prints the version and a small result; checks header against library.
 * Leaves everything that the module tests check to them. */
#include <carepath.h>

#include <stdio.h>
#include <string.h>

static int to_stdout(void *context, const char *bytes, int64_t count) {
  return fwrite(bytes, 1, (size_t)count, (FILE *)context) == (size_t)count ? 0 : 1;
}

int main(void) {
  if (strcmp(cpw_version(), CPW_VERSION_STRING) != 0 || cpw_abi() != CPW_ABI) {
    fprintf(stderr, "the library is not the one of the headers\n");
    return 1;
  }
  printf("carepath %s\n", cpw_version());

  cpw_run run;
  cpw_run_init(&run); /* an inline of the header that calls an exported function */
  if (run.replications != 1) return 1;

  cpw_error err;
  cpw_result *result = NULL;
  void *memory = NULL;
  const char *labels[] = {"first", "second"};
  if (cpw_result_new(NULL, &result, &err) ||
      cpw_result_add_dimension(result, "list", 2, labels, &err) ||
      cpw_result_add_array(result, "waiting", "people", "people who wait", "list", CPW_INT64,
                           CPW_MERGE_SUM, &memory, &err)) {
    fprintf(stderr, "%s: %s\n", err.where, err.message);
    return 1;
  }
  ((int64_t *)memory)[0] = 12;
  ((int64_t *)memory)[1] = 30;
  cpw_sink sink = {stdout, to_stdout};
  int32_t status = cpw_result_write_csv(result, "waiting", &sink, &err);
  cpw_result_free(result);
  return status ? 1 : 0;
}
