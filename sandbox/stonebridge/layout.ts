/** The page frame: banner, tabs, whose session it is. */
import { esc } from '../page-text.ts';
import type { Account } from './accounts.ts';
import type { View } from './site.ts';

const PORTAL_TITLE = 'Stonebridge Medicare Portal';
export const PROVIDER_NAME = 'Larkspur Family Practice';
export const PTAN = 'SB44170';
export const TIN = '990000017';
const TABS = [
  ['Home', '/portal/home'],
  ['Eligibility', '/portal/eligibility'],
  ['Claims', '/portal/claims'],
  ['Log Out', '/portal/logout'],
] as const;

const STYLE = `body{font:14px Georgia,serif;margin:0;background:#f3f0e8;color:#1f2430}
header{background:#22304f;color:#fff;padding:12px 24px}header b{font-size:20px}main{max-width:1100px;margin:0 auto;padding:10px 24px 40px;background:#fff}
nav a{display:inline-block;padding:7px 16px;background:#d9dfec;color:#22304f;text-decoration:none;border-radius:6px 6px 0 0;margin-right:3px}nav.sub a{background:#eef1f7;font-size:13px}
nav{border-bottom:3px solid #22304f;margin-top:8px}h1{font-size:20px}table{border-collapse:collapse;width:100%;margin:12px 0}caption{text-align:left;font-weight:bold;padding:4px 0}
th,td{border-bottom:1px solid #c3c9d6;padding:4px 8px;text-align:left}thead th{background:#eef1f7}dl{display:grid;grid-template-columns:1fr 1fr;gap:2px 30px}dl div{display:flex}dt{width:220px;color:#555}dd{margin:0}
label{display:inline-block;width:210px}.alert{border-left:5px solid #a3211b;background:#fbeceb;padding:6px 12px}`;

/** @param account who is signed in; null before that and on notices. */
export function renderPage({ title, body, errors = [] }: View, account: Account | null): string {
  const alert = errors.map((error) => `<li>${esc(error)}</li>`).join('');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${PORTAL_TITLE} - ${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><header><b>${PORTAL_TITLE}</b> Your Medicare contractor for Jurisdiction S</header><main>
${account ? `${tabs()}<p id="whose">User ${esc(account.username)}. Always use Log Out; do not just close the window.</p>` : ''}
<h1>${title}</h1>
${alert && `<div class="alert" role="alert"><ul>${alert}</ul></div>`}${body}
</main></body></html>`;
}

const tabs = (): string =>
  `<nav aria-label="Main">${TABS.map(([name, path]) => `<a href="${path}">${name}</a>`).join('')}</nav>`;

export const providersOf = ({ providerNpi }: Account): { value: string; text: string; isOwn: boolean }[] => [
  { value: '1', text: `Larkspur Outreach Clinic - TIN 990000025 / NPI 1902000025 / PTAN SB44250`, isOwn: false },
  { value: '2', text: `${PROVIDER_NAME} - TIN ${TIN} / NPI ${providerNpi} / PTAN ${PTAN}`, isOwn: true },
];
