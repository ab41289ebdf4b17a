/* output.h - stdout, or a file that is written whole or not at all. */
#ifndef CAREPATH_CLI_OUTPUT_H
#define CAREPATH_CLI_OUTPUT_H

#include "text.h"

#include <carepath.h>

/* Writes what it has into a sink. */
typedef int32_t (*write_function)(const void *context, const cpw_sink *sink, cpw_error *err);

/* Hands a sink on `path` (NULL or "-": stdout) to the function. DONE, or WRITE_FAILED after saying
 * why; a file is then as it was before. */
int write_out(const char *path, write_function write, const void *context);
int write_buffer(const char *path, buffer *text);
/* Call once at the end: what stdout still holds may be what does not fit. */
int close_stdout(void);

#endif
