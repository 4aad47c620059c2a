/** What an answer prints: labels that mean something to us, by the words that portals use for it. */
import type { Page } from 'playwright';
import { isIsoDate, parseUsDate } from '../../../domain/dates.ts';
import { takePrintout, type Printout } from '../../../flows/printout.ts';
import type { DraftField } from '../draft/draft.ts';
import { show } from '../stage.ts';
import type { Asked } from './scrub-rules.ts';

/** How labels and values stand beside each other, the surest first. */
const LAYOUTS = [
  'th[scope="row"]',
  'dt',
  'tr > th:first-child:nth-last-child(2)',
  'tr > td:first-child:nth-last-child(2)',
  'label',
] as const;

const ABOUT: Readonly<Record<string, RegExp>> = {
  memberId:
    /^(?:member|subscriber|patient|insured|medicaid|medicare|policy|identification)?\s*(?:id|identifier|number|no\.?|#)$|^member id\b/i,
  memberName: /^(?:member|subscriber|patient|insured|full)?\s*name$|^(?:member|patient|insured)$/i,
  birthDate: /^(?:date of birth|birth ?date|dob|born(?: on)?)$/i,
};

const COVERAGE: Readonly<Record<string, RegExp>> = {
  ...ABOUT,
  status: /^(?:coverage |eligibility |member |plan )?status$|^eligibility$|^covered$/i,
  plan: /^(?:plan|product|coverage|benefit plan)(?: name)?$|^plan \/ product$/i,
  planType: /^(?:plan|coverage|insurance|product) type$/i,
  groupNumber: /^group(?: (?:number|no\.?|id|#))?$/i,
  effectiveDate: /^(?:coverage |plan |eligibility )?(?:effective|begin|start)(?: date)?$|^effective from$/i,
  terminationDate: /^(?:coverage |plan |eligibility )?(?:termination|term|end|expiration)(?: date)?$/i,
  primaryCare: /^(?:primary care(?: provider| physician)?|pcp)$/i,
};

const CLAIM: Readonly<Record<string, RegExp>> = {
  ...ABOUT,
  memberId: /^(?:member|subscriber|patient|insured|medicaid) (?:id|number|no\.?)$/i,
  claimNumber: /^(?:payer )?claim (?:number|no\.?|id|control number|#)$|^icn$|^dcn$/i,
  accountNumber: /^(?:patient )?(?:account|control) (?:number|no\.?)$/i,
  status: /^(?:claim )?status$|^disposition$/i,
  serviceFrom: /^(?:service from|date of service|service date|from date|first date)(?: date)?$/i,
  serviceTo: /^(?:service to|service thru|to date|last date)(?: date)?$/i,
  billed: /^(?:total )?(?:billed|charge|charges|charged)(?: amount)?$/i,
  paid: /^(?:total |net )?paid(?: amount)?$/i,
  patientResponsibility: /^patient (?:responsibility|owes)$/i,
  checkNumber: /^(?:check|eft|check or eft|payment) (?:number|no\.?)$/i,
  checkDate: /^(?:check|payment|eft) date$/i,
  finalizedDate: /^(?:finalized|processed|adjudicated)(?: date| on)?$/i,
};

export interface PrintedAnswer {
  readonly labels: string;
  readonly fields: readonly DraftField[];
  readonly unread: readonly string[];
}

/** @param html the answer as it was, before it is scrubbed: how it writes the name is known by the name. */
export async function printedFields(
  page: Page,
  html: string,
  kind: 'eligibility' | 'claim-status',
  asked: Asked,
): Promise<PrintedAnswer> {
  await show(page, html);
  const words = kind === 'eligibility' ? COVERAGE : CLAIM;
  const tries = [];
  for (const labels of LAYOUTS) {
    const printout = await takePrintout(page, { labels, grids: 'table:has(th)', why: '' });
    tries.push({ labels, ...fieldsOf(printout, words, asked) });
  }
  return tries.reduce((best, each) => (each.fields.length > best.fields.length ? each : best));
}

function fieldsOf({ pairs, tables }: Printout, words: Readonly<Record<string, RegExp>>, asked: Asked) {
  const fields: DraftField[] = [];
  const known = new Set<string>();
  for (const [field, pattern] of Object.entries(words)) {
    const found = pairs.filter(({ label }) => pattern.test(bare(label)) && !known.has(label));
    const [only] = found;
    // Two labels of one meaning: nobody can say which is meant, so that a person must.
    if (!only || found.length > 1) continue;
    known.add(only.label);
    fields.push({ field, label: only.label, ...formOf(field, only.value.text, asked) });
  }
  const labels = pairs.map(({ label }) => label).filter((label) => label !== '' && !known.has(label));
  const titles = tables.map(({ title, headers }) => title || headers.join(', ')).filter((title) => title !== '');
  return {
    fields,
    unread: [...new Set([...labels, ...titles])].filter((each) => !/\d{4}|\*\//.test(each)).slice(0, 20),
  };
}

const bare = (label: string): string => label.replace(/[:*\s]+$/, '');

function formOf(field: string, value: string, { lastName, firstName }: Asked): Pick<DraftField, 'form'> {
  if (field === 'memberName' && lastName && firstName) {
    const at = value.toUpperCase().indexOf(lastName.toUpperCase());
    return { form: at > value.toUpperCase().indexOf(firstName.toUpperCase()) ? 'first-last' : 'last-first' };
  }
  if (isIsoDate(value)) return { form: 'iso' };
  return parseUsDate(value) ? { form: 'us' } : {};
}
