/** The registry: the only list of portals. */
import { WorkException } from '../../domain/exceptions.ts';
import type { Portal } from '../portal.ts';
import { ashgrove } from './ashgrove/index.ts';
import { brightwell } from './brightwell/index.ts';
import { harborlink } from './harborlink/index.ts';
import { northfield } from './northfield/index.ts';
import { stonebridge } from './stonebridge/index.ts';

const PORTALS: readonly Portal[] = [ashgrove, brightwell, harborlink, northfield, stonebridge];

export const portalNames: readonly string[] = PORTALS.map(({ name }) => name);

/** @throws WorkException `unexpected` for a name that no portal has. */
export function portalNamed(name: string): Portal {
  const portal = PORTALS.find((each) => each.name === name);
  if (portal) return portal;
  throw new WorkException('unexpected', `There is no portal "${name}"; there are: ${portalNames.join(', ')}.`);
}
