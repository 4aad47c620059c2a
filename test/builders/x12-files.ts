/** Whole 837 files of many shapes, all invented: what the cross-checks run on where no public files are at hand. */
import type { Sample } from './samples.ts';
import { BHT, claimText, DEPENDENT, interchange, PROVIDER, smallest837, SUBSCRIBER } from './x12.ts';

const INSTITUTIONAL = claimText({
  number: 'HFC-3001',
  amount: '912.55',
  extra: ['DTP*434*RD8*20260901-20260904', 'CL1*1**01', 'NM1*71*1*ABARA*INES****XX*1730155219'],
  lines: [
    ['SV2*0120**800*DA*4', 'DTP*472*D8*20260901'],
    ['SV2*0305*HC:85025*112.55*UN*1', 'DTP*472*D8*20260902'],
  ],
});
const DENTAL = claimText({
  number: 'HFC-4001',
  amount: '210.4',
  extra: ['DTP*472*D8*20260911'],
  lines: [['SV3*AD:D2150*130.4****1', 'TOO*JP*12*M:O'], ['SV3*AD:D1110*80****1']],
});
const OTHER_PAYER = [
  'SBR*S*18*******MB',
  'AMT*D*12',
  'NM1*IL*1*QUILLON*MARA****MI*OTHER1',
  'NM1*PR*2*SECOND PLAN*****PI*SP2',
  'REF*F8*NOTOURS',
];

/** @returns name and text, as the public files come. */
export function syntheticFiles(): Sample[] {
  const one = [BHT, ...PROVIDER, ...SUBSCRIBER, ...claimText()];
  const two = [
    BHT,
    ...PROVIDER,
    ...DEPENDENT,
    ...claimText({ number: 'HFC-2001', amount: '80.05' }),
    ...claimText({ number: 'HFC-2002', amount: '19.95', extra: OTHER_PAYER }),
  ];
  return [
    { name: 'one claim', text: smallest837() },
    { name: 'two claims of a dependent, one with another payer', text: interchange([two]) },
    { name: 'other delimiters', text: smallest837({ element: '|', component: '>', terminator: '!', lineEnd: '' }) },
    { name: 'line ends as terminators', text: smallest837({ terminator: '\n', lineEnd: '' }) },
    { name: 'two transactions', text: interchange([one, two]) },
    { name: 'two interchanges', text: smallest837() + smallest837({ control: '000000018' }) },
    {
      name: 'institutional',
      text: interchange([[BHT, ...PROVIDER, ...SUBSCRIBER, ...INSTITUTIONAL]], { groupVersion: '005010X223A2' }),
    },
    {
      name: 'dental',
      text: interchange([[BHT, ...PROVIDER, ...SUBSCRIBER, ...DENTAL]], { groupVersion: '005010X224A2' }),
    },
    {
      name: 'a claim without number and one with it',
      text: interchange([[BHT, ...PROVIDER, ...SUBSCRIBER, ...claimText({ number: '' }), ...claimText()]]),
    },
    {
      name: 'a charge that is no amount',
      text: interchange([
        [
          BHT,
          ...PROVIDER,
          ...SUBSCRIBER,
          ...claimText(),
          ...claimText({ number: 'HFC-9', lines: [['SV1*HC:99213*x*UN*1']] }),
        ],
      ]),
    },
  ];
}
