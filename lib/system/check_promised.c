#include "system/check.h"
void cpwi_system_check_promised(const cpwi_system_check *c) {
  (void)c;
}
void cpwi_system_check_alliances(const cpwi_system_check *c) {
  (void)c;
}
