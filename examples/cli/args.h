/* args.h - options described once: read by getopt_long, listed by --help and in the manual page. */
#ifndef CAREPATH_CLI_ARGS_H
#define CAREPATH_CLI_ARGS_H

#include "text.h"

/* A constant of the library as text. */
#define NUMBER(constant) DIGITS(constant)
#define DIGITS(number)   #number

typedef struct choice {
  const char *name; /* NULL ends a list */
  int32_t value;
} choice;

typedef struct option_spec {
  const char *name;  /* long name; NULL ends a list */
  char letter;       /* short name, or 0 */
  const char *value; /* what the help calls its value; NULL: it takes none */
  const char *help;
  /* Reads `text` into the field: DONE, or USAGE after saying why. */
  int (*take)(const struct option_spec *spec, const char *text, void *field);
  size_t offset;         /* of the field in the settings */
  const choice *choices; /* for take_choice */
  double least;          /* for take_count and take_number: the least value allowed */
  double most;           /* for both: the greatest one; 0: none */
} option_spec;

typedef struct option_group {
  const char *title;
  const option_spec *options;
  int aside; /* 1: the answer is the same whatever these options say */
} option_group;

/* The options that were given and may change the answer, in their order: for the record. */
enum { MOST_TYPED = 64 };
typedef struct typed_options {
  int count;
  const char *name[MOST_TYPED];
  const char *value[MOST_TYPED]; /* NULL: the option takes none */
} typed_options;

#define MOST_GROUPS 14

typedef struct command {
  const char *name;
  const char *summary;     /* one line */
  const char *arguments;   /* such as "[OPTION]... FILE..." */
  const char *description; /* paragraphs */
  const char *examples;    /* lines; NULL: none */
  const option_group *groups[MOST_GROUPS];
  int (*run)(const void *settings);
  int without_file; /* 1: it can do without one */
  /* NULL, or finds the command that the word after the name chooses: DONE, or USAGE after saying why */
  int (*part)(const char *word, const struct command **found);
  void (*put_parts)(buffer *b); /* what the manual page says of them */
} command;

int take_flag(const option_spec *spec, const char *text, void *field);   /* int32_t */
int take_text(const option_spec *spec, const char *text, void *field);   /* const char * */
int take_count(const option_spec *spec, const char *text, void *field);  /* int64_t */
int take_number(const option_spec *spec, const char *text, void *field); /* double */
int take_choice(const option_spec *spec, const char *text, void *field); /* int32_t */
/* Choices joined by commas, their values joined by "or". */
int take_set(const option_spec *spec, const char *text, void *field); /* int32_t */

/* A number as people type it: as cpw_parse_double reads it, or without the 0 in front of its point (.5).
 * 0: it is none. */
int parse_number(const char *text, size_t length, double *value);
/* Says what is wrong with the value of an option and returns USAGE. */
int bad_value(const option_spec *spec, const char *text, const char *expected);

/* Reads the options of a command into its settings, and which they were into `typed`; what is left are
 * the files. Returns DONE, USAGE
 * after saying why, or HELP_WANTED. */
enum { HELP_WANTED = -1 };
int read_options(const command *c, int argc, char **argv, void *settings, typed_options *typed,
                 int *first_file);

/* The nearest of some words to a mistyped one, or NULL where none is near. */
const char *nearest(const char *word, const char *const *words, int count);

void put_command_help(buffer *b, const command *c);
void put_manual_options(buffer *b, const command *c);
/* Text as it must stand in a manual page: hyphens that are typed, no control lines. */
void put_roff(buffer *b, const char *text);

#endif
