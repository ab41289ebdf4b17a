/* answer.h - an answer of one table: a row for each thing, columns of money, numbers and words; as text,
 * HTML, CSV or JSON. */
#ifndef CAREPATH_CLI_ANSWER_H
#define CAREPATH_CLI_ANSWER_H

#include "settings.h"
#include "text.h"

#define NO_MONEY INT64_MIN /* an amount that is not known */

enum {
  SHOW_MONEY,
  SHOW_MONEY_REAL,
  SHOW_SHARE,
  SHOW_PART,
  SHOW_NUMBER,
  SHOW_FINE,
  SHOW_PEOPLE,
  SHOW_WORD
};
enum { MOST_ANSWER_COLUMNS = 24 };

/* A column of the answer: numbers, or words that stand beside the ids. */
typedef struct answer_column {
  const char *name;    /* for machines */
  const char *heading; /* for people; NULL: not in the text */
  const char *words;   /* what it is, a sentence */
  const char *unit;
  int show;                /* SHOW_... */
  const int64_t *whole;    /* (rows) or */
  const double *real;      /* (rows) or */
  const char *const *word; /* (rows) */
  int total;               /* 1: the text has its sum below */
} answer_column;

typedef struct answer {
  const char *dimension; /* what a row is: "icb", "option" */
  const char *heading;   /* of the ids */
  int64_t rows;          /* in the order in which they are shown */
  const char *const *id; /* (rows) */
  answer_column column[MOST_ANSWER_COLUMNS];
  int count;
  const char *total_words; /* "all of it"; NULL: no line of sums */
  buffer head, foot;       /* text around the table, lines ended by \n */
  buffer notes;            /* "name\tvalue\n" for machines */
} answer;

void answer_money(answer *a, const char *name, const char *heading, const char *words,
                  const int64_t *whole, int total);
void answer_count(answer *a, const char *name, const char *heading, const char *words,
                  const int64_t *whole);
void answer_real(answer *a, const char *name, const char *heading, const char *words,
                 const char *unit, int show, const double *real);
void answer_word(answer *a, const char *name, const char *heading, const char *const *word);
void answer_note(answer *a, const char *name, const char *value);
/* Prints as the settings say: text, csv or json. DONE or an exit code. Frees what the answer holds. */
int show_answer(const settings *set, answer *a);
/* The table alone, as HTML with a caption or (NULL) as text. */
void put_answer(buffer *b, const answer *a, const char *caption);

phrase pounds(int64_t money);      /* 1,234,567 */
phrase short_pounds(double money); /* 1.23 billion, 12.3 million, 1,234 */

#endif
