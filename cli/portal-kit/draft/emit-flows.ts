/** Flow files of a draft: sign-in, eligibility, claim status, and the readers of their answers. */
import { camel, type Draft, type Fill, type Group, type Part, pageName, type Step, type Value } from './draft.ts';
import { coverageReader, claimReader } from './emit-readers.ts';

/** @returns files by their path in the project. */
export function flowFiles(draft: Draft): Readonly<Record<string, string>> {
  const folder = `flows/portals/${draft.name}`;
  return {
    [`${folder}/index.ts`]: indexFile(draft),
    [`${folder}/sign-in.ts`]: signInFile(draft),
    [`${folder}/eligibility.ts`]: draft.eligibility
      ? eligibilityFile(draft, draft.eligibility)
      : untaught(draft, 'eligibility'),
    ...(draft.eligibility && { [`${folder}/read-coverage.ts`]: coverageReader(draft, draft.eligibility) }),
    [`${folder}/claim-status.ts`]: draft.claimStatus
      ? claimFile(draft, draft.claimStatus)
      : untaught(draft, 'claim-status'),
    ...(draft.claimStatus && { [`${folder}/read-claim.ts`]: claimReader(draft, draft.claimStatus) }),
  };
}

const indexFile = ({ name, title }: Draft): string => `/** ${title}. */
import type { Portal } from '../../portal.ts';
import { claimStatus } from './claim-status.ts';
import { eligibility } from './eligibility.ts';
import { isSignedIn, signIn } from './sign-in.ts';

export const ${camel(name)}: Portal = { name: '${name}', signIn, isSignedIn, eligibility, claimStatus };
`;

function signInFile(draft: Draft): string {
  const { home, signIn, signedOut, title, name } = draft;
  const first = signIn[0]?.page ?? 'sign-in';
  const landings = [...new Set([home, first, ...(signedOut ? [signedOut] : [])])].map(pageName);
  const uses = stepUses(signIn);
  const values = new Set(signIn.flatMap(({ fills }) => fills.map(({ value }) => value)));
  const named = (['username', 'password'] as const).filter((each) => values.has(each));
  return `/** ${title} sign-in. One password, one submit. */
${pageImports(draft, 'sign-in', [home, first, ...(signedOut ? [signedOut] : []), ...signIn.flatMap(({ page, next }) => [page, next])])}
${uses.choose ? "import { WorkException } from '../../../domain/exceptions.ts';\n" : ''}import { anywhere } from '../../../selectors/${name}/signals.ts';
import { open${signIn.length > 0 ? ', unfold' : ''} } from '../../arrive.ts';
${uses.choose ? "import { choose } from '../../choose.ts';\n" : ''}import { ${[...uses.locating].join(', ')} } from '../../locate.ts';
import type { SignInDesk, Visit } from '../../portal.ts';

export async function signIn(visit: Visit, desk: SignInDesk): Promise<void> {
  visit.step('Open the sign-in page');
  const landing = await open(visit, ${pageName(first)}, { pages: [${[...new Set([first, home])].map(pageName).join(', ')}], signals: anywhere });
  ${first === home ? '' : `if (landing === ${pageName(home)}) return;`}
  const { ${named.join(', ')} } = await desk.credentials();
  ${signIn.map((step) => stepText(step, 'anywhere', `Sign in: ${step.page}`)).join('\n  ')}
}

/** Asks for the home page once. @returns false when the portal wants a sign-in. */
export async function isSignedIn(visit: Visit): Promise<boolean> {
  const landing = await open(visit, ${pageName(home)}, { pages: [${landings.join(', ')}], signals: anywhere });
  return landing === ${pageName(home)};
}
`;
}

function eligibilityFile(draft: Draft, part: Part): string {
  const body = partBody(draft, part, 'Ask for the member');
  return `/** ${draft.title} eligibility: one member, one day. */
import { type Coverage, coverageSchema } from '../../../domain/coverage.ts';
${body.usesDate ? "import { formatUsDate } from '../../../domain/dates.ts';\n" : ''}${body.throws ? "import { WorkException } from '../../../domain/exceptions.ts';\n" : ''}import type { EligibilityInquiry } from '../../../domain/work-item.ts';
${body.imports('eligibility', 'printedCoverage')}
import type { Reading, Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
${body.usesWindow ? "import { inWindow } from '../../windows.ts';\n" : ''}import { readCoverage } from './read-coverage.ts';

export async function eligibility(visit: Visit, inquiry: EligibilityInquiry): Promise<Reading<Coverage>> {
  ${body.usesMember ? 'const { member } = inquiry;' : ''}
  ${body.text(`const { result, fields } = readCoverage(await readSheet(VISIT, printedCoverage), inquiry);
  return { result: coverageSchema.parse(result), fields };`)}
}
`;
}

function claimFile(draft: Draft, part: Part): string {
  const body = partBody(draft, part, 'Ask for the claim');
  return `/** ${draft.title} claim status: find the claim, make sure it is ours, read it. */
import type { ClaimStatusAnswer } from '../../../domain/claim-status.ts';
${body.usesDate ? "import { formatUsDate } from '../../../domain/dates.ts';\n" : ''}${body.throws ? "import { WorkException } from '../../../domain/exceptions.ts';\n" : ''}import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
${body.imports('claim-status', 'printedClaim')}
import { together } from '../../claim-reading.ts';
import type { Reading, Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
${body.usesWindow ? "import { inWindow } from '../../windows.ts';\n" : ''}import { readClaim } from './read-claim.ts';

export async function claimStatus(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Reading<ClaimStatusAnswer>> {
  ${body.usesMember ? 'const { member } = inquiry;' : ''}
  ${body.text('return together([readClaim(await readSheet(VISIT, printedClaim), inquiry)]);')}
}
`;
}

function untaught({ title }: Draft, kind: Exclude<Group, 'sign-in'>): string {
  const [name, inquiry, answer, from, words] =
    kind === 'eligibility'
      ? ['eligibility', 'EligibilityInquiry', 'Coverage', 'coverage', 'eligibility']
      : ['claimStatus', 'ClaimStatusInquiry', 'ClaimStatusAnswer', 'claim-status', 'claim status'];
  return `/** ${title} ${words}: not taught yet. Record it with "claimwright portal record", or write it as flows/portals/northfield does. */
import type { ${answer} } from '../../../domain/${from}.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { ${inquiry} } from '../../../domain/work-item.ts';
import type { Reading, Visit } from '../../portal.ts';

export async function ${name}(_visit: Visit, _inquiry: ${inquiry}): Promise<Reading<${answer}>> {
  throw new WorkException('inquiry-rejected', 'Nobody has taught the robot to ask this portal for ${words} yet.');
}
`;
}

function partBody(draft: Draft, part: Part, first: string) {
  const start = draft.pages.find(({ key }) => key === part.start);
  const uses = stepUses(part.steps);
  const last = part.steps.at(-1);
  const usesWindow = last?.isWindow === true;
  const keys = [part.start, ...part.steps.flatMap(({ page, next }) => [page, next])];
  const rows = part.steps.flatMap(({ press }) => (press.row ? [press.element] : []));
  const fills = part.steps.flatMap((step) => step.fills);
  const usedValues = [
    ...fills.map(({ value }) => value),
    ...part.steps.flatMap(({ press }) => (press.row ? [press.row] : [])),
  ];
  const needed = [
    ...new Set(usedValues.filter((value) => typeof value === 'string' && NEEDED[value] !== undefined)),
  ] as string[];
  return {
    usesWindow,
    throws: needed.length > 0 || uses.choose,
    usesDate: fills.some(({ date, value }) => date === 'us' && typeof value === 'string'),
    usesMember: usedValues.some((value) => typeof value === 'string' && MEMBER.has(value)),
    imports: (group: Group, printed: string): string => `${pageImports(draft, group, keys, [printed, ...rows])}
import { whileSignedIn } from '../../../selectors/${draft.name}/signals.ts';
import { open${part.steps.some((step) => !step.isWindow) ? ', unfold' : ''} } from '../../arrive.ts';
${uses.choose ? "import { choose } from '../../choose.ts';\n" : ''}import { ${[...uses.locating].join(', ')} } from '../../locate.ts';`,
    text: (read: string): string => {
      const guard =
        needed.length === 0
          ? ''
          : `if (${needed.map((value) => `!${expression({ value: value as Value })}`).join(' || ')})
    throw new WorkException('inquiry-rejected', 'To ask this portal, give ${needed.map((value) => NEEDED[value]).join(' and ')}.');
  `;
      const opening = `${guard}visit.step('Open the page');
  await open(visit, ${pageName(start?.key ?? part.start)}, { pages: [${pageName(part.start)}], signals: whileSignedIn });`;
      const ordinary = usesWindow ? part.steps.slice(0, -1) : part.steps;
      const steps = ordinary
        .map((step, at) => stepText(step, 'whileSignedIn', at === 0 ? first : `Go on from ${step.page}`))
        .join('\n  ');
      const reading = (visit: string): string => `visit.step('Read the answer');
  await ${visit}.capture();
  ${read.replace('VISIT', visit)}`;
      if (!usesWindow || !last) return `${opening}\n  ${steps}\n  ${reading('visit')}`;
      return `${opening}\n  ${steps}
  ${beforePress(last, 'whileSignedIn')}
  return inWindow(visit, { from: ${pageName(last.page)}, pages: [${pageName(last.next)}], signals: whileSignedIn }, () => ${pressed(last)}, async (window) => {
  ${reading('window')}
  });`;
    },
  };
}

/** What an inquiry may lack, in words: what was typed in the visit is what the portal wants. */
const NEEDED: Readonly<Record<string, string>> = {
  memberId: 'the member id',
  lastName: 'the last name',
  firstName: 'the first name',
  birthDate: 'the birth date',
  claimNumber: "the payer\\'s claim number",
  accountNumber: 'our account number',
};

const MEMBER: ReadonlySet<string> = new Set(['memberId', 'lastName', 'firstName', 'birthDate']);

function pageImports(
  { name, pages }: Draft,
  own: Group,
  keys: readonly string[],
  more: readonly string[] = [],
): string {
  const groups = [
    ...new Set<Group>([own, ...keys.flatMap((key) => pages.find((page) => page.key === key)?.group ?? [])]),
  ];
  return groups
    .map((group) => {
      const names = [...new Set(keys)]
        .filter((key) => pages.some((page) => page.key === key && page.group === group))
        .map(pageName);
      return `import { ${[...names, ...(group === own ? more : [])].join(', ')} } from '../../../selectors/${name}/${group}.ts';`;
    })
    .filter((line) => !line.startsWith('import {  }'))
    .join('\n');
}

function stepUses(steps: readonly Step[]): { choose: boolean; locating: ReadonlySet<string> } {
  const fills = steps.flatMap((step) => step.fills);
  const locating = new Set<string>();
  if (fills.some(({ how }) => how === 'type')) locating.add('fillIn');
  if (steps.some(({ press }) => !press.row) || fills.some(({ how }) => how === 'check' || how === 'click'))
    locating.add('locate');
  if (steps.some(({ press }) => press.row)) locating.add('locateBy');
  return { choose: fills.some(({ how }) => how === 'choose'), locating };
}

function stepText(step: Step, signals: string, words: string): string {
  return `
  visit.step(${JSON.stringify(words)});
  ${beforePress(step, signals)}
  await unfold(visit, { from: ${pageName(step.page)}, pages: [${pageName(step.next)}], signals: ${signals} }, () => ${pressed(step)});`;
}

function beforePress({ page, fills, press }: Step, _signals: string): string {
  const typed = fills.filter(({ how }) => how === 'type');
  const others = fills.filter(({ how }) => how !== 'type');
  const name = pageName(page);
  const lines = others.filter(({ how }) => how !== 'click').map((fill) => otherFill(name, fill));
  if (typed.length > 0)
    lines.push(
      `await fillIn(visit, ${name}, { ${typed.map((fill) => `${fill.element}: ${expression(fill)}`).join(', ')} });`,
    );
  lines.push(...others.filter(({ how }) => how === 'click').map((fill) => otherFill(name, fill)));
  const found = press.row
    ? `await locateBy(visit, ${name}, '${press.element}', ${press.element}(${expression({ value: press.row })}))`
    : `await locate(visit, ${name}, '${press.element}')`;
  lines.push(`const ${pressName({ page })} = ${found};`);
  if (fills.some(({ value }) => value === 'password')) lines.push('await desk.beforeSubmit();');
  return lines.join('\n  ');
}

const otherFill = (page: string, { element, how, value }: Fill): string => {
  if (how !== 'choose') return `await (await locate(visit, ${page}, '${element}')).${how}();`;
  return `if (!(await choose(visit, ${page}, '${element}', ${expression({ value })}))) {
    const details = { page: ${page}.name, element: '${element}' };
    throw new WorkException('selector-missing', 'The portal no longer offers the choice that this flow makes.', details);
  }`;
};

const pressName = ({ page }: Pick<Step, 'page'>): string => `on${camel(`-${page}`)}`;
const pressed = ({ page, press }: Step): string =>
  `${pressName({ page })}.${press.how === 'enter' ? "press('Enter')" : 'click()'}`;

function expression({ value, date }: { readonly value: Value; readonly date?: 'us' | 'iso' | undefined }): string {
  if (typeof value !== 'string') return JSON.stringify(value.always);
  const of: Readonly<Record<string, string>> = {
    username: 'username',
    password: 'password',
    totp: 'await desk.totp()',
    serviceDate: 'inquiry.serviceDate',
    serviceTo: 'inquiry.serviceTo',
    claimNumber: 'inquiry.payerClaimControlNumber',
    accountNumber: 'inquiry.patientControlNumber',
  };
  const text = of[value] ?? `member.${value}`;
  if (date !== 'us') return text;
  return value === 'serviceTo' ? `${text} && formatUsDate(${text})` : `formatUsDate(${text})`;
}
