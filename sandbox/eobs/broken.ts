/** Documents that are wrong on purpose, and papers that are no remittance: the right answer is to ask a person, or to set them aside. */
import { allAdjustments } from '../../domain/remittance.ts';
import { type Random, seededRandom } from '../random.ts';
import { drawTruth } from './population.ts';
import { keyOf, rightsOf } from './key.ts';
import { OTHER_PAPERS, type OtherPaper, otherPaper } from './other-papers.ts';
import { DAMAGES, type Damage, damaged } from './damage.ts';
import { overprinted, withTotalOff } from './misprint.ts';
import type { AnswerKey, EobTruth, Layout } from './truth.ts';

/** `sound` and the two with extra sheets are as good as any; the others are not. */
export const FORMS = [
  'sound',
  'blank-backs',
  'separator-first',
  'two-checks',
  'handwriting',
  'duplicate-page',
  'overprinted',
  'foot-off',
  ...DAMAGES,
  'page-missing',
  'stray-page',
  ...OTHER_PAPERS,
] as const;
export type Form = (typeof FORMS)[number];

/** What is wrong says nothing about the other claims of the paper. */
const WRONG_IN_PART: readonly Form[] = ['unknown-code', 'claim-twice', 'stray-page'];

/** Forms with claims that must never be posted; of those that are wrong in part the other claims may. */
export const NEVER_POSTED: readonly Form[] = [...DAMAGES, 'page-missing', 'stray-page', ...OTHER_PAPERS];
/** Of these no claim at all. */
export const WHOLLY_WRONG: readonly Form[] = NEVER_POSTED.filter((form) => !WRONG_IN_PART.includes(form));

/** Wrong or hard in a way that depends on the layout; the others look alike whoever prints them. */
const OF_LAYOUT: readonly Form[] = [...DAMAGES, 'page-missing', 'stray-page', 'overprinted', 'foot-off'];
const OF_NO_LAYOUT: readonly Form[] = [...OTHER_PAPERS, 'two-checks', 'handwriting', 'duplicate-page'];
const IN_TURN = 2;

/** @returns the spoilt forms to try with a layout: what depends little on it goes round, a few a layout. */
export const spoiltForms = (layoutAt: number): readonly Form[] => [
  ...OF_LAYOUT,
  ...Array.from({ length: IN_TURN }, (_, i) => OF_NO_LAYOUT[(layoutAt * IN_TURN + i) % OF_NO_LAYOUT.length]!),
];

export interface FormedDocument {
  readonly truth: EobTruth;
  readonly html: string;
  /** Which printed pages go into the file, in order, from 1; all when left out. */
  readonly pages?: (count: number) => readonly number[];
  readonly key: AnswerKey;
}

export interface FormOptions {
  readonly layout: Layout;
  readonly seed: number;
  readonly form: Form;
  readonly quality: string;
  readonly isCalm?: boolean;
}

export function formed(options: FormOptions): FormedDocument {
  const { layout, seed, form, quality } = options;
  const random = seededRandom(seed, `form-${form}`);
  const drawn = drawTruth({
    seed,
    profile: profileFor(layout, form),
    isCalm: options.isCalm ?? (isDamaged(form) || form === 'foot-off'),
  });
  const truth = form === 'two-checks' || form === 'stray-page' ? withAnotherCheck(drawn, options) : drawn;
  const payments = isDamaged(form) ? damaged(truth.payments, form, random, layout) : truth.payments;
  const whole: EobTruth = { ...truth, payments };
  const sound = { ...keyOf(payments, { layout, seed, quality }), form };
  const html = layout.render(payments, seed);
  if (isOtherPaper(form))
    return {
      truth: { ...truth, payments: [], claims: [] },
      html: otherPaper(form, truth.payments),
      key: { ...sound, kind: 'not-a-remittance', printed: [], truth: [], rights: {} },
    };
  if (isDamaged(form)) return damagedDocument(form, whole, html, sound);
  switch (form) {
    case 'blank-backs':
      return { truth: whole, html: beforeEnd(html, '<div style="break-before:page">&nbsp;</div>'), key: sound };
    case 'separator-first':
      return { truth: whole, html: html.replace('<body>', `<body>${SEPARATOR}`), key: sound };
    case 'two-checks':
      return {
        truth: whole,
        html: onOnePage(html),
        key: { ...sound, rights: allOf(sound, 'either') },
      };
    case 'handwriting':
      return {
        truth: whole,
        html: beforeEnd(html, scribbles(random)),
        key: { ...sound, rights: allOf(sound, 'either') },
      };
    case 'duplicate-page':
      return {
        truth: whole,
        html,
        pages: (count) => [1, ...Array.from({ length: count }, (_, i) => i + 1)],
        key: { ...sound, rights: allOf(sound, 'either') },
      };
    case 'overprinted':
      return {
        truth: whole,
        html: overprinted(html, payments, random),
        key: { ...sound, rights: allOf(sound, 'either') },
      };
    case 'foot-off':
      return footOff(html, whole, sound);
    case 'stray-page':
      return { truth: whole, html, pages: strayPage, key: strayKey(sound) };
    case 'page-missing':
      return { truth: whole, html, pages: missingPage, key: { ...refused(sound), isScored: false } };
    case 'sound':
      return { truth: whole, html, key: sound };
  }
}

function damagedDocument(form: Damage, truth: EobTruth, html: string, sound: AnswerKey): FormedDocument {
  // A code that nobody knows says nothing about the other claims; arithmetic that fails does.
  if (form === 'unknown-code') return { truth, html, key: { ...sound, rights: rightsBeside(sound), isScored: false } };
  if (form === 'claim-twice') return { truth, html, key: { ...sound, rights: rightsBesideTwins(sound) } };
  const key = refused(sound);
  if (form === 'sequestration-sentence') return { truth, html: beforeEnd(html, SEQUESTRATION), key };
  return { truth, html, key };
}

/** A total over all claims is a multiple of nine off; where the form prints none that nothing else equals, all is sound. */
function footOff(html: string, truth: EobTruth, sound: AnswerKey): FormedDocument {
  const spoilt = withTotalOff(html, truth.payments);
  const key = spoilt === html ? { ...sound, rights: allOf(sound, 'either') } : { ...refused(sound), isScored: false };
  return { truth, html: spoilt, key };
}

/** The claim with the unknown code waits for a person; the others may post. */
function rightsBeside(sound: AnswerKey): AnswerKey['rights'] {
  const rights = { ...allOf(sound, 'either') };
  for (const [p, payment] of sound.printed.entries())
    for (const [c, claim] of payment.claims.entries())
      if (allAdjustments(claim).some((each) => each.reason === 'Z9')) rights[`/payments/${p}/claims/${c}`] = 'review';
  return rights;
}

/** A claim that stands there twice waits for a person; the others may post. */
function rightsBesideTwins(sound: AnswerKey): AnswerKey['rights'] {
  const rights = { ...allOf(sound, 'either') };
  for (const [p, { claims }] of sound.printed.entries())
    for (const [c, claim] of claims.entries()) {
      const isTwin = claims.some((other, at) => at !== c && JSON.stringify(other) === JSON.stringify(claim));
      if (isTwin) rights[`/payments/${p}/claims/${c}`] = 'review';
    }
  return rights;
}

/** The first check is whole; of the other one there is a page. */
const strayKey = (sound: AnswerKey): AnswerKey => ({
  ...refused(sound),
  isScored: false,
  rights: Object.fromEntries(
    Object.keys(sound.rights).map((pointer) => [pointer, pointer.startsWith('/payments/0/') ? 'either' : 'review']),
  ),
});

const isDamaged = (form: Form): form is Damage => (DAMAGES as readonly string[]).includes(form);

const isOtherPaper = (form: Form): form is OtherPaper => (OTHER_PAPERS as readonly string[]).includes(form);

const allOf = (key: AnswerKey, right: 'either' | 'review'): AnswerKey['rights'] =>
  Object.fromEntries(Object.keys(rightsOf(key.printed)).map((pointer) => [pointer, right]));

const refused = (key: AnswerKey): AnswerKey => ({
  ...key,
  rights: allOf(key, 'review'),
  printed: key.printed.map((payment) => ({
    ...payment,
    disposition: 'review',
    claims: payment.claims.map((claim) => ({ ...claim, disposition: 'review' })),
  })),
});

/** A missing page needs several pages of one payment; damaged rows need two claims. */
function profileFor({ profile }: Layout, form: Form): Layout['profile'] {
  if (form === 'duplicate-page') return { ...profile, claims: [26, 30] };
  if (form === 'page-missing') return { ...profile, claims: [26, 30], features: alone(profile.features) };
  if (form === 'two-checks' || form === 'stray-page') return { ...profile, claims: [1, 2], lines: [1, 2] };
  if (!isDamaged(form)) return profile;
  return { ...profile, claims: [Math.max(2, profile.claims[0]), Math.max(2, profile.claims[1])] };
}

const alone = (features: Layout['profile']['features']): Layout['profile']['features'] =>
  features.filter((each) => each !== 'several-payments');

/** Another payment of the same payer to the same practice; a check that a page is left of had many claims. */
function withAnotherCheck(truth: EobTruth, { layout, seed, form }: FormOptions): EobTruth {
  const profile = {
    ...profileFor(layout, form === 'stray-page' ? 'page-missing' : form),
    features: alone(layout.profile.features),
  };
  const other = drawTruth({ seed: seed + 500_009, profile, isCalm: form === 'stray-page' });
  const first = truth.payments[0];
  const payments = other.payments.map((payment) =>
    first ? { ...payment, payer: first.payer, payee: first.payee, method: first.method } : payment,
  );
  return {
    ...truth,
    payments: [...truth.payments.slice(0, 1), ...payments],
    claims: [...truth.claims, ...other.claims],
  };
}

/** The first check's page and one from the middle of the other's. */
const strayPage = (count: number): number[] => [1, Math.max(2, Math.ceil((count + 2) / 2))];

function missingPage(count: number): number[] {
  if (count < 2) throw new Error('A page can only be missing where there are two: draw more claims.');
  const lost = Math.max(2, Math.ceil(count / 2));
  return Array.from({ length: count }, (_, i) => i + 1).filter((page) => page !== lost);
}

/** Without the page breaks and white space between payments. */
const onOnePage = (html: string): string =>
  html.replaceAll(/break-(before|after): ?page/g, 'break-$1:auto').replaceAll(/min-height: ?[\d.]+in/g, 'min-height:0');

const beforeEnd = (html: string, part: string): string => html.replace('</body>', `${part}</body>`);

const SEQUESTRATION =
  '<p style="margin-top:12px">Payments shown reflect a 2% reduction required by federal law (sequestration). The reduction is not shown with the service lines above.</p>';

const SEPARATOR =
  '<div style="break-after:page;text-align:center;font:bold 40pt sans-serif;padding-top:3in">BATCH SEPARATOR<div style="margin:40px auto;width:5in;height:1.2in;background:repeating-linear-gradient(90deg,#000 0 6px,#fff 6px 12px,#000 12px 22px,#fff 22px 26px)"></div>PATCH T</div>';

/** Pen strokes over the middle of the page. */
function scribbles(random: Random): string {
  const strokes = Array.from({ length: 4 }, () => {
    let path = `M${random.int(80, 600)} ${random.int(150, 520)}`;
    for (let i = 0; i < 6; i += 1)
      path += `q${random.int(5, 25)} ${random.int(-28, 28)} ${random.int(8, 28)} ${random.int(-9, 9)}`;
    return `<path d="${path}" fill="none" stroke="#1b2a6b" stroke-width="2"/>`;
  });
  return `<svg style="position:absolute;left:0;top:0" width="720" height="700">${strokes.join('')}</svg>`;
}
