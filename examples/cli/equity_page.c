/* The page of a measure. */
#include "equity.h"
#include "say.h"
int write_equity_page(const equity *e) {
  (void)e;
  return DONE;
}
