/* Status names and the library's version, as text and as numbers.
 * Source: the X-macro list and version macros in carepath/base.h, nothing else.
 * Leaves the tables of layouts and constants to the generated lib/base/abi_table.c. */
#include "base/internal.h"

const char *cpw_version(void) {
  return CPW_VERSION_STRING;
}

int32_t cpw_abi(void) {
  return CPW_ABI;
}

const char *cpw_status_name(int32_t status) {
  switch (status) {
#define CPW_X(name, value, text)                                                                   \
  case name:                                                                                       \
    return #name;
    CPW_STATUS_LIST(CPW_X)
#undef CPW_X
  default:
    return "CPW_UNKNOWN";
  }
}

const char *cpw_status_message(int32_t status) {
  switch (status) {
#define CPW_X(name, value, text)                                                                   \
  case name:                                                                                       \
    return text;
    CPW_STATUS_LIST(CPW_X)
#undef CPW_X
  default:
    return "unknown status";
  }
}
