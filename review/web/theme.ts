/** One visual language: dense, calm, one accent colour; colour alone never carries a meaning. */
import { Badge, createTheme, DEFAULT_THEME } from '@mantine/core';
import type { ItemKind } from '../api/inbox-schema.ts';

const { cyan } = DEFAULT_THEME.colors;

export const theme = createTheme({
  primaryColor: 'cyan',
  // White words on it are read well, and it stands out from dark grounds: the palette has no shade that does both.
  colors: { cyan: [cyan[0], cyan[1], cyan[2], cyan[3], cyan[4], cyan[5], cyan[6], cyan[7], '#0b7f92', cyan[9]] },
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  // Above it dark words are the ones that are read, by 4.5 to 1.
  luminanceThreshold: 0.18,
  defaultRadius: 'sm',
  respectReducedMotion: true,
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '600' },
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 500 } }),
    // A dialog's head is not the page's.
    ModalHeader: { defaultProps: { role: 'none' } },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
});

export const KINDS: Record<ItemKind, { label: string; color: string }> = {
  eligibility: { label: 'Eligibility', color: 'cyan' },
  'claim-status': { label: 'Claim status', color: 'indigo' },
  remittance: { label: 'Remittance', color: 'grape' },
  login: { label: 'Login', color: 'red' },
  code: { label: 'Code wanted', color: 'red' },
  portal: { label: 'Portal page', color: 'orange' },
};
