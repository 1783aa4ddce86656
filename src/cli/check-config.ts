/** `npm run check-config`: reads the settings as the service would, says what is wrong, starts nothing. */

import { describeConfig, describeHints, describeProblems, exitConfigInvalid } from '../config/describe-settings.ts';
import { diskFiles } from '../config/disk-files.ts';
import { readConfig } from '../config.ts';

const result = readConfig(process.env, diskFiles);
process.stderr.write(describeHints(result.hints, result.withoutEffect));
if (result.kind === 'invalid') {
  process.stderr.write(describeProblems(result.problems));
  process.exitCode = exitConfigInvalid;
} else {
  process.stdout.write(describeConfig(result.config));
}
