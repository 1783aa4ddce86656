import type { ServerResponse } from 'node:http';
import type { Persona, Tenant } from '../tenant-types.ts';
import type { CheckedEntry } from './audit-log.ts';
import type { Controls } from './controls.ts';
import { readMailboxes } from './mailboxes.ts';

interface Sources {
  readonly tenant: Tenant;
  readonly controls: Controls;
  readonly audit: () => readonly CheckedEntry[];
}

export interface LiveFeed {
  connect(response: ServerResponse): void;
  /** Looks for changes now instead of at the next tick. */
  refresh(): void;
  close(): void;
}

const lookEvery = 200;

/** Server-Sent Events: each section of the page's data, whole, whenever it differs from what was sent last. */
export function createLiveFeed(sources: Sources): LiveFeed {
  const listeners = new Set<ServerResponse>();
  const sent = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  function refresh(): void {
    for (const [section, read] of Object.entries(sections(sources))) {
      const text = JSON.stringify(read());
      if (sent.get(section) === text) continue;
      sent.set(section, text);
      for (const listener of listeners) listener.write(eventOf(section, text));
    }
  }

  return {
    connect(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      refresh();
      for (const [section, text] of sent) response.write(eventOf(section, text));
      listeners.add(response);
      timer ??= setInterval(refresh, lookEvery);
      response.on('close', () => {
        listeners.delete(response);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
    },
    refresh,
    close() {
      clearInterval(timer);
      for (const listener of listeners) listener.end();
    },
  };
}

function eventOf(section: string, text: string): string {
  return `event: ${section}\ndata: ${text}\n\n`;
}

function sections({ tenant, controls, audit }: Sources): Readonly<Record<string, () => unknown>> {
  const { teams, graph } = tenant;
  const people = Object.keys(teams.people) as Persona['key'][];
  return {
    place: () => ({ team: teams.team, channel: teams.channel, people: teams.people }),
    posts: () => teams.posts(),
    chats: () => Object.fromEntries(people.map((key) => [key, teams.chat(key)])),
    mailboxes: () => readMailboxes(graph),
    controls: () => controls.state(),
    audit,
  };
}
