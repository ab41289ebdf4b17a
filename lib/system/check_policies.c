#include "system/check.h"
void cpwi_system_check_policies(const cpwi_system_check *c) {
  (void)c;
}
