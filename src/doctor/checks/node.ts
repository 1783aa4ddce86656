import { defineCheck } from '../check.ts';
import { type Finding, fault, ok } from '../finding.ts';

/** As `engines` in package.json has it. */
const leastMajor = 24;

export function judgeNode(version: string): Finding {
  if (Number.parseInt(version, 10) >= leastMajor) return ok(`Node.js ${version} runs this service.`);
  return fault({
    what: `This is Node.js ${version}.`,
    why: `The service runs its TypeScript as it is and keeps its data with node:sqlite: it needs ${leastMajor} or newer.`,
    fix: `Install Node.js ${leastMajor}, or use the one that "npm ci" brought along: npm exec -- node src/main.ts.`,
  });
}

export const nodeCheck = defineCheck({ needs: [], look: (_settings, { machine }) => [judgeNode(machine.nodeVersion)] });
