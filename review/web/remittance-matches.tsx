/** Which claim of ours a claim of the payer answers: the candidates, what agrees and what does not, and the choice. */
import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { RemittanceItem } from '../api/remittance-schema.ts';
import type { Candidate } from '../api/validation-schema.ts';
import { useCandidates } from './remittance-check.ts';
import { useWork } from './remittance-work.tsx';

const SIGNS: Record<Candidate['keys'][number]['agreement'], { sign: string; word: string }> = {
  same: { sign: '✓', word: 'agrees' },
  weak: { sign: '≈', word: 'like enough' },
  differs: { sign: '✗', word: 'differs' },
  'not-stated': { sign: '–', word: 'not stated' },
};

export function ClaimMatch({ item, place, pointer }: { item: RemittanceItem; place: number; pointer: string }) {
  const { check, draft, isMine } = useWork();
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const match = check?.matches.find(({ claim }) => claim === place);
  if (!match) return null;
  const chosen = draft.chosen[pointer];
  const isLost = match.claimId === null && !chosen;
  const isShown = isOpen ?? isLost;
  return (
    <section className="match" aria-label="Claim of ours">
      <Group gap="xs" wrap="nowrap">
        <Text size="sm">
          {chosen
            ? 'You chose the claim of ours that it answers.'
            : isLost
              ? 'Which claim of ours it answers is not certain.'
              : 'One claim of ours fits.'}
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(!isShown)} aria-expanded={isShown}>
          {isShown ? 'Hide' : isLost ? 'Show candidates' : 'Why, or another'}
        </Button>
      </Group>
      {isShown && (
        <Candidates
          item={item}
          place={place}
          pointer={pointer}
          chosenId={chosen ?? match.claimId}
          isFree={isMine(pointer)}
        />
      )}
    </section>
  );
}

interface CandidatesProps {
  item: RemittanceItem;
  place: number;
  pointer: string;
  chosenId: string | null;
  isFree: boolean;
}

function Candidates({ item, place, pointer, chosenId, isFree }: CandidatesProps) {
  const { work, draft, change } = useWork();
  const found = useCandidates(item, work ?? {}, place);
  const list = found.data?.candidates ?? [];
  if (found.isPending) return <Text size="xs">Looking …</Text>;
  if (found.isLoadingError) return <Text size="xs">{found.error.message}</Text>;
  if (list.length === 0)
    return (
      <Text size="xs" c="dimmed">
        No claim of ours shares a number, or a name or amount and a day, with it. Correct the account number or the name
        if it was misread; if the claim was never sent in here, import it first.
      </Text>
    );
  const choose = (claimId: string) =>
    change((before) => {
      const { [pointer]: was, ...others } = before.chosen;
      return { ...before, chosen: was === claimId ? others : { ...others, [pointer]: claimId } };
    });
  return (
    <div className="scroll">
      <Table className="candidates" verticalSpacing={2} horizontalSpacing={6} fz="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Our claim</Table.Th>
            {list[0]?.keys.map(({ label, theirs }) => (
              <Table.Th key={label}>
                {label}
                <span className="theirs">{theirs ?? 'not stated'}</span>
              </Table.Th>
            ))}
            <Table.Th pos="relative">
              <VisuallyHidden>Choose</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.map((each) => (
            <Table.Tr
              key={each.claimId}
              data-candidate={each.account}
              data-chosen={each.claimId === chosenId || undefined}
            >
              <Table.Td>
                {each.account}
                <span className="theirs">{each.payer}</span>
              </Table.Td>
              {each.keys.map(({ label, agreement, ours }) => (
                <Table.Td key={label} data-agrees={agreement}>
                  <span role="img" aria-label={SIGNS[agreement].word} title={SIGNS[agreement].word}>
                    {SIGNS[agreement].sign}
                  </span>{' '}
                  {ours ?? '—'}
                </Table.Td>
              ))}
              <Table.Td>
                {isFree && (
                  <Button
                    size="compact-xs"
                    variant={draft.chosen[pointer] === each.claimId ? 'filled' : 'default'}
                    aria-pressed={draft.chosen[pointer] === each.claimId}
                    onClick={() => choose(each.claimId)}
                  >
                    {draft.chosen[pointer] === each.claimId ? 'Chosen' : 'Choose'}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
