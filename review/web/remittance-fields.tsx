/** The fields of a remittance: each amount knows its place on the page, and shows when it is doubtful. */
import { createContext, useContext, type ReactNode } from 'react';
import type { RemittanceField } from '../api/remittance-schema.ts';

export interface FieldLight {
  readonly byPointer: ReadonlyMap<string, RemittanceField>;
  readonly lit: string | null;
  /** Lights a field and turns to its page. */
  readonly light: (pointer: string | null) => void;
  /** The page turned to; null: none yet. */
  readonly page: number | null;
  readonly turnTo: (page: number) => void;
}

const FieldContext = createContext<FieldLight>({
  byPointer: new Map(),
  lit: null,
  light: () => undefined,
  page: null,
  turnTo: () => undefined,
});
export const FieldProvider = FieldContext.Provider;
export const useFields = (): FieldLight => useContext(FieldContext);

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

/** A value that leads to its place on the page when pointed at. */
export function Value({ pointer, children }: { pointer: string; children: ReactNode }) {
  const { byPointer, lit, light } = useFields();
  const field = byPointer.get(pointer);
  if (!field?.box) return <span>{children}</span>;
  return (
    <span
      className="value"
      data-value={pointer}
      data-doubtful={field.isDoubtful || undefined}
      data-lit={lit === pointer || undefined}
      tabIndex={field.isDoubtful ? 0 : undefined}
      title={sourceOf(field)}
      onMouseEnter={() => light(pointer)}
      onMouseLeave={() => light(null)}
      onFocus={() => light(pointer)}
      onBlur={() => light(null)}
    >
      {children}
      {field.isDoubtful && <span aria-label="doubtful"> ?</span>}
    </span>
  );
}
