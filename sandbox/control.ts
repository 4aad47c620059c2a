/**
 * The control address beside running practice portals, for whoever measures a robot on them: sets and clears faults, tells what
 * the portals counted and mailed, and what there is to ask with the right answers. This computer only, and JSON only, so that no
 * web page that is open in a browser here can reach it.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import { claimStatusInquiry, eligibilityInquiry } from '../domain/inquiries.ts';
import type { Inquiry } from '../domain/work-item.ts';
import { FaultRefusal, readFaultOrder, setFaults } from './fault-settings.ts';
import type { Population } from './population.ts';
import type { RunningPortal } from './practice-portals.ts';
import type { PortalMail } from './stonebridge/codes.ts';

export interface ControlOptions {
  readonly running: readonly RunningPortal[];
  /** Grows while the portals run; the newest last. */
  readonly mails: readonly PortalMail[];
  /** Null when its people may be real: then no questions are told. */
  readonly population: Population | null;
  readonly port: number;
}

export interface Control {
  /** Without a trailing slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** @throws what the server throws when the port is taken (`EADDRINUSE`). */
export async function openControl(options: ControlOptions): Promise<Control> {
  const { running, mails, population, port } = options;
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  refuseStrangers(app);
  app.post('/__practice/faults', (request, reply) => {
    setFaults(running, readFaultOrder(request.body));
    return reply.code(204).send();
  });
  app.delete('/__practice/faults', (_request, reply) => {
    for (const { portal } of running) portal.faults.clear();
    return reply.code(204).send();
  });
  app.get('/__practice/counters', () =>
    Object.fromEntries(running.map(({ name, portal }) => [name, { ...portal.counters }])),
  );
  app.get('/__practice/mails', () => mails);
  app.get<{ Params: { portal: string } }>('/__practice/questions/:portal', ({ params }) => {
    if (!population) throw new FaultRefusal('Questions are told of the invented people only; start without --claims.');
    const asked = running.find(({ name }) => name === params.portal);
    if (!asked)
      throw new FaultRefusal(`That portal does not run here, only ${running.map(({ name }) => name).join(', ')}.`);
    return questionsOf(asked, population);
  });
  return { url: await app.listen({ port, host: '127.0.0.1' }), close: () => app.close() };
}

function refuseStrangers(app: FastifyInstance): void {
  // A page of another site can lead its own name to this address; its requests then carry that name.
  app.addHook('onRequest', async (request, reply) => {
    if (['127.0.0.1', 'localhost'].includes(request.hostname)) return undefined;
    return reply.code(403).send({ error: 'Ask for 127.0.0.1 by that name.' });
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof FaultRefusal) return reply.code(400).send({ error: error.message });
    return reply.code(400).send({ error: 'Send one JSON document with content-type application/json.' });
  });
}

/** Every question of the practice, with what a right robot must end with while the switches stand as they do. */
function questionsOf({ portal, payerOf }: RunningPortal, { appointments, claims }: Population): object[] {
  const ask = (inquiry: Inquiry): object => ({
    payer: payerOf(inquiry.member.memberId),
    inquiry,
    expected: inquiry.kind === 'eligibility' ? portal.truth.eligibility(inquiry) : portal.truth.claimStatus(inquiry),
  });
  return [...appointments.map(eligibilityInquiry), ...claims.map(claimStatusInquiry)].map(ask);
}
