/** `claimwright remit write`: a balanced remittance document to an 835. */
import { systemClock } from '../../adapters/clock.ts';
import { decodeText, openInputFile } from '../../adapters/input-file.ts';
import { readSettings } from '../../config/settings.ts';
import { dayIn } from '../../domain/dates.ts';
import { remittanceDocumentSchema } from '../../domain/remittance.ts';
import type { RemittanceDocument } from '../../domain/remittance.ts';
import { RemittanceRefusal } from '../../domain/x12/remittance-refusal.ts';
import { remittanceTo835 } from '../../domain/x12/remittance-to-835.ts';
import { UsageError } from '../failure.ts';

/** @throws UsageError (exit 2) for what is no remittance/1, and for what does not add up, with level and cents. */
export async function writeFile835(path: string): Promise<void> {
  const file = await openInputFile(path);
  const payments = parse(decodeText(file.bytes).text, file.fileName).flatMap((document) => document.payments);
  if (payments.length === 0) throw new UsageError(`${file.fileName} holds no payment, so there is no 835 to write.`);
  const today = dayIn(systemClock.now(), readSettings().timeZone);
  // The same document gives the same control number, so that a receiver knows a repeated file.
  const controlNumber = (Number.parseInt(file.sha256.slice(0, 12), 16) % 999_999_999) + 1;
  try {
    process.stdout.write(remittanceTo835(payments, { today, controlNumber, contact: { name: 'CLAIMWRIGHT' } }));
  } catch (error) {
    if (error instanceof RemittanceRefusal) throw new UsageError(`${file.fileName}: ${error.message}`);
    throw error;
  }
}

function parse(text: string, fileName: string): RemittanceDocument[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${fileName} is no JSON; write what "claimwright remit read FILE --json" prints.`);
  }
  return (Array.isArray(json) ? json : [json]).map((one: unknown) => {
    const read = remittanceDocumentSchema.safeParse(one);
    if (read.success) return read.data;
    const where = read.error.issues[0]?.path.join('/');
    throw new UsageError(
      `${fileName} is no remittance/1 document${where ? ` (see /${where})` : ''}; write what "claimwright remit read FILE --json" prints.`,
    );
  });
}
