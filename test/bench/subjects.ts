import { join } from 'node:path';

export interface Subject {
  readonly name: 'full' | 'floor';
  /** Run with this bench's own Node. */
  readonly script: string;
}

/** The real service, and the least that takes the same path: see floor-bot.ts. */
export const full: Subject = { name: 'full', script: join(import.meta.dirname, '../../src/main.ts') };
export const floor: Subject = { name: 'floor', script: join(import.meta.dirname, 'floor-bot.ts') };
