import { exitConfigInvalid } from '../../config/describe-settings.ts';
import type { Environment } from '../../config/setting-reader.ts';
import { checks } from '../../doctor/checks.ts';
import { type Examined, type ExamineOptions, examine } from '../../doctor/examine.ts';
import type { Machine, Patient } from '../../doctor/patient.ts';
import { readSettings } from '../../doctor/read-settings.ts';
import { describeCounts, describeExamined, isHealthy, toJson } from '../../doctor/render.ts';
import { readDoctorArguments } from './read-arguments.ts';

const usage = `Usage: npm run doctor -- [--json] [--endpoint https://host]
Looks at settings, policy, disk, database, Entra, Teams, Graph and alert sources, with the environment of the service,
beside the running service or without it. Changes nothing, prints no secret (docs/doctor.md).
--json      one JSON document on stdout instead of lines
--endpoint  also asks the service at its public address
Exit code 0: no fault; 1: at least one; 64: asked wrongly; 78: the settings are wrong.
`;
/** EX_USAGE of sysexits.h. */
const exitUsage = 64;
const exitUnhealthy = 1;

export interface DoctorOutput extends ExamineOptions {
  readonly machine: Machine;
  /** stdout. */
  say(text: string): void;
  /** stderr. */
  remark(text: string): void;
}

/** The whole of `npm run doctor` but for its process. Answers the exit code. */
export async function runDoctor(args: string[], env: Environment, output: DoctorOutput): Promise<number> {
  const order = readDoctorArguments(args);
  if (order.kind === 'help') {
    output.say(usage);
    return 0;
  }
  if (order.kind === 'wrong') {
    output.remark(`${order.why}\n${usage}`);
    return exitUsage;
  }
  const { endpoint, json } = order;
  const patient: Patient = {
    env,
    ...readSettings(env),
    machine: output.machine,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  const examined: Examined[] = [];
  for (const running of examine(checks, patient, output)) {
    const one = await running;
    examined.push(one);
    if (!json) output.say(describeExamined(one));
  }
  output.say(json ? toJson(examined) : describeCounts(examined));
  if (patient.problems.length > 0) return exitConfigInvalid;
  return isHealthy(examined) ? 0 : exitUnhealthy;
}
