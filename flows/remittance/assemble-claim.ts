/** One claim of the document from what was found and what arithmetic made certain. */
import type { RemittanceClaim, RemittanceLine } from '../../domain/remittance.ts';
import type { ClaimModel } from './amounts.ts';
import type { RowCell, RowModel } from './row-cells.ts';
import type { SolvedRows } from './claim-level.ts';
import { namedByClaim } from './claim-codes.ts';
import { claimLevel, codedRow } from './coded-row.ts';
import type { Context } from './coded-row.ts';
import { codeText, procedureIn } from './code-text.ts';
import type { FieldLog } from './field-log.ts';
import type { Found, FoundClaim, FoundLine } from './found.ts';
import { foundOf } from './found.ts';
import { patientShare } from './patient-share.ts';
import { isOrderOpen, personOf } from './people.ts';
import type { TableRecord } from './records.ts';
import { serviceDays } from './service-days.ts';
import type { MoneyColumn, SolvedRow } from './solve/cells.ts';
import type { TextColumn } from './vocabulary.ts';

/** @returns the amount of the first column with that meaning, with its place noted. */
export function amountIn(
  row: RowModel,
  solved: SolvedRow,
  meaning: MoneyColumn,
  places: readonly number[],
  context: Context,
  pointer: string,
): number | null {
  for (const [at, place] of places.entries()) {
    const cell = row.cells.find((each) => each.place === place);
    const value = solved.cells[at];
    if (!cell || !value || cell.meanings[0] !== meaning) continue;
    const cents = value.cents ?? value.bestCents;
    if (cents === null && !(value.isEmpty && solved.holds && NOTHING.has(meaning) && isSurelyEmpty(cell))) continue;
    context.log.amount(pointer, value.isEmpty ? { ...value, ...nothing(row, solved, places) } : value, cell.spots[0]!);
    return cents ?? 0;
  }
  return null;
}

/** An empty cell of a row that adds up says nothing is allowed or paid. */
const NOTHING: ReadonlySet<MoneyColumn> = new Set(['allowed', 'paid']);

/** A text layer has all that was printed; on a scan the place has been looked at for ink that is no word. */
const isSurelyEmpty = ({ spots }: RowCell): boolean =>
  spots.every(({ source, hasInk }) => source === 'text-layer' || !hasInk);

/** As sure as what was charged, whose reductions leave nothing. */
function nothing(row: RowModel, solved: SolvedRow, places: readonly number[]): Partial<SolvedRow['cells'][number]> {
  const billed = row.cells.find((cell) => cell.meanings[0] === 'billed');
  const value = billed && solved.cells[places.indexOf(billed.place)];
  return value && value.cents !== null && value.cents !== 0
    ? { cents: 0, via: 'arithmetic', vouchers: value.vouchers, score: value.score, isEmpty: value.vouchers.length < 2 }
    : {};
}

/** What an engine makes of the letter within a number. */
const SPOILT_J = /\)(?=[A-Z0-9]{2})/i;

export function claimOf(
  found: FoundClaim,
  model: ClaimModel,
  solved: SolvedRows,
  placesOf: (table: number) => readonly number[],
  pointer: string,
  context: Context,
): RemittanceClaim {
  const { log } = context;
  const printed = found.lines.map((line, at) =>
    lineOf(
      line,
      model.lines[at]!,
      solved.lines[at]!,
      placesOf(model.lines[at]!.table),
      `${pointer}/lines/${at}`,
      context,
    ),
  );
  const lines = model.whole ? printed : namedByClaim(found, printed);
  const id = (field: 'account' | 'claimNumber' | 'memberId', key: string): string | null => {
    const text = found.fields.get(field);
    if (!text) return null;
    const value = text.text
      .replace(/\s+/g, '')
      .replace(/^[:#]+|[,;.:]+$/g, '')
      .replace(SPOILT_J, 'J')
      .toUpperCase();
    // A number that ends with a dash goes on where the engine stopped.
    const isWhole = /\d{3}/.test(value) && !value.endsWith('-') && !SPOILT_J.test(text.text);
    log.text(`${pointer}/${key}`, text, isWhole);
    // A speck beside a letter is no part of a member's number; payers' claim numbers may hold dots.
    return field === 'memberId' ? memberIdText(value) : value;
  };
  const total =
    model.total && solved.total
      ? { row: model.total, solved: solved.total, places: placesOf(model.total.table) }
      : null;
  const stated = (meaning: MoneyColumn, key: string): number | null =>
    total ? amountIn(total.row, total.solved, meaning, total.places, context, `${pointer}/${key}`) : null;
  const summed = (key: 'billedCents' | 'paidCents', value: number | null): number | null => {
    if (value !== null || lines.length === 0) return value;
    const parts = lines.map((line) => line[key]);
    if (parts.some((part) => part === null)) return null;
    log.derived(
      `${pointer}/${key}`,
      lines.map((_, at) => `${pointer}/lines/${at}/${key}`),
    );
    return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  };
  const billedCents = summed('billedCents', stated('billed', 'billedCents'));
  const paidCents = summed('paidCents', stated('paid', 'paidCents'));
  const own =
    lines.length === 0 && found.total && total
      ? codedRow(found.total, [], total.row, total.solved, total.places, pointer, context)
      : found.whole && model.whole && solved.lines[lines.length]
        ? codedRow(
            found.whole,
            [],
            model.whole,
            solved.lines[lines.length]!,
            placesOf(model.whole.table),
            pointer,
            context,
          )
        : {
            adjustments: claimLevel(model, solved, total?.places ?? [], pointer, context, wholeCodes(found)),
            remarks: [],
          };
  const interestCents = single(found.interest, `${pointer}/interestCents`, log);
  const sharePointer = `${pointer}/patientResponsibilityCents`;
  const said =
    stated('patientResponsibility', 'patientResponsibilityCents') ??
    single(found.patientResponsibility, sharePointer, log);
  const adjustments = [...own.adjustments, ...lines.flatMap((line) => line.adjustments)];
  return {
    patientControlNumber: id('account', 'patientControlNumber'),
    payerClaimControlNumber: id('claimNumber', 'payerClaimControlNumber'),
    statusCode: statusOf(found, billedCents),
    patient: { ...nameOf(found, pointer, log, context.isGivenFirst), memberId: id('memberId', 'patient/memberId') },
    ...serviceDays(found, lines, pointer, log, context.latest),
    billedCents,
    allowedCents: stated('allowed', 'allowedCents'),
    paidCents,
    patientResponsibilityCents: patientShare(said, adjustments, { billedCents, paidCents }, sharePointer, log),
    interestCents,
    adjustments: own.adjustments,
    remarks: own.remarks,
    lines: [...lines],
    disposition: 'review',
    exceptions: [],
    ...(found.isPended ? { isPended: true } : {}),
  };
}

function lineOf(
  line: FoundLine,
  row: RowModel,
  solved: SolvedRow,
  places: readonly number[],
  pointer: string,
  context: Context,
): RemittanceLine {
  const { record } = line;
  const { log } = context;
  const text = (column: TextColumn): Found | null => {
    const tokens = record.texts.get(column);
    return tokens?.length ? foundOf(tokens, record.page, row.cells[0]?.spots[0]?.source ?? 'ocr') : null;
  };
  const service = text('date');
  if (record.service && service) log.text(`${pointer}/serviceDate`, service, true);
  const code = procedureOf(record);
  const procedure = text('procedure');
  if (code && procedure) log.text(`${pointer}/procedure`, procedure, true);
  const besides = text('modifiers');
  const modifiers = [...(code?.modifiers ?? []), ...modifiersOf(besides?.text ?? '')];
  const modified = code && code.modifiers.length > 0 ? procedure : besides;
  if (modifiers.length > 0 && modified) log.text(`${pointer}/modifiers`, modified, true);
  const units = text('units');
  const count = units ? Number(/^\d+(?:\.\d+)?$/.exec(units.text)?.[0] ?? Number.NaN) : Number.NaN;
  if (units && !Number.isNaN(count)) log.text(`${pointer}/units`, units, true);
  const amount = (meaning: MoneyColumn, key: string) =>
    amountIn(row, solved, meaning, places, context, `${pointer}/${key}`);
  const coded = codedRow(record, line.more, row, solved, places, pointer, context, line.remarks, line.codes);
  return {
    serviceDate: record.service?.from ?? null,
    procedure: code?.procedure ?? null,
    modifiers,
    units: Number.isNaN(count) ? null : count,
    billedCents: amount('billed', 'billedCents'),
    allowedCents: amount('allowed', 'allowedCents'),
    paidCents: amount('paid', 'paidCents'),
    adjustments: coded.adjustments,
    remarks: coded.remarks,
  };
}

const wholeCodes = ({ coded }: FoundClaim): string[] =>
  coded.flatMap((record) => (record.texts.get('codes') ?? []).map((token) => codeText(token.text)));

function procedureOf(record: TableRecord): { procedure: string; modifiers: string[] } | null {
  const tokens = record.texts.get('procedure') ?? [];
  for (const [at, token] of tokens.entries()) {
    const match = procedureIn(token.text);
    const after = tokens.slice(at + 1).map((each) => each.text);
    if (match) return { procedure: match[1]!, modifiers: modifiersOf([match[2] ?? '', ...after].join(' ')) };
    // `9921325`: a scan has closed the gap.
    const glued = /^(\d{5})(\d{2})$/.exec(token.text);
    if (glued) return { procedure: glued[1]!, modifiers: modifiersOf([glued[2]!, ...after].join(' ')) };
  }
  return null;
}

/** Modifiers are printed in capitals: `rm` is what an engine makes of a speck. */
const modifiersOf = (text: string): string[] =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => /^[A-Z0-9]{2}$/i.test(part) && !/^[a-z]+$/.test(part))
    .map((part) => part.toUpperCase());

const ORDER_OPEN = 0.9;

function nameOf(found: FoundClaim, pointer: string, log: FieldLog, isFirst: boolean) {
  const text = found.fields.get('patient');
  const name = text ? personOf(text.text, isFirst) : null;
  if (text && name) {
    // A name that ends with a hyphen goes on where its cell broke it off.
    log.text(`${pointer}/patient/lastName`, text, !name.lastName.endsWith('-'));
    if (name.firstName) log.text(`${pointer}/patient/firstName`, text, !name.firstName.endsWith('-'));
    if (isOrderOpen(text.text))
      for (const key of ['lastName', 'firstName']) log.limit(`${pointer}/patient/${key}`, ORDER_OPEN);
  }
  return { lastName: name?.lastName ?? null, firstName: name?.firstName ?? null };
}

/** Medicare's own numbers never hold the letters that look like figures (CMS, Understanding the MBI). */
const MBI = /^[1-9][A-Z][A-Z0-9]\d[A-Z][A-Z0-9]\d[A-Z]{2}\d{2}$/;

function memberIdText(text: string): string {
  const bare = text.replaceAll('.', '');
  const plain = bare.replace(/O/g, '0').replace(/[IL]/g, '1').replace(/S/g, '5').replace(/B/g, '8').replace(/Z/g, '2');
  return MBI.test(plain.replaceAll('-', '')) ? plain : bare;
}

const single = (found: Found | null, pointer: string, log: FieldLog): number | null =>
  found ? log.single(pointer, found) : null;

/** CLP02 from the words on the paper; a claim whose charge is negative takes back an earlier one. */
function statusOf(found: FoundClaim, billedCents: number | null): string | null {
  if (billedCents !== null && billedCents < 0) return '22';
  // A rule of the box beside it is no part of a code.
  const words = (found.fields.get('status')?.text ?? '').replace(/[|[\]]/g, ' ');
  const code = /^(1|2|3|4|19|20|21|22|23|25)$/.exec(words.trim())?.[1];
  if (code) return code;
  if (/revers|void|cancel|take-?\s?back/i.test(words)) return '22';
  if (/denied|denial/i.test(words)) return '4';
  if (/secondary/i.test(words)) return '2';
  if (/tertiary/i.test(words)) return '3';
  return /primary|paid|processed|approved|finalized/i.test(words) ? '1' : null;
}
