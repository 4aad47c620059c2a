/** What can be the value of a label: numbers, days, amounts and names each show by their form. */
import { spanOf } from './date-text.ts';
import { labelOf } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import type { Token } from './rows.ts';
import { left, right } from './rows.ts';
import { meaningsOf } from './vocabulary.ts';

/** Words of headings and sentences, never of a person. */
const NO_NAME =
  /^(?:summary|liability|responsibility|information|payments?|paid|totals?|claims?|accounts?|numbers?|balance|deductible|benefits?|services?|charges?|amounts?|dates?|name|may|must|will|should|can|has|have|is|was|were|are|not|and|or|the|your|this|owes?|resp|share|portion|cost|billed|allowed)[.,:;]?$/i;

/** A bracket within is a letter that a scan has spoilt. */
const ID = /^#?[A-Z0-9](?:[A-Z0-9./-]|\)(?=[A-Z0-9]{2}))*$/i;

/** @returns the leading words that can be a value of that field; null when they cannot. */
export function valueOf(field: LabelField, tokens: readonly Token[], latest: string): readonly Token[] | null {
  const first = tokens[0];
  if (!first) return null;
  switch (field) {
    case 'account':
    case 'claimNumber':
    case 'memberId':
    case 'checkNumber': {
      const taken = tokens.slice(0, idLength(tokens));
      const text = taken.map((token) => token.text).join('');
      return taken.length > 0 &&
        /\d/.test(text) &&
        text.replace(/[^A-Z0-9]/gi, '').length >= 3 &&
        first.cents === null &&
        !first.isDate
        ? taken
        : null;
    }
    case 'npi':
    case 'tin': {
      const digits = first.text.replace(/\D/g, '');
      return (field === 'npi' ? digits.length === 10 : digits.length === 9) ? [first] : null;
    }
    case 'checkDate':
    case 'serviceDates':
    case 'serviceThru': {
      for (const count of [4, 3, 2, 1]) {
        const taken = tokens.slice(0, count);
        if (taken.length === count && spanOf(taken.map((token) => token.text).join(' '), latest)) return taken;
      }
      return null;
    }
    case 'checkAmount':
    case 'claimInterest':
    case 'patientOwes':
    case 'claimAmount': {
      const amount = tokens.find((token) => token.cents !== null);
      return amount ? [amount] : null;
    }
    case 'patient':
    case 'payer':
    case 'payee': {
      const end = tokens.findIndex((token) => /\d/.test(token.text) || token.cents !== null);
      const all = (end < 0 ? tokens : tokens.slice(0, end)).filter((token) => /[A-Za-z]/.test(token.text));
      const next =
        field === 'patient'
          ? -1
          : all.findIndex((token, at) => at > 0 && /^\(?(?:tax|npi|tin|id|pin)\b/i.test(token.text));
      const words = next < 0 ? all : all.slice(0, next);
      // A company's name ends where its sentence goes on.
      const on = field === 'patient' ? -1 : words.findIndex((token) => isLower(token.text));
      const taken = on < 2 ? words : words.slice(0, on);
      const text = taken.map((token) => token.text).join(' ');
      if (field !== 'patient' && /\b(?:npi|tin|tax|id|pin|no|number)\b/i.test(text)) return null;
      if (field === 'patient' && taken.some((token) => NO_NAME.test(token.text))) return null;
      if (field === 'patient' && taken.length === 1 && taken[0]!.text.endsWith('.')) return null;
      // `OTHER CARRIER PAID` heads a column.
      if (field === 'payer' && taken.length === 1 && meaningsOf(text).length > 0) return null;
      if (taken.some((token) => isLower(token.text))) return null;
      return text.length >= 3 && !text.endsWith(':') && labelOf(text) === null ? taken : null;
    }
    case 'payerId':
      return /^[A-Z0-9]{3,15}$/i.test(first.text) && first.cents === null ? [first] : null;
    case 'page':
    case 'method':
    case 'status':
    case 'other':
      return tokens;
  }
}

const isLower = (text: string): boolean => /^[a-z]/.test(text) && !/^(?:of|and|the|de|la|van|von)$/.test(text);

/** How many leading words make one number: OCR and printers break long ones, `2026 0412 0071`. */
function idLength(tokens: readonly Token[]): number {
  const first = tokens[0]!;
  if (!ID.test(first.text.replace(/[,;]$/, '')) || /^(?:dated?|amt|amount|total|no|number)$/i.test(first.text))
    return 0;
  if (/\d/.test(first.text)) return 1;
  const second = tokens[1];
  return second && /^\d/.test(second.text) && left(second) - right(first) < first.box[3] ? 2 : 1;
}
