/* lib/discipline/internal.h - a policy made ready: what everybody brings to the key, who lends facts to whom,
 * and how the key is packed into one number.
 * Source: carepath/discipline.h. */
#ifndef CPWI_DISCIPLINE_INTERNAL_H
#define CPWI_DISCIPLINE_INTERNAL_H

#include "base/internal.h"

#include "carepath/discipline.h"

#define CPWI_DISCIPLINE "cpw_discipline_new"

/* Which facts one who joins has, as the purpose of a stream; the entity is the person's number. */
#define CPWI_DRAW_LENDER 0x44495301

/* What somebody brings to the key that no time changes. */
typedef struct cpwi_standing {
  double wait;  /* days waited today */
  double score; /* of policies without criteria that read the wait */
  double days;  /* by which equity moves the start of waiting back */
  double
      part[2]; /* clinical and equity part over the criteria before the first that reads the wait */
  int32_t tier;
  int32_t cell; /* class x groups + group; -1: facts of who joins */
} cpwi_standing;

/* How the key is packed: CPWI_KEY_BITS bits, the block uppermost. */
enum { CPWI_KEY_BITS = 62 };
typedef struct cpwi_layout {
  int32_t blocks, score_bits, wait_bits;
  double score_shift, score_scale; /* score -> (score + shift) x scale, of 2^score_bits steps */
  double wait_scale;
  double score_most, wait_most; /* the numbers of steps */
} cpwi_layout;

struct cpw_discipline {
  const cpw_priority_policy *given; /* the caller's */
  cpw_priority_policy policy;       /* complete */
  cpw_discipline_options options;   /* arrays: not to be used after cpw_discipline_new */
  const cpw_allocator *allocator;
  double equity_most;
  int64_t patients, cells;
  cpwi_standing *standing; /* (patients), then (cells) of who joins where their facts are given */
  int32_t *join_tier;      /* (classes) or NULL */
  int64_t *
      joining; /* (patients) in order of joining: the longest wait first, then by id, then by row */
  int64_t *row;          /* (options.rows) or NULL */
  int64_t *lender;       /* (patients) by cell */
  int64_t *lender_first; /* (cells + 1) */
  double
      *adds; /* (standings, criteria) weight x value, limited; NULL: no criterion reads the wait */
  int64_t moves
      [2]; /* the first criterion of each part that reads the wait; all criteria where none does */
  cpwi_layout layout;
  cpw_stream draw;
};

/* standing.c: everything that a standing needs; `d` has policy, options, counts. */
int32_t cpwi_discipline_stand(cpw_discipline *d, const cpw_priority_list *list, cpw_error *err);
/* new.c */
static inline int32_t cpwi_discipline_no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_DISCIPLINE, "no memory for the facts of all patients");
}
/* The same discipline for another replication: a copy that is not to be freed. */
cpw_discipline cpwi_discipline_for(const cpw_discipline *d, uint64_t seed, int64_t replication);

/* layout.c */
cpwi_layout cpwi_layout_of(const cpw_priority_policy *policy, double longest, double equity_most);
/* score.c: the key of a standing in a tier that has waited so many days, as one number. */
double cpwi_discipline_key(const cpw_discipline *d, int64_t standing, int32_t tier, double wait);
/* The tier of a patient of a simulation; -1 where nobody has his facts. */
int32_t cpwi_discipline_tier(const cpw_discipline *d, const cpw_patient *x, cpw_stream *draw);
/* 1: the order of any two never changes with time. */
int32_t cpwi_discipline_is_steady(const cpw_discipline *d);

#endif
