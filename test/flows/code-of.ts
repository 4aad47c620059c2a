import { classify } from '../../workers/classify.ts';

/** The code of the exception that a step gives, or "done". */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => classify(error).code,
  );
