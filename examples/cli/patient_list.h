/* patient_list.h - a list as the library takes it, from settings and what a file says. */
#ifndef CAREPATH_CLI_PATIENT_LIST_H
#define CAREPATH_CLI_PATIENT_LIST_H

#include "patient_data.h"

enum { MOST_BLOCKS = 64 };

/* The list with the memory of its arrays. */
typedef struct patient_list {
  cpw_patients_list list;
  cpw_patient_rows rows;
  void *block[MOST_BLOCKS];
  int blocks;
} patient_list;

/* `base` says how the list at the start is spread, whatever `set` changes. DONE or an exit code after
 * saying why; list_free in any case. */
int list_build(patient_list *l, const patient_data *d, const patient_settings *base,
               const patient_settings *set);
void list_free(patient_list *l);

/* Zeroed memory that list_free releases; NULL: none left. */
void *list_memory(patient_list *l, int64_t count, size_t size);
/* The factor of "+10%", 1 where there is none. */
double change_of(const by_kind *numbers_of);
/* The week of a calendar with its start, its periods and its closed days, without a ramp. */
void list_calendar(const patient_settings *set, const by_kind *week, double factor,
                   cpw_patients_calendar *out);
/* People and slots are numbers in all: one number for several classes would be taken for each. */
int check_named(const kinds *k, const by_kind *from, const char *option);
/* Numbers by period have no names. */
int check_no_names(const by_kind *numbers_of, const char *option);
/* What is missing would be a surprise: a value for each class, or one for all. */
int check_every_kind(const kinds *k, const text_part *name, int count, const char *option);
/* From patient_joining.c: who joins in which period. */
int list_joining(patient_list *l, const patient_settings *set);
/* From patient_busy.c: treatments under way at the start. */
int list_busy(patient_list *l, const patient_data *d, const patient_settings *set);
/* From patient_capacity.c: slots or servers. */
int list_capacity(patient_list *l, const patient_data *d, const patient_settings *set);
/* From patient_opening.c: who waits at the start. */
int list_opening(patient_list *l, const patient_data *d, const patient_settings *base);
/* Shares of the groups within a class, (groups); NULL: no memory. */
double *group_shares(patient_list *l, const patient_data *d, const patient_settings *set);
/* A number for each class in `out` (classes): what the option says, else what stands there. */
int numbers_by_kind(const kinds *k, int64_t count, const by_kind *from, const char *option,
                    double most, double *out);

#endif
