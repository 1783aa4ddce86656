/**
 * Preloaded into the service (`node --import`): tells it to stop (SIGTERM) at the moment that TEST_SIGNAL_AT names:
 * when the module whose address ends so is loaded, or at its `first transaction`.
 */
import { registerHooks } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

const moment = process.env['TEST_SIGNAL_AT'] ?? '';
let told = false;

function tell(): void {
  if (!told) process.kill(process.pid, 'SIGTERM');
  told = true;
}

registerHooks({
  load(url, context, next) {
    if (url.endsWith(moment)) tell();
    return next(url, context);
  },
});

if (moment === 'first transaction') {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function execTelling(sql: string): void {
    if (sql === 'begin immediate') tell();
    exec.call(this, sql);
  };
}
