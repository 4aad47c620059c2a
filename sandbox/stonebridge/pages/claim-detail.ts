/** One claim: header, lines, reason and remark codes, and its remittance advice. */
import type { ClaimStatusLine } from '../../../domain/claim-status.ts';
import type { PortalClaim } from '../../adjudication.ts';
import type { PdfForm } from '../../faults.ts';
import { hashText } from '../../random.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { PTAN } from '../layout.ts';
import type { Markup } from '../markup.ts';
import { remittancePdf } from '../../remittance-pdf.ts';
import type { Call, PageDefinition } from '../site.ts';
import { claimList } from './claims.ts';

/** Own wording for the codes that the practice payer uses. */
const TEXTS: Readonly<Record<string, string>> = {
  '1': 'Deductible amount',
  '3': 'Co-payment amount',
  '16': 'Information is missing or wrong',
  '23': 'Another payer has decided before',
  '29': 'Filed too late',
  '45': 'Charge above the fee schedule',
  '50': 'Not held to be necessary',
  '97': 'Part of another service',
  '197': 'Approval is missing',
  B13: 'Paid before',
  MA18: 'Also sent on to the other insurer',
  M51: 'Procedure code missing, incomplete or not valid',
  N20: 'Service is part of another one on the same day',
  N54: 'Claim differs from the approval on file',
  N115: 'Decision follows a published coverage rule',
};

export const claimDetail: PageDefinition = {
  name: 'claim-detail',
  path: '/portal/claims/view',
  stage: 'signed-in',
  get: (call) => {
    const { site, session, faults, markup } = call;
    const row = call.number('row');
    const asked = session.found[row - 1];
    if (!asked) return { goTo: claimList.path };
    if (site.switches.hits(faults.cutSessionBeforeDetail)) {
      site.sessions.end(session);
      return { notice: 'timed-out' };
    }
    const record = site.switches.hits(faults.staleDetail) ? another(site.records, asked) : asked;
    const remittance = record.shown.checkNumber ? remittanceLink(markup, row, faults.pdfForm) : '';
    return {
      view: {
        title: 'Claim Detail',
        body: `${header(call, record)}${lines(markup, record)}${codes(markup, record)}${remittance}
<p><a href="${claimList.path}">${markup.word(['Return to Claim List', 'Back to List'])}</a></p>`,
      },
    };
  },
};

const another = (records: readonly PortalClaim[], one: PortalClaim): PortalClaim =>
  records.find(({ member }) => member !== one.member) ?? one;

function header({ markup, account }: Call, { shown, member, receivedOn, allowedCents, replaces }: PortalClaim): string {
  return markup.facts([
    [['Claim Control Number', 'ICN or DCN'], esc(shown.payerClaimControlNumber)],
    [['Patient Control Number', 'Your Claim No.'], esc(shown.patientControlNumber)],
    [['Beneficiary Name', 'Patient'], esc(personName(member.lastName, member.firstName))],
    [['Medicare Number', 'MBI'], esc(member.memberId)],
    [['Date of Birth', 'Born On'], usDate(member.birthDate)],
    [['Claim Status', 'State of Claim'], esc(shown.statusText)],
    [['From Date', 'First Day'], usDate(shown.serviceFrom)],
    [['To Date', 'Last Day'], usDate(shown.serviceTo)],
    [['Receipt Date', 'Received'], usDate(receivedOn)],
    [['Finalized Date', 'Finalized'], usDate(shown.finalizedDate)],
    [['Billed Amount', 'Billed'], money(shown.billedCents)],
    [['Allowed Amount', 'Allowed'], money(allowedCents)],
    [['Paid Amount', 'Paid'], money(shown.paidCents)],
    [['Beneficiary Responsibility', 'Patient Owes'], money(shown.patientResponsibilityCents)],
    [['EFT/Check Number', 'Payment No.'], esc(shown.checkNumber)],
    [['EFT/Check Date', 'Paid On'], usDate(shown.checkDate)],
    [['Crossover', 'Sent On'], shown.state === 'FORWARDED' ? 'Y' : 'N'],
    [['Billing NPI / PTAN', 'Billed By'], `${esc(account?.providerNpi ?? '')} / ${PTAN}`],
    [['Adjusts Claim', 'Replaces'], esc(replaces)],
  ]);
}

function lines(markup: Markup, { shown, revenueCodes }: PortalClaim): string {
  const rows = shown.lines.map((line, i) => ({ ...line, revenueCode: revenueCodes[i] ?? null }));
  return markup.table<ClaimStatusLine & { revenueCode: string | null }>(
    ['Claim Lines', 'Services'],
    [
      { header: ['Line', 'No.'], cell: ({ lineNumber }) => esc(lineNumber) },
      { header: ['Date of Service', 'Day'], cell: ({ serviceDate }) => usDate(serviceDate) },
      { header: ['Revenue Code', 'Rev.'], cell: ({ revenueCode }) => esc(revenueCode) },
      { header: ['Procedure', 'Code'], cell: ({ procedure }) => esc(procedure) },
      { header: ['Modifiers', 'Mod.'], cell: ({ modifiers }) => esc(modifiers.join(', ')) },
      { header: ['Units', 'Count'], cell: ({ units }) => esc(units) },
      { header: ['Line Status', 'State'], cell: ({ statusText }) => esc(statusText) },
      { header: ['Billed', 'Charge'], cell: ({ billedCents }) => money(billedCents) },
      { header: ['Allowed', 'Approved'], cell: ({ allowedCents }) => money(allowedCents) },
      { header: ['Paid', 'Payment'], cell: ({ paidCents }) => money(paidCents) },
    ],
    rows,
  );
}

/** Adjustments as group and reason with an amount, remarks without one; "All" is the claim as a whole. */
function codes(markup: Markup, { shown }: PortalClaim): string {
  const rows = [{ lineNumber: 'All', ...shown }, ...shown.lines].flatMap(({ lineNumber, adjustments, remarks }) => [
    ...adjustments.map(({ group, reason, amountCents }) => ({
      line: String(lineNumber),
      code: `${group}-${reason}`,
      text: TEXTS[reason ?? ''] ?? '',
      amountCents,
    })),
    ...remarks.map((code) => ({ line: String(lineNumber), code, text: TEXTS[code] ?? '', amountCents: null })),
  ]);
  return markup.table(
    ['Reason and Remark Codes', 'Remittance Codes'],
    [
      { header: ['Line', 'No.'], cell: ({ line }) => line },
      { header: ['Code', 'RA Code'], cell: ({ code }) => esc(code) },
      { header: ['Amount', 'Taken Off'], cell: ({ amountCents }) => money(amountCents) },
      { header: ['Description', 'Meaning'], cell: ({ text }) => esc(text) },
    ],
    rows,
  );
}

/** The five forms in which portals hand out a PDF. */
function remittanceLink(markup: Markup, row: number, form: PdfForm): string {
  const path = `${remittance.path}?row=${row}`;
  const words = markup.word(['View Remittance Advice (PDF)', 'Remittance (PDF)']);
  if (form === 'attachment' || form === 'inline') return `<p><a href="${path}">${words}</a></p>`;
  if (form === 'attachment-new-window') return `<p><a href="${path}" target="_blank">${words}</a></p>`;
  const hand =
    form === 'blob-window'
      ? 'open(url)'
      : "Object.assign(document.createElement('a'),{href:url,download:'remittance.pdf'}).click()";
  return `<p><a href="#remittance" id="remittance-link">${words}</a></p><script>
document.getElementById('remittance-link').addEventListener('click', async (event) => {
  event.preventDefault();
  const url = URL.createObjectURL(await (await fetch('${path}')).blob());
  ${hand};
});</script>`;
}

export const remittance: PageDefinition = {
  name: 'remittance',
  path: '/portal/remittance',
  stage: 'signed-in',
  get: (call) => {
    const record = call.session.found[call.number('row') - 1];
    if (!record?.shown.checkNumber) return { goTo: claimList.path };
    return {
      pdf: remittancePdf(record, 'STONEBRIDGE MEDICARE (PRACTICE)'),
      fileName: `remittance-${hashText(record.shown.checkNumber)}.pdf`,
      isInline: call.faults.pdfForm === 'inline',
    };
  },
};
