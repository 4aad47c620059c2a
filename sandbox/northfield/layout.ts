/** The page frame: one form round everything, hidden fields, the post-back script, menu. */
import { esc } from '../page-text.ts';
import { POST_BACK_SCRIPT } from './post-back-script.ts';
import type { View } from './site.ts';

const PORTAL_TITLE = 'Northfield Medicaid Provider Portal';
const MENU = [
  ['Home', '/hcp/provider/Home/tabid/135/Default.aspx'],
  ['Eligibility', '/hcp/provider/Eligibility/EligibilityVerification/tabid/142/Default.aspx'],
  ['Claims', '/hcp/provider/Claims/SearchClaims/tabid/151/Default.aspx'],
  ['Switch Provider', '/hcp/provider/Account/SwitchProvider/tabid/199/Default.aspx'],
  ['Log Out', '/hcp/provider/Home/LogOut/tabid/136/Default.aspx'],
] as const;

const STYLE = `body{font:12px Verdana,Arial,sans-serif;margin:0;background:#e8ebe4;color:#222}
#page{width:960px;margin:0 auto;background:#fff;border:1px solid #9aa68c;padding:0 12px 16px}
#banner{background:#4f6b3a;color:#fff;margin:0 -12px;padding:10px 14px;font-size:18px}#banner small{display:block;font-size:11px}
#menu{background:#dfe6d5;margin:0 -12px 10px;padding:6px 14px}#menu a{margin-right:18px;color:#2d4a17}
h1{font-size:16px;color:#3b5527;border-bottom:1px solid #9aa68c}h2{font-size:13px}
.grid,.facts{border-collapse:collapse;width:100%;margin:8px 0}.grid th{background:#c9d6b8}.grid td,.grid th,.facts td,.facts th{border:1px solid #b9c4ac;padding:3px 6px;text-align:left}
.facts th{background:#eef2e8;width:20%}.grid .alt{background:#f5f7f1}caption{text-align:left;font-weight:bold;padding:4px 0}
.field{margin:5px 0}.field label{display:inline-block;width:190px}.required{color:#b00}.hint{color:#666;margin-left:6px}
.ValidationSummary{border:1px solid #b00;color:#b00;margin:8px 0;padding:4px}.pager a,.pager span{margin-right:6px}fieldset{margin:8px 0}`;

export interface Frame {
  readonly title: string;
  readonly view: View;
  readonly errors: readonly string[];
  /** Null on notices, which have no form. */
  readonly form: { readonly action: string; readonly viewState: string; readonly validation: string } | null;
  readonly signedInAs: { readonly provider: string; readonly npi: string } | null;
}

export function renderPage({ title, view, errors, form, signedInAs }: Frame): string {
  const content = `<h1>${view.heading}</h1>
${validationSummary(errors)}${view.body}`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${PORTAL_TITLE} &gt; ${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><div id="page"><div id="banner">${PORTAL_TITLE}<small>State of Northfield, Department of Health Services</small></div>
${signedInAs ? menu(signedInAs) : ''}${form ? formRound(content, form) : content}
<p class="footer">Northfield Medicaid is a practice payer. For help call the Provider Help Desk.</p></div></body></html>`;
}

export const validationSummary = (errors: readonly string[]): string =>
  errors.length === 0
    ? ''
    : `<div class="ValidationSummary" role="alert"><ul>${errors.map((error) => `<li>${esc(error)}</li>`).join('')}</ul></div>\n`;

const menu = ({ provider, npi }: { provider: string; npi: string }): string =>
  `<div id="menu" role="navigation">${MENU.map(([name, path]) => `<a href="${path}">${name}</a>`).join('')}</div>
<p id="dnn_CurrentProvider">Provider: ${esc(provider)} &nbsp; NPI: ${esc(npi)}</p>\n`;

const formRound = (content: string, form: NonNullable<Frame['form']>): string =>
  `<form method="post" action="${form.action}" id="Form" name="Form" autocomplete="off">
<div class="aspNetHidden"><input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="${form.viewState}"><input type="hidden" name="__EVENTVALIDATION" id="__EVENTVALIDATION" value="${form.validation}"></div>
${POST_BACK_SCRIPT}
${content}
</form>`;

/** An UpdatePanel's place in the page. */
export const updatePanel = (id: string, inner: string): string =>
  `<div id="${id}" data-update-panel="true">${inner}</div>`;

/** The answer to an asynchronous post-back, in the script manager's `length|type|id|content|` form. */
export function renderDelta(panels: Readonly<Record<string, string>>, viewState: string, validation: string): string {
  const part = (type: string, id: string, content: string): string => `${content.length}|${type}|${id}|${content}|`;
  return [
    ...Object.entries(panels).map(([id, inner]) => part('updatePanel', id, inner)),
    part('hiddenField', '__VIEWSTATE', viewState),
    part('hiddenField', '__EVENTVALIDATION', validation),
  ].join('');
}

export const renderDeltaRedirect = (path: string): string => `${path.length}|pageRedirect||${path}|`;
