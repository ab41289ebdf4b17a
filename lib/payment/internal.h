/* lib/payment/internal.h - a payment rule that is checked.
 * Source: the formula in carepath/payment.h. */
#ifndef CPWI_PAYMENT_INTERNAL_H
#define CPWI_PAYMENT_INTERNAL_H

#include "base/internal.h"
#include "carepath/payment.h"

int32_t cpwi_payment_take(cpw_payment *known, const cpw_payment *given, const char *what,
                          const char *where, cpw_error *err);

#endif
