/* tests/patients/check_first_come.h - the suite of the first-come engine, for the program of the module. */
#ifndef CHECK_FIRST_COME_H
#define CHECK_FIRST_COME_H

#include "support/support.h"

Suite *first_come_suite(void);

#endif
