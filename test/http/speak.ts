import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

interface SpeakOptions {
  /** Once all was sent. */
  readonly hangUpAfter?: boolean;
  /** Once the answer holds this. */
  readonly hangUpOn?: string;
}

/** Raw HTTP: what no client library would send. Resolves with everything that came back until one side closed. */
export async function speak(port: number, text: string, options: SpeakOptions = {}): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
    if (options.hangUpOn !== undefined && answer.includes(options.hangUpOn)) socket.destroy();
  });
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(text, resolve));
  if (options.hangUpAfter) socket.destroy();
  await once(socket, 'close');
  return answer;
}
