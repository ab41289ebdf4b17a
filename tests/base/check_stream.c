/* Files written whole or not at all: what stands where before and after a commit, whose mode it has,
 * and what happens where nothing can be written. */
#include "base/check_base.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[4096], home[4096];

/* Each test has a folder of its own; a failing one leaves it behind. */
static void enter_folder(void) {
  ck_assert_ptr_nonnull(getcwd(home, sizeof home));
  const char *place = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/carepath-check-XXXXXX", place && *place ? place : "/tmp");
  ck_assert_ptr_nonnull(mkdtemp(folder));
  ck_assert_int_eq(chdir(folder), 0);
  umask(022);
}

static void leave_folder(void) {
  char command[sizeof folder + 16];
  ck_assert_int_eq(chdir(home), 0);
  umask(022);
  snprintf(command, sizeof command, "rm -rf %s", folder);
  ck_assert_int_eq(system(command), 0);
}

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  fputs(text, file);
  fclose(file);
}

static const char *read_file(const char *path) {
  static char text[256];
  FILE *file = fopen(path, "rb");
  if (!file) return "(none)";
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  return text;
}

static int files_here(void) {
  int count = 0;
  DIR *here = opendir(".");
  while (readdir(here))
    count++;
  closedir(here);
  return count - 2;
}

static int mode_of(const char *path) {
  struct stat status;
  ck_assert_int_eq(stat(path, &status), 0);
  return (int)(status.st_mode & 07777);
}

static int put(cpw_output *output, const char *text) {
  const cpw_sink *sink = cpw_output_sink(output);
  return sink->write(sink->context, text, (int64_t)strlen(text));
}

static int32_t write_whole(const char *path, const char *text, cpw_error *err) {
  cpw_output *output;
  int32_t status = cpw_output_new(path, NULL, &output, err);
  if (status != CPW_OK) return status;
  put(output, text);
  status = cpw_output_commit(output, err);
  cpw_output_free(output);
  return status;
}

START_TEST(a_new_file)
{
  enter_folder();
  cpw_output *output;
  ck_assert_int_eq(cpw_output_new("waits.csv", NULL, &output, NULL), CPW_OK);
  ck_assert_int_eq(put(output, "week,waiting\n"), 0);
  ck_assert_str_eq(read_file("waits.csv"), "(none)");
  ck_assert_int_eq(cpw_output_commit(output, NULL), CPW_OK);
  ck_assert_str_eq(read_file("waits.csv"), "week,waiting\n");
  cpw_output_free(output);
  ck_assert_str_eq(read_file("waits.csv"), "week,waiting\n");
  ck_assert_int_eq(files_here(), 1);
  ck_assert_int_eq(mode_of("waits.csv"), 0644);
  umask(077);
  ck_assert_int_eq(write_whole("private.csv", "x", NULL), CPW_OK);
  ck_assert_int_eq(mode_of("private.csv"), 0600);
  leave_folder();
}
END_TEST

START_TEST(an_old_file_is_replaced_with_its_mode)
{
  enter_folder();
  static const int modes[] = {0600, 0664, 0755, 0200};
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
    write_file("old", "old\n");
    ck_assert_int_eq(chmod("old", (mode_t)modes[i]), 0);
    ck_assert_int_eq(write_whole("old", "new\n", NULL), CPW_OK);
    ck_assert_int_eq(mode_of("old"), modes[i]);
    ck_assert_int_eq(chmod("old", 0600), 0);
    ck_assert_str_eq(read_file("old"), "new\n");
  }
  ck_assert_int_eq(files_here(), 1);
  leave_folder();
}
END_TEST

START_TEST(what_is_not_committed_never_was)
{
  enter_folder();
  write_file("old", "old\n");
  cpw_output *output;
  ck_assert_int_eq(cpw_output_new("old", NULL, &output, NULL), CPW_OK);
  ck_assert_int_eq(put(output, "new\n"), 0);
  ck_assert_int_eq(files_here(), 2);
  cpw_output_free(output);
  ck_assert_str_eq(read_file("old"), "old\n");
  ck_assert_int_eq(files_here(), 1);
  ck_assert_int_eq(cpw_output_new("none", NULL, &output, NULL), CPW_OK);
  cpw_output_free(output);
  ck_assert_int_eq(files_here(), 1);
  leave_folder();
}
END_TEST

START_TEST(several_outputs_at_once)
{
  enter_folder();
  cpw_output *outputs[5];
  for (int i = 0; i < 5; i++)
    ck_assert_int_eq(cpw_output_new("same", NULL, &outputs[i], NULL), CPW_OK);
  for (int i = 0; i < 5; i++) {
    char text[2] = {(char)('a' + i), 0};
    ck_assert_int_eq(put(outputs[i], text), 0);
    ck_assert_int_eq(cpw_output_commit(outputs[i], NULL), CPW_OK);
    ck_assert_str_eq(read_file("same"), text);
    cpw_output_free(outputs[i]);
  }
  ck_assert_int_eq(files_here(), 1);
  leave_folder();
}
END_TEST

START_TEST(all_sizes_arrive)
{
  enter_folder();
  enum { ALL = 400000 };
  char *text = malloc(ALL);
  for (int i = 0; i < ALL; i++)
    text[i] = (char)('a' + i % 23);
  static const int64_t pieces[] = {1, 7, 4096, 65535, 65536, 65537, 200000, ALL};
  for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
    cpw_output *output;
    ck_assert_int_eq(cpw_output_new("big", NULL, &output, NULL), CPW_OK);
    const cpw_sink *sink = cpw_output_sink(output);
    ck_assert_int_eq(sink->write(sink->context, text, 0), 0);
    for (int64_t at = 0; at < ALL; at += pieces[k])
      ck_assert_int_eq(
          sink->write(sink->context, text + at, ALL - at < pieces[k] ? ALL - at : pieces[k]), 0);
    ck_assert_int_eq(cpw_output_commit(output, NULL), CPW_OK);
    cpw_output_free(output);
    char *back = malloc(ALL + 1);
    FILE *file = fopen("big", "rb");
    ck_assert_uint_eq(fread(back, 1, ALL + 1, file), ALL);
    fclose(file);
    ck_assert_mem_eq(back, text, ALL);
    free(back);
  }
  free(text);
  leave_folder();
}
END_TEST

START_TEST(links_stay_links)
{
  enter_folder();
  struct stat status;
  ck_assert_int_eq(mkdir("sub", 0755), 0);
  write_file("sub/target", "old\n");
  ck_assert_int_eq(symlink("sub/target", "near"), 0);
  ck_assert_int_eq(symlink("near", "far"), 0);
  char absolute[sizeof folder + 16];
  snprintf(absolute, sizeof absolute, "%s/sub/target", folder);
  ck_assert_int_eq(symlink(absolute, "full"), 0);
  ck_assert_int_eq(write_whole("far", "new\n", NULL), CPW_OK);
  ck_assert_str_eq(read_file("sub/target"), "new\n");
  ck_assert_int_eq(write_whole("full", "newer\n", NULL), CPW_OK);
  ck_assert_str_eq(read_file("sub/target"), "newer\n");
  ck_assert_int_eq(lstat("far", &status), 0);
  ck_assert(S_ISLNK(status.st_mode));
  ck_assert_int_eq(symlink("sub/to-be", "open"), 0); /* a link to what does not exist yet */
  ck_assert_int_eq(write_whole("open", "there\n", NULL), CPW_OK);
  ck_assert_str_eq(read_file("sub/to-be"), "there\n");
  ck_assert_int_eq(files_here(), 5);
  leave_folder();
}
END_TEST

static void refuse(const char *path, int32_t expected, const char *words) {
  cpw_output *output = NULL;
  cpw_error err;
  int before = files_here();
  ck_assert_int_eq(cpw_output_new(path, NULL, &output, &err), expected);
  ck_assert_ptr_null(output);
  ck_assert_int_eq(err.code, expected);
  ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
  ck_assert_int_eq(files_here(), before);
}

START_TEST(where_nothing_can_be_written)
{
  enter_folder();
  char name[6000];
  refuse(".", CPW_EIO, "it is a folder");
  refuse("..", CPW_EIO, "it is a folder");
  refuse("no/such/folder.csv", CPW_EIO, "no such file or folder");
  refuse("no-such-folder/", CPW_EIO, "it is a folder");
  write_file("file", "");
  refuse("file/in-it", CPW_EIO, "not a folder");
  ck_assert_int_eq(symlink("round", "round"), 0);
  refuse("round", CPW_EIO, "too many symbolic links");
  refuse("/proc/carepath.csv", CPW_EIO, "cannot write /proc/carepath.csv");
  refuse("/dev/fd/987", CPW_EIO, "not open for writing");
  memset(name, 'x', sizeof name);
  name[sizeof name - 1] = '\0';
  refuse(name, CPW_EIO, "the name is too long");
  name[300] = '\0'; /* longer than a name, shorter than a path */
  refuse(name, CPW_EIO, "the name is too long");
  refuse("", CPW_EINVAL, "path");
  refuse(NULL, CPW_EINVAL, "path");
  cpw_error err;
  ck_assert_int_eq(cpw_output_new("x", NULL, NULL, &err), CPW_EINVAL);
  cpw_allocator lame = {NULL, NULL, NULL, NULL};
  cpw_output *output = NULL;
  ck_assert_int_eq(cpw_output_new("x", &lame, &output, &err), CPW_EINVAL);
  ck_assert_ptr_null(output);
  ck_assert_int_eq(cpw_output_commit(NULL, &err), CPW_EINVAL);
  ck_assert_ptr_null(cpw_output_sink(NULL));
  cpw_output_free(NULL);
  leave_folder();
}
END_TEST

START_TEST(paths_too_long_behind_links)
{
  enter_folder();
  static char target[4090];
  memset(target, 'x', sizeof target - 1);
  for (size_t i = 100; i < sizeof target - 1; i += 100)
    target[i] = '/';
  ck_assert_int_eq(mkdir("sub", 0755), 0);
  ck_assert_int_eq(symlink(target, "sub/long"), 0);
  refuse("sub/long", CPW_EIO, "cannot write sub/long");
  leave_folder();
}
END_TEST

START_TEST(protected_files_and_folders)
{
  enter_folder();
  write_file("kept", "kept\n");
  ck_assert_int_eq(chmod("kept", 0444), 0);
  ck_assert_int_eq(mkdir("shut", 0555), 0);
  ck_assert_int_eq(chmod(".", 0777), 0);
  uid_t user = geteuid(); /* nothing is protected from root */
  if (user == 0) ck_assert_int_eq(seteuid(65534), 0);
  refuse("kept", CPW_EIO, "permission denied");
  refuse("shut/new", CPW_EIO, "permission denied");
  ck_assert_int_eq(seteuid(user), 0);
  leave_folder();
}
END_TEST

START_TEST(a_full_device)
{
  enter_folder();
  if (access("/dev/full", W_OK) != 0) {
    printf("skipped: there is no /dev/full\n");
    leave_folder();
    return;
  }
  cpw_error err;
  ck_assert_int_eq(write_whole("/dev/full", "text", &err), CPW_EIO);
  ck_assert_int_eq(err.code, CPW_EIO);
  ck_assert_str_eq(err.message, "cannot write /dev/full: no space left on the device");
  /* large pieces fail at once, and from then on for good */
  cpw_output *output;
  char *text = calloc(1, 100000);
  ck_assert_int_eq(cpw_output_new("/dev/full", NULL, &output, NULL), CPW_OK);
  const cpw_sink *sink = cpw_output_sink(output);
  ck_assert_int_ne(sink->write(sink->context, text, 100000), 0);
  ck_assert_int_ne(sink->write(sink->context, text, 1), 0);
  ck_assert_int_eq(cpw_output_commit(output, &err), CPW_EIO);
  ck_assert_int_eq(cpw_output_commit(output, &err), CPW_EINVAL); /* only once */
  ck_assert_int_ne(sink->write(sink->context, text, 1), 0);
  cpw_output_free(output);
  free(text);
  ck_assert_int_eq(write_whole("/dev/null", "text", &err), CPW_OK);
  struct stat status;
  ck_assert_int_eq(stat("/dev/null", &status), 0);
  ck_assert(S_ISCHR(status.st_mode));
  leave_folder();
}
END_TEST

/* The place is taken by a folder between opening and commit. */
START_TEST(a_commit_that_fails_leaves_nothing)
{
  enter_folder();
  cpw_output *output;
  cpw_error err;
  ck_assert_int_eq(cpw_output_new("place", NULL, &output, NULL), CPW_OK);
  ck_assert_int_eq(put(output, "text"), 0);
  ck_assert_int_eq(mkdir("place", 0755), 0);
  ck_assert_int_eq(cpw_output_commit(output, &err), CPW_EIO);
  ck_assert_str_eq(err.message, "cannot write place: it is a folder");
  cpw_output_free(output);
  ck_assert_int_eq(files_here(), 1);
  leave_folder();
}
END_TEST

START_TEST(pipes_are_written_directly)
{
  enter_folder();
  ck_assert_int_eq(mkfifo("pipe", 0600), 0);
  int reader = open("pipe", O_RDONLY | O_NONBLOCK);
  ck_assert_int_ge(reader, 0);
  ck_assert_int_eq(write_whole("pipe", "through", NULL), CPW_OK);
  char text[16] = {0};
  ck_assert_int_eq(read(reader, text, sizeof text - 1), 7);
  ck_assert_str_eq(text, "through");
  close(reader);
  struct stat status;
  ck_assert_int_eq(stat("pipe", &status), 0);
  ck_assert(S_ISFIFO(status.st_mode));
  ck_assert_int_eq(files_here(), 1);
  leave_folder();
}
END_TEST

START_TEST(descriptors_go_on_where_they_are)
{
  enter_folder();
  int fd = open("log", O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ck_assert_int_eq(write(fd, "before\n", 7), 7);
  char path[32];
  snprintf(path, sizeof path, "/dev/fd/%d", fd);
  ck_assert_int_eq(write_whole(path, "between\n", NULL), CPW_OK);
  ck_assert_int_eq(write(fd, "after\n", 6), 6);
  close(fd);
  ck_assert_str_eq(read_file("log"), "before\nbetween\nafter\n");
  static const char *const names[] = {"/dev/stdout", "/dev/stderr"};
  for (int i = 0; i < 2; i++) {
    fflush(NULL);
    int stream = i + 1, saved = dup(stream);
    fd = open("stream", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    dup2(fd, stream);
    int32_t status = write_whole(names[i], "words\n", NULL);
    dup2(saved, stream);
    close(saved);
    close(fd);
    ck_assert_int_eq(status, CPW_OK);
    ck_assert_str_eq(read_file("stream"), "words\n");
  }
  fd = open("log", O_RDONLY);
  snprintf(path, sizeof path, "/dev/fd/%d", fd);
  cpw_error err;
  ck_assert_int_eq(write_whole(path, "x", &err), CPW_EIO); /* open, but not for writing */
  close(fd);
  refuse("/dev/fd/", CPW_EIO, "it is a folder");
  refuse("/dev/fd/-1", CPW_EIO, "cannot write");
  refuse("/dev/fd/x", CPW_EIO, "cannot write");
  leave_folder();
}
END_TEST

static int32_t open_one(void *context) {
  cpw_output *output;
  int32_t status = cpw_output_new(context, NULL, &output, NULL);
  if (status == CPW_OK) cpw_output_free(output);
  return status;
}

START_TEST(no_memory_for_an_output)
{
  enter_folder();
  char name[] = "old";
  write_file(name, "old\n");
  cpwt_each_allocation_fails(open_one, name);
  ck_assert_str_eq(read_file(name), "old\n");
  ck_assert_int_eq(files_here(), 1);
  leave_folder();
}
END_TEST

START_TEST(text_in_memory)
{
  cpw_text text = {"carepath", 8, 0};
  cpw_source source = {NULL, NULL, "as it was"};
  char buffer[8];
  ck_assert_int_eq(cpw_text_source(&text, "policy", &source), CPW_OK);
  ck_assert_str_eq(source.name, "policy");
  ck_assert_int_eq(source.read(source.context, buffer, 5), 5);
  ck_assert_mem_eq(buffer, "carep", 5);
  ck_assert_int_eq(source.read(source.context, buffer, 5), 3);
  ck_assert_mem_eq(buffer, "ath", 3);
  ck_assert_int_eq(source.read(source.context, buffer, 5), 0);
  cpw_text nothing = {NULL, 0, 0},
           wrong[] = {{NULL, 1, 0}, {"a", -1, 0}, {"a", 1, 2}, {"a", 1, -1}};
  ck_assert_int_eq(cpw_text_source(&nothing, NULL, &source), CPW_OK);
  ck_assert_int_eq(source.read(source.context, buffer, 5), 0);
  cpw_source kept = source;
  for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
    ck_assert_int_eq(cpw_text_source(&wrong[k], NULL, &source), CPW_EINVAL);
  ck_assert_int_eq(cpw_text_source(NULL, NULL, &source), CPW_EINVAL);
  ck_assert_int_eq(cpw_text_source(&text, NULL, NULL), CPW_EINVAL);
  ck_assert_ptr_eq(source.context, kept.context);
}
END_TEST

void cpwt_add_stream(const cpwt_cases *cases) {
  tcase_add_test(cases->limits, text_in_memory);
  tcase_add_test(cases->reference, a_new_file);
  tcase_add_test(cases->reference, an_old_file_is_replaced_with_its_mode);
  tcase_add_test(cases->reference, what_is_not_committed_never_was);
  tcase_add_test(cases->limits, several_outputs_at_once);
  tcase_add_test(cases->limits, all_sizes_arrive);
  tcase_add_test(cases->reference, links_stay_links);
  tcase_add_test(cases->errors, where_nothing_can_be_written);
  tcase_add_test(cases->errors, paths_too_long_behind_links);
  tcase_add_test(cases->errors, protected_files_and_folders);
  tcase_add_test(cases->errors, a_full_device);
  tcase_add_test(cases->errors, a_commit_that_fails_leaves_nothing);
  tcase_add_test(cases->reference, pipes_are_written_directly);
  tcase_add_test(cases->reference, descriptors_go_on_where_they_are);
  tcase_add_test(cases->oom, no_memory_for_an_output);
}
