/* Rules, types and icons in words.
 * Source: Making Data Count (NHS England). Leaves the judging to chart.c. */
#include "spc/internal.h"

const char *cpw_spc_cause_text(int64_t cause) {
  static const char *const text[] = {"above the upper limit",
                                     "below the lower limit",
                                     "rising trend",
                                     "falling trend",
                                     "two in three near the upper limit",
                                     "two in three near the lower limit",
                                     "run above the mean",
                                     "run below the mean"};
  if (cause == 0) return "common cause";
  for (int bit = 0; bit < 8; bit++)
    if (cause == (int64_t)1 << bit) return text[bit];
  return "";
}

const char *cpw_spc_type_text(int64_t type) {
  static const char *const text[] = {"common cause",
                                     "special cause: improvement, high",
                                     "special cause: improvement, low",
                                     "special cause: concern, high",
                                     "special cause: concern, low",
                                     "special cause: high",
                                     "special cause: low",
                                     "missing",
                                     "too short to judge"};
  return type >= 0 && type <= CPW_SPC_TOO_SHORT ? text[type] : "";
}

const char *cpw_spc_assurance_text(int64_t assurance) {
  static const char *const text[] = {"no target", "will consistently meet the target",
                                     "will consistently miss the target",
                                     "may or may not meet the target", "too short to judge"};
  return assurance >= 0 && assurance <= CPW_SPC_UNSURE ? text[assurance] : "";
}
