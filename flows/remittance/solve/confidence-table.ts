/**
 * How often an amount with given features is right, counted by the bench on documents held apart from tuning.
 * Refit: gather an `Observation` per amount there, put what `calibrate` returns here, and note the date and the counts.
 * The figures below are the starting guess, set below what made-up payments give; they are not measured on paper yet.
 */
export const confidenceTable: Readonly<Record<string, number>> = {
  'certain/3': 0.999,
  'certain/2': 0.997,
  'certain/1': 0.992,
  'certain-derived/3': 0.997,
  'certain-derived/2': 0.991,
  'open/vouched': 0.95,
  'open/text-layer': 0.9,
  'open/good': 0.9,
  'open/fair': 0.75,
  'open/poor': 0.4,
  'open/derived': 0.4,
  'open/none': 0,
  empty: 0.95,
};
