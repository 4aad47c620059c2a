/** What the payer added or took above the claims. */
import { ActionIcon, Button, Text } from '@mantine/core';
import type { Remittance } from '../api/remittance-schema.ts';
import { lengthOf, withEdit, withRemoved } from './remittance-draft.ts';
import { Field } from './remittance-fields.tsx';
import { useWork } from './remittance-work.tsx';
import { money } from './words.ts';

type ProviderAdjustment = Remittance['payments'][number]['providerAdjustments'][number];

export function ProviderAdjustments({
  pointer,
  adjustments,
}: {
  pointer: string;
  adjustments: readonly ProviderAdjustment[];
}) {
  const { draft, change, focus, isMine } = useWork();
  const base = `${pointer}/providerAdjustments`;
  if (!isMine(base)) {
    if (adjustments.length === 0) return null;
    return (
      <Text size="xs" mt={4}>
        Payer level:{' '}
        {adjustments
          .map(
            ({ reason, reference, amountCents }) =>
              `${reason}${reference ? ` ${reference}` : ''} ${money(-amountCents)}`,
          )
          .join(' · ')}
      </Text>
    );
  }
  const count = lengthOf(draft, base, adjustments.length);
  const add = () => {
    change((before) => withEdit(`${base}/${count}/amountCents`, '')(withEdit(`${base}/${count}/reason`, '')(before)));
    focus(`${base}/${count}/reason`);
  };
  return (
    <div className="adjusts" role="group" aria-label="Payer-level amounts">
      {Array.from({ length: count }, (_, index) => {
        const at = `${base}/${index}`;
        const isOut = draft.removed.includes(at);
        return (
          <span key={at} className="adjust" data-out={isOut || undefined}>
            <Field pointer={`${at}/reason`} />
            <Field pointer={`${at}/reference`} isWide />
            <Field pointer={`${at}/amountCents`} />
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              tabIndex={-1}
              aria-label={isOut ? 'Put it back' : 'It is not on the page'}
              onClick={() => change(withRemoved(at, adjustments[index] !== undefined))}
            >
              {isOut ? '↺' : '×'}
            </ActionIcon>
          </span>
        );
      })}
      <Button size="compact-xs" variant="subtle" tabIndex={-1} title="Positive lowers the payment" onClick={add}>
        Add a payer-level amount
      </Button>
    </div>
  );
}
