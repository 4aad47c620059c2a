/** What one person may not post alone. */
import { Button, Card, Checkbox, Group, Stack, TextInput, Title } from '@mantine/core';
import type { FourEyesLimits } from '../api/administration-schema.ts';
import { useChange } from './administration-api.ts';
import { Meanwhile, Refusal } from './administration-parts.tsx';
import { centsOf, dollarsOf } from './administration-words.ts';
import { isSame, useTyped } from './typed.ts';

const PLACE = 'setting/fourEyes';

export function FourEyesForm({ limits }: { limits: FourEyesLimits }) {
  const change = useChange(true);
  const [typed, type] = useTyped(PLACE, {
    posting: dollarsOf(limits.postingCents),
    writeOff: dollarsOf(limits.writeOffCents),
    isTakeBack: limits.isTakeBack,
    // What stood when typing began.
    before: limits,
  });
  const { posting, writeOff, isTakeBack, before } = typed;
  const [postingCents, writeOffCents] = [centsOf(posting), centsOf(writeOff)];
  const wrong = (cents: number | null | undefined) => (cents === undefined ? 'Type an amount such as 5000.00.' : null);
  const save = () => {
    if (postingCents === undefined || writeOffCents === undefined) return;
    change.mutate({
      path: 'four-eyes',
      body: { before, limits: { postingCents, writeOffCents, isTakeBack } },
      done: 'Saved; it holds for the next posting.',
      place: PLACE,
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
          onChange={(event) => type({ ...typed, posting: event.currentTarget.value })}
        />
        <TextInput
          label="Write-off on one claim above which a second person must agree, in dollars"
          description="Empty: never for its amount."
          value={writeOff}
          error={wrong(writeOffCents)}
          onChange={(event) => type({ ...typed, writeOff: event.currentTarget.value })}
        />
        <Checkbox
          label="Reversals and take-backs always need a second person"
          checked={isTakeBack}
          onChange={(event) => type({ ...typed, isTakeBack: event.currentTarget.checked })}
        />
        <Meanwhile place={PLACE} isOther={!isSame(before, limits) && !change.isPending} />
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
