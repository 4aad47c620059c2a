/** The matrix portal x fault: how look-ups end when portals fail in every way they can, and whether anything told was not so. */
import { openChromium } from '../../../adapters/browser.ts';
import { readSettings } from '../../../config/settings.ts';
import { portalNamed } from '../../../flows/portals/index.ts';
import type { BenchOptions, BenchResult } from '../result.ts';
import { runCell } from './cell.ts';
import type { Cell, CellPlan } from './cell.ts';
import { FAULTS } from './portal-under-test.ts';
import type { FaultName, PortalUnderTest } from './portal-under-test.ts';
import { portalsUnderTest } from './registered.ts';
import { runWarm } from './warm.ts';
import type { WarmRow } from './warm.ts';
import { runWrongPassword } from './wrong-password.ts';

const LOOKUPS = 20;
/** Look-ups without a fault, for each of a cell. */
const MIXED_TIMES = 10;

export async function benchPortals(options: BenchOptions = {}): Promise<BenchResult> {
  const { lookups = LOOKUPS, portals: only = [], faults = [] } = options;
  const chromium = openChromium(readSettings().chromiumPath);
  const cells: Cell[] = [];
  const warm: WarmRow[] = [];
  try {
    for (const under of await portalsUnderTest(only)) {
      for (const plan of plansOf(under, lookups).filter(({ fault }) => faults.length === 0 || faults.includes(fault))) {
        const cell = await runCell(chromium, under, portalNamed(under.name), plan);
        process.stderr.write(`${cell.portal} ${cell.fault}: ${cell.outcomes} (${cell.seconds.toFixed(1)} s)\n`);
        cells.push(cell);
      }
      if (faults.length === 0 || faults.includes('wrong-password')) cells.push(await runWrongPassword(under, lookups));
      if (faults.length > 0 && !faults.includes('warm')) continue;
      const row = await runWarm(chromium, under, portalNamed(under.name), lookups);
      if (!row) continue;
      process.stderr.write(`${row.portal}: a warm look-up takes ${row.ofBare.toFixed(2)} of a bare one\n`);
      warm.push(row);
    }
  } finally {
    await chromium.close();
  }
  const worst = Math.max(0, ...warm.map(({ ofBare }) => ofBare));
  return {
    summary: { ...summaryOf(cells), warmOfBareAtMost: worst },
    rows: [...cells, ...warm].map((row) => ({ ...row })),
  };
}

const isFault = (name: string): name is keyof typeof FAULTS => Object.hasOwn(FAULTS, name);

function plansOf({ outcomes }: PortalUnderTest, lookups: number): CellPlan[] {
  const faults = Object.keys(outcomes).filter(isFault);
  const none: CellPlan = {
    fault: 'none',
    faults: {},
    defined: ['answered'],
    lookups: lookups * MIXED_TIMES,
    isPdf: false,
    from: 0,
  };
  return [
    none,
    ...faults.map((fault, at) => ({
      fault,
      faults: FAULTS[fault],
      defined: outcomes[fault as FaultName],
      lookups,
      isPdf: fault.startsWith('pdf-'),
      from: at * lookups,
    })),
  ];
}

/** A cell is as defined when each of its look-ups ended as the portal's entry says. */
function summaryOf(cells: readonly Cell[]): Record<string, number> {
  const sum = (of: (cell: Cell) => number, among = cells): number => among.reduce((total, cell) => total + of(cell), 0);
  const clean = cells.filter(({ fault }) => fault === 'none');
  const drifted = cells.filter(({ fault }) => /^drift-(?!redesign)/.test(fault));
  return {
    cells: cells.length,
    lookups: sum(({ lookups }) => lookups),
    answered: sum(({ answered }) => answered),
    review: sum(({ review }) => review),
    wait: sum(({ wait }) => wait),
    failed: sum(({ failed }) => failed),
    asDefined: cells.filter(({ asDefined, lookups }) => asDefined === lookups && lookups > 0).length,
    wrong: sum(({ wrong }) => wrong),
    lockedOut: sum(({ lockedOut, fault }) => (fault === 'lockedOut' ? 0 : lockedOut)),
    submitsAfterRejection: sum(({ submitsAfterRejection }) => submitsAfterRejection),
    signIns: sum(({ signIns }) => signIns),
    answeredWithoutFault: sum(({ answered }) => answered, clean),
    lookupsWithoutFault: sum(({ lookups }) => lookups, clean),
    shareAnsweredUnderDrift:
      sum(({ answered }) => answered, drifted) /
      Math.max(
        1,
        sum(({ lookups }) => lookups, drifted),
      ),
  };
}
