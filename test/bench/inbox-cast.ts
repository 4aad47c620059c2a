/** A hundred thousand open items of invented work, opened as the robots open them. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../adapters/database.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { openReviewItems, type NewReviewItem } from '../../review/items.ts';
import { keepPayerLimits } from '../../review/weighing.ts';

const PAYERS = [
  'Tamarack Health',
  'Bellweather Mutual',
  'Crosswick Medicaid',
  'Fenmoor Advantage',
  'Hollin Trust',
  'Larkspur Plan',
];
const PORTALS = ['pinecrest', 'cedarline', 'ashgrove', 'harborlink'];
const CODES: readonly ExceptionCode[] = [
  'claim-not-found',
  'member-not-found',
  'claim-ambiguous',
  'member-ambiguous',
  'status-unknown',
  'inquiry-rejected',
  'wrong-payer',
];
const NAMES = [
  'Ostrander',
  'Quillfeather',
  'Ashdown',
  'Birchwood',
  'Cedergren',
  'Dogwood',
  'Elmhurst',
  'Farrow',
  'Gladwin',
  'Hartnell',
];
const AT_ONCE = 2_000;

export const CAST = { payers: PAYERS, portals: PORTALS, codes: CODES, names: NAMES };

/** Each number gives the same item: two thirds claim status, one third eligibility; amounts from $5 to $50,000. */
export async function fillInbox(db: Database, items: number, now: Date): Promise<void> {
  await keepPayerLimits(
    db,
    PAYERS.slice(0, 5).map((name, at) => ({ key: name, name, timelyFilingDays: 90 + 55 * at, appealDays: 60 })),
  );
  const loginId = randomUUID();
  await db.query(
    `insert into login (id, portal, label, secret, created_at) values ($1, 'pinecrest', 'front desk', 'sealed', $2)`,
    [loginId, now],
  );
  for (let from = 0; from < items; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, items - from) }, (_, at) => oneOf(from + at, now));
    const openedAt = new Date(now.getTime() - (items - from) * 30_000);
    await db.transaction(async (tx) => {
      await tx.query(
        `insert into work_item (id, dedupe_key, kind, state, portal, login_id, payer, inquiry, attempt, tries, code, available_at, asked_at)
         select id, id::text, kind, 'review', portal, $2, payer, inquiry, 1, 1, code, $3, $3
         from jsonb_to_recordset($1::jsonb) as row (id uuid, kind text, portal text, payer text, inquiry jsonb, code text)`,
        [JSON.stringify(batch), loginId, openedAt],
      );
      await openReviewItems(
        tx,
        batch.map((one) => itemOf(one, loginId)),
        openedAt,
      );
    });
  }
  await db.query('vacuum analyze review_item');
  await db.query('vacuum analyze work_item');
}

type One = ReturnType<typeof oneOf>;

function oneOf(n: number, now: Date) {
  const pick = <T>(from: readonly T[], salt: number): T => from[Math.floor(spread(n, salt) * from.length)]!;
  const member = {
    memberId: `ZQ${1_000_000 + n}`,
    lastName: `${pick(NAMES, 1)}${n % 997}`,
    firstName: 'Tobias',
    birthDate: '1958-01-30',
  };
  const day = (back: number) => new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  const isClaim = n % 3 !== 0;
  const served = day(Math.floor(spread(n, 2) * 300));
  const inquiry = isClaim
    ? {
        kind: 'claim-status' as const,
        member,
        patientControlNumber: `PCN-${n}`,
        payerClaimControlNumber: null,
        serviceFrom: served,
        serviceTo: served,
        billedCents: Math.floor(500 * 10 ** (spread(n, 3) * 4)),
        providerNpi: '1993999998',
      }
    : {
        kind: 'eligibility' as const,
        member,
        serviceDate: day(-Math.floor(spread(n, 2) * 20)),
        providerNpi: '1993999998',
      };
  return {
    id: randomUUID(),
    kind: inquiry.kind,
    portal: pick(PORTALS, 4),
    payer: pick(PAYERS, 5),
    code: pick(CODES, 6),
    inquiry,
  };
}

const itemOf = ({ id, code, portal }: One, loginId: string): NewReviewItem => ({
  code,
  portal,
  subject: `work-item:${id}`,
  workItemId: id,
  loginId,
  message: 'No record matches what was asked.',
  evidenceId: null,
});

/** The same number between 0 and 1 for the same two. */
function spread(n: number, salt: number): number {
  const x = Math.sin(n * 12.9898 + salt * 78.233) * 43758.5453;
  return x - Math.floor(x);
}
