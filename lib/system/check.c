/* The check of a system: every problem at once, as a result or as one error.
 * Source: cpw_system_check in carepath/system.h.
 * Leaves the rules to check_*.c, how problems are told to problems.c. */
#include "system/check.h"

static int32_t check_counts(const cpw_system *s, const char *where, cpw_error *err) {
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES; t++) {
    cpwi_system_rows rows = cpwi_system_rows_of(s, t);
    const char *name = cpw_system_table_name(t);
    if (rows.size == 0) continue;
    if (rows.count < 0 || rows.count > INT32_MAX)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "system: %lld rows of %s must be 0 to %d",
                       (long long)rows.count, name, INT32_MAX);
    if (!rows.row && rows.count > (t == CPW_SYSTEM_GROUPS ? 1 : 0))
      return cpwi_fail(err, CPW_EINVAL, -1, where, "system: %lld rows of %s, but no array",
                       (long long)rows.count, name);
  }
  return CPW_OK;
}

int32_t cpwi_system_take(const cpw_system *given, cpw_system *out, const char *where,
                         cpw_error *err) {
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "system is NULL");
  *out = cpwi_system_defaults();
  int32_t status = cpwi_take_options(out, sizeof *out, given, where, err);
  return status == CPW_OK ? check_counts(out, where, err) : status;
}

void cpwi_system_problems(const cpw_system *s, cpwi_problems *p) {
  cpwi_system_check c = {s, p, p->allocator};
  cpwi_system_check_rows(&c);
  cpwi_system_check_ids(&c);
  cpwi_system_check_tree(&c);
  cpwi_system_check_footprints(&c);
  cpwi_system_check_services(&c);
  cpwi_system_check_money(&c);
  cpwi_system_check_policies(&c);
  cpwi_system_check_alliances(&c);
  cpwi_system_check_promised(&c);
  cpwi_system_check_sources(&c);
}

/* Takes the system and looks it over; the problems are the caller's to free, also on error. */
static int32_t look(const cpw_system *given, cpw_system *s, cpwi_problems *p, const char *where,
                    cpw_error *err) {
  int32_t status = cpwi_check_allocator(p->allocator, where, err);
  if (status == CPW_OK) status = cpwi_system_take(given, s, where, err);
  if (status != CPW_OK) return status;
  p->system = s;
  cpwi_system_problems(s, p);
  cpwi_problems_finish(p);
  return p->failed ? cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the check") : CPW_OK;
}

int32_t cpw_system_check(const cpw_system *system, const cpw_allocator *allocator, cpw_result **out,
                         cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_system s;
  cpwi_problems p = {.allocator = allocator};
  int32_t status = look(system, &s, &p, __func__, err);
  if (status == CPW_OK) status = cpwi_problems_result(&p, out, __func__, err);
  cpwi_problems_free(&p);
  return status;
}

int32_t cpw_system_require(const cpw_system *system, const cpw_allocator *allocator,
                           cpw_error *err) {
  cpw_system s;
  cpwi_problems p = {.allocator = allocator};
  int32_t status = look(system, &s, &p, __func__, err);
  if (status == CPW_OK) status = cpwi_problems_first(&p, __func__, err);
  cpwi_problems_free(&p);
  return status;
}
