/** A selector that no author wrote: found by likeness, and used only after a person has approved it. */
import { z } from 'zod';
import { roleSchema } from './fingerprint.ts';

/** Texts are whole and exact, as the page prints them. */
export const learnedSelectorSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('role'), role: roleSchema, name: z.string() }),
  z.object({ by: z.literal('label'), label: z.string() }),
  z.object({ by: z.literal('testId'), testId: z.string() }),
  z.object({ by: z.literal('css'), css: z.string() }),
]);
export type LearnedSelector = z.infer<typeof learnedSelectorSchema>;

/** One element of one page: `<portal>/<page>` and its name in the selector file. */
export interface ElementName {
  readonly page: string;
  readonly element: string;
}

/** What was proposed for an element: never more than one at a time in one look-up. */
export interface SelectorProposal extends ElementName {
  readonly selector: LearnedSelector;
  /** How alike it is to the element last seen, and how alike the next best is: 0 to 1. */
  readonly likeness: number;
  readonly runnerUp: number;
}

/** @returns the same text for the same selector: its identity. */
export function selectorKey(selector: LearnedSelector): string {
  switch (selector.by) {
    case 'role':
      return `role ${selector.role} ${selector.name}`;
    case 'label':
      return `label ${selector.label}`;
    case 'testId':
      return `test id ${selector.testId}`;
    case 'css':
      return `css ${selector.css}`;
  }
}

/** For a person: `the button “Find”`, `the box labelled “Policy no.”`. */
export function selectorInWords(selector: LearnedSelector): string {
  switch (selector.by) {
    case 'role':
      return `the ${selector.role} “${selector.name}”`;
    case 'label':
      return `the box labelled “${selector.label}”`;
    case 'testId':
      return `the element marked “${selector.testId}”`;
    case 'css':
      return `the element ${selector.css}`;
  }
}
