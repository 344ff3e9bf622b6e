/* SPDX-License-Identifier: MIT */
/* Name look-ups that hang: this program's getaddrinfo(), which libcurl finds before the system's.
 */
#ifndef TESTS_NAMES_H
#define TESTS_NAMES_H

/* From here on look-ups wait; until lookups_unblock(), which waits until none is left. */
void lookups_block(void);
void lookups_unblock(void);

#endif
