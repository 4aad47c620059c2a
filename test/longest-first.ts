/** The order of test files: long ones first, so that no worker is left alone with one of them at the end. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Those that take twenty seconds and more; a fresh checkout knows nothing of how long each took. */
const LONG =
  /(stores-gone|demo|killed-\w+(-worker)?|canaries|web-look|workers\/run|web|open-pages|inquiries|remittance-worker|wrong-password|cli\/start|portal-kit\/\w+|flows\/\w+-(truth|faults|sign-in)|web-\w+)\.test\.ts$/;

const rank = ({ moduleId, project }: TestSpecification): number =>
  project.name === 'unit' ? 2 : LONG.test(moduleId) ? 0 : 1;

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
