/** What the API takes when a person answers in a portal's place, stores a secret, or lets something wait. */
import { z } from 'zod';
import { claimStatusAnswerSchema } from '../../domain/claim-status.ts';
import { coverageSchema } from '../../domain/coverage.ts';
import { nextSchema } from './inbox-schema.ts';

const note = z.string().trim().max(2000).default('');
/** Of the work item, as it was shown: what was tried again since is not decided. */
const attempt = z.number().int().min(0);
const next = nextSchema.optional();
const secret = z.string().min(1).max(500);

export const answerBodySchema = z.object({
  attempt,
  /** By the kind of the inquiry. */
  result: z.union([coverageSchema, claimStatusAnswerSchema]),
  note,
  next,
});
export type AnswerBody = z.input<typeof answerBodySchema>;

export const notOnFileBodySchema = z.object({ attempt, note, next });

export const denialBodySchema = z.object({
  attempt,
  /** CAS group and CARC; null when the portal names none. */
  group: z.enum(['CO', 'PR', 'OA', 'PI']).nullable().default(null),
  reason: z
    .string()
    .trim()
    .regex(/^[A-Z]?\d{1,3}$/, 'is no CARC such as 197')
    .nullable()
    .default(null),
  /** As the portal prints it. */
  statusText: z.string().trim().min(1, 'say what the portal prints as status').max(500),
  note,
  next,
});

/** `choice`: the place in `evidence.candidates`, from 0. */
export const chooseBodySchema = z.object({ attempt, choice: z.number().int().min(0).max(500), note, next });

/** Never given back. What is left out stays as it is. */
export const loginSecretBodySchema = z
  .object({
    username: secret.optional(),
    password: secret.optional(),
    /** The authenticator's secret in base 32, or the whole otpauth:// address. */
    totpSecret: secret.optional(),
    note,
    next,
  })
  .refine(({ username, password, totpSecret }) => username || password || totpSecret, 'give what is to be stored');

export const acknowledgeBodySchema = z.object({ until: z.iso.datetime({ offset: true }), note, next });
