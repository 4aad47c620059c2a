/** Selector files of a draft. */
import type { Alternative } from '../../../selectors/page.ts';
import { camel, type Draft, type DraftPage, type Group, type Part, pageName } from './draft.ts';

const MESSAGES = {
  'credentials-rejected':
    'The portal rejected the user id or the password. Store the right ones, then resolve this item; nothing is tried until then.',
  'member-not-found': 'The portal does not find this member. Check the member id, the name and the birth date.',
  'claim-not-found': 'The portal has no such claim. Check the claim number, the member and the dates of service.',
} as const;

const WHAT: Readonly<Record<Group, string>> = {
  'sign-in': 'signing in and the page that says signed in',
  eligibility: 'from the question about a member to the page with the answer',
  'claim-status': 'from the question about a claim to the page with the answer',
};

/** @returns files by their path in the project. */
export function selectorFiles(draft: Draft): Readonly<Record<string, string>> {
  const groups = [...new Set(draft.pages.map(({ group }) => group))];
  return {
    ...Object.fromEntries(groups.map((group) => [`selectors/${draft.name}/${group}.ts`, groupFile(draft, group)])),
    [`selectors/${draft.name}/layout.ts`]: layoutFile(draft),
    [`selectors/${draft.name}/signals.ts`]: signalsFile(draft),
  };
}

function groupFile(draft: Draft, group: Group): string {
  const pages = draft.pages.filter((page) => page.group === group);
  const part = group === 'eligibility' ? draft.eligibility : group === 'claim-status' ? draft.claimStatus : null;
  const rows = part ? rowMakers(draft, part) : '';
  return `/** ${draft.title}: ${WHAT[group]}. */
import type { ${rows ? 'Alternatives, ' : ''}PageFile${part ? ', Printed' : ''} } from '../page.ts';
${part ? `import { ${camel(draft.name)}Layout } from './layout.ts';\n` : ''}
${pages.map((page) => pageText(draft, page)).join('\n\n')}
${rows}${part ? `\n${printedText(draft, part, group === 'eligibility' ? 'printedCoverage' : 'printedClaim')}` : ''}${group === 'eligibility' ? STATUS_WORDS : ''}`;
}

function pageText({ name }: Draft, page: DraftPage): string {
  const shown = Object.entries(page.elements).filter(([element]) => !element.startsWith('rowOf'));
  return `${page.note ? `// ${page.note}\n` : ''}export const ${pageName(page.key)} = {
  name: '${name}/${page.key}',${page.path === undefined ? '' : `\n  path: ${JSON.stringify(page.path)},`}${page.frame === undefined ? '' : `\n  frame: ${JSON.stringify(page.frame)},`}
  isHere: [${page.isHere.map(alternativeText).join(', ')}],
  elements: {
    ${shown.map(([element, alternatives]) => `${element}: [${alternatives.map(alternativeText).join(', ')}],`).join('\n    ')}
  },
  ${page.signals.length === 0 ? '' : `signals: [${page.signals.map(signalText).join(', ')}],`}
} as const satisfies PageFile;`;
}

const signalText = ({ code, line, isStart }: DraftPage['signals'][number]): string =>
  `{ code: '${code}', when: { text: ${isStart ? String(startPattern(line)) : whole(line)} }, message: ${JSON.stringify(MESSAGES[code])} }`;

export function alternativeText(alternative: Alternative): string {
  if ('role' in alternative) return `{ role: '${alternative.role}', name: ${String(alternative.name)} }`;
  if ('label' in alternative) return `{ label: ${String(alternative.label)} }`;
  if ('text' in alternative) return `{ text: ${String(alternative.text)} }`;
  if ('testId' in alternative) return `{ testId: ${JSON.stringify(alternative.testId)} }`;
  return `{ css: ${JSON.stringify(alternative.css)}, why: ${JSON.stringify(alternative.why)} }`;
}

/** A pattern of just this text. */
export const whole = (text: string): string => String(wholePattern(text));
export const wholePattern = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll('\\/', '/')}$`);

/** A pattern of what begins with these words. */
export const startPattern = (text: string): RegExp => new RegExp(`${wholePattern(text).source.slice(0, -1)}(?!\\w)`);

/** What stands before the first number of a text, in whole words. */
export const startOf = (text: string): string => text.slice(0, text.search(/\d|$/)).replace(/\S*$/, '').trimEnd();

/** What stands for the inquiry's value in the alternatives of a row. */
export const ROW_VALUE = '\u0001';

/** A row is found by a value of the inquiry: its alternatives are made on demand. */
function rowMakers({ pages }: Draft, { steps }: Part): string {
  const made = steps.flatMap(({ page, press }) => {
    const alternatives = press.row ? pages.find(({ key }) => key === page)?.elements[press.element] : undefined;
    if (!alternatives) return [];
    const texts = alternatives.map((each) => {
      if ('role' in each) return `{ role: '${each.role}', name: new RegExp(\`${escaped(each.name.source)}\`) }`;
      if ('css' in each) return `{ css: \`${escaped(each.css)}\`, why: ${JSON.stringify(each.why)} }`;
      return alternativeText(each);
    });
    return [
      `/** The row of this value in ${page}. */\nexport const ${press.element} = (value: string): Alternatives => [${texts.join(', ')}];`,
    ];
  });
  return made.length === 0 ? '' : `\n${made.join('\n\n')}\n`;
}

const escaped = (text: string): string =>
  text.replace(/[\\`$]/g, '\\$&').replaceAll(ROW_VALUE, () => "${value.replace(/[^\\w ]/g, '\\\\$&')}");

function printedText(draft: Draft, part: Part, constant: string): string {
  const unread = part.unread.length === 0 ? '' : `\n * Printed, but not read yet: ${part.unread.join('; ')}.`;
  return `/**
 * What the answer prints. A label's later wordings count as drift.${unread}
 */
export const ${constant} = {
  name: '${draft.name}/${part.answer}',${frameOf(draft, part.answer)}
  layout: ${camel(draft.name)}Layout,
  fields: {
    ${part.fields.map(({ field, label }) => `${field}: { label: [${whole(label)}] },`).join('\n    ')}
  },
  grids: {},
} as const satisfies Printed;
`;
}

const frameOf = ({ pages }: Draft, key: string): string => {
  const frame = pages.find((page) => page.key === key)?.frame;
  return frame === undefined ? '' : `\n  frame: ${JSON.stringify(frame)},`;
};

const STATUS_WORDS = `
/** How the portal says whether a member is covered. Words that are neither stop the reading. */
export const statusWords = {
  active: /^(?:active|active coverage|eligible|covered|yes)$/i,
  inactive: /^(?:inactive|not active|not eligible|not covered|terminated|no)$/i,
} as const;
`;

const layoutFile = ({ name, title, labels }: Draft): string => `/** How ${title} prints labels and their values. */
import type { Layout } from '../page.ts';

export const ${camel(name)}Layout: Layout = {
  labels: ${JSON.stringify(labels)},
  grids: 'table:has(th)',
  why: 'values stand beside their labels, without ids of their own',
};
`;

const signalsFile = ({ title, pages }: Draft): string => {
  const signIn = pages.find(({ group }) => group === 'sign-in');
  const mark = signIn?.isHere[0];
  return `/** What any page of ${title} may say in place of what was asked for. */
import type { Signal } from '../page.ts';

/**
 * Fill in what the portal says, whole lines, when it is closed, asks for a new password, shows terms, locks a login or
 * slows us down: see selectors/northfield/signals.ts. Until then such a page is "unknown", and a person sees it.
 */
export const anywhere: readonly Signal[] = [];

/** Once signed in, the sign-in page means that the session is gone. */
export const whileSignedIn: readonly Signal[] = [
  ...anywhere,
  ${mark ? `{ code: 'session-expired', when: ${alternativeText(mark)}, message: 'The portal asks us to sign in again.' },` : ''}
];
`;
};
