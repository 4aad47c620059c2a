/** One value of a remittance: shown while it is settled, an input while it may be corrected; it knows its place on the page. */
import { type KeyboardEvent, type ReactNode } from 'react';
import type { RemittanceField } from '../api/remittance-schema.ts';
import { isIn, labelFor, textOf, valueAt } from './remittance-pointers.ts';
import { useWork } from './remittance-work.tsx';

const VIA: Record<RemittanceField['via'], string> = {
  'text-layer': 'printed text',
  ocr: 'read by OCR',
  'second-pass': 'read twice',
  arithmetic: 'found by arithmetic',
  x12: '835',
  reviewer: 'a person',
};

export const sourceOf = (field: RemittanceField): string =>
  `${field.label}: ${VIA[field.via]}, ${Math.floor(field.confidence * 1000) / 10} % sure${field.page ? `, page ${field.page}` : ''}`;

const POOR = 0.7;

/** @param isWide it fills its cell. */
export function Field({
  pointer,
  isWide = false,
  children,
}: {
  pointer: string;
  isWide?: boolean;
  children?: ReactNode;
}) {
  const { remittance, draft, isMine } = useWork();
  if (isMine(pointer)) return <Input pointer={pointer} isWide={isWide} />;
  const typed = draft.edits[pointer]?.text;
  // A colleague has the item now: what was typed here stays in sight.
  if (typed !== undefined) return <em title="Typed by you, not posted">{typed}</em>;
  return <Value pointer={pointer}>{children ?? textOf(pointer, valueAt(remittance, pointer))}</Value>;
}

/** A value that leads to its place on the page when pointed at. */
export function Value({ pointer, children }: { pointer: string; children: ReactNode }) {
  const { byPointer, lit, light } = useWork();
  const field = byPointer.get(pointer);
  if (!field?.box) return <span>{children}</span>;
  return (
    <span
      className="value"
      data-value={pointer}
      data-lit={lit === pointer || undefined}
      title={sourceOf(field)}
      onMouseEnter={() => light(pointer)}
      onMouseLeave={() => light(null)}
    >
      {children}
    </span>
  );
}

export type FieldState = 'poor' | 'doubtful' | 'failing' | 'fault' | 'changed' | 'right' | 'plain';

export function useFieldState(pointer: string): FieldState {
  const { byPointer, check, draft, isTarget } = useWork();
  const field = byPointer.get(pointer);
  const isDoubted = check ? check.doubtful.includes(pointer) : (field?.isDoubtful ?? false);
  if (check?.faults.some((fault) => fault.pointer === pointer)) return 'fault';
  if (pointer in draft.edits) return 'changed';
  if (draft.confirmed.includes(pointer)) return 'right';
  if (isDoubted) return field && field.confidence < POOR ? 'poor' : 'doubtful';
  return isTarget(pointer) ? 'failing' : 'plain';
}

const STATES: Record<FieldState, string> = {
  poor: 'hardly read',
  doubtful: 'doubtful',
  failing: 'does not add up',
  fault: 'cannot be read',
  changed: 'corrected',
  right: 'compared',
  plain: '',
};
const MARKS: Partial<Record<FieldState, string>> = {
  poor: '??',
  doubtful: '?',
  fault: '!',
  changed: '✎',
  right: '✓',
  failing: '≠',
};

function Input({ pointer, isWide }: { pointer: string; isWide: boolean }) {
  const working = useWork();
  const { remittance, byPointer, check, draft, lit, active, light, hold, edit, isTarget } = working;
  const state = useFieldState(pointer);
  const field = byPointer.get(pointer);
  const read = textOf(pointer, valueAt(remittance, pointer));
  const typed = draft.edits[pointer]?.text;
  const understood = check?.values[pointer];
  const isHere = active === pointer;
  const fault = check?.faults.find((each) => each.pointer === pointer)?.message;
  const label = `${labelFor(pointer)}${STATES[state] ? `, ${STATES[state]}` : ''}`;
  const title = [fault, field && sourceOf(field), typed !== undefined && `as read: ${read || 'nothing'}`]
    .filter(Boolean)
    .join('\n');
  const isOut = draft.removed.some((each) => isIn(pointer, each));
  return (
    <span
      className="cell"
      data-state={state}
      data-wide={isWide || undefined}
      data-lit={lit === pointer || isHere || undefined}
    >
      <input
        data-field={pointer}
        aria-label={label}
        aria-invalid={state === 'fault' || undefined}
        title={title}
        className={pointer.endsWith('Cents') || pointer.endsWith('/units') ? 'number' : undefined}
        value={typed === undefined ? read : isHere || !understood || state === 'fault' ? typed : understood}
        disabled={isOut}
        tabIndex={isTarget(pointer) ? 0 : -1}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => edit(pointer, event.currentTarget.value)}
        onFocus={() => hold(pointer)}
        onMouseEnter={() => light(pointer)}
        onMouseLeave={() => light(null)}
        onKeyDown={(event) => onKey(event, pointer, working)}
      />
      {MARKS[state] && <span aria-hidden="true">{MARKS[state]}</span>}
    </span>
  );
}

/** Enter: it is right, and on. Tab: on. Escape: as it was read. Arrows: the neighbours. */
function onKey(
  event: KeyboardEvent<HTMLInputElement>,
  pointer: string,
  { step, confirm, edit, draft, hold }: ReturnType<typeof useWork>,
) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === 'Tab' && isPlain) {
    event.preventDefault();
    step(pointer, event.shiftKey ? -1 : 1);
  } else if (event.key === 'Enter' && isPlain) {
    event.preventDefault();
    if (event.repeat) return;
    if (!(pointer in draft.edits)) confirm(pointer);
    step(pointer, 1);
  } else if (event.key === 'Escape') {
    event.stopPropagation();
    if (pointer in draft.edits) edit(pointer, null);
    else {
      hold(null);
      event.currentTarget.blur();
    }
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && isPlain) {
    event.preventDefault();
    neighbour(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
  }
}

function neighbour(from: HTMLInputElement, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLInputElement>('input[data-field]:not(:disabled)')];
  const next = all[all.indexOf(from) + by];
  next?.focus();
  next?.select();
}
