/** Practice payer portals: people, claims, adjudication and faults of our own, for tests and the demo. */
export { type Brightwell, startBrightwell } from './brightwell/index.ts';
export { startAshgrove } from './ashgrove/index.ts';
export { openControl } from './control.ts';
export { FaultRefusal, readFault, setFaults } from './fault-settings.ts';
export type { PortalFaults } from './faults.ts';
export { type Harborlink, type HarborlinkOptions, startHarborlink } from './harborlink/index.ts';
export { type Northfield, type NorthfieldOptions, startNorthfield } from './northfield/index.ts';
export { DEMO_PROVIDER_NPI, makePopulation, type Population, populationFromClaims } from './population.ts';
export {
  PRACTICE_PORTAL_NAMES,
  type PracticePortalName,
  type PracticeUser,
  type RunningPortal,
  type StartPracticeOptions,
  startPracticePortal,
} from './practice-portals.ts';
export {
  MAILS_FROM,
  type PortalMail,
  startStonebridge,
  type Stonebridge,
  type StonebridgeOptions,
} from './stonebridge/index.ts';
export type { Truth } from './truth.ts';
