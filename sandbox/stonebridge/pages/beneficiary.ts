/** Which beneficiary is meant: shared by both inquiries. */
import { parseUsDate } from '../../../domain/dates.ts';
import type { PortalMember } from '../../members.ts';
import { esc, personName, usDate } from '../../page-text.ts';
import { providersOf } from '../layout.ts';
import { findBeneficiaries, isUntidy } from '../lookup.ts';
import type { Answer, Call, PageDefinition } from '../site.ts';

export const INVALID = 'The beneficiary information is invalid. Enter it exactly as it appears on the Medicare card.';

/** The boxes that name a beneficiary. */
export const beneficiaryBoxes = ({ markup, account }: Call): string =>
  [
    markup.choice('provider', ['TIN / NPI / PTAN', 'Acting For'], account ? providersOf(account) : []),
    markup.box({ name: 'medicare-number', label: ['Medicare Number', 'MBI'] }),
    markup.box({ name: 'last-name', label: ['Last Name', 'Surname'] }),
    markup.box({ name: 'first-name', label: ['First Name', 'Given Name'] }),
    markup.box({ name: 'birth-date', label: ['Date of Birth', 'Born On'], hint: 'MM/DD/YYYY' }),
  ].join('\n');

/** Whether the chosen provider is the login's own; null when none was chosen. */
export function isOwnProvider({ account, field }: Call): boolean | null {
  const chosen = account ? providersOf(account).find(({ value }) => value === field('provider')) : undefined;
  return chosen ? chosen.isOwn : null;
}

/** A date box: its day; null when it is empty, undefined when it holds no date. */
export const dateIn = (call: Call, name: string): string | null | undefined =>
  call.field(name) === '' ? null : (parseUsDate(call.field(name)) ?? undefined);

/** @returns the people meant, or what is wrong with the form. */
export function meant(call: Call): readonly PortalMember[] | { readonly error: string } {
  const [number, lastName, firstName] = [
    call.field('medicare-number'),
    call.field('last-name'),
    call.field('first-name'),
  ];
  const birthDate = dateIn(call, 'birth-date');
  if (birthDate === undefined) return { error: 'Enter the Date of Birth as MM/DD/YYYY.' };
  if (!number || !lastName || (!firstName && !birthDate))
    return { error: 'Enter the Medicare Number, the Last Name, and the First Name or the Date of Birth.' };
  if ([number, lastName, firstName].some(isUntidy)) return { error: INVALID };
  const found = findBeneficiaries(call.site.members, { medicareNumber: number, lastName, firstName, birthDate });
  if (found.length === 0) return { error: INVALID };
  return call.site.switches.hits(call.faults.namesakes) ? withNamesake(found, call.site.members) : found;
}

/** Another person of the same name, listed first. */
function withNamesake(found: readonly PortalMember[], members: readonly PortalMember[]): readonly PortalMember[] {
  const [one] = found;
  const other = members.find(
    (member) => member.memberId !== one?.memberId && member.birthDate !== one?.birthDate && member.birthDate !== null,
  );
  return one && other ? [{ ...other, lastName: one.lastName, firstName: one.firstName }, ...found] : found;
}

/** Goes on with the one person, or lets choose among several. */
export function withBeneficiary(
  { session }: Call,
  people: readonly PortalMember[],
  take: (member: PortalMember) => string,
): string {
  const [only, ...others] = people;
  if (only && others.length === 0) return take(only);
  session.choice = { people, take };
  return chooseBeneficiary.path;
}

/** The answer of a search, at once or behind a page that says not to press twice. */
export function afterSubmit({ session, site, faults }: Call, path: string): Answer {
  if (site.switches.hits(faults.neverAnswers)) return 'never';
  if (!site.switches.hits(faults.doubleSubmit)) return { goTo: path };
  session.answerPath = path;
  return { goTo: submitted.path };
}

export const submitted: PageDefinition = {
  name: 'submitted',
  path: '/portal/submitted',
  stage: 'signed-in',
  get: ({ session, markup }) => ({
    view: {
      title: 'Inquiry Submitted',
      body: `<p>Your inquiry was submitted. Do not submit it again.</p><p><a href="${session.answerPath ?? '/portal/home'}">${markup.word(['View Response', 'See Answer'])}</a></p>`,
    },
  }),
};

export const chooseBeneficiary: PageDefinition = {
  name: 'choose-beneficiary',
  path: '/portal/beneficiaries',
  stage: 'signed-in',
  get: ({ session, markup }) => ({
    view: {
      title: 'Select a Beneficiary',
      body: markup.form(
        chooseBeneficiary.path,
        session.formToken,
        `<p>More than one beneficiary of this name is on file.</p>
${markup.table(
  ['Beneficiaries', 'People Found'],
  [
    {
      header: ['Beneficiary Name', 'Patient'],
      cell: ({ lastName, firstName }) => esc(personName(lastName, firstName)),
    },
    { header: ['Medicare Number', 'MBI'], cell: ({ memberId }) => esc(memberId) },
    { header: ['Date of Birth', 'Born On'], cell: ({ birthDate }) => usDate(birthDate) },
    {
      header: ['Action', 'Do'],
      cell: (member) =>
        `<button type="submit" name="person" value="${session.choice?.people.indexOf(member)}">${markup.word(['Select', 'Choose'])}</button>`,
    },
  ],
  session.choice?.people ?? [],
)}`,
      ),
    },
  }),
  post: ({ session, field }) => {
    const member = session.choice?.people[Number(field('person'))];
    return { goTo: member && session.choice ? session.choice.take(member) : '/portal/home' };
  },
};
