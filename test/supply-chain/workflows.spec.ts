import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const files = globSync('.github/workflows/*', { cwd: root });

describe('the workflows on GitHub', () => {
  it('exist', () => assert.ok(files.includes(join('.github', 'workflows', 'ci.yml'))));

  for (const file of files) {
    const text = read(file);
    const workflow = parse(text) as Workflow;
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps);

    it(`call actions by commit, with the version beside it, one commit for one version: ${file}`, () => {
      const lines = text.match(/^.*\buses:.*$/gm) ?? [];
      assert.equal(lines.length, steps.filter(({ uses }) => uses !== undefined).length);
      const commits = new Map<string, string>();
      for (const line of lines) {
        const [, action = '', commit = '', version = ''] =
          /uses: ([\w-]+\/[\w/-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(line) ?? [];
        assert.notEqual(version, '', line);
        assert.equal(commits.get(action) ?? commit, commit, action);
        commits.set(action, commit);
      }
    });

    it(`have no right by default, and in a job none to write: ${file}`, () => {
      assert.deepEqual(workflow.permissions, {});
      for (const { permissions } of jobs) {
        assert.deepEqual(Object.entries(permissions ?? { missing: 'yes' }), [['contents', 'read']]);
      }
    });

    it(`leave no token behind in the files, and read no secret: ${file}`, () => {
      const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      assert.ok(checkouts.every((step) => step.with?.['persist-credentials'] === false));
      assert.doesNotMatch(text, /secrets\.|github\.token/);
    });

    it(`run nobody’s text as a command, and nobody’s branch with our rights: ${file}`, () => {
      assert.equal('pull_request_target' in workflow.on || 'workflow_run' in workflow.on, false);
      for (const { run = '' } of steps) assert.doesNotMatch(run, /\$\{\{|curl|wget/);
    });

    it(`end by themselves, and only once for what was pushed twice: ${file}`, () => {
      assert.ok(jobs.every((job) => (job['timeout-minutes'] ?? 999) <= 30));
      assert.match(workflow.concurrency.group, /github\.ref/);
    });
  }

  const ci = parse(read('.github/workflows/ci.yml')) as Workflow;
  const { test, infra, 'dependency-review': review } = ci.jobs;

  it('run .ci/run for every push to main and every pull request, and keep the list of packages', () => {
    assert.deepEqual(Object.keys(ci.on).sort(), ['pull_request', 'push']);
    const runs = test?.steps.flatMap(({ run }) => run ?? []) ?? [];
    assert.deepEqual(runs, ['.ci/run', 'npm run licences', 'npm run sbom']);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const run of runs.slice(1)) assert.ok(run.replace('npm run ', '') in scripts, run);
    const upload = test?.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    assert.equal(upload?.with?.['path'], 'build/sbom.cdx.json');
  });

  it('compile every template that is deployed, build the image, and put the manifests together', () => {
    const runs = (infra?.steps ?? []).flatMap(({ run }) => run ?? []);
    const templates = globSync('infra/**/*.bicep', { cwd: root }).filter((path) => !path.includes('modules'));
    const [compiles = '', ...others] = runs;
    assert.match(compiles, /^for file in .*; do bicep build "\$file" --stdout >\/dev\/null; done$/);
    assert.deepEqual((compiles.match(/infra\/[\w/]+\.bicep/g) ?? []).sort(), templates.sort());
    assert.deepEqual(others, ['docker build .', 'kubectl kustomize infra/kubernetes >/dev/null']);
    // GitHub runs a step with bash -e, where a template that does not compile ends the loop.
    assert.equal(infra?.if, undefined);
  });

  it('look at advisories of what a pull request brings in', () => {
    assert.equal(review?.if, "github.event_name == 'pull_request'");
    assert.ok(review.steps.some(({ uses }) => uses?.startsWith('actions/dependency-review-action@')));
  });
});

describe('Dependabot', () => {
  interface Update {
    readonly 'package-ecosystem': string;
    readonly cooldown?: Readonly<Record<string, number>>;
    readonly ignore?: readonly { readonly 'dependency-name': string }[];
  }
  const { updates } = parse(read('.github/dependabot.yml')) as { updates: readonly Update[] };
  const named = (ecosystem: string) => updates.find((update) => update['package-ecosystem'] === ecosystem);

  it('raises packages, actions, the base image and those of compose.yaml; packages and actions a week after their release', () => {
    const ecosystems = ['docker', 'docker-compose', 'github-actions', 'npm'];
    assert.deepEqual(updates.map((update) => update['package-ecosystem']).sort(), ecosystems);
    for (const ecosystem of ['npm', 'github-actions'])
      assert.ok((named(ecosystem)?.cooldown?.['default-days'] ?? 0) >= 7);
  });

  it('asks no registry for the image that is built here', () => {
    const { services } = parse(read('compose.yaml'), { merge: true }) as {
      services: Record<string, { image: string; build?: string }>;
    };
    const own = Object.values(services).flatMap(({ image, build }) => (build ? [image.split(':')[0]] : []));
    const ignored = named('docker-compose')?.ignore?.map((entry) => entry['dependency-name']) ?? [];
    assert.ok(own.length > 0 && own.every((image) => ignored.includes(image ?? '')));
  });

  it('leaves alone what docs/dependencies.md says stays', () => {
    const stays = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|.*\| stays at/gm)].map(([, name]) => name);
    const ignored = named('npm')?.ignore?.map((entry) => entry['dependency-name']) ?? [];
    assert.deepEqual([...ignored].sort(), stays.sort());
    assert.ok(stays.length > 0);
  });
});

describe('SECURITY.md', () => {
  const text = read('SECURITY.md');

  it('says where to report without a way of contact that nobody has set up, and links to pages that exist', () => {
    assert.match(text, /private vulnerability\s+reporting/);
    assert.doesNotMatch(text, /\w@[\w.-]+\.\w/);
    for (const [, page = ''] of text.matchAll(/\]\((?!https:)([^)#]+)/g)) assert.notEqual(read(page), '', page);
  });
});
