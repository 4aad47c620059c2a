/** The five practice portals by name, started alike: one population, the same users, each with its own truth and counters. */
import type { Passkey } from '../domain/login.ts';
import { startAshgrove } from './ashgrove/index.ts';
import { PAGES as ASHGROVE_PAGES } from './ashgrove/pages/index.ts';
import { payerOfMember } from './ashgrove/payers.ts';
import { startBrightwell } from './brightwell/index.ts';
import { PAGE_NAMES as BRIGHTWELL_PAGES } from './brightwell/site.ts';
import { startHarborlink } from './harborlink/index.ts';
import { payerKeyOf } from './harborlink/payers.ts';
import { PAGE_NAMES as HARBORLINK_PAGES } from './harborlink/site.ts';
import { startNorthfield } from './northfield/index.ts';
import { PAGE_NAMES as NORTHFIELD_PAGES } from './northfield/site.ts';
import type { PracticePortal, PracticePortalOptions } from './practice-portal.ts';
import type { PortalMail } from './stonebridge/codes.ts';
import { startStonebridge } from './stonebridge/index.ts';
import { PAGE_NAMES as STONEBRIDGE_PAGES } from './stonebridge/site.ts';

/** A user with everything that any of the portals asks for at its sign-in. */
export interface PracticeUser {
  readonly username: string;
  readonly password: string;
  readonly answers: Readonly<Record<string, string>>;
  /** In base 32. */
  readonly totpSecret: string;
  readonly passkey: Passkey;
  /** Where codes are mailed to. */
  readonly email: string;
  readonly providerNpi: string;
}

export interface StartPracticeOptions extends PracticePortalOptions {
  readonly users: readonly PracticeUser[];
  /** Whether the portal that works with passkeys (`brightwell`) asks for them. */
  readonly hasPasskeys?: boolean;
  /** The mailbox of all users. */
  readonly onMail: (mail: PortalMail) => void;
}

interface Kind {
  readonly start: (options: StartPracticeOptions) => Promise<PracticePortal>;
  readonly pages: readonly string[];
  /** Our key (`config/payers`) of the payer that holds a member. */
  readonly payerOf: (memberId: string | null) => string;
}

const KINDS = {
  northfield: { start: startNorthfield, pages: NORTHFIELD_PAGES, payerOf: () => 'northfield-medicaid' },
  harborlink: { start: startHarborlink, pages: HARBORLINK_PAGES, payerOf: payerKeyOf },
  stonebridge: { start: startStonebridge, pages: STONEBRIDGE_PAGES, payerOf: () => 'stonebridge-medicare' },
  brightwell: { start: startBrightwell, pages: BRIGHTWELL_PAGES, payerOf: () => 'brightwell-health' },
  ashgrove: {
    start: startAshgrove,
    pages: [...new Set(Object.values(ASHGROVE_PAGES).map(({ name }) => name))],
    payerOf: (memberId) => payerOfMember(memberId).key,
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type PracticePortalName = keyof typeof KINDS;
export const PRACTICE_PORTAL_NAMES = Object.keys(KINDS) as readonly PracticePortalName[];

export interface RunningPortal {
  readonly name: PracticePortalName;
  readonly portal: PracticePortal;
  /** The portal's own names of its pages: where a fault may be set. */
  readonly pages: readonly string[];
  readonly usernames: readonly string[];
  readonly payerOf: (memberId: string | null) => string;
}

/** @throws what the server throws when the port is taken (`EADDRINUSE`). */
export async function startPracticePortal(
  name: PracticePortalName,
  options: StartPracticeOptions,
): Promise<RunningPortal> {
  const { start, pages, payerOf }: Kind = KINDS[name];
  const usernames = options.users.map(({ username }) => username);
  return { name, portal: await start(options), pages, usernames, payerOf };
}
