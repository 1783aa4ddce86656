import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, warning } from '../finding.ts';

/** As `engines` in package.json has it. */
const leastMajor = 24;
/** As README has it: releases of 24 before it lack security fixes. */
const leastSafe = '24.18.1';

export function judgeNode(version: string): Finding {
  if (isAtLeast(version, leastSafe)) return ok(`Node.js ${version} runs this service.`);
  if (isAtLeast(version, `${leastMajor}.0.0`)) {
    return warning({
      what: `This is Node.js ${version}.`,
      why: `It runs this service, and lacks security fixes that ${leastSafe} has.`,
      fix: `Install the newest Node.js ${leastMajor}, ${leastSafe} at least.`,
    });
  }
  return fault({
    what: `This is Node.js ${version}.`,
    why: `The service runs its TypeScript as it is and keeps its data with node:sqlite: it needs ${leastMajor} or newer.`,
    fix: `Install Node.js ${leastMajor} (${leastSafe} or newer), or use the one that "npm ci" brought along: npm exec -- node src/main.ts.`,
  });
}

function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}

export const nodeCheck = defineCheck({ needs: [], look: (_settings, { machine }) => [judgeNode(machine.nodeVersion)] });
