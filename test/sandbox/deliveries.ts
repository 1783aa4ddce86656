import { createWaiting } from './teams/waiting.ts';
import type { Delivery } from './tenant-types.ts';

export interface Deliveries {
  /** Where the instances of the service listen now: taken in turn, the next where one does not answer. */
  connect(...origins: string[]): void;
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Delivery>;
  /** Whoever still waits for an instance is told that none will come. */
  close(): void;
}

/**
 * What the outside delivers to the service. Whoever gets no answer delivers the very same again (same activity id, same
 * webhook-id), for so many milliseconds: to another instance at once, or when one listens again.
 */
export function createDeliveries({ redeliverFor }: { readonly redeliverFor: number }): Deliveries {
  const waiting = createWaiting();
  let origins: readonly string[] = [];
  let turn = 0;
  let generation = 0;

  async function deliver(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Delivery> {
    const origin = origins[turn % origins.length];
    turn += 1;
    if (origin === undefined) {
      throw new Error('Nothing is connected: call connect() with the address of the service.');
    }
    const startedAt = performance.now();
    const response = await fetch(new URL(path, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text), milliseconds: performance.now() - startedAt };
  }

  /** Each instance that listens now is tried; then the next one to listen, or in a moment the same again. */
  async function deliverUntilAnswered(...delivery: Parameters<typeof deliver>): Promise<Delivery> {
    const deadline = Date.now() + redeliverFor;
    for (let failures = 0; ; ) {
      const before = generation;
      try {
        return await deliver(...delivery);
      } catch (error) {
        failures += 1;
        const left = deadline - Date.now();
        if (left <= 0) throw error;
        if (failures < origins.length) continue;
        failures = 0;
        await waiting.until(() => generation !== before, Math.min(left, 250)).catch(() => undefined);
      }
    }
  }

  return {
    connect(...now) {
      origins = now;
      generation += 1;
      waiting.changed();
    },
    post: redeliverFor > 0 ? deliverUntilAnswered : deliver,
    close: waiting.close,
  };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
