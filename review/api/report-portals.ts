/** Reports of the ways in: how portals answer, and how logins stand by their portals' rules. */
import { loginFigures, type LoginFigures } from '../../adapters/reports/logins.ts';
import { portalFigures } from '../../adapters/reports/portals.ts';
import { dayIn } from '../../domain/dates.ts';
import { isExceptionCode } from '../../domain/exceptions.ts';
import { comingDue, dueDates } from '../../domain/login-dates.ts';
import { codesOf } from '../decisions.ts';
import type { Desk, PortalFacts } from '../desk.ts';
import { EXCEPTION_TEXTS } from '../exception-texts.ts';
import { titleOf } from './report-today.ts';
import type { Asked } from './report-range.ts';
import type { LoginsReport, PortalsReport } from './reports-schema.ts';

type Head = 'at' | 'from' | 'to' | 'timeZone';

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const inWords = (code: string | null): string | null =>
  code !== null && isExceptionCode(code) ? EXCEPTION_TEXTS[code].title : code;

export async function readPortals(desk: Desk, { range, now }: Asked): Promise<Omit<PortalsReport, Head>> {
  const known = desk.portals.map(({ name }) => name);
  const rows = await portalFigures(desk.db, range, known, codesOf('business'), now);
  return {
    portals: rows.map(({ canaryCode, pausedCode, ...row }) => ({
      ...row,
      title: titleOf(desk, row.portal),
      success: row.ended > 0 ? (row.answered + row.business) / row.ended : null,
      canaryAt: iso(row.canaryAt),
      canaryPassedAt: iso(row.canaryPassedAt),
      canaryFault: inWords(canaryCode),
      pausedAt: iso(row.pausedAt),
      pausedWhy: inWords(pausedCode),
      trialAt: iso(row.trialAt),
      slowedUntil: iso(row.slowedUntil),
    })),
  };
}

export async function readLogins(desk: Desk, { now }: Asked): Promise<Omit<LoginsReport, Head>> {
  const days = Object.fromEntries(desk.portals.map(({ name, hours }) => [name, dayIn(now, hours.timeZone)]));
  const rows = await loginFigures(desk.db, days);
  return { logins: rows.map((row) => loginOf(desk, row, now)) };
}

function loginOf(desk: Desk, row: LoginFigures, now: Date): LoginsReport['logins'][number] {
  const portal = desk.portals.find(({ name }) => name === row.portal);
  const dates = dueDates(portal ?? {}, row);
  const budgetLeft = budgetOf(row, portal);
  const due = comingDue(portal ?? {}, row, now)[0];
  const [health, why] = row.pausedCode
    ? (['paused', inWords(row.pausedCode)] as const)
    : budgetLeft === 0
      ? (['spent', 'No password may be sent any more: check it by hand on the portal.'] as const)
      : due
        ? (['due', DUE[due.what]] as const)
        : (['ok', null] as const);
  return {
    id: row.id,
    portal: row.portal,
    title: titleOf(desk, row.portal),
    label: row.label,
    health,
    why,
    pausedAt: iso(row.pausedAt),
    passwordBy: iso(dates.password),
    useBy: iso(dates.idle),
    confirmBy: iso(dates.recertify),
    usedAt: iso(row.usedAt),
    signIns: row.signIns,
    budgetLeft,
    lookupsToday: row.lookups,
    dailyCap: portal?.dailyCap ?? null,
  };
}

const DUE = {
  password: 'The portal wants a new password soon.',
  idle: 'The portal disables it soon for lack of use.',
  recertify: 'The portal wants its user confirmed soon.',
};

/** As `spendSubmit` of adapters/logins.ts: our own budget, and one less than what locks the login on the portal. */
const budgetOf = (row: LoginFigures, portal: PortalFacts | undefined): number =>
  Math.max(
    0,
    Math.min(
      row.submitBudget - row.rejectedSubmits - row.unseenSubmits,
      portal ? portal.lockoutAfter - 1 - row.portalRejections - row.unseenSubmits : Number.POSITIVE_INFINITY,
    ),
  );
