/* A network from the files of a folder, and into them.
 * Source: carepath/pathway_files.h; POSIX.1-2008 stat.
 * Leaves the texts to read.c and write.c. */
#include "pathway_files/internal.h"

#include "table/internal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* FOLDER/name, or NULL when memory is short. */
static char *path_of(const cpw_allocator *a, const char *folder, const char *name) {
  size_t length = strlen(folder), more = strlen(name) + 1;
  int slash = length > 0 && folder[length - 1] != '/';
  char *path = cpwi_alloc(a, length + (size_t)slash + more, 1);
  if (!path) return NULL;
  memcpy(path, folder, length);
  if (slash) path[length++] = '/';
  memcpy(path + length, name, more);
  return path;
}

/* 0 only where there is surely no such file. */
static int is_there(const char *path) {
  int before = errno;
  struct stat status;
  int there = stat(path, &status) == 0 || errno != ENOENT;
  errno = before;
  return there;
}

typedef struct opened {
  cpwi_file file[CPW_PATHWAY_FILES];
  cpw_source source[CPW_PATHWAY_FILES];
  int64_t count;
} opened;

static int32_t open_one(opened *o, const char *folder, int64_t file, const cpw_allocator *a,
                        cpw_error *err) {
  const char *name = cpw_pathway_file_name(file);
  char *path = path_of(a, folder, name);
  if (!path) return cpwi_fail(err, CPW_ENOMEM, -1, name, "no memory for the path");
  int32_t status = CPW_OK;
  if (file == CPWI_FILE_STAGES || is_there(path)) {
    status = cpwi_file_open(path, &o->file[o->count], name, err);
    if (status == CPW_OK) {
      o->source[o->count] = (cpw_source){&o->file[o->count], cpwi_file_read, name};
      o->count++;
    }
  }
  cpwi_release(a, path);
  return status;
}

int32_t cpw_pathway_read_folder(const char *folder, const cpw_allocator *allocator,
                                cpw_network **out, cpw_error *err) {
  if (!folder || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", folder ? "out" : "folder");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  opened o;
  o.count = 0;
  for (int64_t k = 0; k < CPW_PATHWAY_FILES && status == CPW_OK; k++)
    status = open_one(&o, folder, k, allocator, err);
  if (status == CPW_OK) status = cpw_pathway_read(o.source, o.count, allocator, out, err);
  for (int64_t k = 0; k < o.count; k++)
    cpwi_file_close(&o.file[k]);
  return status;
}

/* ---- writing */

static int32_t write_one(const cpw_pathway *pathway, int64_t file, const char *path,
                         const cpw_allocator *a, cpw_error *err) {
  cpw_output *output = NULL;
  int32_t status = cpw_output_new(path, a, &output, err);
  if (status != CPW_OK) return status;
  status = cpw_pathway_write(pathway, file, a, cpw_output_sink(output), err);
  if (status == CPW_OK) status = cpw_output_commit(output, err);
  cpw_output_free(output);
  return status;
}

int32_t cpw_pathway_write_folder(const cpw_pathway *pathway, const char *folder,
                                 const cpw_allocator *allocator, cpw_error *err) {
  if (!pathway || !folder)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", pathway ? "folder" : "pathway");
  int32_t status = cpw_pathway_check(pathway, allocator, err);
  for (int64_t k = 0; k < CPW_PATHWAY_FILES && status == CPW_OK; k++) {
    char *path = path_of(allocator, folder, cpw_pathway_file_name(k));
    if (!path) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the path");
    if (cpw_pathway_file_needed(pathway, k) == 1 || is_there(path))
      status = write_one(pathway, k, path, allocator, err);
    cpwi_release(allocator, path);
  }
  return status;
}
