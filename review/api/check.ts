/** What a trial found, in a biller's words and with the pointers that the page knows. */
import type { RemittanceClaim } from '../../domain/remittance.ts';
import { formatCents } from '../../domain/money.ts';
import type { PlanNote } from '../../domain/posting.ts';
import type { JudgedClaim } from '../desk.ts';
import type { Preview } from '../preview.ts';
import { valueAt, written } from '../read-fields.ts';
import { detailOf, remittanceTextOf } from '../remittance-texts.ts';
import { differencesOf, type Work } from '../validation.ts';
import type { Candidate, Check, CodeTaken, Reason } from './validation-schema.ts';

export function checkOf(found: Preview, work: Work): Check {
  const { corrected, part, release, mayStand, second } = found;
  const back = (pointer: string) => pointerBefore(pointer, work.removed);
  const claims = release?.claims ?? [];
  const waiting =
    part.claim === null ? claims.flatMap((each) => each.why.map((note) => ({ note, claim: each.place }))) : [];
  const why = release?.why ?? [];
  // The gate names the fields; what the reader said of them before says less.
  const isNamed = why.some(({ code, pointers }) => code === 'low-confidence' && pointers);
  const own = why
    .filter(({ code, pointers }) => code !== 'low-confidence' || pointers || !isNamed)
    .map((note) => ({ note, claim: null }));
  const isOwn = (pointer: string) => part.claim === null || `${pointer}/`.startsWith(`${part.pointer}/`);
  return {
    wouldPost: release?.isPosted === true,
    second,
    message: release === null ? 'Something that was typed cannot be read.' : release.message,
    reasons: [...own, ...waiting].map(({ note, claim }) =>
      reasonOf(note, claim, claim === null && mayStand.has(note.code) && !SUMS.has(note.code)),
    ),
    faults: [...corrected.faults],
    differences: differencesOf(corrected.payment, part.payment)
      .filter(({ place }) => isOwn(place.pointer))
      .map(({ level, place, differenceCents, missing }) => ({
        level,
        pointer: back(place.pointer),
        differenceCents,
        missing: missing.map(back),
      })),
    doubtful: [...new Set([...own, ...waiting].flatMap(({ note }) => note.pointers ?? []))].map(back),
    values: valuesOf(found, work),
    codes: claims.flatMap((each) => codesOf(each, found, back)),
    matches: claims.map(({ place, claimId, candidates }) => ({
      claim: placeBefore(place, part.payment, work),
      claimId,
      candidates: candidates.length,
    })),
  };
}

/** What does not add up is corrected, never waved through, whoever says so. */
const SUMS: ReadonlySet<string> = new Set([
  'payment-out-of-balance',
  'claim-out-of-balance',
  'line-out-of-balance',
  'charges-differ',
  'field-missing',
  'payment-unidentified',
]);

const placeBefore = (place: number, payment: number, work: Work): number =>
  Number(pointerBefore(`/payments/${payment}/claims/${place}`, work.removed).split('/').at(-1));

/** Undoes the moving up of what stands behind something that was taken out. */
export function pointerBefore(pointer: string, removed: readonly string[]): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((before, part) => {
      if (!/^\d+$/.test(part)) return `${before}/${part}`;
      const gone = removed.flatMap((each) => (each.startsWith(`${before}/`) ? [each.slice(before.length + 1)] : []));
      const places = gone.filter((each) => /^\d+$/.test(each)).map(Number);
      const at = places
        .toSorted((a, b) => a - b)
        .reduce((place, taken) => (taken <= place ? place + 1 : place), Number(part));
      return `${before}/${at}`;
    }, '');
}

function reasonOf(
  { code, detail, differenceCents, pointers }: PlanNote,
  claim: number | null,
  mayStand: boolean,
): Reason {
  return {
    code,
    detail: detailOf({ detail, pointers }),
    ...remittanceTextOf(code),
    ...(differenceCents === undefined ? {} : { differenceCents }),
    claim,
    mayStand,
  };
}

const valuesOf = ({ corrected, part }: Preview, { edits, removed }: Work): Check['values'] =>
  removed.length > 0 && part.claim === null
    ? {}
    : Object.fromEntries(
        edits.map(({ pointer }) => [
          pointer,
          shown(pointer, valueAt({ payments: { [part.payment]: corrected.payment } }, pointer)),
        ]),
      );

const shown = (pointer: string, value: unknown): string | null =>
  Array.isArray(value) ? value.join(' ') : (written(pointer, value)?.replace('$', '') ?? null);

function codesOf({ place, claim }: JudgedClaim, { part }: Preview, back: (pointer: string) => string): CodeTaken[] {
  const at = `/payments/${part.payment}/claims/${place}`;
  const legend = new Map(Object.entries(part.document.legend ?? {}).map(([code, text]) => [code.toUpperCase(), text]));
  const of = (adjustments: RemittanceClaim['adjustments'], base: string): CodeTaken[] =>
    (adjustments ?? []).map(({ group, reason, printedCode }, index) => ({
      pointer: back(`${base}/adjustments/${index}`),
      printedCode: printedCode ?? null,
      legend: legend.get((printedCode ?? reason ?? '').toUpperCase()) ?? null,
      group,
      reason,
    }));
  return [
    ...of(claim.adjustments, at),
    ...claim.lines.flatMap((line, index) => of(line.adjustments, `${at}/lines/${index}`)),
  ];
}

/** The claims of ours that could be meant, best first, with what agrees and what does not. */
export function candidatesOf(found: Preview, claim: number): Candidate[] {
  const judged = found.release?.claims.find(({ place }) => place === claim);
  return (judged?.candidates ?? []).flatMap(({ claimId, keys, open }) => {
    if (!open || !judged) return [];
    const [ours, theirs] = [open.claim, judged.claim];
    const name = (person: { lastName?: string | null | undefined; firstName?: string | null | undefined }) =>
      [person.lastName, person.firstName].filter(Boolean).join(', ') || null;
    const day = (iso: string | null | undefined) => written('', iso ?? null);
    return [
      {
        claimId,
        account: ours.patientControlNumber,
        patient: name(ours.patient) ?? '',
        payer: ours.payer.name,
        billedCents: ours.billedCents,
        keys: [
          ['Account', keys.patientControlNumber, ours.patientControlNumber, theirs.patientControlNumber],
          ['Patient', keys.patientName, name(ours.patient), name(theirs.patient)],
          ['Member ID', keys.memberId, ours.memberId, theirs.patient.memberId ?? null],
          [
            'Service date',
            keys.serviceDate,
            day(ours.serviceFrom),
            day(theirs.serviceFrom ?? theirs.lines[0]?.serviceDate),
          ],
          [
            'Billed',
            keys.billedAmount,
            formatCents(ours.billedCents),
            theirs.billedCents === null ? null : formatCents(theirs.billedCents),
          ],
          [
            'Payer claim no.',
            keys.payerClaimControlNumber,
            ours.payerClaimControlNumber,
            theirs.payerClaimControlNumber,
          ],
        ].map(([label, agreement, one, other]) => ({
          label: label as string,
          agreement: agreement as Candidate['keys'][number]['agreement'],
          ours: one as string | null,
          theirs: other as string | null,
        })),
      },
    ];
  });
}
