/** CLP02: what the payer did with a claim; the wording is ours. Values that only the 4010 knew stay readable. */

export interface ClpStatus {
  /** `decided`: posts; `not-ours`: nothing of this payer to post; `pended`: no decision yet. */
  readonly kind: 'decided' | 'denied' | 'reversal' | 'not-ours' | 'pended';
  /** As which payer; null when the code does not say. */
  readonly level: 1 | 2 | 3 | null;
  readonly text: string;
}

const decided = (level: 1 | 2 | 3, text: string): ClpStatus => ({ kind: 'decided', level, text });
const pended = (text: string): ClpStatus => ({ kind: 'pended', level: null, text });

export const CLP_STATUSES: ReadonlyMap<string, ClpStatus> = new Map<string, ClpStatus>([
  ['1', decided(1, 'decided as primary')],
  ['2', decided(2, 'decided as secondary')],
  ['3', decided(3, 'decided as tertiary')],
  ['4', { kind: 'denied', level: null, text: 'denied' }],
  ['5', pended('pended')],
  ['13', pended('suspended')],
  ['15', pended('suspended, under investigation')],
  ['16', pended('suspended, returned with material')],
  ['17', pended('suspended, under a review organization')],
  ['19', decided(1, 'decided as primary and passed on')],
  ['20', decided(2, 'decided as secondary and passed on')],
  ['21', decided(3, 'decided as tertiary and passed on')],
  ['22', { kind: 'reversal', level: null, text: 'an earlier payment is cancelled' }],
  ['23', { kind: 'not-ours', level: null, text: 'not this payer’s claim, passed on' }],
  ['25', { kind: 'not-ours', level: null, text: 'an estimate before treatment' }],
]);
