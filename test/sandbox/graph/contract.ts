import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type ApiVersion = 'beta' | 'v1.0';

export interface Contract {
  /** Problems of a remediate body, in the schema's words; empty where it holds. */
  problemsOf(version: ApiVersion, body: unknown, knowsApproverUpn: boolean): string[];
  /** Problems of a runHuntingQuery body. */
  huntingProblemsOf(version: ApiVersion, body: unknown): string[];
  assertHunted(version: ApiVersion, answer: object): void;
  /** Throws as below. */
  assertAlerts(version: ApiVersion, answer: object): void;
  /** A read's answer that breaks the contract is a defect of the stand-in: throws. */
  assertEmails(version: ApiVersion, emails: readonly object[]): void;
}

const namespace = 'microsoft.graph.security';
const folder = join(import.meta.dirname, '../../contract-data');
let shared: Contract | undefined;

/** Compiling takes a moment: once a process. */
export function loadContract(): Contract {
  shared ??= compileContract();
  return shared;
}

interface SchemaDocument {
  readonly $id: string;
  readonly $defs: Record<string, { properties?: object }>;
}

function compileContract(): Contract {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const beta = load('beta');
  const request = beta.$defs[`${namespace}.remediate.request`];
  // The body as the beta page documented it while it had approverUpn.
  const documented = {
    ...request,
    properties: { ...request?.properties, approverUpn: { type: 'string', minLength: 3 } },
  };
  ajv.addSchema({ ...beta, $defs: { ...beta.$defs, documentedRequest: documented } });
  ajv.addSchema(load('v1.0'));

  const compiled = (version: ApiVersion, name: string): ValidateFunction => {
    const validate = ajv.getSchema(`urn:graph-security:${version}#/$defs/${name}`);
    if (!validate) throw new Error(`The contract has no ${name} in ${version}`);
    return validate;
  };

  return {
    problemsOf(version, body, knowsApproverUpn) {
      const withUpn = version === 'beta' && knowsApproverUpn;
      return problems(compiled(version, withUpn ? 'documentedRequest' : `${namespace}.remediate.request`), body);
    },
    huntingProblemsOf: (version, body) => problems(compiled(version, 'runHuntingQuery.request'), body),
    assertHunted(version, answer) {
      const [problem] = problems(compiled(version, `${namespace}.huntingQueryResults`), answer);
      if (problem) throw new Error(`The stand-in's own answer breaks the contract: ${problem}`);
    },
    assertAlerts(version, answer) {
      const [problem] = problems(compiled(version, `${namespace}.alertCollectionResponse`), answer);
      if (problem) throw new Error(`The stand-in's own answer breaks the contract: ${problem}`);
    },
    assertEmails(version, emails) {
      const validate = compiled(version, `${namespace}.analyzedEmail`);
      for (const email of emails) {
        const [problem] = problems(validate, email);
        if (problem) throw new Error(`The stand-in's own answer breaks the contract: ${problem}`);
      }
    },
  };
}

function load(version: ApiVersion): SchemaDocument {
  return JSON.parse(readFileSync(join(folder, `graph-security.${version}.schemas.json`), 'utf8')) as SchemaDocument;
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map(inWords);
}

/** An unknown name gets the words of the OData library. */
function inWords(error: ErrorObject): string {
  const name = error.params['additionalProperty'];
  if (typeof name === 'string' && error.instancePath === '') {
    return `The parameter '${name}' in the request payload is not a valid parameter for the operation 'remediate'.`;
  }
  return `${error.instancePath || 'body'} ${error.message}${name === undefined ? '' : `: ${String(name)}`}`;
}
