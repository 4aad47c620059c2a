/** `claimwright remit read`: files to remittance documents; nothing is stored. */
import { basename } from 'node:path';
import { openInputFile } from '../../adapters/input-file.ts';
import type { InputFile } from '../../adapters/input-file.ts';
import { systemClock } from '../../adapters/clock.ts';
import { openOcrPool } from '../../adapters/ocr/index.ts';
import { readSettings } from '../../config/settings.ts';
import type { RemittanceDocument } from '../../domain/remittance.ts';
import { readRemittanceFile } from '../../workers/read-file.ts';
import type { FileReading } from '../../workers/read-file.ts';
import { failureOf } from '../failure.ts';
import type { ExitCode } from '../failure.ts';
import { progress, say, sayAside, sayJson } from '../output.ts';
import { summaryOf, wouldPost } from './summary.ts';

export async function readFiles(files: readonly string[], options: { json?: boolean }): Promise<void> {
  const settings = readSettings();
  const { ocrEngine: engine, ocrWorkers: size } = settings;
  const pool = openOcrPool({ engine, ...(size && { size }) });
  const office = { clock: systemClock, settings };
  const documents: RemittanceDocument[] = [];
  const codes: ExitCode[] = [];
  const watch = progress();
  try {
    for (const path of files) {
      const name = basename(path);
      const onPage = (done: number, total: number) => watch.show(`${name}: page ${done} of ${total} ...`);
      const { document, code } = await readOne(path, { pool, office, onPage }, () => watch.end());
      codes.push(code);
      if (document) documents.push(document);
      if (document && code < 2 && !options.json) say(summaryOf(document));
    }
  } finally {
    watch.end();
    await pool.close();
  }
  if (options.json && files.length > 1) sayJson(documents);
  else if (options.json && codes[0] !== undefined && codes[0] < 2) sayJson(documents[0]);
  process.exitCode = Math.max(0, ...codes);
}

/** One bad file does not keep the others out: in an array it stands as a document that says why it could not be read. */
async function readOne(
  path: string,
  reading: FileReading,
  endProgress: () => void,
): Promise<{ document: RemittanceDocument; code: ExitCode }> {
  let file: InputFile | null = null;
  try {
    file = await openInputFile(path);
    const document = await readRemittanceFile(file, reading);
    endProgress();
    return { document, code: wouldPost(document) ? 0 : 1 };
  } catch (error) {
    endProgress();
    const { code, sentence } = failureOf(error);
    const name = basename(path);
    sayAside(sentence.includes(name) ? sentence : `${name}: ${sentence}`);
    return { document: refusal(file?.fileName ?? name, file?.sha256 ?? '', sentence), code };
  }
}

const refusal = (file: string, sha256: string, detail: string): RemittanceDocument => ({
  schema: 'remittance/1',
  source: { kind: 'not-a-remittance', file, sha256, pages: 0 },
  payments: [],
  fields: {},
  exceptions: [{ code: 'file-refused', detail }],
});
