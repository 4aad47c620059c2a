/** What the project and its PDF process say to each other. */
import type { RawPage } from './raw-page.ts';
import type { TextItem } from './text-layer.ts';

export type PdfRequest =
  | { readonly id: number; readonly open: Uint8Array; readonly maxImagePixels: number }
  | { readonly id: number; readonly page: number }
  /** Forgets the file. */
  | { readonly id: number; readonly close: true };

export type PdfAnswer =
  | { readonly id: number; readonly ok: true; readonly value: PdfOpened | PdfPage | null }
  /** `password`, `broken`: of the file. `page`: of this page. */
  | { readonly id: number; readonly ok: false; readonly fault: 'password' | 'broken' | 'page' };

export interface PdfOpened {
  readonly pages: number;
}

export interface PdfPage {
  readonly raw: Omit<RawPage, 'grey'> & { readonly grey: Uint8Array };
  /** In pixels of `raw`; none when `raw` is the scanner's own image. */
  readonly items: readonly TextItem[];
  readonly visibleGlyphs: number;
  readonly invisibleGlyphs: number;
  /** Share of the page that images cover, 0 to 1. */
  readonly imageShare: number;
  /** The page has an image and came out without any ink: it could not be drawn. */
  readonly blankImage: boolean;
}
