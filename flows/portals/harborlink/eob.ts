/** Harborlink's remittance viewer: the EOB of a paid claim, found by its claim number. */
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import {
  linkTo,
  noRemittancePage,
  printedClaimDetail,
  remittanceListPage,
  remittancePage,
} from '../../../selectors/harborlink/claims.ts';
import { whileSignedIn } from '../../../selectors/harborlink/signals.ts';
import { remittanceForm, remittanceStart } from '../../../selectors/harborlink/tools.ts';
import { turnFrame, unfold } from '../../arrive.ts';
import { fillIn, locate, locateBy } from '../../locate.ts';
import type { Download, Visit } from '../../portal.ts';
import { checkPerson, wrongRecord } from '../../same-person.ts';
import { readSheet } from '../../sheet.ts';
import { findClaims } from './claim-status.ts';
import { openTool, pagesOf } from './open-tool.ts';
import { readClaim } from './read-claim.ts';

export async function eob(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Download> {
  const paid = (await findClaims(visit, inquiry)).filter(({ claim }) => (claim.paidCents ?? 0) > 0);
  const number = paid[0]?.claim.payerClaimControlNumber ?? null;
  if (number === null || paid.length > 1) throw await notFound(visit);
  await openRemittance(visit, number);
  const shown = readClaim(await readSheet(visit, printedClaimDetail(pagesOf(visit).prints)));
  checkPerson(inquiry.member, shown.person, remittancePage.name);
  if (shown.claim.payerClaimControlNumber !== number) throw wrongRecord(remittancePage.name, 'claimNumber');
  await visit.capture();
  visit.step('Fetch the EOB');
  const link = await locate(visit, remittancePage, 'viewEob');
  return visit.downloadPdf(() => link.click());
}

async function openRemittance(visit: Visit, number: string): Promise<void> {
  visit.step('Search the remittance viewer by claim number');
  const payer = pagesOf(visit);
  const form = await openTool(visit, {
    link: 'remittances',
    start: remittanceStart,
    form: remittanceForm,
    entry: payer.claimsEntry,
  });
  await fillIn(visit, form, { claimNumber: number });
  const submit = await locate(visit, form, 'submit');
  const pages = [remittanceListPage, noRemittancePage];
  const found = await unfold(visit, { from: form, pages, signals: whileSignedIn }, () => submit.click());
  if (found === noRemittancePage) throw await notFound(visit);
  const link = await locateBy(visit, remittanceListPage, 'openClaim', linkTo(number));
  await turnFrame(visit, { pages: [remittancePage], signals: whileSignedIn }, () => link.click());
}

async function notFound(visit: Visit): Promise<WorkException> {
  await visit.capture();
  return new WorkException('eob-not-found', 'The portal has no remittance of this claim.');
}
