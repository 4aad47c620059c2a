import type { Claim } from '../claim.ts';
import { X12Refusal } from './refusal.ts';
import { element, placeOf, type Segment } from './segments.ts';

/** Implementation guides by the letter and number in their name, 5010 and 4010. */
const GUIDES: Readonly<Record<string, Claim['kind']>> = {
  X222: 'professional',
  X098: 'professional',
  X223: 'institutional',
  X096: 'institutional',
  X224: 'dental',
  X097: 'dental',
};
const SERVICES: Readonly<Record<string, Claim['kind']>> = { SV1: 'professional', SV2: 'institutional', SV3: 'dental' };

/**
 * The kind of claims of a transaction: by ST03, else GS08; where neither names a guide (4010 files often say `004010` alone),
 * by its first service segment.
 * @throws X12Refusal when the guide is none of ours, or nothing tells.
 */
export function claimKindOf(segments: readonly Segment[], group: Segment): Claim['kind'] {
  const [st] = segments;
  const stated = [st ? element(st, 3) : '', element(group, 8)]
    .map((version) => /X\d{3}/.exec(version)?.[0])
    .find((guide) => guide !== undefined);
  if (stated !== undefined) {
    const kind = GUIDES[stated];
    if (kind) return kind;
    throw new X12Refusal(
      placeOf(st ?? group),
      'its version is none of 837P (X222, X098), 837I (X223, X096) and 837D (X224, X097). Export the claims in one of these.',
    );
  }
  const service = segments.find((segment) => SERVICES[segment.id]);
  const kind = service && SERVICES[service.id];
  if (kind) return kind;
  throw new X12Refusal(
    placeOf(st ?? group),
    'nothing says whether these are professional, institutional or dental claims. Export them as 005010X222A1, X223A2 or X224A2.',
  );
}
