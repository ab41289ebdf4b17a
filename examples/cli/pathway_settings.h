/* pathway_settings.h - what the options of `carepath pathway` come to. */
#ifndef CAREPATH_CLI_PATHWAY_SETTINGS_H
#define CAREPATH_CLI_PATHWAY_SETTINGS_H

#include <stdint.h>

enum { ENGINE_STEADY = 1, ENGINE_FLUID = 2, ENGINE_EVENTS = 4 };
enum { PATHWAY_STAGES, PATHWAY_TIME, PATHWAY_EXITS, PATHWAY_WHOLE };
enum { SIZE_MEAN, SIZE_WITHIN, SIZE_CHANCE, SIZE_USE };

typedef struct pathway_settings {
  int32_t engines; /* ENGINE_..., added */
  double days;     /* horizon, in the unit of the folder */
  double warm_up;
  double period; /* of the figures by time */
  int64_t runs;
  int32_t cohort;
  int32_t what;        /* PATHWAY_... */
  const char *changes; /* run: what is changed, such as "ward.servers=80" */
  /* size */
  int32_t goal; /* SIZE_... */
  double limit, share;
  const char *stage; /* NULL: all */
  /* preset */
  const char *values; /* NAME=VALUE,... */
  /* calibrate, preset */
  const char *folder; /* written to; NULL: tables alone */
  double until;
} pathway_settings;

pathway_settings default_pathway_settings(void);

#endif
