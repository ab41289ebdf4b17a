/* Choices of any age, checked; who does not choose.
 * Source: the fields of carepath/choice.h.
 * Leaves shares to shares.c. */
#include "choice/internal.h"

#include <string.h>

static cpw_choice defaults(void) {
  cpw_choice c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  c.groups = 1;
  c.outside = -(double)INFINITY;
  return c;
}

void cpw_choice_init_sized(cpw_choice *choice, size_t size) {
  cpw_choice c = defaults();
  cpwi_init_sized(choice, size, &c, sizeof c);
}
