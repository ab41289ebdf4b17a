/* Stub. */
#include "vote/internal.h"
int32_t cpwi_vote_overspending(cpwi_vote *t, cpw_error *err) {
  return cpwi_fail(err, CPW_EINTERNAL, -1, t->where, "not yet");
}
