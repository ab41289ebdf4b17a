/* amounts.h - values of options that are more than one number. */
#ifndef CAREPATH_CLI_AMOUNTS_H
#define CAREPATH_CLI_AMOUNTS_H

#include "settings.h"

/* "105", "x1.1", "+5%": 1 if the text is one. */
int amount_parse(const char *text, amount *out);

int take_amount(const option_spec *spec, const char *text, void *field);   /* amount */
int take_growth(const option_spec *spec, const char *text, void *field);   /* double */
int take_money(const option_spec *spec, const char *text, void *field);    /* int64_t, pounds */
int take_season(const option_spec *spec, const char *text, void *field);   /* season */
int take_skew(const option_spec *spec, const char *text, void *field);     /* skew */
int take_numbers(const option_spec *spec, const char *text, void *field);  /* numbers */
int take_rule(const option_spec *spec, const char *text, void *field);     /* const char * */
int take_date(const option_spec *spec, const char *text, void *field);     /* horizon */
int take_standard(const option_spec *spec, const char *text, void *field); /* standards */

#endif
