/** A corrected inquiry: tidied, checked, and compared with what was asked before. Pure. */
import type { Inquiry } from '../domain/work-item.ts';

/** Trims every text; an empty one becomes null, as if the source had not said. */
export function tidy(inquiry: Inquiry): Inquiry {
  const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() || null : value);
  const each = (record: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, trimmed(value)]));
  return { ...each(inquiry), member: each(inquiry.member) } as Inquiry;
}

/**
 * @param today the day of the correction, `YYYY-MM-DD`.
 * @returns one plain sentence for the first thing that cannot be, or null.
 */
export function faultOf(inquiry: Inquiry, asked: Inquiry, today: string): string | null {
  if (inquiry.kind !== asked.kind) return 'An inquiry cannot change its kind; ask a new one instead.';
  const { memberId, lastName, birthDate } = inquiry.member;
  if (!memberId && !lastName) return 'Give at least a member ID or a last name.';
  if (birthDate && birthDate > today) return 'The birth date lies in the future; correct it.';
  if (inquiry.kind === 'claim-status') {
    const { serviceFrom, serviceTo } = inquiry;
    if (serviceFrom && serviceTo && serviceFrom > serviceTo)
      return 'The first service date lies after the last; correct one of them.';
    if (serviceFrom && serviceFrom > today) return 'The service date lies in the future; correct it.';
  }
  return null;
}

/** @returns names of the fields that differ, for the trail: names only, never values. */
export function changedFields(before: Inquiry, after: Inquiry): string[] {
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => was[key] !== is[key]);
}

const flat = ({ member, ...rest }: Inquiry): Record<string, unknown> => ({ ...rest, ...member });
