/* tests/rtt/shared.h - what the tests of rtt share: small extracts as literals, and a result as one
 * line of text. */
#ifndef CPWT_RTT_SHARED_H
#define CPWT_RTT_SHARED_H

#include "rtt/internal.h"
#include "support/support.h"

typedef struct cpwt_cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cpwt_cases;

void cpwt_add_extracts(cpwt_cases *cases);
void cpwt_add_layouts(cpwt_cases *cases);
void cpwt_add_errors(cpwt_cases *cases);
void cpwt_add_parts(cpwt_cases *cases);
void cpwt_add_random(cpwt_cases *cases);

/* The header of an extract with three bands. */
#define KEYS                                                                                       \
  "Period,Provider Parent Org Code,Provider Parent Name,Provider Org Code,Provider Org Name,"      \
  "Commissioner Parent Org Code,Commissioner Parent Name,Commissioner Org Code,"                   \
  "Commissioner Org Name,RTT Part Type,RTT Part Description,Treatment Function Code,"              \
  "Treatment Function Name,"
#define BANDS  "Gt 00 To 01 Weeks SUM 1,Gt 01 To 02 Weeks SUM 1,Gt 02 Weeks SUM 1,"
#define TOTALS "Total,Patients with unknown clock start date,Total All\n"
#define HEAD   KEYS BANDS TOTALS

/* A row: month such as "November-2024", codes, then the cells from the first band on. */
#define ROW(month, provider, commissioner, part, function, cells)                                  \
  "RTT-" month ",Q" provider ",ICB of " provider "," provider ",Trust " provider ",Q" commissioner \
  ",ICB of " commissioner "," commissioner ",Place " commissioner "," part ",In words," function   \
  ",Name of " function "," cells "\n"
#define NOV(provider, commissioner, part, function, cells)                                         \
  ROW("November-2024", provider, commissioner, part, function, cells)

/* Options with a grouping. */
cpw_rtt_options cpwt_by(int32_t group_by);

/* An aggregation of some texts, one after the other, all of which must be read. */
cpw_rtt *cpwt_aggregate(const cpw_rtt_options *options, int32_t plain, const char *const *texts,
                        int count);

/* Every row of the result as "coordinates: counts u. a. d. s./" (unknown, total_all, difference,
 * specialty_difference; those of 0 left out); total is checked. Static buffer. */
const char *cpwt_show(const cpw_rtt *rtt);

/* cpwt_show of texts (the last one NULL), read the fast way and the general way, which must agree. */
const char *cpwt_figures(const cpw_rtt_options *options, const char *const *texts);
const char *cpwt_figures_of(const cpw_rtt_options *options, const char *text);

/* A single number of the result. */
int64_t cpwt_number(const cpw_rtt *rtt, const char *name);

/* n, or fewer under CAREPATH_QUICK */
int cpwt_rounds(int n);

#endif
