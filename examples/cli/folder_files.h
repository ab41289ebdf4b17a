/* folder_files.h - the files of a folder that is a model's input: their paths, and their digests for the page. */
#ifndef CAREPATH_CLI_FOLDER_FILES_H
#define CAREPATH_CLI_FOLDER_FILES_H

#include "model.h"

typedef struct folder_path {
  char text[1024];
} folder_path;

/* FOLDER/FILE; 0 where it is too long. */
int folder_path_of(folder_path *p, const char *folder, const char *file);
/* One file of a folder with its size and digest, under `name`; *there: whether it is there at all. DONE, or why not. */
int folder_record(const char *folder, const char *file, const char *name, const char *kind,
                  source_record *s, int *there);

#endif
