/** Which days a report is about; emptied: those that it is usually about. */
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { goTo, type ReportPlace } from './reports-api.ts';

/** @param shown the days of the figures on the screen, `YYYY-MM-DD`. */
export function Days({ place, shown }: { place: ReportPlace; shown: { from: string; to: string } }) {
  const [from, setFrom] = useState(shown.from);
  const [to, setTo] = useState(shown.to);
  return (
    <Group
      component="form"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        goTo({ ...place, from: from || null, to: to || null });
      }}
    >
      <TextInput type="date" size="xs" aria-label="First day" value={from} onChange={(e) => setFrom(e.target.value)} />
      <Text size="xs" c="dimmed">
        to
      </Text>
      <TextInput type="date" size="xs" aria-label="Last day" value={to} onChange={(e) => setTo(e.target.value)} />
      <Button type="submit" size="xs" variant="default">
        Show
      </Button>
      {(place.from ?? place.to) && (
        <Button size="xs" variant="subtle" onClick={() => goTo({ ...place, from: null, to: null })}>
          Usual days
        </Button>
      )}
    </Group>
  );
}
