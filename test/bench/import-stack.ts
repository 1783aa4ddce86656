/** Imports the mandated libraries and nothing else: what any program on this stack takes before its own first line. */
import { residentMegabytes } from './process-figures.ts';

await import('botbuilder');
await import('restify');
await import('adaptivecards-templating');
await import('@azure/identity');
await import('@microsoft/microsoft-graph-client');

process.stdout.write(JSON.stringify({ importMs: performance.now(), importMegabytes: residentMegabytes(process.pid) }));
