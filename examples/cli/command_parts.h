/* command_parts.h - a command that is a set of parts, such as `carepath pathway run`: the part by its name, its help and
 * manual, and the list of parts. */
#ifndef CAREPATH_CLI_COMMAND_PARTS_H
#define CAREPATH_CLI_COMMAND_PARTS_H

#include "args.h"
#include "settings.h"
#include "text.h"

typedef struct command_part {
  const char *name, *summary, *arguments, *description, *examples;
  const option_group *groups[3];
  int (*run)(const settings *set);
  int files; /* the most that it takes */
  int without_file;
} command_part;

typedef struct command_parts {
  const char *name; /* of the command */
  const command_part *part;
  int count;
} command_parts;

/* The part's own command "NAME PART"; it stays as it is until the next call. DONE, or USAGE. */
int command_part_named(const command_parts *of, const char *word, const command **found);
/* The parts' own options, for the manual. */
void put_parts_manual(buffer *b, const command_parts *of);
/* The command without a part: lists them. */
int list_command_parts(const command_parts *of, const settings *set);

#endif
