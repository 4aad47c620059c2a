/** Provider choice and the home page behind it. */
import { esc } from '../../page-text.ts';
import { arranged, grid } from '../html.ts';
import type { Call, PageDefinition } from '../site.ts';

interface ProviderRow {
  readonly name: string;
  readonly npi: string;
  readonly role: string;
  readonly isOwn: boolean;
}

/** The login's own provider stands between two that it may also act for, and which hold no claims of ours. */
function providersOf({ site, session }: Call): ProviderRow[] {
  const npi = site.accounts.find(session.username ?? '')?.providerNpi ?? '';
  return [
    { name: 'Bramble Creek Dental', npi: '1902000017', role: 'Delegate', isOwn: false },
    { name: 'Larkspur Family Practice', npi, role: 'Provider', isOwn: true },
    { name: 'Larkspur Outreach Clinic', npi: '1902000025', role: 'Delegate', isOwn: false },
  ];
}

export const provider: PageDefinition = {
  name: 'provider',
  title: 'Switch Provider',
  path: '/hcp/provider/Account/SwitchProvider/tabid/199/Default.aspx',
  stage: 'provider',
  view: (call) => {
    const { controls, drift } = call;
    const columns = [
      {
        header: 'Select',
        cell: (row: ProviderRow) =>
          `<input type="radio" name="${controls.name('ProviderRow')}" value="${esc(row.npi)}" id="${controls.id(`ProviderRow_${row.npi}`)}" aria-label="Select ${esc(row.name)}">`,
      },
      { header: 'Provider Name', cell: (row: ProviderRow) => esc(row.name) },
      { header: 'NPI', cell: (row: ProviderRow) => esc(row.npi) },
      { header: 'Role', cell: (row: ProviderRow) => row.role },
    ];
    return {
      heading: 'Select Provider',
      body: `<p>Choose the provider that you are working for and select Submit.</p>
${grid(controls.id('ProviderGrid'), 'Available Providers', arranged(drift, columns), providersOf(call))}
${controls.submit('SubmitButton', drift === 'labels' ? 'Go' : 'Submit')}`,
    };
  },
  postBack: (call) => {
    const chosen = providersOf(call).find((row) => row.npi === call.field('ProviderRow'));
    if (!chosen) return { errors: ['Select a provider.'] };
    const { site, session } = call;
    if (session.stage !== 'signed-in') site.counters.signIns += 1;
    session.stage = 'signed-in';
    session.provider = chosen;
    site.counters.maxLiveSessions = Math.max(site.counters.maxLiveSessions, site.sessions.most());
    return { page: 'home' };
  },
};

export const home: PageDefinition = {
  name: 'home',
  title: 'Home',
  path: '/hcp/provider/Home/tabid/135/Default.aspx',
  stage: 'signed-in',
  view: ({ session }) => ({
    heading: 'My Home',
    body: `<p>Welcome to the Northfield Medicaid Provider Portal.</p>
<p>You are working for ${esc(session.provider?.name ?? '')}.</p>
<h2>Broadcast Messages</h2><ul><li>The portal is open every day except during scheduled maintenance.</li></ul>`,
  }),
};
