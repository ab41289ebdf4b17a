/* lib/payment/internal.h - a payment rule that is checked, with its parts in twice the precision of a double.
 * Source: the formula in carepath/payment.h. */
#ifndef CPWI_PAYMENT_INTERNAL_H
#define CPWI_PAYMENT_INTERNAL_H

#include "base/internal.h"
#include "carepath/payment.h"
#include "random/pair.h"

int32_t cpwi_payment_take(cpw_payment *known, const cpw_payment *given, const char *what,
                          const char *where, cpw_error *err);

/* Where tier k begins; before the first tier plan counts as -1. */
double cpwi_payment_start(const cpw_payment *p, int64_t tier);
double cpwi_payment_rate(const cpw_payment *p, int64_t tier);

/* Income before floor and cap. */
cpwi_pair cpwi_payment_raw(const cpw_payment *p, double activity);
cpwi_pair cpwi_payment_clamp(const cpw_payment *p, cpwi_pair raw);
cpwi_pair cpwi_payment_whole(int64_t money);

#endif
