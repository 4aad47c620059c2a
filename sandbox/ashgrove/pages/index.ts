/** The practice portal's addresses. */
import type { PageDefinition } from '../site.ts';
import { claimInquiry, claimList, claimRun } from './claims.ts';
import { banner, desktop, home, menu } from './desktop.ts';
import { eligibilityInquiry, eligibilityList, eligibilityRun } from './eligibility.ts';
import {
  agreement,
  DESKTOP_PATH,
  LOGON_PATH,
  logoff,
  logon,
  logonSubmit,
  news,
  passwordChange,
  terms,
} from './logon.ts';
import { remittanceFile, remittanceWindow } from './remittance.ts';
import { claimReport, eligibilityReport, reportBody, reportTools } from './reports.ts';

export const PAGES: Readonly<Record<string, PageDefinition>> = {
  [LOGON_PATH]: logon,
  '/aex/logon.do': logonSubmit,
  '/aex/logoff.do': logoff,
  '/terms': terms,
  '/aex/pwchange.jsp': passwordChange,
  '/aex/agreement.jsp': agreement,
  '/aex/news.jsp': news,
  [DESKTOP_PATH]: desktop,
  '/aex/banner.jsp': banner,
  '/aex/menu.jsp': menu,
  '/aex/home.jsp': home,
  '/aex/elg_inq.jsp': eligibilityInquiry,
  '/aex/elg_run.do': eligibilityRun,
  '/aex/elg_list.jsp': eligibilityList,
  '/aex/elg_rpt.jsp': eligibilityReport,
  '/aex/clm_inq.jsp': claimInquiry,
  '/aex/clm_run.do': claimRun,
  '/aex/clm_list.jsp': claimList,
  '/aex/clm_rpt.jsp': claimReport,
  '/aex/rpt_tools.jsp': reportTools,
  '/aex/rpt_body.jsp': reportBody,
  '/aex/era_print.jsp': remittanceWindow,
  '/aex/era_pdf.do': remittanceFile,
};
