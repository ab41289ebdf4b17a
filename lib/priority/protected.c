/* Which protected characteristic a heading speaks of.
 * Source: Equality Act 2010, section 4, and the words by which NHS data sets call them. Leaves what follows
 * from it to check.c. */
#include "priority/internal.h"

#include <string.h>

static const char *const NAMES[] = {
    NULL,   "age",      "disability", "gender reassignment", "marriage", "pregnancy",
    "race", "religion", "sex",        "sexual orientation"};

enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

const char *cpw_priority_protected_name(int32_t characteristic) {
  return characteristic > 0 && characteristic < NAME_COUNT ? NAMES[characteristic] : NULL;
}

/* Words as whole words of the heading; one that ends in * begins a word. What NHS data sets call gender is mostly
 * sex. No list of words finds everything: who declares what a criterion is does better. */
typedef struct word {
  const char *text;
  int32_t characteristic;
} word;

static const word WORDS[] = {
    {"sexuality", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"orientation", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"lgb*", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"gay", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"lesbian", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"bisexual", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"queer", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"homosexual", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"heterosexual", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"age", CPW_PROTECTED_AGE},
    {"ages", CPW_PROTECTED_AGE},
    {"aged", CPW_PROTECTED_AGE},
    {"ageband", CPW_PROTECTED_AGE},
    {"agegroup", CPW_PROTECTED_AGE},
    {"patientage", CPW_PROTECTED_AGE},
    {"birth", CPW_PROTECTED_AGE},
    {"birthdate", CPW_PROTECTED_AGE},
    {"birthday", CPW_PROTECTED_AGE},
    {"birthyear", CPW_PROTECTED_AGE},
    {"dateofbirth", CPW_PROTECTED_AGE},
    {"yearofbirth", CPW_PROTECTED_AGE},
    {"dob", CPW_PROTECTED_AGE},
    {"yob", CPW_PROTECTED_AGE},
    {"born", CPW_PROTECTED_AGE},
    {"elderly", CPW_PROTECTED_AGE},
    {"older", CPW_PROTECTED_AGE},
    {"younger", CPW_PROTECTED_AGE},
    {"disab*", CPW_PROTECTED_DISABILITY},
    {"deaf*", CPW_PROTECTED_DISABILITY},
    {"blind*", CPW_PROTECTED_DISABILITY},
    {"wheelchair", CPW_PROTECTED_DISABILITY},
    {"autis*", CPW_PROTECTED_DISABILITY},
    {"impairment", CPW_PROTECTED_DISABILITY},
    {"impaired", CPW_PROTECTED_DISABILITY},
    {"learningdisability", CPW_PROTECTED_DISABILITY},
    {"neurodiver*", CPW_PROTECTED_DISABILITY},
    {"dyslexi*", CPW_PROTECTED_DISABILITY},
    {"reassign*", CPW_PROTECTED_GENDER},
    {"trans", CPW_PROTECTED_GENDER},
    {"transgender", CPW_PROTECTED_GENDER},
    {"transsexual", CPW_PROTECTED_GENDER},
    {"nonbinary", CPW_PROTECTED_GENDER},
    {"cisgender", CPW_PROTECTED_GENDER},
    {"marri*", CPW_PROTECTED_MARRIAGE},
    {"civil", CPW_PROTECTED_MARRIAGE},
    {"marital", CPW_PROTECTED_MARRIAGE},
    {"spouse", CPW_PROTECTED_MARRIAGE},
    {"civilpartner*", CPW_PROTECTED_MARRIAGE},
    {"divorced", CPW_PROTECTED_MARRIAGE},
    {"widow*", CPW_PROTECTED_MARRIAGE},
    {"unmarried", CPW_PROTECTED_MARRIAGE},
    {"pregnan*", CPW_PROTECTED_PREGNANCY},
    {"maternity", CPW_PROTECTED_PREGNANCY},
    {"maternal", CPW_PROTECTED_PREGNANCY},
    {"breastfeeding", CPW_PROTECTED_PREGNANCY},
    {"postnatal", CPW_PROTECTED_PREGNANCY},
    {"antenatal", CPW_PROTECTED_PREGNANCY},
    {"race", CPW_PROTECTED_RACE},
    {"racial", CPW_PROTECTED_RACE},
    {"ethnic*", CPW_PROTECTED_RACE},
    {"nationality", CPW_PROTECTED_RACE},
    {"origin", CPW_PROTECTED_RACE},
    {"origins", CPW_PROTECTED_RACE},
    {"british", CPW_PROTECTED_RACE},
    {"bame", CPW_PROTECTED_RACE},
    {"bme", CPW_PROTECTED_RACE},
    {"black", CPW_PROTECTED_RACE},
    {"asian", CPW_PROTECTED_RACE},
    {"mixedrace", CPW_PROTECTED_RACE},
    {"caste", CPW_PROTECTED_RACE},
    {"chinese", CPW_PROTECTED_RACE},
    {"indian", CPW_PROTECTED_RACE},
    {"pakistani", CPW_PROTECTED_RACE},
    {"bangladeshi", CPW_PROTECTED_RACE},
    {"african", CPW_PROTECTED_RACE},
    {"caribbean", CPW_PROTECTED_RACE},
    {"irish", CPW_PROTECTED_RACE},
    {"gypsy", CPW_PROTECTED_RACE},
    {"roma", CPW_PROTECTED_RACE},
    {"traveller", CPW_PROTECTED_RACE},
    {"religi*", CPW_PROTECTED_RELIGION},
    {"belief*", CPW_PROTECTED_RELIGION},
    {"faith", CPW_PROTECTED_RELIGION},
    {"muslim*", CPW_PROTECTED_RELIGION},
    {"christian*", CPW_PROTECTED_RELIGION},
    {"jewish", CPW_PROTECTED_RELIGION},
    {"hindu*", CPW_PROTECTED_RELIGION},
    {"sikh*", CPW_PROTECTED_RELIGION},
    {"buddhis*", CPW_PROTECTED_RELIGION},
    {"catholic*", CPW_PROTECTED_RELIGION},
    {"atheis*", CPW_PROTECTED_RELIGION},
    {"sex", CPW_PROTECTED_SEX},
    {"sexcode", CPW_PROTECTED_SEX},
    {"gender*", CPW_PROTECTED_SEX},
    {"male", CPW_PROTECTED_SEX},
    {"males", CPW_PROTECTED_SEX},
    {"female", CPW_PROTECTED_SEX},
    {"females", CPW_PROTECTED_SEX},
    {"men", CPW_PROTECTED_SEX},
    {"woman", CPW_PROTECTED_SEX},
    {"women", CPW_PROTECTED_SEX},
};

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether the `count` letters are the word, or begin with it where it ends in a star. */
static int matches(const char *letters, size_t count, const char *text) {
  size_t length = strlen(text);
  int begins = text[length - 1] == '*';
  if (begins) length--;
  if (count < length || (!begins && count > length)) return 0;
  for (size_t k = 0; k < length; k++)
    if (lower(letters[k]) != text[k]) return 0;
  return 1;
}

static int32_t of_word(const char *letters, size_t count) {
  for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
    if (matches(letters, count, WORDS[k].text)) return WORDS[k].characteristic;
  return CPW_PROTECTED_NONE;
}

/* Where a word ends: at what is no letter, and where a small letter meets a capital (AgeBand). */
static const char *word_end(const char *from) {
  const char *at = from;
  while (is_letter(*at) && (at == from || lower(*at) == *at || lower(at[-1]) != at[-1]))
    at++;
  return at;
}

/* "sexual orientation" and "gender reassignment": the longer notion wins over "sex" and "gender" */
static int is_closer(int32_t here, int32_t found) {
  if (here == CPW_PROTECTED_NONE) return 0;
  return found == CPW_PROTECTED_NONE ||
         (found == CPW_PROTECTED_SEX &&
          (here == CPW_PROTECTED_SEXUAL_ORIENTATION || here == CPW_PROTECTED_GENDER));
}

int32_t cpw_priority_protected(const char *name) {
  int32_t found = CPW_PROTECTED_NONE;
  for (const char *at = name; at && *at;) {
    const char *end = word_end(at);
    int32_t here = end > at ? of_word(at, (size_t)(end - at)) : CPW_PROTECTED_NONE;
    if (is_closer(here, found)) found = here;
    at = end > at ? end : at + 1;
  }
  return found;
}
