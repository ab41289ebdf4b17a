/* Published figures by name: aversions, shares of the opportunity cost, health by fifth.
 * Source: named in each row; nothing stands here that was not read where the row says.
 * Leaves the carrying over to other groups to shares.c. */
#include "dcea/internal.h"

#include <string.h>

#define ROBSON                                                                                     \
  "Robson, Asaria, Cookson, Tsuchiya and Ali, Health Economics 26:1328-1334 (2017), abstract"
#define HORN "Horn, Norheim and Barra, Value in Health 28(12) (2025), abstract"
#define LOVE_KOH                                                                                   \
  "Love-Koh, Cookson, Claxton and Griffin, Medical Decision Making 40:170-182 (2020), 26 % and "   \
  "14 "                                                                                            \
  "% at the ends; all five in data/hoc_distribution.csv of the calculator "                        \
  "github.com/bitowaqr/dcea"
#define CALCULATOR "data/hoc_distribution.csv of the calculator github.com/bitowaqr/dcea"

static const double robson_atkinson[] = {10.95}, robson_kolm[] = {0.15};
static const double horn_atkinson[] = {3.52}, horn_kolm[] = {0.05};
static const double steep[] = {0.26, 0.22, 0.22, 0.16, 0.14};
static const double moderate[] = {0.23, 0.21, 0.21, 0.18, 0.17};
static const double flat[] = {0.2, 0.2, 0.2, 0.2, 0.2};
static const double qale[] = {63.19885892, 67.67622058, 69.99007964, 73.18449964, 75.07027193};

#define VALUES(x) (int64_t)(sizeof(x) / sizeof(x)[0]), (x)

static const cpw_dcea_table tables[] = {
    {"robson-2017-atkinson", CPW_DCEA_TABLE_AVERSION, CPW_DCEA_ATKINSON, VALUES(robson_atkinson),
     CPWI_NAN, CPWI_NAN, ROBSON,
     "median of an online survey of the general public in England, n = 244; groups are rich and "
     "poor"},
    {"robson-2017-kolm", CPW_DCEA_TABLE_AVERSION, CPW_DCEA_KOLM, VALUES(robson_kolm), CPWI_NAN,
     CPWI_NAN, ROBSON, "as robson-2017-atkinson; per QALY, so it changes with the unit of health"},
    {"horn-2025-atkinson", CPW_DCEA_TABLE_AVERSION, CPW_DCEA_ATKINSON, VALUES(horn_atkinson),
     CPWI_NAN, CPWI_NAN, HORN,
     "median of a sample of Norway, 946 responses; inequality of health alone, of nobody rich or "
     "poor"},
    {"horn-2025-kolm", CPW_DCEA_TABLE_AVERSION, CPW_DCEA_KOLM, VALUES(horn_kolm), CPWI_NAN,
     CPWI_NAN, HORN, "as horn-2025-atkinson; per QALY, so it changes with the unit of health"},
    {"love-koh-2020-steep", CPW_DCEA_TABLE_SHARES, -1, VALUES(steep), CPWI_NAN, CPWI_NAN, LOVE_KOH,
     "share of the health gained or lost by a change of spending, by IMD fifth, most deprived "
     "first"},
    {"calculator-moderate", CPW_DCEA_TABLE_SHARES, -1, VALUES(moderate), CPWI_NAN, CPWI_NAN,
     CALCULATOR, "half-way between steep and flat: a scenario, not an estimate"},
    {"flat", CPW_DCEA_TABLE_SHARES, -1, VALUES(flat), CPWI_NAN, CPWI_NAN,
     "NICE, support document on health inequalities (PMG36), table 1: equally across social "
     "groups, "
     "with other gradients as scenarios",
     "no gradient: the preferred assumption of NICE"},
    {"calculator-qale-england", CPW_DCEA_TABLE_HEALTH, -1, VALUES(qale), CPWI_NAN, CPWI_NAN,
     "data/qale_pop_imd.csv of the calculator github.com/bitowaqr/dcea; the file names no source",
     "quality-adjusted life expectancy at birth by IMD fifth, England, 10,698,746 people in each; "
     "method: Love-Koh, Asaria, Cookson and Griffin, Value in Health 18:655-662 (2015)"},
};

const cpw_dcea_table *cpw_dcea_table_at(int64_t index) {
  return index >= 0 && index < (int64_t)(sizeof tables / sizeof tables[0]) ? &tables[index] : NULL;
}

const cpw_dcea_table *cpw_dcea_table_find(const char *name) {
  for (size_t k = 0; name && k < sizeof tables / sizeof tables[0]; k++)
    if (strcmp(tables[k].name, name) == 0) return &tables[k];
  return NULL;
}
