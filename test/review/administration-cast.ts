/** An invented portal and payer, and a desk that knows them by its register files. */
import type { PortalRegister, Registers } from '../../domain/registers.ts';
import type { Desk } from '../../review/desk.ts';

export const PORTAL: PortalRegister = {
  name: 'pinecrest',
  title: 'Pinecrest Provider Portal',
  url: 'http://127.0.0.1:4999',
  policy: {
    automation: 'allowed',
    termsUrl: 'http://127.0.0.1:4999/terms',
    readOn: '2026-10-01',
    readBy: 'Dana',
    consentBy: null,
  },
  hours: { timeZone: 'America/New_York', days: [1, 2, 3, 4, 5], from: '06:00', to: '22:00' },
  pace: null,
  recertifyDays: 90,
  lockoutAfter: 5,
};
const FILES: Registers = {
  portals: [PORTAL],
  payers: [
    {
      key: 'tamarack',
      name: 'Tamarack Health',
      ids: ['TMRK1'],
      names: [],
      portal: 'pinecrest',
      timelyFilingDays: 180,
      appealDays: 60,
    },
  ],
};

export const administering = (desk: Desk, refresh: () => Promise<void> = async () => undefined): Desk => ({
  ...desk,
  portals: FILES.portals,
  administration: { ...desk.administration, files: FILES, refresh },
});
