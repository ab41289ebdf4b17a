/* prioritise_settings.h - what the options of `carepath ptl` and `carepath prioritise` come to. */
#ifndef CAREPATH_CLI_PRIORITISE_SETTINGS_H
#define CAREPATH_CLI_PRIORITISE_SETTINGS_H

#include <stdint.h>

typedef struct prioritise_settings {
  int64_t rows;      /* of a synthetic list */
  const char *today; /* the day of the list; NULL: not said */
} prioritise_settings;

prioritise_settings default_prioritise_settings(void);

#endif
