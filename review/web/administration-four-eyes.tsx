/** What one person may not post alone. */
import { Button, Card, Checkbox, Group, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { FourEyesLimits } from '../api/administration-schema.ts';
import { useChange } from './administration-api.ts';
import { Refusal } from './administration-parts.tsx';
import { centsOf, dollarsOf } from './administration-words.ts';

export function FourEyesForm({ limits }: { limits: FourEyesLimits }) {
  const change = useChange(true);
  const [posting, setPosting] = useState(dollarsOf(limits.postingCents));
  const [writeOff, setWriteOff] = useState(dollarsOf(limits.writeOffCents));
  const [isTakeBack, setTakeBack] = useState(limits.isTakeBack);
  const [postingCents, writeOffCents] = [centsOf(posting), centsOf(writeOff)];
  const wrong = (cents: number | null | undefined) => (cents === undefined ? 'Type an amount such as 5000.00.' : null);
  const save = () => {
    if (postingCents === undefined || writeOffCents === undefined) return;
    change.mutate({
      path: 'four-eyes',
      body: { before: limits, limits: { postingCents, writeOffCents, isTakeBack } },
      done: 'Saved; it holds for the next posting.',
    });
  };
  return (
    <Card
      withBorder
      padding="sm"
      component="form"
      aria-label="A second person"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="sm">
          A second person
        </Title>
        <TextInput
          label="Cash of one posting above which a second person must agree, in dollars"
          description="Empty: never for its amount."
          value={posting}
          error={wrong(postingCents)}
          onChange={(event) => setPosting(event.currentTarget.value)}
        />
        <TextInput
          label="Write-off on one claim above which a second person must agree, in dollars"
          description="Empty: never for its amount."
          value={writeOff}
          error={wrong(writeOffCents)}
          onChange={(event) => setWriteOff(event.currentTarget.value)}
        />
        <Checkbox
          label="Reversals and take-backs always need a second person"
          checked={isTakeBack}
          onChange={(event) => setTakeBack(event.currentTarget.checked)}
        />
        <Refusal error={change.error} />
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
