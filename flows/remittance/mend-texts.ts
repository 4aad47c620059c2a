/** Second looks at the texts of service lines that were read badly: what the first look saw is kept unless the second makes sense. */
import type { Eyes, Look } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import { spanOf } from './date-text.ts';
import type { FoundLine, FoundPayment } from './found.ts';
import { procedureIn } from './code-text.ts';
import { mendCodes } from './mend-codes.ts';
import { spanIn } from './records.ts';
import type { TableRecord } from './records.ts';
import { around } from './rows.ts';
import type { Token } from './rows.ts';
import type { TextColumn } from './vocabulary.ts';

/** Below this a text of a line is looked at again. */
const POOR = 0.8;

interface Place {
  readonly line: FoundLine;
  readonly column: TextColumn;
  readonly box: Box;
  /** The engine's score of what stands there now. */
  readonly score: number;
}

const SENSE: Readonly<Partial<Record<TextColumn, (text: string, latest: string) => boolean>>> = {
  date: (text, latest) => spanOf(text, latest) !== null,
  procedure: (text) => procedureIn(text.split(/\s/)[0] ?? '') !== null,
  units: (text) => /^\d{1,3}(?:\.\d{1,2})?$/.test(text),
};

/** @param latest the last day that can stand on the paper. */
export async function mendTexts(
  payment: FoundPayment,
  sources: ReadonlyMap<number, string>,
  eyes: Eyes,
  latest: string,
): Promise<void> {
  const lines = payment.claims
    .flatMap((claim) => claim.lines)
    .filter((line) => sources.get(line.record.page) === 'ocr');
  for (const page of new Set(lines.map((line) => line.record.page))) {
    const places = lines.filter((line) => line.record.page === page).flatMap((line) => poorIn(line));
    const looks = await eyes.lookAgain(
      page,
      places.map(({ box, column }) => ({ box, alphabet: column === 'units' ? ('money' as const) : ('code' as const) })),
    );
    places.forEach((place, at) => mend(place, looks[at] ?? [], latest));
  }
  await mendCodes(payment, sources, eyes);
}

function poorIn(line: FoundLine): Place[] {
  const { record } = line;
  return Object.keys(SENSE).flatMap((key) => {
    const column = key as TextColumn;
    const tokens = record.texts.get(column) ?? [];
    const score = tokens.length > 0 ? Math.min(...tokens.map((token) => token.confidence)) : 0;
    const box = tokens.length > 0 ? around(tokens.map((token) => token.box)) : emptyBox(record, column);
    return score < POOR && box ? [{ line, column, box, score }] : [];
  });
}

/** Where the text of a column would stand in the row. */
function emptyBox({ part, rows }: TableRecord, column: TextColumn): Box | null {
  const found = part.columns.find((each) => each.meanings[0] === column && each.filled > 1);
  const row = rows[0];
  return found && row ? [found.left, row.middle - part.em * 0.55, found.right - found.left, part.em * 1.1] : null;
}

function mend({ line, column, box, score }: Place, looks: readonly Look[], latest: string): void {
  const makesSense = SENSE[column]!;
  const now = (line.record.texts.get(column) ?? []).map((token) => token.text).join(' ');
  const best = looks.find((look) => makesSense(look.text.trim(), latest));
  if (!best || (makesSense(now, latest) && best.confidence <= score && best.text !== now)) return;
  const token: Token = {
    text: best.text.trim(),
    box,
    confidence: Math.max(best.confidence, best.text === now ? score : 0),
    cents: null,
    isDate: false,
  };
  const words = column === 'procedure' ? token.text.split(/\s+/).map((text) => ({ ...token, text })) : [token];
  const texts = new Map([...line.record.texts, [column, words] as const]);
  line.record = { ...line.record, texts, service: spanIn(texts, latest) };
}
