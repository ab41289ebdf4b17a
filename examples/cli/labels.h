/* labels.h - names for lists from the labels of a dimension. */
#ifndef CAREPATH_CLI_LABELS_H
#define CAREPATH_CLI_LABELS_H

#include <carepath.h>

/* Label i of a dimension (its first coordinate), or "" where it has none. */
const char *dimension_label(const cpw_dimension *d, int64_t i);
/* Label of a named coordinate, NULL where the dimension has no such. */
const char *coordinate_label(const cpw_dimension *d, const char *coordinate, int64_t i);
/* Names for the positions of a dimension, from those coordinates that differ; NULL: no memory. */
char **dimension_names(const cpw_dimension *d, int64_t count);
void free_names(char **names, int64_t count);

#endif
