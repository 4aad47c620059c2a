/** Papers that lie in the same pile and are no remittance. */
import { claimColumns } from './money-of.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, right, row, sheet } from './layouts/ink.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';

export const OTHER_PAPERS = ['patient-eob', 'letter', 'check-alone', 'blank', 'separator'] as const;
export type OtherPaper = (typeof OTHER_PAPERS)[number];

const money = moneyIn({ dollar: true });

/** @param payments give the names and amounts that stand on the paper. */
export function otherPaper(paper: OtherPaper, payments: readonly RemittancePayment[]): string {
  const [payment] = payments;
  if (!payment) return sheet({ title: paper, css: '', body: '&nbsp;' });
  return sheet({
    title: paper,
    css: 'td, th { padding: 4px 8px; } .big { font: bold 16pt sans-serif; text-align: center; }',
    body: BODIES[paper](payment),
  });
}

const BODIES: Readonly<Record<OtherPaper, (payment: RemittancePayment) => string>> = {
  'patient-eob': (payment) => {
    const claim = payment.claims[0];
    if (!claim) return '&nbsp;';
    const columns = claimColumns(claim);
    return `<h1>${escapeHtml(payment.payer.name ?? '')}</h1><p class="big">EXPLANATION OF BENEFITS<br>THIS IS NOT A BILL</p><p>Dear ${escapeHtml(firstLast(claim.patient))},</p><p>This statement shows how we processed claims from your doctor. Member ID ${claim.patient.memberId}. Claim ${claim.payerClaimControlNumber}.</p>
<table>${row(['Date of visit', 'Your doctor charged', 'Plan discount', 'Your plan paid', 'You may owe'], 'th')}${claim.lines.map((line) => row([dateIn('MM/DD/YYYY', line.serviceDate), right(money(line.billedCents)), right(money(columns.contractual)), right(money(line.paidCents)), right(money(columns.patient))])).join('')}</table><p>Keep this for your records. Do not pay anything until you get a bill from your doctor.</p>`;
  },
  letter: (payment) =>
    `<h1>${escapeHtml(payment.payer.name ?? '')}</h1><p>${dateIn('Mon D, YYYY', payment.date)}</p><p>${escapeHtml(payment.payee.name ?? '')}</p><p>Re: request for medical records</p><p>Dear Provider,</p><p>We need the office notes for the service billed in the amount of ${money(payment.claims[0]?.billedCents)} before we can decide your claim ${payment.claims[0]?.payerClaimControlNumber ?? ''}. Please send them within 45 days to the address above. No payment is enclosed.</p><p>Sincerely,<br>Medical Review</p>`,
  'check-alone': (payment) =>
    `<div style="border:1px solid #000;padding:24px;height:3in;margin-top:2in"><b>${escapeHtml(payment.payer.name ?? '')}</b><span style="float:right">Check No. ${payment.number}<br>${dateIn('MM/DD/YYYY', payment.date)}</span><p style="margin-top:60px">PAY TO THE ORDER OF ${escapeHtml(payment.payee.name ?? '')} <span style="float:right;border:1px solid">**${money(payment.amountCents)}**</span></p><p style="margin-top:50px">Memo: claims payment</p></div>`,
  blank: () => '&nbsp;',
  separator: () => '<p class="big" style="padding-top:3in">BATCH SEPARATOR<br><br>PATCH T</p>',
};
