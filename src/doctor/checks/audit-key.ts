import { defineCheck } from '../check.ts';
import { ok } from '../finding.ts';

/** A key that cannot be read, or is of another kind, is among the settings. */
export const auditKeyCheck = defineCheck({
  needs: ['audit'],
  look: ({ audit }) => [
    ok(
      audit.signingKey === undefined
        ? 'AUDIT_SIGNING_KEY_PATH is not set: the end of the audit chain is not signed (docs/audit.md).'
        : 'The key that AUDIT_SIGNING_KEY_PATH names signs the end of the audit chain.',
    ),
  ],
});
