/** Columns of a table: places where amounts stand under each other, each with the heading above it. */
import { claimDeckOf, claimLabelsIn, withoutDeck } from './claim-row.ts';
import type { Head } from './heads.ts';
import type { Phrase } from './phrases.ts';
import { clusters, overlap, width } from './column-clusters.ts';
import type { Cluster } from './column-clusters.ts';
import { withContent } from './column-content.ts';
import type { Column } from './column.ts';
import { withNeighbours } from './column-neighbours.ts';
import type { Row, Token } from './rows.ts';
import { centre, left, median, right } from './rows.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

/** Rows of which at least so many tokens are amounts show where the columns are. */
const AMOUNTS_IN_A_ROW = 2;

/** @param body the rows under the head, up to the next one. @param em pixels. @param latest the last day that can stand there. */
export function columnsOf(whole: Head, body: readonly Row[], em: number, latest: string): Column[] {
  const deck = claimDeckOf(whole, body, em, latest);
  const head = withoutDeck(whole, deck);
  const rows = body.filter((row) => row.tokens.filter((token) => token.cents !== null).length >= AMOUNTS_IN_A_ROW);
  const services = rows.filter((row) => claimLabelsIn(row, deck, em, latest).length === 0);
  const alike = (services.length > 0 ? services : rows).filter(isDetail);
  const lines = alike.length > 0 ? alike : fullest(rows);
  const isOver = (one: Cluster, other: Cluster) => overlap(one, other) > 0.5 * Math.min(width(one), width(other));
  const words = clusters(lines, 'text');
  // A day or a number that a scan made look like an amount makes no column of money.
  const money = clusters([...lines, ...fullerThan(lines, rows)], 'money').filter(
    (cluster) => !words.some((other) => isOver(cluster, other) && other.filled > cluster.filled * STRAY),
  );
  const text = words.filter((cluster) => !money.some((other) => isOver(cluster, other)));
  const all = [...money, ...text].toSorted((a, b) => a.left - b.left);
  const headed = withHeadings(all, head, em, latest).toSorted((a, b) => a.left - b.left);
  return withNeighbours(headed);
}

/** So many words stand where one amount does. */
const STRAY = 4;

/** A row of detail begins a service or a claim: a date, a procedure or a number stands in it beside the amounts. */
const isDetail = (row: Row): boolean =>
  row.tokens.some(
    (token) => token.isDate || (token.cents === null && /^(?=.*\d)[A-Z]{0,3}[\d-]{4,}[A-Z0-9]*$/i.test(token.text)),
  );

const SUM = /^(?:sub-?)?(?:totals?|sum)\b/i;

/** Sums that also fill the columns which the lines leave empty: they stand under all that the lines fill, and under more. */
function fullerThan(lines: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const known = clusters(lines, 'money');
  return rows.filter((row) => {
    if (!SUM.test(row.tokens[0]?.text ?? '')) return false;
    const amounts = row.tokens.filter((token) => token.cents !== null);
    const isUnder = (cluster: Cluster) =>
      amounts.some((token) => overlap(cluster, { left: left(token), right: right(token) }) > 0);
    return !lines.includes(row) && amounts.length > known.length && known.every(isUnder);
  });
}

function fullest(rows: readonly Row[]): readonly Row[] {
  const count = (row: Row) => row.tokens.filter((token) => token.cents !== null).length;
  const most = Math.max(0, ...rows.map(count));
  return rows.filter((row) => count(row) >= most * 0.7);
}

/** Each heading goes to the column it stands over; words of a phrase that stands over several are dealt out singly. */
function withHeadings(all: readonly Cluster[], head: Head, em: number, latest: string): Column[] {
  const over = new Map<Cluster, Map<number, Token[]>>();
  const empty: Cluster[] = [];
  const give = (cluster: Cluster, level: number, tokens: readonly Token[]) => {
    const levels = over.get(cluster) ?? new Map<number, Token[]>();
    levels.set(level, [...(levels.get(level) ?? []), ...tokens]);
    over.set(cluster, levels);
  };
  const apart: Phrase[] = [];
  for (const phrase of head.phrases) {
    const under = all.filter((cluster) => overlap(cluster, phrase) > Math.min(em * 0.3, width(cluster) * 0.3));
    if (under.length === 1) give(under[0]!, phrase.level, phrase.tokens);
    else if (under.length > 1) deal(phrase, under, give);
    else apart.push(phrase);
  }
  const beside = new Map<Phrase, Cluster>();
  for (const phrase of apart) {
    // Beside a heading of the same row over amounts stands another heading.
    const open = all.filter((cluster) => cluster.kind === 'text' || !over.get(cluster)?.has(phrase.level));
    const near = nearest(open, phrase, em);
    if (near) beside.set(phrase, near);
    give(near ?? underStack(phrase, beside) ?? place(empty, phrase), phrase.level, phrase.tokens);
  }
  for (const cluster of all) {
    if (cluster.kind === 'money' || over.has(cluster)) continue;
    const next = besideOf(cluster, over, em);
    for (const [level, tokens] of next ?? []) give(cluster, level, tokens);
  }
  return [...all, ...empty].map((cluster) => columnOf(cluster, over.get(cluster) ?? new Map(), em, latest));
}

/** `Procedure` set in the middle under `Service Date`, which stands beside its values: one cell holds both. */
const underStack = (phrase: Phrase, beside: ReadonlyMap<Phrase, Cluster>): Cluster | undefined =>
  [...beside].find(
    ([other, cluster]) =>
      cluster.kind === 'text' &&
      other.level < phrase.level &&
      overlap(other, phrase) > 0.8 * Math.min(width(other), width(phrase)),
  )?.[1];

function deal(
  phrase: Phrase,
  under: readonly Cluster[],
  give: (cluster: Cluster, level: number, tokens: readonly Token[]) => void,
): void {
  const runs = runsOver(phrase, under);
  if (runs) return runs.forEach((tokens, at) => give(under[at]!, phrase.level, tokens));
  for (const token of phrase.tokens) {
    const at = { left: left(token), right: right(token) };
    const cluster = under.toSorted((a, b) => overlap(b, at) - overlap(a, at) || distance(a, at) - distance(b, at))[0]!;
    give(cluster, phrase.level, [token]);
  }
}

/** Each column its run of words, when there is a way to part them in which every run makes sense over its column. */
function runsOver(phrase: Phrase, under: readonly Cluster[]): (readonly Token[])[] | null {
  const { tokens } = phrase;
  const size = median(tokens.map((token) => token.box[3]));
  const ways: { readonly runs: (readonly Token[])[]; readonly apart: number }[] = [];
  const part = (from: number, at: number, runs: (readonly Token[])[], apart: number): void => {
    const cluster = under[at];
    if (!cluster && from === tokens.length) ways.push({ runs, apart });
    if (!cluster) return;
    for (let to = from + 1; to <= tokens.length - (under.length - at - 1); to += 1) {
      const run = tokens.slice(from, to);
      const extent = { left: left(run[0]!), right: right(run.at(-1)!) };
      const isOver = overlap(extent, cluster) > -size;
      if (isOver && meaningsOf(run.map((token) => token.text).join(' '), cluster.kind).length > 0)
        part(to, at + 1, [...runs, run], apart + distance(extent, cluster));
    }
  };
  part(0, 0, [], 0);
  return ways.toSorted((a, b) => a.apart - b.apart)[0]?.runs ?? null;
}

/** A cell of several words is wider than its heading: its outer words belong to the nearest headed column of text. */
function besideOf(
  cluster: Cluster,
  over: ReadonlyMap<Cluster, ReadonlyMap<number, readonly Token[]>>,
  em: number,
): ReadonlyMap<number, readonly Token[]> | null {
  const near = [...over].flatMap(([other, levels]) => {
    const words = [...levels.values()].flat();
    const extent = {
      left: Math.min(other.left, ...words.map((word) => left(word))),
      right: Math.max(other.right, ...words.map((word) => right(word))),
    };
    return other.kind === 'text' ? [{ levels, gap: -overlap(cluster, extent) }] : [];
  });
  const closest = near.filter(({ gap }) => gap < em * 1.5).toSorted((one, two) => one.gap - two.gap)[0];
  return closest?.levels ?? null;
}

const distance = (a: { left: number; right: number }, b: { left: number; right: number }): number =>
  Math.abs((a.left + a.right) / 2 - (b.left + b.right) / 2);

function nearest(all: readonly Cluster[], phrase: Phrase, em: number): Cluster | null {
  const near = all
    .filter((cluster) => -overlap(cluster, phrase) < em * 0.8)
    .toSorted((a, b) => distance(a, phrase) - distance(b, phrase))[0];
  return near ?? null;
}

/** A heading with nothing below it: the column is empty on this page, and still a column. */
function place(empty: Cluster[], phrase: Phrase): Cluster {
  const known = empty.find((cluster) => overlap(cluster, phrase) > 0);
  if (known) {
    known.left = Math.min(known.left, phrase.left);
    known.right = Math.max(known.right, phrase.right);
    return known;
  }
  const fresh: Cluster = {
    kind: 'text',
    left: phrase.left,
    right: phrase.right,
    filled: 0,
    lefts: [],
    rights: [],
    codes: 0,
    texts: [],
  };
  empty.push(fresh);
  return fresh;
}

function columnOf(cluster: Cluster, over: ReadonlyMap<number, readonly Token[]>, em: number, latest: string): Column {
  const levels = [...over.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([, tokens]) =>
      tokens
        .toSorted((a, b) => lowerBy(a, b, em) || centre(a) - centre(b))
        .map((token) => token.text)
        .join(' '),
    );
  const heading = levels
    .join(' ')
    .replace(/([A-Za-z])- (?=[A-Za-z])/g, (whole, letter: string) =>
      meaningsOf(levels.join(' ')).length > 0 ? whole : letter,
    );
  const any = meaningsOf(heading);
  const isFigures = any[0] === 'units' || any[0] === 'percent';
  const kind = isFigures ? 'text' : cluster.filled === 0 && any[0] && isMoneyColumn(any[0]) ? 'money' : cluster.kind;
  return {
    left: cluster.left,
    right: cluster.right,
    kind,
    heading,
    levels,
    meanings:
      kind === 'text' && !isFigures
        ? withContent(meaningsOf(heading, kind), cluster.texts, latest)
        : meaningsOf(heading, kind),
    filled: cluster.filled,
    holdsCodes: cluster.filled > 0 && cluster.codes >= cluster.filled * 0.5,
    isShort: cluster.texts.every((text) => /^[A-Z]{0,3}-?\d{0,3}[A-Z]?$/.test(text)),
    isMonthDay: cluster.filled > 0 && cluster.texts.every((text) => /^(?:0[1-9]|1[0-2])[0-3]\d$/.test(text)),
    edge: edgeOf(cluster, em),
  };
}

/** Cells of two and of three rows, each set in the middle, mix their rows: the higher word comes first. */
const lowerBy = (a: Token, b: Token, em: number): number =>
  Math.abs(a.box[1] - b.box[1]) > em * 0.3 ? a.box[1] - b.box[1] : 0;

function edgeOf({ lefts, rights, filled }: Cluster, em: number): Column['edge'] {
  if (filled < 2) return null;
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  if (spread(rights) < em) return { side: 'right', at: median(rights) };
  return spread(lefts) < em * 0.5 ? { side: 'left', at: median(lefts) } : null;
}
