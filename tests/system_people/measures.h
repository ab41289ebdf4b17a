/* measures.h - the suite of what needs no system: entitlement, pooled rates, peers, access. */
#ifndef CPWT_SYSTEM_PEOPLE_MEASURES_H
#define CPWT_SYSTEM_PEOPLE_MEASURES_H

#include <check.h>

Suite *measures_suite(void);

#endif
