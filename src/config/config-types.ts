import type { Policy } from '../approval/policy.ts';
import type { CloudName } from '../identity/clouds.ts';
import type { Secret } from './secret.ts';

/** All settings, checked. Durations in milliseconds; frozen to the last level. */
export interface Config {
  readonly http: HttpConfig;
  readonly bot: BotConfig;
  readonly graph: GraphConfig;
  readonly store: StoreConfig;
  readonly policy: PolicyConfig;
  readonly teams: TeamsConfig;
  readonly alerts: AlertsConfig;
  /** Each source once. */
  readonly callbacks: readonly CallbackConfig[];
  readonly remediation: RemediationConfig;
  readonly audit: AuditConfig;
  readonly words: WordsConfig;
  readonly tracing: TracingConfig;
  readonly log: LogConfig;
}

export interface HttpConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where health, readiness and metrics answer instead. */
  readonly internalPort?: number;
}

export type BotCredential =
  | { readonly kind: 'password'; readonly password: Secret }
  /** PEM with certificate and private key. */
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'managedIdentity' };

export interface BotConfig {
  /** Never empty: without it the SDK takes every request unchecked. */
  readonly appId: string;
  readonly type: 'SingleTenant' | 'UserAssignedMsi';
  readonly tenantId: string;
  readonly credential: BotCredential;
  readonly allowedTenants: readonly string[];
  /** Absent: the Bot Framework's own document of the cloud. */
  readonly openIdMetadataUrl?: string;
  /** Where the bot's own tokens come from, without a trailing slash. */
  readonly loginAuthority: string;
}

export type GraphAuth =
  | { readonly kind: 'managedIdentity'; readonly clientId?: string }
  | {
      readonly kind: 'workloadIdentity';
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFilePath: string;
    }
  | {
      readonly kind: 'certificate';
      readonly tenantId: string;
      readonly clientId: string;
      readonly certificatePath: string;
      readonly certificatePassword?: Secret;
    }
  | {
      readonly kind: 'clientSecret';
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: Secret;
    };

export interface GraphConfig {
  readonly cloud: CloudName;
  /** Without version and trailing slash. */
  readonly root: string;
  readonly apiVersion: 'beta' | 'v1.0';
  readonly auth: GraphAuth;
  /** Without a trailing slash; AZURE_AUTHORITY_HOST where that is set. */
  readonly loginAuthority: string;
  readonly timeoutMs: number;
  readonly approverUpn: 'auto' | 'always' | 'never';
}

export type StoreConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  /** The URL holds a password. */
  | { readonly kind: 'postgres'; readonly url: Secret };

export interface PolicyConfig {
  readonly path: string;
  readonly policy: Policy;
  /** The file's JSON as it stands: what the policy's hash is taken of. */
  readonly document: unknown;
}

export interface TeamsConfig {
  readonly alertChannel?: { readonly teamId: string; readonly channelId: string };
  readonly serviceUrl?: string;
  readonly rateLimits: 'published' | 'off';
  readonly foldAbove: number;
  readonly clicksPerMinute: number;
}

export interface AlertsConfig {
  readonly perMinute: number;
  readonly webhookSecrets: readonly { readonly source: string; readonly secret: Secret }[];
  readonly appTokens?: AppTokensConfig;
  /** DEFENDER_POLL_EVERY; absent: nothing is polled. */
  readonly poll?: { readonly everyMs: number; readonly source: string };
}

/** Of a source that is told how requests ended. */
export interface CallbackConfig {
  readonly source: string;
  /** May hold a key of the receiver's. */
  readonly url: Secret;
  readonly secrets: readonly Secret[];
}

export interface AppTokensConfig {
  readonly tenantId: string;
  readonly audience: string;
  /** The only issuer whose tokens are taken: v2.0, of that tenant. */
  readonly issuer: string;
  readonly metadataUrl: string;
  readonly clients: readonly { readonly clientId: string; readonly source: string }[];
}

export interface RemediationConfig {
  readonly mode: 'live' | 'dry-run';
  readonly batchSize: number;
  readonly reconcileAfterMs: number;
  /** Rising. */
  readonly verifyScheduleMs: readonly number[];
  readonly reviseEveryMs: number;
  readonly retainMailFactsMs: number;
}

export interface AuditConfig {
  /** Ed25519, PEM. Absent: the audit chain is not signed. */
  readonly signingKey?: Secret;
}

export interface WordsConfig {
  /** BCP 47. */
  readonly language: string;
  /** IANA. */
  readonly timeZone: string;
}

export const samplerKinds = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerKind = (typeof samplerKinds)[number];

/** By OpenTelemetry's own variables. */
export interface TracingConfig {
  /** `none`: nothing is traced, and nothing of the SDK is loaded. */
  readonly exporter: 'none' | 'otlp' | 'console';
  /** For `otlp`, whole: https://collector:4318/v1/traces. */
  readonly url: string;
  /** As in the variable: `name=value` with commas between them. */
  readonly headers?: Secret;
  readonly sampler: { readonly kind: SamplerKind; readonly ratio: number };
  readonly serviceName: string;
  readonly resource: Readonly<Record<string, string>>;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

interface LogConfig {
  readonly level: LogLevel;
}
