/** The only reader of the environment. Every setting, its default and what is wrong with it, in one place. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ACCESS_ENVIRONMENT, accessOf, checkAccess, type AccessSettings } from './access-settings.ts';

const seconds = (fallback: number) => z.coerce.number().positive().default(fallback);
const optional = z.string().trim().min(1).optional();
/** @returns cents; null for `off`. */
const dollarsOrOff = (fallbackCents: number) =>
  z
    .string()
    .trim()
    .regex(/^(off|\d{1,9}(\.\d{2})?)$/, 'must be dollars such as 500 or 500.00, or off')
    .transform((text) => (text === 'off' ? null : Math.round(Number(text) * 100)))
    .default(fallbackCents);

const environmentSchema = z.object({
  ...ACCESS_ENVIRONMENT,
  DATABASE_URL: optional,
  REDIS_URL: optional,
  DATA_FOLDER: z.string().trim().min(1).default('./data'),
  CLAIMWRIGHT_MASTER_KEY: optional,
  CLAIMWRIGHT_MASTER_KEY_FILE: optional,
  EVIDENCE_DAYS: z.coerce.number().int().positive().default(400),
  DOCUMENT_DAYS: z.coerce.number().int().positive().default(2555),
  TIME_ZONE: z.string().default('America/New_York').refine(isTimeZone, 'is no IANA time zone such as America/New_York'),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(4180),
  BEHIND_TLS_PROXY: z.enum(['true', 'false']).default('false'),
  CHROMIUM_PATH: optional,
  REMIT_FOLDER: optional,
  REMIT_MAX_MIB: z.coerce.number().int().positive().max(1024).default(64),
  WRITE_OFF_LIMIT: z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{2})?$/, 'must be dollars such as 500 or 500.00')
    .transform((dollars) => Math.round(Number(dollars) * 100))
    .optional(),
  FOUR_EYES_POSTING: dollarsOrOff(500_000),
  FOUR_EYES_WRITE_OFF: dollarsOrOff(100_000),
  FOUR_EYES_TAKE_BACK: z.enum(['true', 'false']).default('true'),
  DEPOSIT_REQUIRED: z.enum(['true', 'false']).default('false'),
  POSTING_CONFIDENCE: z.coerce.number().min(0.95).max(1).default(0.99),
  WEBHOOK_NETWORKS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine((networks) => networks.every(isNetwork), 'must be networks such as 10.20.0.0/16,192.168.4.7'),
  OCR_ENGINE: z.enum(['auto', 'packaged']).default('auto'),
  OCR_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SWEEP_CRON: z.string().default('0 5 * * 1-5'),
  WORK_TIMEOUT_SECONDS: seconds(120),
  NAVIGATION_TIMEOUT_SECONDS: seconds(30),
  /** A job whose worker has not been heard of for so long is given to another. */
  JOB_LOCK_SECONDS: seconds(15),
  RETRY_SECONDS: seconds(20),
  RECONCILE_SECONDS: seconds(15),
  CANARY_MINUTES: z.coerce.number().min(0).default(360),
  /** JSON: portal name to address, for a portal that is not at its register's address. */
  PORTAL_URLS: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return z.record(z.string(), z.url()).parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON such as {"northfield":"http://127.0.0.1:4190"}' });
        return z.NEVER;
      }
    }),
});

export interface Settings {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly dataFolder: string;
  readonly masterKey: string | undefined;
  readonly masterKeyFile: string | undefined;
  readonly evidenceDays: number;
  /** How long remittance files and their pages are kept. */
  readonly documentDays: number;
  readonly timeZone: string;
  readonly apiHost: string;
  readonly apiPort: number;
  /** Cookies are for HTTPS only, and the proxy's word of who asks is believed. */
  readonly isBehindTlsProxy: boolean;
  /** Who gets into the review app and how. */
  readonly access: AccessSettings;
  readonly chromiumPath: string | undefined;
  /** Watched for remittance files; undefined = none. */
  readonly remitFolder: string | undefined;
  readonly remitMaxBytes: number;
  /** A larger write-off on one claim waits for a person; undefined = no limit. */
  readonly writeOffLimitCents: number | undefined;
  /** What one person may not post alone; null = no limit. What the office sets in the review app stands above it. */
  readonly fourEyes: {
    readonly postingCents: number | null;
    /** On one claim. */
    readonly writeOffCents: number | null;
    readonly isTakeBack: boolean;
  };
  /** Whether a payment posts only once an imported deposit shows it. */
  readonly isDepositRequired: boolean;
  /** Fields of paper that were read less surely hold their claim; from 0.95 to 1. */
  readonly postingConfidence: number;
  /** Private networks that webhooks may be sent to, e.g. `10.20.0.0/16`; none by default. */
  readonly webhookNetworks: readonly string[];
  /** Pages read at the same time by one process; undefined = as many as there are cores. */
  /** `auto`: whole pages by the machine's own Tesseract where it has one. */
  readonly ocrEngine: 'auto' | 'packaged';
  readonly ocrWorkers: number | undefined;
  readonly logLevel: string;
  readonly sweepCron: string;
  readonly workTimeoutMs: number;
  readonly navigationTimeoutMs: number;
  readonly jobLockMs: number;
  readonly retryMs: number;
  readonly reconcileMs: number;
  /** How often a known member is asked about when nothing else asks; 0 = only before sweeps and on a paused portal. */
  readonly canaryMs: number;
  readonly portalUrls: Readonly<Record<string, string>>;
}

/** A setting that cannot be used: says which and what to write instead. Never prints the value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** @throws SettingsError naming each wrong setting. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const read = environmentSchema.superRefine(checkAccess).safeParse(emptyIsUnset(environment));
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new SettingsError(
      `The settings cannot be used: ${wrong}. Correct them in the environment (see .env.example).`,
    );
  }
  const value = read.data;
  return {
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    dataFolder: resolve(value.DATA_FOLDER),
    masterKey: value.CLAIMWRIGHT_MASTER_KEY,
    masterKeyFile: value.CLAIMWRIGHT_MASTER_KEY_FILE,
    evidenceDays: value.EVIDENCE_DAYS,
    documentDays: value.DOCUMENT_DAYS,
    timeZone: value.TIME_ZONE,
    apiHost: value.API_HOST,
    apiPort: value.API_PORT,
    isBehindTlsProxy: value.BEHIND_TLS_PROXY === 'true',
    access: accessOf(value),
    chromiumPath: value.CHROMIUM_PATH ?? browserFoundAtSetUp(),
    remitFolder: value.REMIT_FOLDER && resolve(value.REMIT_FOLDER),
    remitMaxBytes: value.REMIT_MAX_MIB * 1024 * 1024,
    writeOffLimitCents: value.WRITE_OFF_LIMIT,
    fourEyes: {
      postingCents: value.FOUR_EYES_POSTING,
      writeOffCents: value.FOUR_EYES_WRITE_OFF,
      isTakeBack: value.FOUR_EYES_TAKE_BACK === 'true',
    },
    isDepositRequired: value.DEPOSIT_REQUIRED === 'true',
    postingConfidence: value.POSTING_CONFIDENCE,
    webhookNetworks: value.WEBHOOK_NETWORKS,
    ocrEngine: value.OCR_ENGINE,
    ocrWorkers: value.OCR_WORKERS,
    logLevel: value.LOG_LEVEL,
    sweepCron: value.SWEEP_CRON,
    workTimeoutMs: value.WORK_TIMEOUT_SECONDS * 1000,
    navigationTimeoutMs: value.NAVIGATION_TIMEOUT_SECONDS * 1000,
    jobLockMs: value.JOB_LOCK_SECONDS * 1000,
    retryMs: value.RETRY_SECONDS * 1000,
    reconcileMs: value.RECONCILE_SECONDS * 1000,
    canaryMs: value.CANARY_MINUTES * 60_000,
    portalUrls: value.PORTAL_URLS,
  };
}

/** Left by `scripts/setup.mjs`; undefined when set-up has not run or Playwright's own browser serves. */
function browserFoundAtSetUp(): string | undefined {
  try {
    const file = join(import.meta.dirname, '..', 'node_modules', '.claimwright', 'setup.json');
    return z.object({ chromiumPath: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).chromiumPath;
  } catch {
    return undefined;
  }
}

const emptyIsUnset = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)];
  if (most === undefined || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}

/** @returns whether windows can be drawn on this machine. */
export const hasDisplay = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
