/* A system from the files of a folder, and into them.
 * Source: carepath/system_files.h; POSIX.1-2008 opendir, mkdir, stat.
 * Leaves the texts to read.c and write.c. */
#include "system_files/write.h"

#include "table/internal.h"

#include <dirent.h>
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

/* ---- reading */

typedef struct opened {
  cpwi_file file[CPW_SYSTEM_TABLES];
  cpw_source source[CPW_SYSTEM_TABLES];
  int64_t count;
} opened;

static int32_t open_one(opened *o, cpwi_book_reader *r, const char *folder, int32_t table) {
  const char *name = cpwi_system_table_of(table)->file;
  char *path = path_of(r->allocator, folder, name);
  if (!path) return cpwi_fail(r->err, CPW_ENOMEM, -1, name, "no memory for the path");
  int32_t status = CPW_OK;
  if (table == CPW_SYSTEM_ORGANISATIONS || is_there(path)) {
    status = cpwi_file_open(path, &o->file[o->count], name, r->err);
    if (status == CPW_OK) {
      o->source[o->count] = (cpw_source){&o->file[o->count], cpwi_file_read, name};
      r->file[table].source = &o->source[o->count++];
    }
  }
  cpwi_release(r->allocator, path);
  return status;
}

/* Warnings of files that are not read. */
static void look_for_others(cpwi_book_reader *r, const char *folder) {
  int before = errno;
  DIR *listing = opendir(folder);
  for (struct dirent *entry = listing ? readdir(listing) : NULL; entry; entry = readdir(listing)) {
    int known = entry->d_name[0] == '.';
    for (int32_t t = 0; t < CPW_SYSTEM_TABLES && !known; t++)
      known = strcmp(entry->d_name, cpwi_system_table_of(t)->file) == 0;
    if (!known) cpwi_book_odd_file(r, entry->d_name);
  }
  if (listing) closedir(listing);
  errno = before;
}

static int32_t load_from_folder(const void *context, const char *folder, const cpw_allocator *a,
                                cpw_network **out, cpw_error *err) {
  char *path = path_of(a, context, folder);
  if (!path) return cpwi_fail(err, CPW_ENOMEM, -1, folder, "no memory for the path");
  int32_t status = cpw_pathway_read_folder(path, a, out, err);
  cpwi_release(a, path);
  return status;
}

int32_t cpw_system_read_folder(const char *folder, const cpw_allocator *allocator,
                               cpw_system_book **out, cpw_result **report, cpw_error *err) {
  if (!folder || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", folder ? "out" : "folder");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  cpwi_book_reader r = {.allocator = allocator, .where = __func__, .err = err};
  r.loader = (cpwi_network_loader){load_from_folder, folder};
  opened o;
  o.count = 0;
  for (int32_t t = 0; t < CPW_SYSTEM_TABLES && status == CPW_OK; t++)
    status = open_one(&o, &r, folder, t);
  if (status == CPW_OK) {
    look_for_others(&r, folder);
    status = cpwi_book_read(&r, out, report);
  }
  for (int64_t k = 0; k < o.count; k++)
    cpwi_file_close(&o.file[k]);
  return status;
}

/* ---- writing */

static int32_t write_one(const cpw_system *s, int64_t table, const char *path,
                         const cpw_allocator *a, cpw_error *err) {
  cpw_output *output = NULL;
  int32_t status = cpw_output_new(path, a, &output, err);
  if (status != CPW_OK) return status;
  status = cpwi_system_write_table(s, table, a, cpw_output_sink(output), err);
  if (status == CPW_OK) status = cpw_output_commit(output, err);
  cpw_output_free(output);
  return status;
}

/* A table without rows empties the file of another system that stands there. */
static int32_t write_tables(const cpw_system *s, const char *folder, const cpw_allocator *a,
                            cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t t = 0; t < CPW_SYSTEM_TABLES && status == CPW_OK; t++) {
    cpwi_system_rows rows = cpwi_system_rows_of(s, t);
    char *path = path_of(a, folder, cpwi_system_table_of(t)->file);
    if (!path) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the path");
    if (rows.row || t == CPW_SYSTEM_SETTINGS || t == CPW_SYSTEM_ORGANISATIONS || is_there(path))
      status = write_one(s, t, path, a, err);
    cpwi_release(a, path);
  }
  return status;
}

/* Makes the folders of a path that are not there; `path` is changed and changed back. */
static int32_t make_folders(char *path, size_t from, cpw_error *err) {
  int before = errno;
  int32_t status = CPW_OK;
  for (size_t k = from; status == CPW_OK; k++) {
    if (path[k] != '/' && path[k] != 0) continue;
    char end = path[k];
    path[k] = 0;
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
      status = cpwi_fail(err, CPW_EIO, -1, __func__, "the folder \"%.200s\" cannot be made", path);
    path[k] = end;
    if (end == 0) break;
  }
  errno = before;
  return status;
}

/* Two networks in one folder would be one when they are read. */
static int32_t check_folders(const cpw_system *s, cpw_error *err) {
  for (int64_t i = 0; i < s->pathways; i++)
    for (int64_t k = 0; k < i; k++) {
      cpwi_folder_name a = cpwi_pathway_folder(s, i), b = cpwi_pathway_folder(s, k);
      const char *folder = a.given ? a.given : a.made;
      if (s->pathway[i].network != s->pathway[k].network &&
          strcmp(folder, b.given ? b.given : b.made) == 0)
        return cpwi_fail(err, CPW_EINVAL, i, "cpw_system_write_folder",
                         "pathways row %lld: the folder %s is that of another network (row %lld)",
                         (long long)i + 1, cpwi_quote(folder).text, (long long)k + 1);
    }
  return CPW_OK;
}

static int32_t write_network(const cpw_system *s, int64_t row, const char *folder,
                             const cpw_allocator *a, cpw_error *err) {
  cpwi_folder_name name = cpwi_pathway_folder(s, row);
  const char *below = name.given ? name.given : name.made;
  if (!cpwi_is_below(below))
    return cpwi_fail(err, CPW_EINVAL, row, __func__,
                     "pathways row %lld: the folder %s must be below that of the system",
                     (long long)row + 1, cpwi_quote(below).text);
  char *path = path_of(a, folder, below);
  if (!path) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the path");
  int32_t status = make_folders(path, strlen(folder) + 1, err);
  if (status == CPW_OK) status = cpw_pathway_write_folder(s->pathway[row].network, path, a, err);
  cpwi_release(a, path);
  return status;
}

int32_t cpw_system_write_folder(const cpw_system *system, const char *folder,
                                const cpw_allocator *allocator, cpw_error *err) {
  cpw_system s;
  if (!folder) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "folder is NULL");
  int32_t status = cpw_system_require(system, allocator, err);
  if (status == CPW_OK) status = cpwi_system_take(system, &s, __func__, err);
  if (status == CPW_OK) status = check_folders(&s, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < s.pathways && status == CPW_OK; i++)
    status = write_network(&s, i, folder, allocator, err);
  return status == CPW_OK ? write_tables(&s, folder, allocator, err) : status;
}
