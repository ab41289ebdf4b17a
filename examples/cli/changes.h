/* changes.h - what happens once (--events) and who moves from list to list (--transfers). */
#ifndef CAREPATH_CLI_CHANGES_H
#define CAREPATH_CLI_CHANGES_H

#include "model.h"

/* Reads the files, where they are given, once the periods ahead have their labels: DONE or an exit
 * code after naming file, line, column and rule. */
int read_changes(model *m);
void changes_free(model *m);

/* The text under the projection: what was asked for, what was done, what there was nobody for. */
void put_changes(buffer *b, const model *m);

#endif
