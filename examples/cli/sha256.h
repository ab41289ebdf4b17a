/* sha256.h - the digest by which a report names its input. */
#ifndef CAREPATH_CLI_SHA256_H
#define CAREPATH_CLI_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct sha256 {
  uint32_t state[8];
  uint64_t bytes;
  unsigned char block[64];
} sha256;

void sha256_init(sha256 *s);
void sha256_add(sha256 *s, const void *bytes, size_t count);
/* 64 hexadecimal digits and a NUL; the digest can still be added to afterwards. */
void sha256_text(const sha256 *s, char text[65]);

#endif
