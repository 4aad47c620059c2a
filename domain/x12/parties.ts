/** Who a claim or an inquiry names: people, payer, providers. */
import type { Person, Provider } from '../claim.ts';
import { parseX12Date } from '../dates.ts';
import { element, elementOrNull, findSegment, type Segment } from './segments.ts';

/** NM108 values that say the id is a social security or tax number, which no payer takes as a member id. */
const NO_MEMBER_ID = new Set(['34', '24', 'FI', 'EI', 'SY']);

/**
 * @param nm1 NM1*IL, NM1*QC, NM1*03; a company that is the subscriber has its name as last name.
 * @param dmg the DMG of the same loop; a birth date that is no real day reads as null.
 */
export function personOf(nm1: Segment | undefined, dmg: Segment | undefined): Person {
  const sex = dmg && element(dmg, 3);
  return {
    lastName: nm1 ? element(nm1, 3) : '',
    firstName: nm1 ? elementOrNull(nm1, 4) : null,
    birthDate: dmg && element(dmg, 1) === 'D8' ? parseX12Date(element(dmg, 2)) : null,
    sex: sex === 'F' || sex === 'M' || sex === 'U' ? sex : null,
  };
}

/** @returns NM109, or null when it is missing or is no member id by its qualifier. */
export function memberIdOf(nm1: Segment | undefined): string | null {
  return nm1 && !NO_MEMBER_ID.has(element(nm1, 8)) ? elementOrNull(nm1, 9) : null;
}

/** @returns null when neither name nor id is there; a payer without a name is called by its id. */
export function payerOf(segments: readonly Segment[]): { name: string; id: string | null } | null {
  const nm1 = findSegment(segments, 'NM1', 'PR');
  const id = nm1 ? elementOrNull(nm1, 9) : null;
  const name = (nm1 && elementOrNull(nm1, 3)) ?? id;
  return name === null ? null : { name, id };
}

/** @returns the provider of an NM1 with these codes and the tax number of the REFs that follow it; null when there is none. */
export function providerOf(segments: readonly Segment[], ...codes: string[]): Provider | null {
  const at = segments.findIndex((segment) => segment.id === 'NM1' && codes.includes(element(segment, 1)));
  const nm1 = segments[at];
  if (!nm1) return null;
  const rest = segments.slice(at + 1);
  const end = rest.findIndex((segment) => segment.id === 'NM1' || segment.id === 'HL');
  const ref = findSegment(end < 0 ? rest : rest.slice(0, end), 'REF', 'EI', 'SY', 'TJ');
  const [qualifier, id] = [element(nm1, 8), elementOrNull(nm1, 9)];
  return {
    name: nameOf(nm1),
    npi: qualifier === 'XX' ? id : null,
    tin: (ref && elementOrNull(ref, 2)) ?? (qualifier === '24' || qualifier === '34' ? id : null),
  };
}

/** A person is written `LAST, FIRST`. */
function nameOf(nm1: Segment): string | null {
  const [last, first] = [elementOrNull(nm1, 3), elementOrNull(nm1, 4)];
  return last !== null && first !== null ? `${last}, ${first}` : last;
}
