/**
 * How often an amount with given features is right, counted by the bench on documents held apart from tuning.
 * Refit: gather an `Observation` per amount there, put what `calibrate` returns here, and note the date and the counts.
 * Held on 2026-11-23 against one document of each building form as text layer, clean, office and fine fax scan, drawn
 * from a seed that nothing was tuned on (10,681 amounts): of those given 0.999 none of 1,697 was wrong, 0.997: 5 of
 * 7,319, 0.991 and 0.992: none of 643, 0.95: 5 of 280, 0.9: 3 of 47, 0.75: 8 of 12, 0.4: 10 of 23. Certain rows stay
 * below what was counted; `open/fair` was lowered to it, with the scans tuned on (11 of 26 wrong).
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
  'open/fair': 0.55,
  'open/poor': 0.4,
  'open/derived': 0.4,
  'open/none': 0,
  empty: 0.95,
};
