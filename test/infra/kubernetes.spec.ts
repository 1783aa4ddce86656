import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { only, pairsOf, parseDockerfile } from './image/parse-dockerfile.ts';
import { problemsOf, samples, unknownNames } from './sample-settings.ts';

const folder = join(import.meta.dirname, '../../infra/kubernetes');
const read = (name: string): Manifest => parse(readFileSync(join(folder, name), 'utf8'));
const names = readdirSync(folder).toSorted();

interface Probe {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Container {
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly securityContext: Record<string, unknown>;
  readonly resources: { readonly limits: { readonly memory: string } };
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly data: Record<string, string>;
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newTag: string }[];
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels?: Record<string, string> };
    readonly podSelector: { readonly matchLabels: Record<string, string> };
    readonly maxUnavailable: number;
    readonly strategy: { readonly rollingUpdate: { readonly maxUnavailable: number } };
    readonly ports: readonly { readonly targetPort: string }[];
    readonly ingress: readonly { readonly ports: readonly { readonly port: string }[] }[];
    readonly egress: readonly {
      readonly to?: readonly { readonly ipBlock?: { readonly cidr: string } }[];
      readonly ports: readonly { readonly port: number }[];
    }[];
    readonly rules: readonly {
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly backend: { readonly service: { readonly name: string } };
        }[];
      };
    }[];
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly serviceAccountName: string;
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number };
        readonly volumes: readonly { readonly name: string; readonly configMap: { readonly name: string } }[];
        readonly containers: readonly Container[];
      };
    };
  };
}

const deployment = read('deployment.yaml');
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
assert.ok(container);
const labels = deployment.spec.template.metadata.labels;
const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));

describe('the Kubernetes manifests', () => {
  it('are all applied together, in a name space of their own', () => {
    const { resources, images } = read('kustomization.yaml');
    assert.deepEqual(
      resources.toSorted(),
      names.filter((name) => name !== 'kustomization.yaml'),
    );
    assert.deepEqual(
      images.map(({ name, newTag }) => [name, newTag]),
      [[container.image, '0.1.0']],
    );
  });

  it('keep two going while they are replaced, and one while nodes are drained', () => {
    assert.equal(deployment.spec.replicas, 2);
    assert.equal(deployment.spec.strategy.rollingUpdate.maxUnavailable, 0);
    assert.equal(read('disruption-budget.yaml').spec.maxUnavailable, 1);
  });

  it('mean the same pods', () => {
    assert.deepEqual(deployment.spec.selector.matchLabels, labels);
    assert.deepEqual(read('service.yaml').spec.selector, labels);
    assert.deepEqual(read('disruption-budget.yaml').spec.selector.matchLabels, labels);
    assert.deepEqual(read('network-policy.yaml').spec.podSelector.matchLabels, labels);
  });

  it('give settings that there are, and all but what the secret holds', () => {
    assert.deepEqual(unknownNames(Object.keys(env)), []);
    const policy = read('policy.yaml').data['policy.json'] ?? '';
    assert.deepEqual(problemsOf({ ...samples, ...env }, policy, env['POLICY_FILE']), []);
    assert.deepEqual(
      container.envFrom.map(({ secretRef }) => secretRef.name),
      ['countersign'],
    );
  });

  it('mount the policy so that a change of it arrives', () => {
    const [mount] = container.volumeMounts;
    assert.equal(mount?.mountPath, dirname(env['POLICY_FILE'] ?? ''));
    assert.equal(mount?.subPath, undefined);
    const volume = pod.volumes.find(({ name }) => name === mount?.name);
    assert.equal(volume?.configMap.name, read('policy.yaml').metadata.name);
  });

  it('ask for health on the port that no service leads to', () => {
    const ports = new Map(container.ports.map(({ name, containerPort }) => [name, String(containerPort)]));
    assert.equal(ports.get('internal'), env['INTERNAL_PORT']);
    assert.equal(ports.get('http'), env['PORT']);
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    assert.deepEqual(
      probes.map(({ httpGet }) => [httpGet.path, httpGet.port]),
      [
        ['/healthz', 'internal'],
        ['/healthz', 'internal'],
        ['/readyz', 'internal'],
      ],
    );
    assert.deepEqual(
      read('service.yaml').spec.ports.map(({ targetPort }) => targetPort),
      ['http'],
    );
    const [path] = read('ingress.yaml').spec.rules.flatMap(({ http }) => http.paths);
    assert.deepEqual([path?.path, path?.backend.service.name], ['/api/', read('service.yaml').metadata.name]);
    for (const port of read('network-policy.yaml').spec.ingress.flatMap(({ ports: open }) => open)) {
      assert.ok(ports.has(port.port), port.port);
    }
  });

  it('give migrations of a large database a minute and a half at the start', () => {
    const { periodSeconds, failureThreshold } = container.startupProbe;
    assert.ok(periodSeconds * failureThreshold >= 90);
  });

  it('hold rules for a collector and for NodeLocal DNSCache, which whoever has them switches on', () => {
    const file = readFileSync(join(folder, 'network-policy.yaml'), 'utf8');
    const { egress } = read('network-policy.yaml').spec;
    const more = (parse(file.replace(/^ {4}# (?=[- ] )/gm, '    ')) as Manifest).spec.egress.slice(egress.length);
    assert.deepEqual(
      more.map(({ to, ports }) => [to?.[0]?.ipBlock?.cidr, ...ports.map(({ port }) => port)]),
      [
        ['169.254.20.10/32', 53, 53],
        [undefined, 4318],
      ],
    );
  });

  it('leave a pod more time to stop than its pause and the service need', () => {
    assert.ok(pod.terminationGracePeriodSeconds >= container.lifecycle.preStop.sleep.seconds + 15);
  });

  it('let it be nobody, write nothing and call nothing of the kernel that it needs not', () => {
    const image = parseDockerfile(readFileSync(join(folder, '../../Dockerfile'), 'utf8')).at(-1);
    assert.ok(image);
    assert.equal(only(image, 'USER').text.split(':')[0], String(pod.securityContext.runAsUser));
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    assert.equal(read('namespace.yaml').metadata.labels?.['pod-security.kubernetes.io/enforce'], 'restricted');
    assert.equal(pairsOf(image, 'ENV')['PORT'], env['PORT']);
  });

  it('belong to the account that is there', () => {
    assert.equal(pod.serviceAccountName, read('service-account.yaml').metadata.name);
  });
});
