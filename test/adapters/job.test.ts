import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { obey, type ParentVerdict } from '../../adapters/job.ts';

const ran = (run: () => Promise<ParentVerdict>): Promise<unknown> =>
  obey({ data: { id: 'one' }, moveToDelayed: async () => undefined } as unknown as Job, 'token', run).then(
    () => null,
    (error: unknown) => error,
  );

describe('what a job leaves in the queue', () => {
  it('is the kind and code of an error and never its words, which can quote a patient', async () => {
    const quoting = Object.assign(new Error('invalid input syntax: "OSTRANDER, ADA"'), {
      code: '22007',
      detail: 'ADA',
    });
    const left = (await ran(() => Promise.reject(quoting))) as Error;
    expect(left.message).toBe('Error 22007');
    expect(JSON.stringify([left.stack, left.cause, Object.entries(left)])).not.toContain('OSTRANDER');
  });

  it('is the executor’s verdict as it was', async () => {
    expect(await ran(async () => ({ kind: 'ack' }))).toBeNull();
    expect(await ran(async () => ({ kind: 'again', at: new Date(0) }))).toBeInstanceOf(DelayedError);
    const failed = await ran(async () => ({ kind: 'fail', code: 'unexpected' }));
    expect(failed).toBeInstanceOf(UnrecoverableError);
    expect((failed as Error).message).toBe('unexpected');
  });
});
