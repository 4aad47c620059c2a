/** A practice portal of the bench in a process of its own: `portal-process.ts NAME SEED` prints its address and serves until it is ended. */
import { portalsUnderTest } from './portals/registered.ts';

const [name = '', seed = '0'] = process.argv.slice(2);
const [under] = await portalsUnderTest([name]);
if (!under) throw new Error(`There is no practice portal ${name}.`);
const { portal } = await under.start(Number(seed));
process.stdout.write(`${portal.url}\n`);
