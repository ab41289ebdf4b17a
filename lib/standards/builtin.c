/* The library's own table of waiting-time standards in England.
 * Source: as each row says; collected in November 2026. Leaves choosing by date to standards.c and
 * tables of the caller's own to read.c. */
#include "standards/internal.h"

#include <math.h>
#include <string.h>

#define NONE     CPW_DATE_NONE
#define NO_SHARE ((double)NAN)
#define WEEKS(n) (7.0 * (n))

/* days since 1970-01-01; tests hold them against the calendar */
#define D2022_08_01 19205
#define D2023_04_01 19448
#define D2023_10_01 19631
#define D2024_04_01 19814
#define D2024_09_30 19996
#define D2025_03_31 20178
#define D2025_04_01 20179
#define D2026_03_31 20543
#define D2026_04_01 20544
#define D2027_03_31 20908
#define D2029_03_31 21639

#define GUIDANCE_25 "NHS England, 2025/26 priorities and operational planning guidance"
#define FRAMEWORK   "NHS England, Medium Term Planning Framework, 24 October 2025"
#define CANCER      "NHS England, cancer waiting times standards from 1 October 2023; OSR, June 2025"
#define LONG_WAITS  "NHS England, delivery plan for tackling the backlog of elective care, 2022"
#define SURGERY                                                                                    \
  "Royal Colleges of Surgeons, clinical guide to surgical prioritisation, January 2022"

static const cpw_standard TABLE[] = {
    {"rtt_92", "92 % of incomplete pathways within 18 weeks", "rtt_incomplete", "within",
     "national", "NHS Constitution; NHS England RTT statistics", "not met since about 2015/16",
     WEEKS(18), 0.92, 0.0, NONE, NONE, NONE, 1},
    {"rtt_2025_26_national", "65 % within 18 weeks by March 2026", "rtt_incomplete", "within",
     "national", GUIDANCE_25, "", WEEKS(18), 0.65, 0.0, D2025_04_01, D2026_03_31, NONE, 1},
    {"rtt_2025_26_trust", "5 percentage points more within 18 weeks by March 2026, each trust",
     "rtt_incomplete", "within", "trust", GUIDANCE_25,
     "the baseline month is the guidance's and must be given by the user", WEEKS(18), NO_SHARE,
     0.05, D2025_04_01, D2026_03_31, NONE, 1},
    {"rtt_first_2025_26", "72 % wait no longer than 18 weeks for a first appointment by March 2026",
     "rtt_first_appointment", "within", "national", GUIDANCE_25, "", WEEKS(18), 0.72, 0.0,
     D2025_04_01, D2026_03_31, NONE, 1},
    {"rtt_52w_2025_26", "fewer than 1 % of the list beyond 52 weeks by March 2026",
     "rtt_incomplete", "over", "national", GUIDANCE_25, "", WEEKS(52), 0.01, 0.0, D2025_04_01,
     D2026_03_31, NONE, 1},
    {"rtt_2026_27_national", "70 % within 18 weeks by March 2027", "rtt_incomplete", "within",
     "national", FRAMEWORK, "", WEEKS(18), 0.70, 0.0, D2026_04_01, D2027_03_31, NONE, 1},
    {"rtt_2026_27_trust",
     "7 percentage points more, or 65 % if that is more, within 18 weeks by March 2027, each trust",
     "rtt_incomplete", "within", "trust", FRAMEWORK, "the greater of the two", WEEKS(18), 0.65,
     0.07, D2026_04_01, D2027_03_31, NONE, 1},
    {"rtt_2028_29", "92 % within 18 weeks by March 2029", "rtt_incomplete", "within", "national",
     FRAMEWORK, "due in the year 2028/29; the day is taken as its last", WEEKS(18), 0.92, 0.0,
     D2026_04_01, D2029_03_31, NONE, 1},
    {"rtt_104w", "nobody beyond 104 weeks by July 2022", "rtt_incomplete", "none_over", "national",
     LONG_WAITS, "narrowly missed", WEEKS(104), NO_SHARE, 0.0, NONE, D2022_08_01 - 1, NONE, 1},
    {"rtt_78w", "nobody beyond 78 weeks by March 2023", "rtt_incomplete", "none_over", "national",
     LONG_WAITS, "missed", WEEKS(78), NO_SHARE, 0.0, NONE, D2023_04_01 - 1, NONE, 1},
    {"rtt_65w", "nobody beyond 65 weeks by March 2024", "rtt_incomplete", "none_over", "national",
     LONG_WAITS, "moved to September 2024: see rtt_65w_moved", WEEKS(65), NO_SHARE, 0.0, NONE,
     D2024_04_01 - 1, NONE, 1},
    {"rtt_65w_moved", "nobody beyond 65 weeks by September 2024", "rtt_incomplete", "none_over",
     "national", "as reported after the date of rtt_65w was missed", "the date is unverified",
     WEEKS(65), NO_SHARE, 0.0, D2024_04_01, D2024_09_30, NONE, 0},
    {"rtt_52w", "nobody beyond 52 weeks by March 2025", "rtt_incomplete", "none_over", "national",
     LONG_WAITS, "followed by rtt_52w_2025_26", WEEKS(52), NO_SHARE, 0.0, NONE, D2025_03_31, NONE,
     1},
    {"dm01_6w", "at most 1 % of diagnostic waits of 6 weeks or more", "diagnostics", "over",
     "national", "NHS England, monthly diagnostics (DM01); Nuffield Trust",
     "15 tests, counted at the month's end", WEEKS(6), 0.01, 0.0, NONE, NONE, NONE, 1},
    {"cancer_fds_75", "75 % told within 28 days whether it is cancer", "cancer_faster_diagnosis",
     "within", "national", CANCER, "", 28.0, 0.75, 0.0, D2023_10_01, D2023_10_01, D2025_03_31 - 1,
     1},
    {"cancer_fds_2024_25", "77 % told within 28 days by March 2025", "cancer_faster_diagnosis",
     "within", "national", CANCER, "", 28.0, 0.77, 0.0, D2024_04_01, D2025_03_31, D2026_03_31 - 1,
     1},
    {"cancer_fds_2025_26", "80 % told within 28 days by March 2026", "cancer_faster_diagnosis",
     "within", "national", GUIDANCE_25, "", 28.0, 0.80, 0.0, D2025_04_01, D2026_03_31, NONE, 1},
    {"cancer_31d", "96 % treated within 31 days of the decision to treat", "cancer_31_day",
     "within", "national", CANCER, "", 31.0, 0.96, 0.0, D2023_10_01, D2023_10_01, NONE, 1},
    {"cancer_62d", "85 % treated within 62 days of referral", "cancer_62_day", "within", "national",
     CANCER, "interim: cancer_62d_2025_26", 62.0, 0.85, 0.0, D2023_10_01, D2023_10_01, NONE, 1},
    {"cancer_62d_2025_26", "75 % treated within 62 days of referral by March 2026", "cancer_62_day",
     "within", "national", GUIDANCE_25, "an interim aim below the standard", 62.0, 0.75, 0.0,
     D2025_04_01, D2026_03_31, NONE, 1},
    {"cancer_31d_2028_29", "96 % treated within 31 days by March 2029", "cancer_31_day", "within",
     "national", FRAMEWORK, "due in the year 2028/29; the day is taken as its last", 31.0, 0.96,
     0.0, D2026_04_01, D2029_03_31, NONE, 1},
    {"cancer_62d_2028_29", "85 % treated within 62 days by March 2029", "cancer_62_day", "within",
     "national", FRAMEWORK, "due in the year 2028/29; the day is taken as its last", 62.0, 0.85,
     0.0, D2026_04_01, D2029_03_31, NONE, 1},
    {"priority_1a", "P1a: surgery within 24 hours", "surgical_priority", "priority", "patient",
     SURGERY, "", 1.0, NO_SHARE, 0.0, NONE, NONE, NONE, 1},
    {"priority_1b", "P1b: surgery within 72 hours", "surgical_priority", "priority", "patient",
     SURGERY, "", 3.0, NO_SHARE, 0.0, NONE, NONE, NONE, 1},
    {"priority_2", "P2: surgery within a month", "surgical_priority", "priority", "patient",
     SURGERY, "taken as 4 weeks", 28.0, NO_SHARE, 0.0, NONE, NONE, NONE, 1},
    {"priority_3", "P3: surgery within three months", "surgical_priority", "priority", "patient",
     SURGERY, "taken as 13 weeks", 91.0, NO_SHARE, 0.0, NONE, NONE, NONE, 1},
};

const cpw_standard *cpw_standard_at(int64_t index) {
  int64_t count = (int64_t)(sizeof TABLE / sizeof *TABLE);
  return index >= 0 && index < count ? &TABLE[index] : NULL;
}

const cpw_standard *cpw_standard_find(const char *key) {
  for (size_t k = 0; key && k < sizeof TABLE / sizeof *TABLE; k++)
    if (strcmp(TABLE[k].key, key) == 0) return &TABLE[k];
  return NULL;
}
