/** Takes who and which claim from a column beside the lines. */
import { labelIn } from './claim-stack.ts';
import type { ClaimStack } from './claim-stack.ts';
import { foundOf } from './found.ts';
import type { LabelField } from './label-terms.ts';
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
  if (stack.isLabelled) return takeLabelledStack(state, own, page);
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

/** A cell beside the lines: a name, which begins the claim, then labels with their values beside or below them. */
function takeLabelledStack(state: State, own: readonly Token[], page: PageRows): void {
  const set = (field: LabelField, words: readonly Token[]): boolean => {
    // `Enrollee` asks for a name or for a number.
    const asked = field === 'patient' && words.some((word) => /\d/.test(word.text)) ? 'memberId' : field;
    const value = valueOf(asked, words, state.latest);
    if (value) state.claim?.fields.set(asked, foundOf(value, page.page, page.source));
    return value !== null;
  };
  const wanted = state.wanted;
  state.wanted = null;
  if (wanted && set(wanted, own)) return;
  const label = labelIn(own);
  if (label) {
    const rest = own.slice(label.length);
    if (rest.length === 0 || !set(label.field, rest)) state.wanted = label.field;
    return;
  }
  if (own.some((token) => /\d/.test(token.text)) || valueOf('patient', own, state.latest) === null) return;
  const first = state.claim && state.claim.fields.size === 1 ? state.claim.fields.get('patient') : undefined;
  const text = own.map((token) => token.text).join(' ');
  // A long name goes on in the next row.
  if (first && state.claim && state.claim.total === null)
    state.claim.fields.set('patient', { ...first, text: `${first.text} ${text}` });
  else newClaim(state, page.page).fields.set('patient', foundOf(own, page.page, page.source));
}
