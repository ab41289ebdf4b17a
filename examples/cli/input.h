/* input.h - a file or stdin that is looked at before it is read, counted and digested on the way. */
#ifndef CAREPATH_CLI_INPUT_H
#define CAREPATH_CLI_INPUT_H

#include <carepath.h>
#include <stdio.h>

enum { INPUT_HEAD = 4096 };

typedef struct input {
  const char *name; /* how errors call it: the path, or <stdin> */
  FILE *file;
  char head[INPUT_HEAD]; /* what was read ahead to see what it is */
  size_t head_count;
  size_t head_given;
  int digested; /* only where a report names its input: it costs more than reading */
  cpw_sha256_state digest;
  int64_t bytes;
  char last; /* byte that was read */
} input;

/* "-" is stdin. DONE, or NO_INPUT after saying why. */
int input_open(input *in, const char *path, int digested);
void input_close(input *in);
/* 1 if the header is that of the official monthly extract of NHS England. */
int input_is_extract(const input *in);
/* 1 if the text stops within a line: it may have been cut off. Only once all of it was read. */
int input_is_open_ended(const input *in);
cpw_source input_source(input *in);

#endif
