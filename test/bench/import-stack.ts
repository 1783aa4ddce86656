/** Imports the mandated libraries and nothing else: what any program on this stack takes before its own first line. */
import { createRequire } from 'node:module';
import { residentMegabytes } from './process-figures.ts';

await import('botbuilder');
await import('restify');
// Required, as its own types lead the compiler into another package's sources.
createRequire(import.meta.url)('adaptivecards-templating');
await import('@azure/identity');
await import('@microsoft/microsoft-graph-client');

process.stdout.write(JSON.stringify({ importMs: performance.now(), importMegabytes: residentMegabytes(process.pid) }));
