#include "system/check.h"
void cpwi_system_check_services(const cpwi_system_check *c) {
  (void)c;
}
