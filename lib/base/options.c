/* Options and runs of any age: a shorter struct is an older caller, a longer one an error.
 * Source: house rules (size_t struct_size first, append only, NULL means the defaults).
 * Leaves the checks of single options to the function that takes them. */
#include "base/internal.h"

#include <string.h>

int32_t cpwi_take_options(void *known, size_t size, const void *given, const char *where,
                          cpw_error *err) {
  if (!given) return CPW_OK;
  size_t theirs;
  memcpy(&theirs, given, sizeof theirs);
  if (theirs < sizeof theirs || theirs > size)
    return cpwi_fail(err, CPW_EABI, -1, where,
                     "struct_size is %zu, but this library (%s) takes %zu to %zu: set it with the "
                     "_init function",
                     theirs, CPW_VERSION_STRING, sizeof theirs, size);
  memcpy(known, given, theirs);
  memcpy(known, &size, sizeof size);
  return CPW_OK;
}

int32_t cpwi_check_choices(const cpwi_choice *choices, size_t count, const char *where,
                           cpw_error *err) {
  for (size_t k = 0; k < count; k++)
    if (choices[k].value < 0 || choices[k].value > choices[k].most)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %d must be 0 to %d",
                       choices[k].name, (int)choices[k].value, (int)choices[k].most);
  return CPW_OK;
}

void cpwi_init_sized(void *out, size_t size, void *defaults, size_t full) {
  if (!out || size < sizeof size) return;
  size_t shared = size < full ? size : full;
  memset(out, 0, size);
  memcpy(out, defaults, shared);
  memcpy(out, &size, sizeof size);
}

static cpw_run run_defaults(void) {
  cpw_run run;
  memset(&run, 0, sizeof run);
  run.struct_size = sizeof run;
  run.seed = 1;
  run.replications = 1;
  run.threads = 1;
  return run;
}

void cpw_run_init_sized(cpw_run *run, size_t size) {
  cpw_run defaults = run_defaults();
  cpwi_init_sized(run, size, &defaults, sizeof defaults);
}

int32_t cpwi_take_run(cpw_run *known, const cpw_run *given, const char *where, cpw_error *err) {
  cpw_run run = run_defaults();
  int32_t status = cpwi_take_options(&run, sizeof run, given, where, err);
  if (status != CPW_OK) return status;
  if (run.replications < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "run.replications = %lld must be >= 1",
                     (long long)run.replications);
  if (run.first_replication < 0 || run.first_replication > INT64_MAX - run.replications)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "run.first_replication = %lld must be >= 0 and leave room for %lld",
                     (long long)run.first_replication, (long long)run.replications);
  if (run.threads < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "run.threads = %d must be >= 0 (0 = one a processor)", (int)run.threads);
  *known = run;
  return CPW_OK;
}
