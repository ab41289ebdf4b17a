/* Where answers go: stdout, or a file that appears only when it is complete.
 * No source: the library's cpw_output does the work for files.
 * Leaves what is written to the commands. */
#include "output.h"

#include "say.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int write_stdout(void *context, const char *bytes, int64_t count) {
  (void)context;
  return fwrite(bytes, 1, (size_t)count, stdout) != (size_t)count;
}

static int write_failed(const char *path, const cpw_error *err) {
  if (err->code != CPW_EIO) return fail_library(NULL, err);
  if (strstr(err->message, path)) return fail(WRITE_FAILED, "%s", err->message);
  return fail(WRITE_FAILED, "%s: %s", path, err->message);
}

static int write_file(const char *path, write_function write, const void *context) {
  cpw_output *file;
  cpw_error err;
  if (cpw_output_new(path, NULL, &file, &err)) return write_failed(path, &err);
  int32_t status = write(context, cpw_output_sink(file), &err);
  if (!status) status = cpw_output_commit(file, &err);
  cpw_output_free(file);
  return status ? write_failed(path, &err) : DONE;
}

int write_out(const char *path, write_function write, const void *context) {
  if (path && strcmp(path, "-") != 0) return write_file(path, write, context);
  cpw_sink sink = {NULL, write_stdout};
  cpw_error err;
  return write(context, &sink, &err) ? write_failed("<stdout>", &err) : DONE;
}

static int32_t write_bytes(const void *context, const cpw_sink *sink, cpw_error *err) {
  const buffer *text = context;
  if (!text->count || !sink->write(sink->context, text->bytes, (int64_t)text->count)) return CPW_OK;
  *err = (cpw_error){.code = CPW_EIO, .index = -1, .message = "could not be written"};
  return CPW_EIO;
}

int write_buffer(const char *path, buffer *text) {
  int code = text->failed ? fail_memory() : write_out(path, write_bytes, text);
  buffer_free(text);
  return code;
}

int close_stdout(void) {
  int failed = ferror(stdout) || fflush(stdout);
  int why = errno;
  if (fclose(stdout)) failed = 1;
  return failed ? fail(WRITE_FAILED, "<stdout>: could not be written: %s", strerror(why)) : DONE;
}
