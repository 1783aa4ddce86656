import { defineCheck } from '../check.ts';
import { ok } from '../finding.ts';

const sentences = {
  live: 'REMEDIATION_MODE is live: approved emails are moved or deleted.',
  'dry-run':
    'REMEDIATION_MODE is dry-run: approved emails stay where they are, and cards say so. Set live to change that.',
} as const;

export const modeCheck = defineCheck({
  needs: ['remediation'],
  look: ({ remediation }) => [ok(sentences[remediation.mode])],
});
