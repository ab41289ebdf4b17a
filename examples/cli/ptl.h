/* ptl.h - a synthetic patient tracking list: the published figures that it is drawn to. */
#ifndef CAREPATH_CLI_PTL_H
#define CAREPATH_CLI_PTL_H

#include <stdint.h>

enum { PTL_SPECIALTIES = 19, PTL_MONTHS = 13, PTL_DECILES = 10, PTL_AGES = 7 };

extern const char *const ptl_specialty[PTL_SPECIALTIES];
/* People who wait by months waited; the last: 12 months and over. */
extern const int32_t ptl_waiting[PTL_SPECIALTIES][PTL_MONTHS];
extern const char *const ptl_age_band[PTL_AGES];
/* People who live in England, the most deprived decile first. */
extern const int32_t ptl_population[PTL_DECILES][PTL_AGES];

#endif
