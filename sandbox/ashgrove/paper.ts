/** What every page of the practice portal is written on. */
import { esc } from '../page-text.ts';

export const FONT = '<font face="Arial, Helvetica" size="2">';

/** A page of the portal: one table round everything. */
export const document = (title: string, content: string, script = ''): string =>
  `<html><head><title>${esc(title)}</title><link rel="icon" href="data:,">${script && `<script language="JavaScript">${script}</script>`}</head>
<body bgcolor="#FFFFFF" link="#003366"><table border="0" width="100%" cellpadding="4"><tr><td>${content}</td></tr></table></body></html>`;
