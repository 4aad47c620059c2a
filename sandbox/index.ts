/** Practice payer portals: people, claims, adjudication and faults of our own, for tests and the demo. */
export { type Northfield, type NorthfieldOptions, startNorthfield } from './northfield/index.ts';
export type { NorthfieldUser } from './northfield/accounts.ts';
export type { DriftLevel, Faults, PageName } from './northfield/faults.ts';
export {
  DEMO_PROVIDER_NPI,
  makePopulation,
  NORTHFIELD_PAYER,
  type Population,
  populationFromClaims,
} from './population.ts';
export type { Expected, Truth } from './truth.ts';
