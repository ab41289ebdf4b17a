/* lib/pathway_presets/internal.h - a preset as data: parameters, and files in which {name} stands for a parameter and
 * {a*b-c} for products less products of them. */
#ifndef CPWI_PATHWAY_PRESETS_INTERNAL_H
#define CPWI_PATHWAY_PRESETS_INTERNAL_H

#include "carepath/pathway_files.h"
#include "carepath/pathway_presets.h"

#include "base/internal.h"

enum { CPWI_PRESET_MOST_FILES = 8, CPWI_PRESET_MOST_PARAMETERS = 32 };

typedef struct cpwi_preset {
  const char *name, *summary;
  const cpw_preset_parameter *parameter;
  int64_t parameters;
  const char *file[CPWI_PRESET_MOST_FILES][2]; /* name, text; NULL ends them */
} cpwi_preset;

#define CPWI_PARAMETERS(table) table, (int64_t)(sizeof(table) / sizeof *(table))

extern const cpwi_preset cpwi_preset_elective, cpwi_preset_discharge; /* hospital.c */
extern const cpwi_preset cpwi_preset_emergency, cpwi_preset_cancer;   /* urgent.c */
extern const cpwi_preset cpwi_preset_stepped_care, cpwi_preset_surge; /* community.c */
extern const cpwi_preset cpwi_preset_advice;                          /* community.c */
#endif
