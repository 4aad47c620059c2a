/** The remittance of a paid claim: a print window that hands out a PDF, in each way that portals do. */
import type { PdfForm } from '../../faults.ts';
import { remittancePdf } from '../../remittance-pdf.ts';
import { payerOfMember } from '../payers.ts';
import type { Report } from '../sessions.ts';
import { document, FONT } from '../paper.ts';
import { type Call, heading, type PageDefinition, sessionOf, word } from '../site.ts';

const PDF_PATH = '/aex/era_pdf.do';

const paidClaim = (call: Call): (Report & { kind: 'claim' }) | null => {
  const report = sessionOf(call).reports.get(call.query.get('rpt') ?? '');
  return report?.kind === 'claim' && report.record.shown.checkNumber !== null ? report : null;
};

export const remittanceWindow: PageDefinition = {
  name: 'remittance',
  answer: (call) => {
    if (!paidClaim(call)) return { notice: 'expired' };
    const address = `${PDF_PATH}?rpt=${call.query.get('rpt')}`;
    const { attributes, script } = linkAs(call.faults.pdfForm, address);
    return {
      html: document(
        'Remittance',
        `${heading(call, 'Remittance Advice')}<p>${FONT}<a ${attributes}>${word(call, 'Print to PDF')}</a></font></p>`,
        script,
      ),
    };
  },
};

function linkAs(form: PdfForm, address: string): { attributes: string; script: string } {
  const isBlob = form === 'blob-download' || form === 'blob-window';
  const target = form === 'attachment-new-window' ? ' target="_blank"' : '';
  if (!isBlob) return { attributes: `href="${address}"${target}`, script: '' };
  const show =
    form === 'blob-window'
      ? 'window.open(address);'
      : "var a = document.createElement('a'); a.href = address; a.download = 'remittance.pdf'; document.body.appendChild(a); a.click();";
  return {
    attributes: 'href="#" onclick="return fetchPdf()"',
    script: `function fetchPdf() {
  fetch('${address}').then(function (r) { return r.blob(); }).then(function (b) { var address = URL.createObjectURL(b); ${show} });
  return false;
}`,
  };
}

export const remittanceFile: PageDefinition = {
  name: 'remittance-pdf',
  answer: (call) => {
    const report = paidClaim(call);
    if (!report) return { notice: 'expired' };
    const { record } = report;
    return {
      file: remittancePdf(record, payerOfMember(record.member.memberId).name),
      disposition: call.faults.pdfForm === 'inline' ? 'inline' : 'attachment; filename="remittance.pdf"',
    };
  },
};
