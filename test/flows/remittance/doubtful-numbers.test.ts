import { expect, test } from 'vitest';
import { doubtNumbers, doubtProcedures } from '../../../flows/remittance/doubtful-numbers.ts';
import { openFieldLog } from '../../../flows/remittance/field-log.ts';
import { aClaim } from '../../builders/claims.ts';
import { anAnswer } from '../../builders/remittances.ts';

const ANSWER = anAnswer(aClaim());
const line = (procedure: string) => ({ ...ANSWER.lines[0]!, procedure });

test('numbers that the others speak against are for a person', () => {
  const claims = ['676548345-00', '29907857500'].map((payerClaimControlNumber) => ({
    ...ANSWER,
    payerClaimControlNumber,
  }));
  const log = openFieldLog();
  const places = ['/number', ...claims.map((_, at) => `/claims/${at}/payerClaimControlNumber`)];
  for (const place of places) log.fields[place] = { confidence: 0.995, via: 'ocr' };
  doubtNumbers('67654834500', claims, '', log);
  expect(places.map((place) => log.fields[place]!.confidence)).toEqual([0.9, 0.995, 0.9]);
});

test('a procedure of another length than the others is doubtful on a scan', () => {
  const claims = [{ ...ANSWER, lines: ['99213', '97140', '90471', '0820'].map(line) }];
  const log = openFieldLog();
  const places = claims[0]!.lines.map((_, at) => `/claims/0/lines/${at}/procedure`);
  for (const place of places) log.fields[place] = { confidence: 0.995, via: 'ocr' };
  doubtProcedures(claims, '', log);
  expect(places.map((place) => log.fields[place]!.confidence)).toEqual([0.995, 0.995, 0.995, 0.9]);
});
