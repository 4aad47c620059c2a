/** What the API may ask of the robots: the same steps as the commands, by the same code. */
import { findClaim, loadClaims } from '../adapters/claims.ts';
import { claimStatusInquiry } from '../domain/inquiries.ts';
import type { SweepClaim } from '../domain/sweep.ts';
import type { NewWorkItem } from '../adapters/work-items.ts';
import {
  RobotsRefusal,
  type Answer,
  type ImportKind,
  type Question,
  type Robots,
  type SweepLine,
} from '../review/robots.ts';
import { findAnswer } from '../workers/answer.ts';
import { ask } from '../workers/ask.ts';
import { export835 } from '../workers/export-835.ts';
import { importClaimFile, importDepositFile, importScheduleFile } from '../workers/import.ts';
import type { Stores } from '../workers/stores.ts';
import { planToday, runSweep, type TodaysPlan } from '../workers/sweep.ts';

const IMPORTERS = {
  claims: importClaimFile,
  schedule: importScheduleFile,
  deposits: importDepositFile,
} as const satisfies Record<ImportKind, unknown>;

export const robotsOf = (stores: Stores): Robots => ({
  async importFile(kind, file, { columns, portal }) {
    if (portal !== undefined) requirePortal(stores, portal);
    const options = { ...(columns && { mapping: columns }), ...(portal !== undefined && { portal }) };
    const { file: _name, lines: _lines, ...report } = await IMPORTERS[kind](stores, file, options);
    return report;
  },

  async ask(question) {
    const { ids, created } = await ask(stores, [await itemOf(stores, question)]);
    return { workItem: ids[0]!, isNew: created > 0 };
  },

  answerOf: (id) => answerOf(stores, id),

  planSweep: async (at) => linesOf(await planToday(stores, at ?? stores.clock.now())),

  async runSweep() {
    const { plan, asked } = await runSweep(stores);
    return {
      queued: asked.created,
      askedBeforeToday: asked.ids.length - asked.created,
      leftAlone: plan.skip.length + plan.cannot.length,
    };
  },

  export835: (range) => export835(stores, { ...range, timeZone: stores.settings.timeZone }),
});

async function itemOf(stores: Stores, question: Question): Promise<NewWorkItem> {
  const { portal, login: label, about } = question;
  requirePortal(stores, portal);
  const login = await stores.logins.find(portal, label);
  if (!login) throw new RobotsRefusal(`There is no such login on ${portal}; an administrator adds one.`);
  if ('kind' in about) return { portal, loginId: login.id, payer: payerOf(stores, question), inquiry: about };
  const id = await findClaim(stores.db, about.claim, portal);
  const [found] = id ? await loadClaims(stores.db, [id]) : [];
  if (!found) throw new RobotsRefusal(`No claim of ours with that number goes to ${portal}; import it first.`);
  const inquiry = claimStatusInquiry(found.claim);
  return { portal, loginId: login.id, payer: found.payer, inquiry, claimId: found.id };
}

function requirePortal({ registers }: Stores, portal: string): void {
  if (!registers.portals.some(({ name }) => name === portal))
    throw new RobotsRefusal(`There is no portal "${portal}"; name one of the register.`);
}

/** The payer that is named, else the only one that the portal serves. */
function payerOf({ registers }: Stores, { portal, payer }: Question): string {
  const served = registers.payers.filter((each) => each.portal === portal).map(({ key }) => key);
  if (payer !== undefined && !served.includes(payer))
    throw new RobotsRefusal(`The portal ${portal} serves no payer ${payer}. Name one of: ${served.join(', ')}.`);
  if (payer === undefined && served.length > 1)
    throw new RobotsRefusal(`The portal ${portal} serves several payers. Name one of: ${served.join(', ')}.`);
  return payer ?? served[0] ?? portal;
}

async function answerOf(stores: Stores, id: string): Promise<Answer | null> {
  const { rows } = await stores.db.query<Pick<Answer, 'state' | 'portal' | 'login'> & { askedAt: Date }>(
    `select w.state, w.portal, w.asked_at as "askedAt", l.label as login
     from work_item w join login l on l.id = w.login_id where w.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) return null;
  const open = { outcome: null, code: null, message: null, result: null, fields: {}, answeredAt: null };
  const found = await findAnswer(stores, id);
  return { workItem: id, ...row, askedAt: row.askedAt.toISOString(), ...(found ?? open) };
}

const lineOf = (claim: SweepClaim, reason: string): SweepLine => ({
  claim: claim.id,
  patientControlNumber: claim.patientControlNumber,
  payer: claim.payer,
  billedCents: claim.billedCents,
  reason,
});

const linesOf = (plan: TodaysPlan) => ({
  today: plan.today,
  ask: plan.ask.map(({ claim, reason }) => lineOf(claim, reason)),
  skip: [...plan.skip, ...plan.cannot].map(({ claim, reason }) => lineOf(claim, reason)),
});
