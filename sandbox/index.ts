/** Practice payer portals: people, claims, adjudication and faults of our own, for tests and the demo. */
export { type Northfield, type NorthfieldOptions, startNorthfield } from './northfield/index.ts';
export { DEMO_PROVIDER_NPI, makePopulation, type Population, populationFromClaims } from './population.ts';
export type { Truth } from './truth.ts';
