/** Faults as somebody asks for them, on the command line or at the control address: checked, then set on the portals they fit. */
import { z } from 'zod';
import type { PortalFaults } from './faults.ts';
import type { RunningPortal } from './practice-portals.ts';

/** What was asked for makes no sense here; one sentence that says what would. */
export class FaultRefusal extends Error {
  override readonly name = 'FaultRefusal';
}

const SHARE = 'takes true, false or a share from 0 to 1';
const rate = z.union([z.boolean(), z.number().min(0, SHARE).max(1, SHARE)], SHARE);
const MILLISECONDS = 'takes milliseconds, 0 to 600000';
const either = z.boolean('takes true or false');
const oneOf = <const T extends readonly string[]>(names: T) => z.enum(names, `takes one of ${names.join(', ')}`);

const SWITCHES = {
  maintenance: rate.optional(),
  down: rate.optional(),
  errorOnce: rate.optional(),
  rateLimit: rate.optional(),
  unusualActivity: rate.optional(),
  captcha: rate.optional(),
  slowMs: z.int(MILLISECONDS).min(0, MILLISECONDS).max(600_000, MILLISECONDS).optional(),
  neverAnswers: rate.optional(),
  cutSessionBeforeDetail: rate.optional(),
  kicked: rate.optional(),
  staleDetail: rate.optional(),
  namesakes: rate.optional(),
  otherDate: rate.optional(),
  doubleSubmit: rate.optional(),
  drift: z
    .union([z.literal(false), oneOf(['labels', 'ids', 'columns', 'redesign'])], {
      error: 'takes labels, ids, columns, redesign or false',
    })
    .optional(),
  passwordExpired: either.optional(),
  termsPage: either.optional(),
  whatsNew: either.optional(),
  lockedOut: either.optional(),
  pdfForm: oneOf(['attachment', 'attachment-new-window', 'inline', 'blob-download', 'blob-window']).optional(),
} satisfies { readonly [K in keyof PortalFaults]: z.ZodType<PortalFaults[K] | undefined> };

const faultsSchema = z.strictObject(SWITCHES).transform(
  (faults) =>
    // A switch that was given as undefined would switch off what was set before it.
    Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)) as Partial<PortalFaults>,
);

const orderSchema = z.strictObject({
  faults: faultsSchema,
  scope: z
    .strictObject({ portal: z.string().optional(), username: z.string().optional(), page: z.string().optional() })
    .default({}),
});
export type FaultOrder = z.infer<typeof orderSchema>;

/** @throws FaultRefusal naming the first thing that is wrong. */
export function readFaultOrder(body: unknown): FaultOrder {
  const read = orderSchema.safeParse(body);
  if (read.success) return read.data;
  throw new FaultRefusal(sentenceOf(read.error));
}

/**
 * One switch as the command line has it: `captcha`, `rateLimit=0.2`, `slowMs=400`, `drift=labels`.
 * @throws FaultRefusal naming what is wrong.
 */
export function readFault(text: string): Partial<PortalFaults> {
  const [name = '', value = 'true'] = text.split(/=(.*)/s);
  return readFaultOrder({ faults: { [name]: valueOf(value) } }).faults;
}

function valueOf(text: string): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function sentenceOf({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys' && path[0] === 'faults')
    return `There is no fault "${issue.keys[0]}"; there are ${Object.keys(SWITCHES).join(', ')}.`;
  if (path[0] === 'faults' && path[1]) return `The fault ${path[1]} ${issue?.message}.`;
  return 'Send JSON as {"faults": {"rateLimit": 0.2}, "scope": {"portal": "...", "username": "...", "page": "..."}}; each part of the scope may be left out.';
}

/**
 * Sets faults on every running portal that the scope fits, on top of those set before.
 * @throws FaultRefusal when it fits none: the switch would never be met.
 */
export function setFaults(running: readonly RunningPortal[], { faults, scope }: FaultOrder): void {
  const named = running.filter(({ name }) => scope.portal === undefined || name === scope.portal);
  if (named.length === 0)
    throw new FaultRefusal(
      `The portal "${scope.portal}" does not run here, only ${running.map(({ name }) => name).join(', ')}.`,
    );
  const { username, page } = scope;
  const same = (name: string): boolean => name.toUpperCase() === username?.toUpperCase();
  if (username !== undefined && !named.some(({ usernames }) => usernames.some(same)))
    throw new FaultRefusal(`No portal here has the user "${username}"; use one of the logins that were printed.`);
  const fitting = named.filter(({ pages }) => page === undefined || pages.includes(page));
  if (fitting.length === 0) throw new FaultRefusal(`There is no page "${page}"; ${named.map(pagesOf).join('; ')}.`);
  for (const { portal } of fitting)
    portal.faults.set(faults, { ...(username !== undefined && { username }), ...(page !== undefined && { page }) });
}

const pagesOf = ({ name, pages }: RunningPortal): string => `${name} has ${pages.join(', ')}`;
