/** Where the language data for OCR lies: in node_modules, so that nothing is ever fetched. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A folder with `eng.traineddata`, or `eng.traineddata.gz` where `gzip` is set. */
export interface OcrModel {
  readonly folder: string;
  readonly gzip: boolean;
}

/** The data of the npm package `@tesseract.js-data/eng`: best_int reads faint and fax pages best. */
export function packagedModel(): OcrModel {
  const home = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'));
  return { folder: join(home, '4.0.0_best_int'), gzip: true };
}

/** @throws Error when the file is not there: without it the engine would wait for ever. */
export function requireModel(model: OcrModel): OcrModel {
  const file = join(model.folder, model.gzip ? 'eng.traineddata.gz' : 'eng.traineddata');
  if (existsSync(file)) return model;
  throw new Error('The language data for reading scans is missing: run `npm ci` again.');
}
