/* Where the bytes of a table come from: a file, memory or a callback, read in blocks into a window.
 * Source: POSIX.1-2008 open, fstat and read; RFC 4180 says nothing about files.
 * Leaves what the bytes mean to scan.h. */
#include "table/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---------------------------------------------------------------- files --------------------- */

/* The reasons that people can do something about, in words; strerror would follow the locale. */
static const char *why(int code) {
  switch (code) {
  case ENOENT:
    return "there is no such file";
  case ENOTDIR:
    return "a part of its path is not a directory";
  case EACCES:
  case EPERM:
    return "there is no permission to read it";
  case EISDIR:
    return "it is a directory, not a file";
  case EMFILE:
  case ENFILE:
    return "too many files are open";
  case ENAMETOOLONG:
    return "its name is too long";
  default:
    return "the system cannot open it";
  }
}

int32_t cpwi_file_open(const char *path, cpwi_file *out, const char *where, cpw_error *err) {
  int before = errno; /* the caller's errno is none of our business */
  int descriptor;
  do
    descriptor = open(path, O_RDONLY | O_CLOEXEC);
  while (descriptor < 0 && errno == EINTR);
  int reason = descriptor < 0 ? errno : 0;
  struct stat status;
  memset(&status, 0, sizeof status);
  if (reason == 0 && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) reason = EISDIR;
  if (reason != 0 && descriptor >= 0) close(descriptor);
  errno = before;
  if (reason != 0)
    return cpwi_fail_data(err, CPW_EIO, where, 0, 0, "cannot read the file: %s", why(reason));
  out->descriptor = descriptor;
  out->bytes = S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
  return CPW_OK;
}

int64_t cpwi_file_read(void *context, char *buffer, int64_t capacity) {
  const cpwi_file *file = context;
  int before = errno;
  ssize_t count;
  do
    count = read(file->descriptor, buffer, (size_t)capacity);
  while (count < 0 && errno == EINTR);
  errno = before;
  return (int64_t)count;
}

void cpwi_file_close(cpwi_file *file) {
  if (file->descriptor >= 0) close(file->descriptor);
  file->descriptor = -1;
}

/* ---------------------------------------------------------------- the window ---------------- */

/* Moves what is still needed to the front of the window. */
static void slide(cpw_table *t, size_t keep) {
  memmove(t->buffer, t->buffer + keep, t->end - keep);
  t->end -= keep;
  t->next -= keep;
  t->scan -= keep;
  t->block = 0; /* no bits are left of it when the window is filled */
  t->taken += (int64_t)keep;
}

/* Twice the window, up to what the longest row that is allowed needs. */
static int32_t widen(cpw_table *t, cpw_error *err) {
  size_t most = (size_t)t->options.max_row_bytes + CPWI_TABLE_BLOCK;
  size_t wanted = t->capacity * 2 < most ? t->capacity * 2 : most;
  char *buffer = cpwi_grow(t->options.allocator, t->buffer, wanted + CPWI_TABLE_PAD, 1);
  if (!buffer)
    return cpwi_fail_data(err, CPW_ENOMEM, t->where, t->next_line, 0,
                          "line %lld: no memory for a row of more than %zu bytes",
                          (long long)t->next_line, t->end);
  t->buffer = buffer;
  t->capacity = wanted;
  return CPW_OK;
}

int32_t cpwi_table_fill(cpw_table *t, size_t keep, size_t *moved, cpw_error *err) {
  *moved = 0;
  /* slide only when the room behind is small: a source of single bytes must not move every time */
  if (keep > 0 && t->capacity - t->end < t->capacity / 4) {
    slide(t, keep);
    *moved = keep;
  }
  if (t->end == t->capacity) {
    int32_t status = widen(t, err);
    if (status != CPW_OK) return status;
  }
  int64_t room = (int64_t)(t->capacity - t->end);
  int64_t count = t->source.read(t->source.context, t->buffer + t->end, room);
  if (count < 0 || count > room)
    return cpwi_fail_data(
        err, CPW_EIO, t->where, t->next_line, 0, "line %lld: %s", (long long)t->next_line,
        count < 0 ? "reading failed" : "the source returned more than was asked for");
  if (count == 0) t->at_end = 1;
  t->end += (size_t)count;
  memset(t->buffer + t->end, 0, CPWI_TABLE_PAD);
  return CPW_OK;
}

double cpwi_table_done(const cpw_table *t) {
  if (t->file.bytes <= 0) return 0.0;
  double done = (double)(t->taken + (int64_t)t->next) / (double)t->file.bytes;
  return done < 1.0 ? done : 1.0;
}
