/** X12 texts with an invented cast. Segments are written without terminators; the builder puts the envelope round them. */

export interface EnvelopeOptions {
  readonly element?: string;
  readonly component?: string;
  readonly repetition?: string;
  readonly terminator?: string;
  /** What follows each terminator. */
  readonly lineEnd?: string;
  readonly version?: string;
  readonly control?: string;
  readonly groupVersion?: string;
  readonly groupCode?: string;
}

const DEFAULTS = {
  element: '*',
  component: ':',
  repetition: '^',
  terminator: '~',
  lineEnd: '\n',
  version: '00501',
  control: '000000017',
  groupVersion: '005010X222A1',
  groupCode: 'HC',
} satisfies Required<EnvelopeOptions>;

/** @param transactions each a list of segments from BHT on, written with `*` and `:`; ST and SE are added. */
export function interchange(
  transactions: readonly (readonly string[])[],
  options: EnvelopeOptions = {},
  set = '837',
): string {
  const o = { ...DEFAULTS, ...options };
  const group = String(Number(o.control));
  const bodies = transactions.flatMap((segments, index) => {
    const number = String(index + 1).padStart(4, '0');
    return [`ST*${set}*${number}*${o.groupVersion}`, ...segments, `SE*${segments.length + 2}*${number}`];
  });
  const written = [
    `GS*${o.groupCode}*SENDER*RECEIVER*20261001*1200*${group}*X*${o.groupVersion}`,
    ...bodies,
    `GE*${transactions.length}*${group}`,
    `IEA*1*${o.control}`,
  ].map((segment) => segment.replace(/[*:]/g, (mark) => (mark === '*' ? o.element : o.component)));
  return [isa(o), ...written].map((segment) => `${segment}${o.terminator}${o.lineEnd}`).join('');
}

function isa(o: Required<EnvelopeOptions>): string {
  const blank = ' '.repeat(10);
  const values = [
    'ISA',
    '00',
    blank,
    '00',
    blank,
    'ZZ',
    'SENDER'.padEnd(15),
    'ZZ',
    'RECEIVER'.padEnd(15),
    '261001',
    '1200',
  ];
  return [...values, o.repetition, o.version, o.control, '0', 'T', o.component].join(o.element);
}

export const BHT = 'BHT*0019*00*17*20261001*1200*CH';
export const PROVIDER = [
  'HL*1**20*1',
  'NM1*85*2*HARBOR FAMILY CLINIC*****XX*1730155201',
  'N3*4 QUAY RD',
  'N4*EASTPORT*ME*04631',
  'REF*EI*010555201',
];
export const PAYER = ['NM1*PR*2*NORTHERN PINES HEALTH*****PI*NPH01', 'N3*1 CONIFER WAY', 'N4*AUGUSTA*ME*04330'];

/** A subscriber who is the patient. */
export const SUBSCRIBER = [
  'HL*2*1*22*0',
  'SBR*P*18*GRP7******CI',
  'NM1*IL*1*QUILLON*MARA****MI*NPH4410987',
  'DMG*D8*19840317*F',
  ...PAYER,
];

/** A subscriber with a dependent patient. */
export const DEPENDENT = [
  'HL*2*1*22*1',
  'SBR*P********CI',
  'NM1*IL*1*OSTRAND*PELL****MI*NPH5520111',
  'DMG*D8*19790102*M',
  ...PAYER,
  'HL*3*2*23*0',
  'PAT*19',
  'NM1*QC*1*OSTRAND*WREN',
  'DMG*D8*20150609*F',
];

export interface ClaimText {
  readonly number?: string;
  readonly amount?: string;
  readonly extra?: readonly string[];
  readonly lines?: readonly (readonly string[])[];
}

/** The segments of one claim with one line, unless said otherwise. */
export function claimText({ number = 'HFC-1001', amount = '150', extra = [], lines }: ClaimText = {}): string[] {
  const own = [`CLM*${number}*${amount}***11:B:1*Y*A*Y*Y`, 'HI*ABK:J209*ABF:I10', ...extra];
  const service = lines ?? [[`SV1*HC:99213:25*${amount}*UN*1***1`, 'DTP*472*D8*20260914', 'REF*6R*L1']];
  return [...own, ...service.flatMap((line, index) => [`LX*${index + 1}`, ...line])];
}

/** One claim of one subscriber, the smallest whole 837P. */
export const smallest837 = (options: EnvelopeOptions = {}): string =>
  interchange([[BHT, ...PROVIDER, ...SUBSCRIBER, ...claimText()]], options);
