/** Takes who and which claim from a column beside the lines. */
import type { ClaimStack } from './claim-stack.ts';
import { foundOf } from './found.ts';
import { valueOf } from './label-value.ts';
import type { PageRows, Token } from './rows.ts';
import { newClaim } from './walk-state.ts';
import type { State } from './walk-state.ts';

/** Takes the words of one row of the stack: the first field begins a claim, each further row is the next field. */
export function takeStacked(
  state: State,
  stack: ClaimStack,
  own: readonly Token[],
  page: PageRows,
  isTotal: boolean,
): void {
  const text = own.map((token) => token.text).join(' ');
  if (own.length === 0 || /\b(?:sub-?)?totals?\b/i.test(text) || (isTotal && !/\d/.test(text))) return;
  const known = state.claim ? stack.fields.filter((field) => state.claim!.fields.has(field)).length : 0;
  const isName = stack.fields[0] === 'patient' && !/\d/.test(text);
  const isFull = known >= stack.fields.length || (state.claim !== null && state.claim.total !== null);
  if (!state.claim || isName || (stack.fields[0] !== 'patient' && isFull)) newClaim(state, page.page);
  const claim = state.claim!;
  const field = isName ? 'patient' : stack.fields.find((each) => !claim.fields.has(each));
  const value = field ? valueOf(field, own, state.latest) : null;
  if (field && value) claim.fields.set(field, foundOf(value, page.page, page.source));
}
