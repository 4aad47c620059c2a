/** Why something waits, with the exact difference where there is one; what a person may let stand is ticked here, one by one. */
import { Checkbox, Text } from '@mantine/core';
import type { RemittanceItem, RemittanceNote } from '../api/remittance-schema.ts';
import type { Reason } from '../api/validation-schema.ts';
import { useWork } from './remittance-work.tsx';
import { money } from './words.ts';

type Note = RemittanceNote & Partial<Pick<Reason, 'mayStand' | 'claim'>>;

/** As stored, or as the live check finds them when the item is in hand. */
export function useReasons(item: RemittanceItem | undefined, stored: readonly RemittanceNote[]): readonly Note[] {
  const { item: inHand, check } = useWork();
  return item && inHand?.id === item.id && check ? check.reasons : stored;
}

/** One entry a code, however often it was found. */
export function Reasons({ item, why }: { item: RemittanceItem | undefined; why: readonly RemittanceNote[] }) {
  const reasons = useReasons(item, why);
  const { draft } = useWork();
  const approved = item ? (draft.approved[item.id] ?? []) : [];
  const own = reasons.filter((each) => each.claim === undefined || each.claim === null);
  const codes = [...new Set(own.map(({ code }) => code))];
  // What was let stand is no reason any more, but the tick must stay to be taken back.
  const stood = approved.filter((code) => !codes.includes(code));
  if (codes.length + stood.length === 0) return null;
  return (
    <ul className="reasons" aria-label="Why it waits">
      {codes.map((code) => (
        <ReasonEntry key={code} item={item} found={own.filter((note) => note.code === code)} />
      ))}
      {stood.map((code) => {
        const note = why.find((each) => each.code === code);
        return note && <ReasonEntry key={code} item={item} found={[{ ...note, mayStand: true }]} />;
      })}
    </ul>
  );
}

function ReasonEntry({ item, found }: { item: RemittanceItem | undefined; found: readonly Note[] }) {
  const { draft, change, isMine } = useWork();
  const [first] = found;
  if (!first) return null;
  const difference = found.find(({ differenceCents }) => differenceCents)?.differenceCents;
  const details = [...new Set(found.map(({ detail }) => detail))];
  // What is hard to read is compared field by field, never waved through.
  const mayTick = item && first.mayStand === true && first.code !== 'low-confidence' && isMine(item.pointer ?? '');
  const isTicked = item ? (draft.approved[item.id] ?? []).includes(first.code) : false;
  const tick = () =>
    item &&
    change((before) => {
      const codes = before.approved[item.id] ?? [];
      const after = isTicked ? codes.filter((code) => code !== first.code) : [...codes, first.code];
      return { ...before, approved: { ...before.approved, [item.id]: after } };
    });
  return (
    <li data-reason={first.code} data-stands={isTicked || undefined}>
      <Text size="sm">
        <b>{first.title}</b>
        {difference ? <span className="difference">{money(difference)} difference</span> : null}{' '}
        {details.slice(0, 2).join(' ')}
        {details.length > 2 && ` And ${details.length - 2} more of the kind.`}
      </Text>
      <details className="help">
        <summary>What to do</summary>
        <Text size="xs" c="dimmed">
          {first.whatToDo}
        </Text>
      </details>
      {mayTick && <Checkbox size="xs" mt={4} label="I looked at it; it may stand" checked={isTicked} onChange={tick} />}
    </li>
  );
}
