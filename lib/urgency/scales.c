/* The built-in scales of urgency, as data.
 * Source: as each row says. Leaves checks and look-ups to names.c and targets.c. */
#include "urgency/internal.h"

#include <string.h>

#define NONE CPWI_NAN

#define FSSA                                                                                       \
  "Federation of Surgical Specialty Associations, Clinical guide to surgical prioritisation, "     \
  "2020 to 2022"
#define SCOTLAND                                                                                   \
  "Scottish Government, Supporting elective care: clinical prioritisation framework, 2020"
#define PROGRAMME   "NHS England, Clinical prioritisation programme, frequently asked questions"
#define DIAGNOSTICS "NHS England, Clinical prioritisation of waiting lists for diagnostics, 2021"
#define RULES       "Fong et al., Understanding waiting list pressures, medRxiv 2022.08.23.22279117"
#define SWALIS                                                                                     \
  "SWALIS-2020 (Surgical Waiting List InfoSystem), British Journal of Surgery 107 (2020); "        \
  "medRxiv 2020.07.21.20157719"
#define AUSTRALIA                                                                                  \
  "Australian Institute of Health and Welfare, national elective surgery urgency categories, 2013"

static const cpw_urgency_class SURGERY[] = {
    {"P1a", "emergency: within 24 hours", FSSA, CPW_URGENCY_P1A_DAYS, 0, 0},
    {"P1b", "urgent: within 72 hours", FSSA, CPW_URGENCY_P1B_DAYS, 1, 0},
    {"P2", "within a month, taken as 4 weeks", FSSA, CPW_URGENCY_P2_DAYS, 2, 0},
    {"P3", "within three months, taken as 13 weeks", FSSA, CPW_URGENCY_P3_DAYS, 3, 0},
    {"P4", "may wait longer than three months", FSSA, NONE, 4, 0},
    {"P5", "asked to postpone for fear of infection; ended", PROGRAMME, NONE, 5, 1},
    {"P6", "asked to postpone for any other reason", PROGRAMME, NONE, 5, 1},
};

static const cpw_urgency_class SURGERY_SCOTLAND[] = {
    {"P1a", "emergency: within 24 hours", SCOTLAND, CPW_URGENCY_P1A_DAYS, 0, 0},
    {"P1b", "urgent: within 72 hours", SCOTLAND, CPW_URGENCY_P1B_DAYS, 1, 0},
    {"P2", "within 4 weeks", SCOTLAND, CPW_URGENCY_P2_DAYS, 2, 0},
    {"P3", "within 12 weeks", SCOTLAND, CPW_URGENCY_P3_SCOTLAND_DAYS, 3, 0},
    {"P4", "may safely wait longer than 12 weeks", SCOTLAND, NONE, 4, 0},
};

static const cpw_urgency_class SURGERY_RULES[] = {
    {"P1", "within a week", RULES, CPW_URGENCY_RULE_P1_DAYS, 0, 0},
    {"P2", "within 4 weeks", RULES, CPW_URGENCY_P2_DAYS, 1, 0},
    {"P3", "within 12 weeks", RULES, CPW_URGENCY_P3_SCOTLAND_DAYS, 2, 0},
    {"P4", "within a year, as anything else", RULES, CPW_URGENCY_RULE_OTHER_DAYS, 3, 0},
};

static const cpw_urgency_class DIAGNOSTIC[] = {
    {"D1", "most urgent", DIAGNOSTICS, NONE, 0, 0},
    {"D2", "second of four by urgency", DIAGNOSTICS, NONE, 1, 0},
    {"D3", "third of four by urgency", DIAGNOSTICS, NONE, 2, 0},
    {"D4", "least urgent", DIAGNOSTICS, NONE, 3, 0},
    {"D5", "asked to postpone", DIAGNOSTICS, NONE, 4, 1},
};

static const cpw_urgency_class SWALIS_2020[] = {
    {"A1", NULL, SWALIS, CPW_URGENCY_SWALIS_A1_DAYS, 0, 0},
    {"A2", NULL, SWALIS, CPW_URGENCY_SWALIS_A2_DAYS, 1, 0},
    {"A3", NULL, SWALIS, CPW_URGENCY_SWALIS_A3_DAYS, 2, 0},
    {"B", NULL, SWALIS, CPW_URGENCY_SWALIS_B_DAYS, 3, 0},
    {"C", NULL, SWALIS, CPW_URGENCY_SWALIS_C_DAYS, 4, 0},
    {"D", NULL, SWALIS, CPW_URGENCY_SWALIS_D_DAYS, 5, 0},
};

static const cpw_urgency_class CATEGORIES[] = {
    {"Category 1", "clinically indicated within 30 days", AUSTRALIA, 30, 0, 0},
    {"Category 2", "clinically indicated within 90 days", AUSTRALIA, 90, 1, 0},
    {"Category 3", "clinically indicated within 365 days", AUSTRALIA, 365, 2, 0},
};

#define ROWS(table) (int64_t)(sizeof(table) / sizeof *(table)), table

static const cpw_urgency_scale SCALES[] = {
    {"surgery", "surgical priorities P1a to P6", ROWS(SURGERY)},
    {"surgery_scotland", "surgical priorities of NHS Scotland", ROWS(SURGERY_SCOTLAND)},
    {"surgery_rules", "surgical priorities as the rules of thumb for waiting lists take them",
     ROWS(SURGERY_RULES)},
    {"diagnostics", "diagnostic priorities D1 to D5: no targets published", ROWS(DIAGNOSTIC)},
    {"swalis", "classes of SWALIS-2020 by maximum time before treatment", ROWS(SWALIS_2020)},
    {"australia", "elective surgery urgency categories", ROWS(CATEGORIES)},
};

const cpw_urgency_scale *cpw_urgency_scale_at(int64_t index) {
  int64_t count = (int64_t)(sizeof SCALES / sizeof *SCALES);
  return index >= 0 && index < count ? &SCALES[index] : NULL;
}

const cpw_urgency_scale *cpw_urgency_scale_find(const char *name) {
  const cpw_urgency_scale *scale;
  for (int64_t i = 0; name && (scale = cpw_urgency_scale_at(i)); i++)
    if (strcmp(scale->name, name) == 0) return scale;
  return NULL;
}
