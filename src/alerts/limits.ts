/**
 * What one body may hold. Four MiB hold two million values, so that their length alone bounds neither the time nor the
 * memory that reading them takes. Each limit is far above what vendors send and is named where it is passed.
 */
export const deepestJson = 64;
/** A vendor's densest records, rows of hunting that are mostly empty, have one in ten bytes. */
export const mostValues = 400_000;
/** Of one object: V8 turns larger ones into tables, a field of which costs more than all the rest of our work on it. */
export const mostFields = 1_000;
export const mostAlerts = 1_000;
/** Alerts and incidents, also those that are about no mail and will be left out. */
export const mostRecords = 10_000;
/** Of hunting. Each may be an email of its own, and all of them are checked, sorted and hashed. */
export const mostRows = 50_000;
/** Columns of a table: those of hunting have some sixty. */
export const mostColumns = 1_000;
/** Pieces of evidence in all alerts together. */
export const mostEvidence = 20_000;
/** Recipients of all messages together. */
export const mostRecipients = 100_000;
