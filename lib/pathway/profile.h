/* lib/pathway/profile.h - what the files about values by time share. */
#ifndef CPWI_PATHWAY_PROFILE_H
#define CPWI_PATHWAY_PROFILE_H

#include "pathway/internal.h"

/* Value of a calendar at a time; 1 without one. */
double cpwi_calendar_at(const cpw_calendar *c, double t);
/* The one calendar of a profile that varies, where it repeats and the other one does not vary; else NULL. */
const cpw_calendar *cpwi_profile_alone(const cpwi_profile *f);

#endif
