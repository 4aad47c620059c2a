/** What can go wrong, by its stable code: programs may rely on these, sentences may change. */

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** For who writes a program: when it is answered, and what to do. */
  readonly meaning: string;
}

export const PROBLEM_KINDS = {
  'bad-request': {
    status: 400,
    title: 'Bad request',
    meaning:
      'The request was not understood; `errors` names each field that is wrong. Correct it; the same again fails.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    meaning: 'There is no session and no token, or it has ended, expired or been revoked.',
  },
  refused: {
    status: 403,
    title: 'Refused',
    meaning: 'Your role, or the scopes of your token, do not include this.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    meaning: 'There is nothing at this address, or no longer.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    meaning: 'Somebody else has it, or it was decided meanwhile. Read it again before you ask again.',
  },
  'request-under-way': {
    status: 409,
    title: 'Under way',
    meaning: 'A request with the same Idempotency-Key is being carried out. Ask again after `Retry-After` seconds.',
  },
  'answered-once': {
    status: 409,
    title: 'Answered once',
    meaning: 'It was done by the first request with this Idempotency-Key; its answer showed a secret and was not kept.',
  },
  'version-differs': {
    status: 412,
    title: 'Changed meanwhile',
    meaning: 'What you change was changed since you read it (`If-Match`). Read it again and change that.',
  },
  'too-large': {
    status: 413,
    title: 'Too large',
    meaning: 'The body is larger than is taken here.',
  },
  'unsupported-content': {
    status: 415,
    title: 'Unsupported content',
    meaning: 'This kind of content is not taken here; the documentation names what is.',
  },
  'not-acceptable': {
    status: 422,
    title: 'Not acceptable',
    meaning: 'It was understood but cannot be done as it is; the sentence says why. Nothing was changed.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Key used before',
    meaning: 'This Idempotency-Key was used for another request within 24 hours. Use a new key for each new request.',
  },
  'version-required': {
    status: 428,
    title: 'Version required',
    meaning: 'Send the `ETag` of what you read as `If-Match`, so that no change of another is lost.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning: 'Ask again after `Retry-After` seconds.',
  },
  fault: {
    status: 500,
    title: 'Fault',
    meaning: 'Something went wrong on our side. Ask again later, with the same Idempotency-Key.',
  },
} as const satisfies Record<string, ProblemKind>;
export type ProblemCode = keyof typeof PROBLEM_KINDS;

/** The first of each status stands for it where nothing more is said. */
const BY_STATUS = new Map<number, ProblemCode>();
for (const [code, { status }] of Object.entries(PROBLEM_KINDS))
  if (!BY_STATUS.has(status)) BY_STATUS.set(status, code as ProblemCode);

export const codeOfStatus = (status: number): ProblemCode =>
  BY_STATUS.get(status) ?? (status < 500 ? 'bad-request' : 'fault');

/** The problem's `type`: where it is explained. */
export const typeOf = (code: ProblemCode): string => `/api/docs#problem-${code}`;
