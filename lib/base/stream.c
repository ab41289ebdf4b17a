/* A file that is written whole or not at all: a temporary file beside it takes its name on commit.
 * Source: POSIX.1-2008, rename(): other readers see the old file or the new one, never a half.
 * Leaves what is written to the writers; devices, pipes and open descriptors are written directly. */
#include "base/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 65536, MOST_LINKS = 40, MOST_TRIES = 10000 };

#ifdef PATH_MAX
enum { PATH_BYTES = PATH_MAX };
#else
enum { PATH_BYTES = 4096 };
#endif

struct cpw_output {
  const cpw_allocator *allocator;
  cpw_sink sink;
  int fd;     /* -1 once closed */
  int reason; /* errno of the first failure, or 0 */
  int64_t used;
  char *temporary; /* NULL: written directly */
  char *target;    /* the name it takes, or what is written directly */
  char buffer[BUFFER_BYTES];
};

/* What went wrong, without the locale. */
static const char *reason_text(int reason) {
  static const struct {
    int reason;
    const char *text;
  } known[] = {{EACCES, "permission denied"},
               {EPERM, "operation not permitted"},
               {ENOENT, "no such file or folder"},
               {ENOTDIR, "a part of the path is not a folder"},
               {EISDIR, "it is a folder"},
               {ENOSPC, "no space left on the device"},
               {EDQUOT, "the quota is used up"},
               {EFBIG, "the file would become too large"},
               {EROFS, "the file system is read-only"},
               {ELOOP, "too many symbolic links"},
               {ENAMETOOLONG, "the name is too long"},
               {EMFILE, "too many open files"},
               {ENFILE, "too many open files in the system"},
               {EPIPE, "nobody reads the pipe any more"},
               {EBADF, "the descriptor is not open for writing"},
               {ENXIO, "no such device"},
               {EEXIST, "no free name for the temporary file"},
               {EIO, "the device failed"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].reason == reason) return known[i].text;
  return "the system refused";
}

/* The end of a long path says more than its beginning. */
static int32_t fail(cpw_error *err, const char *where, const char *path, int reason) {
  size_t length = strlen(path), most = 200;
  const char *cut = length > most ? "..." : "";
  if (length > most) path += length - most;
  return cpwi_fail(err, CPW_EIO, -1, where, "cannot write %s%s: %s", cut, path,
                   reason_text(reason));
}

/* ---- where to write -------------------------------------------------------------------------- */

/* The descriptor that a name such as /dev/stdout or /dev/fd/3 stands for, or -1. Writing goes on
 * where that descriptor stands, whatever it is. */
static int named_descriptor(const char *path) {
  int64_t number;
  if (strcmp(path, "/dev/stdout") == 0) return STDOUT_FILENO;
  if (strcmp(path, "/dev/stderr") == 0) return STDERR_FILENO;
  if (strncmp(path, "/dev/fd/", 8) != 0) return -1;
  if (cpw_parse_int64(path + 8, (int64_t)strlen(path + 8), &number) != CPW_OK) return -1;
  return number >= 0 && number <= INT_MAX ? (int)number : -1;
}

/* Bytes of the folder part of a path, its last slash included. */
static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Replaces a path (PATH_BYTES) by what it links to, so that the link stays and its target is
 * replaced; a target that does not exist yet is fine. Returns 0 or the reason. */
static int follow_links(char *path) {
  char link[PATH_BYTES];
  struct stat status;
  for (int i = 0; i < MOST_LINKS; i++) {
    if (lstat(path, &status) != 0) return errno == ENOENT ? 0 : errno;
    if (!S_ISLNK(status.st_mode)) return 0;
    ssize_t got = readlink(path, link, sizeof link);
    if (got < 0) return errno;
    size_t length = (size_t)got, folder = got > 0 && link[0] == '/' ? 0 : folder_length(path);
    if (folder + length >= PATH_BYTES) return ENAMETOOLONG;
    memcpy(path + folder, link, length);
    path[folder + length] = '\0';
  }
  return ELOOP;
}

/* Opens a new file beside the target, with the mode that the target has or would get, and notes its
 * name. Returns 0 or the reason. */
static int open_beside(cpw_output *output, const struct stat *old) {
  const char *target = output->target;
  char name[PATH_BYTES];
  size_t folder = folder_length(target);
  if (folder + 64 >= PATH_BYTES) return ENAMETOOLONG;
  if (target[folder] == '\0') return EISDIR;
  if (old && faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) != 0) return errno;
  memcpy(name, target, folder);
  for (int i = 0; i < MOST_TRIES && output->fd < 0; i++) {
    snprintf(name + folder, 64, ".carepath-%ld-%d.tmp", (long)getpid(), i);
    output->fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                      old ? old->st_mode & (S_IRWXU | S_IRWXG | S_IRWXO) : 0666);
    if (output->fd < 0 && errno != EEXIST) return errno;
  }
  if (output->fd < 0) return EEXIST;
  /* undoes the umask; where a file system has no modes, that of the new file is its own affair */
  if (old) (void)fchmod(output->fd, old->st_mode & (S_IRWXU | S_IRWXG | S_IRWXO));
  output->temporary = cpwi_copy_text(output->allocator, name);
  if (!output->temporary) unlink(name);
  return output->temporary ? 0 : ENOMEM;
}

/* Writes directly into what is not a regular file. Returns 0 or the reason. */
static int open_directly(cpw_output *output, const char *path, int descriptor) {
  output->fd = descriptor >= 0 ? fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
                               : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return output->fd < 0 ? errno : 0;
}

/* Opens what the path stands for and notes its name. Returns 0 or the reason. */
static int open_target(cpw_output *output, const char *path) {
  char target[PATH_BYTES];
  if (strlen(path) >= sizeof target) return ENAMETOOLONG;
  memcpy(target, path, strlen(path) + 1);
  struct stat status;
  int descriptor = named_descriptor(path), exists = stat(path, &status) == 0;
  if (!exists && errno != ENOENT && descriptor < 0) return errno;
  if (exists && S_ISDIR(status.st_mode)) return EISDIR;
  int directly = descriptor >= 0 || (exists && !S_ISREG(status.st_mode));
  int reason = directly ? 0 : follow_links(target);
  if (reason) return reason;
  output->target = cpwi_copy_text(output->allocator, target);
  if (!output->target) return ENOMEM;
  return directly ? open_directly(output, path, descriptor)
                  : open_beside(output, exists ? &status : NULL);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void write_out(cpw_output *output, const char *bytes, int64_t count) {
  while (count > 0 && !output->reason) {
    ssize_t wrote = write(output->fd, bytes, (size_t)count);
    if (wrote > 0)
      bytes += wrote, count -= wrote;
    else if (wrote == 0 || errno != EINTR)
      output->reason = wrote == 0 ? EIO : errno;
  }
}

static void flush(cpw_output *output) {
  write_out(output, output->buffer, output->used);
  output->used = 0;
}

static int take(void *context, const char *bytes, int64_t count) {
  cpw_output *output = context;
  if (output->fd < 0 || count < 0) return -1;
  if (output->used + count > BUFFER_BYTES) flush(output);
  if (count > BUFFER_BYTES) {
    write_out(output, bytes, count);
  } else if (count > 0) {
    memcpy(output->buffer + output->used, bytes, (size_t)count);
    output->used += count;
  }
  return output->reason ? -1 : 0;
}

/* ---- the API --------------------------------------------------------------------------------- */

int32_t cpw_output_new(const char *path, const cpw_allocator *allocator, cpw_output **out,
                       cpw_error *err) {
  if (!path || !*path || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given", out ? "path" : "out");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpw_output *output = cpwi_alloc(allocator, 1, sizeof *output);
  if (!output)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the buffer of %s", path);
  output->allocator = allocator;
  output->sink = (cpw_sink){output, take};
  output->fd = -1;
  output->reason = 0;
  output->used = 0;
  output->temporary = output->target = NULL;
  int reason = open_target(output, path);
  if (reason) {
    cpw_output_free(output);
    if (reason == ENOMEM)
      return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the name of %s", path);
    return fail(err, __func__, path, reason);
  }
  *out = output;
  return CPW_OK;
}

const cpw_sink *cpw_output_sink(cpw_output *output) {
  return output ? &output->sink : NULL;
}

int32_t cpw_output_commit(cpw_output *output, cpw_error *err) {
  if (!output || output->fd < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "output must be open and not yet committed");
  flush(output);
  if (close(output->fd) != 0 && errno != EINTR && !output->reason) output->reason = errno;
  output->fd = -1;
  if (!output->reason && output->temporary) {
    if (rename(output->temporary, output->target) != 0) {
      output->reason = errno;
    } else {
      cpwi_release(output->allocator, output->temporary);
      output->temporary = NULL;
    }
  }
  if (!output->reason) return CPW_OK;
  return fail(err, __func__, output->target, output->reason);
}

void cpw_output_free(cpw_output *output) {
  if (!output) return;
  if (output->fd >= 0) close(output->fd);
  if (output->temporary) unlink(output->temporary);
  cpwi_release(output->allocator, output->temporary);
  cpwi_release(output->allocator, output->target);
  cpwi_release(output->allocator, output);
}
