/* prioritise.h - a patient tracking list that was read for one or two policies, ranked and explained. */
#ifndef CAREPATH_CLI_PRIORITISE_H
#define CAREPATH_CLI_PRIORITISE_H

#include "settings.h"
#include "text.h"

#include <carepath.h>

/* What one policy reads of the list. */
typedef struct reading {
  const cpw_priority_policy *policy;
  const char *name;     /* how messages call the policy */
  int64_t columns;      /* of facts */
  const char **heading; /* (columns) */
  int64_t *field;       /* (columns) where they stand in the table */
  double **fact;        /* (columns) arrays of (count) */
  int32_t *tier;        /* (count) */
} reading;

/* A column that is watched: who is in which of its groups. */
typedef struct watched {
  char *name;
  int64_t field;
  int32_t *group;         /* (count) from 0; -1: not known */
  int64_t groups;         /* at most MOST_WATCHED_GROUPS */
  char **label;           /* (groups) in order: as numbers where all are, else by their letters */
  int32_t ordered;        /* 1: an equity criterion reads it as a number */
  int32_t characteristic; /* CPW_PROTECTED_... */
} watched;

enum { MOST_READINGS = 2, MOST_WATCHED = 32, MOST_WATCHED_GROUPS = 1000 };

typedef struct ptl {
  const settings *set;
  const char *file; /* how messages call the list */
  int64_t count, room;
  buffer ids; /* the ids one after the other, each with its NUL */
  int64_t *id_at;
  const char **id;
  int64_t *line; /* of the file */
  double *wait;
  int32_t today; /* or CPW_DATE_NONE */
  int readings;
  reading reading[MOST_READINGS];
  int watched_count;
  watched watched[MOST_WATCHED];
  int64_t override_count;
  cpw_priority_override *overrides;
  int64_t *override_line;
  buffer override_words;
  char digest[CPW_SHA256_CHARS]; /* of the file's bytes */
  int64_t bytes;
} ptl;

/* Reads the list for the policies of its readings. DONE or an exit code after saying why. */
int ptl_read(ptl *p, const char *path);
int ptl_read_overrides(ptl *p, const char *path);
void ptl_free(ptl *p);
/* One more reading, of a policy that outlives the list. */
int ptl_add_reading(ptl *p, const cpw_priority_policy *policy, const char *name);
/* A column that is to be watched, once. */
int ptl_watch(ptl *p, const char *name, int ordered);
/* Columns that are watched because the settings or else the policies say so. */
int ptl_watch_all(ptl *p);
/* The list as a policy reads it. */
cpw_priority_list ptl_list(const ptl *p, int which);
/* Row of an id, or -1. */
int64_t ptl_find(const ptl *p, const char *id);
/* What the library said of a list: with file and line where it speaks of a patient. */
int fail_ptl(const ptl *p, const cpw_error *err);

/* A ranking with memory of its own. */
typedef struct ranked {
  const ptl *list;
  const reading *by;
  int64_t *order, *place;
  double *score, *clinical, *equity, *wait;
  int32_t *tier, *breached;
  double *share;           /* (count, criteria) what each criterion adds to the score */
  int64_t *without_equity; /* (count) place with equity taken out */
  int64_t missing, capped, breaches;
} ranked;

int rank_ptl(ranked *r, const ptl *p, int which);
void ranked_free(ranked *r);
/* Places under the same policy with a cap of 0 on equity. */
int place_without_equity(const ptl *p, int which, int64_t *place);

/* Why a patient stands where he or she stands, in one sentence. */
typedef struct sentence {
  char text[400];
} sentence;
sentence short_reason(const ranked *r, int64_t row);
/* 0.25, and as many decimals as are needed to tell it from 0 */
phrase score_words(double value);
phrase days_words(double days); /* 12 days, 1 day */
phrase fact_words(const cpw_priority_criterion *c, double fact);
const char *tier_name(const ranked *r, int64_t row);

/* Tables with a row a place: dimension "place" with coordinates id and tier, then arrays of numbers by row of
 * the list. */
int32_t places_begin(cpw_result *to, const ranked *r, cpw_error *err);
void places_reals(cpw_result *to, const ranked *r, const char *name, const char *unit,
                  const char *words, const double *value, int64_t stride, int32_t *status,
                  cpw_error *err);
void places_whole(cpw_result *to, const ranked *r, const char *name, const char *words,
                  const int64_t *value, int32_t *status, cpw_error *err);
phrase moved_words(int64_t up); /* +12, -3, - */

/* Who gains and who is delayed between two orders of the list, by what is watched. */
int measure_impact(const ranked *r, const int64_t *before, const int64_t *after, cpw_result **out);
void put_impact(buffer *b, const ranked *r, const cpw_result *impact);

/* Each answers one question on stdout or --to: DONE or an exit code after saying why. */
int show_ranking(const ranked *r);
int show_explanation(const ranked *r);
int show_comparison(const ranked *r);
int show_versus(const ranked *now, const ranked *other);
int show_impact(const ranked *r);
int show_panel(const ranked *r);
int show_robust(const ranked *r);
/* Whether the policy has weights that an option can vary. */
int check_weights_vary(const ranked *r, const char *option);
int show_fair(const ranked *r);
/* The column that --fair names; the caller frees it. */
int fair_column(const settings *set, char **name);
int write_audit(const ranked *r);
int replay_record(const settings *set, ptl *p);
/* Equity swept over the list by simulation; the caller frees the result. */
int measure_frontier(const ranked *r, cpw_result **out);
int show_frontier(const ranked *r, const cpw_result *frontier);
void figure_frontier(buffer *out, const cpw_result *frontier);
/* `frontier` may be NULL. */
int write_priority_page(const ranked *r, const cpw_result *frontier);

#endif
