/* lib/queue/tandem.h - what the two files about stations with blocking share.
 * Source: the rules in carepath/queue.h. Leaves checks of single numbers to course.c. */
#ifndef CPWI_QUEUE_TANDEM_H
#define CPWI_QUEUE_TANDEM_H

#include "queue/chain.h"

int32_t cpwi_tandem_take(cpw_queue_tandem *known, const cpw_queue_tandem *given, const char *where,
                         cpw_error *err);
int32_t cpwi_tandem_take_open(cpw_queue_tandem *known, const cpw_queue_tandem *given,
                              const char *where, cpw_error *err);
/* Blocked servers when so many people are past the first station and not through the second. */
int64_t cpwi_tandem_blocked(const cpw_queue_tandem *t, int64_t past);
/* Adds a state of weight p; then divides by the sum of the weights. */
void cpwi_tandem_add(const cpw_queue_tandem *t, int64_t past, int64_t working, double p,
                     cpw_queue_tandem_measures *m);
void cpwi_tandem_finish(const cpw_queue_tandem *t, double all, cpw_queue_tandem_measures *m);

#endif
