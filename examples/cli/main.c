/* The command line `carepath`: which command is meant, its options, its help.
 * Usage and exit codes: GNU coding standards 4.8, sysexits.h.
 * Leaves the work to the commands and the modelling to the library. */
#include "output.h"
#include "say.h"
#include "settings.h"

#include <stdio.h>
#include <string.h>

static int print(buffer *b) {
  return write_buffer(NULL, b);
}

static int print_version(void) {
  buffer b = {0};
  putf(&b, "carepath %s\nABI %d\n", cpw_version(), (int)cpw_abi());
  return print(&b);
}

static int print_overview(void) {
  buffer b = {0};
  put(&b,
      "Usage: carepath COMMAND [OPTION]... FILE...\n\nWaiting lists by time waited or patient by "
      "patient: read, calibrate, project,\nsimulate, and what a standard takes.\n\nCommands:\n");
  for (int i = 0; commands[i]; i++)
    putf(&b, "  %-11s%s\n", commands[i]->name, commands[i]->summary);
  put(&b,
      "  help       help on a command: carepath help COMMAND\n"
      "  version    version of the library\n\n"
      "Exit status: 0 done, 1 done but a standard is out of reach or a queue grows without end,\n"
      "2 usage, 65 bad data,\n"
      "66 no input, 70 internal error or no memory, 74 could not be written.\n");
  return print(&b);
}

static void put_manual_part(buffer *b, const command *c) {
  put_manual_options(b, c);
  if (c->put_parts) c->put_parts(b);
}

/* The manual page, from the same descriptions as the help; docs/man/carepath.1 is its copy. */
static int print_manual(void) {
  buffer b = {0};
  putf(&b, ".TH CAREPATH 1 \"\" \"carepath %s\" \"User Commands\"\n", cpw_version());
  put(&b,
      ".SH NAME\ncarepath \\- waiting lists by time waited\n.SH SYNOPSIS\n"
      ".B carepath\n\\fICOMMAND\\fR [\\fIOPTION\\fR]... \\fIFILE\\fR...\n"
      ".SH DESCRIPTION\nReads published or own waiting-list counts, calibrates how people leave "
      "a list by time waited,\nprojects it, and finds the capacity that a standard takes. Answers "
      "go to standard output,\nwords to standard error.\n.SH COMMANDS\n");
  for (int i = 0; commands[i]; i++)
    put_manual_part(&b, commands[i]);
  put(&b, ".SH EXIT STATUS\n"
          ".TP\n0\ndone\n.TP\n1\ndone, and a standard is out of reach or a queue grows without "
          "end\n.TP\n2\nusage\n"
          ".TP\n65\nthe data are not as expected; file, line and column are named\n"
          ".TP\n66\nno such input\n.TP\n70\ninternal error, or no memory\n"
          ".TP\n74\nthe answer could not be written\n.TP\n130\ncancelled\n"
          ".SH ENVIRONMENT\n.TP\nNO_COLOR\nno bold headings, even on a terminal\n");
  return print(&b);
}

static const command *find_command(const char *name) {
  for (int i = 0; commands[i]; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

static int print_help(const command *c) {
  buffer b = {0};
  put_command_help(&b, c);
  return print(&b);
}

static int unknown_command(const char *name) {
  const char *names[32] = {"help", "version"};
  int count = 2;
  for (int i = 0; commands[i]; i++)
    names[count++] = commands[i]->name;
  const char *guess = nearest(name, names, count);
  if (guess) return fail(USAGE, "unknown command '%s'; did you mean '%s'?", name, guess);
  return fail(USAGE, "unknown command '%s'; see 'carepath --help'", name);
}

static int run_command(const command *c, int argc, char **argv) {
  settings set = default_settings();
  int first_file = 0;
  set.command = c->name;
  int code = read_options(c, argc, argv, &set, &set.typed, &first_file);
  if (code == HELP_WANTED) return print_help(c);
  if (code) return code;
  set.files = argv + first_file;
  set.file_count = argc - first_file;
  if (!set.file_count && !c->without_file)
    return fail(USAGE, "%s: a file is missing; see 'carepath help %s'", c->name, c->name);
  if (set.quiet) be_quiet();
  catch_interrupt();
  return c->run(&set);
}

/* --service_rate is --service-rate: the library's names do as well. */
static void hyphenate(char *option) {
  if (option[0] != '-' || option[1] != '-') return;
  for (char *c = option; *c && *c != '='; c++)
    if (*c == '_') *c = '-';
}

/* A command that has parts, such as the formulae of `queue`: the word after it may choose one. */
static int choose_part(int argc, char **argv, int *at, const command **c) {
  if (!(*c)->part || *at + 1 >= argc || argv[*at + 1][0] == '-') return DONE;
  *at += 1;
  for (int i = *at + 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    hyphenate(argv[i]);
  return (*c)->part(argv[*at], c);
}

static int dispatch(int argc, char **argv) {
  const char *word = argc > 1 ? argv[1] : "";
  int wants_help = strcmp(word, "help") == 0;
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0 || strcmp(word, "version") == 0)
    return print_version();
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || (wants_help && argc == 2))
    return print_overview();
  if (wants_help && strcmp(argv[2], "--man") == 0) return print_manual();
  if (!*word) return fail(USAGE, "a command is missing; see 'carepath --help'");
  const char *name = wants_help ? argv[2] : word;
  const command *c = find_command(name);
  if (!c)
    return name[0] == '-' ? fail(USAGE, "a command must come first; see 'carepath --help'")
                          : unknown_command(name);
  int at = wants_help ? 2 : 1, code = choose_part(argc, argv, &at, &c);
  if (code) return code;
  if (wants_help) return print_help(c);
  for (int i = at + 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--version") == 0) return print_version();
  return run_command(c, argc - at, argv + at);
}

int main(int argc, char **argv) {
  int code = dispatch(argc, argv);
  int closed = close_stdout();
  return code ? code : closed;
}
