/** Minutes that robots saved, with the rule stated; and what work takes by hand, which the office enters. */
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import type { Minutes } from '../api/reports-schema.ts';
import { useSession } from './api.ts';
import { Figure } from './report-figure.tsx';
import { minutes as inWords, whole } from './report-words.ts';
import { BASELINE, useBaseline } from './reports-api.ts';
import { useTyped } from './typed.ts';

type Kind = Minutes['kinds'][number];

const RULE =
  'Saved = each inquiry answered and each claim posted by a robot alone × the minutes that it takes by hand, less each exception opened on these days × the minutes that one costs a person. An exception that settled itself costs nothing. All by the minutes that are entered now.';

export function MinutesSaved({ minutes }: { minutes: Minutes }) {
  const { saved, missing, kinds } = minutes;
  const left = kinds.filter(({ kind }) => missing.includes(kind)).map(({ title }) => title.toLowerCase());
  const isKnown = kinds.some(({ minutesEach }) => minutesEach !== null);
  return (
    <>
      <Figure
        title="Minutes saved"
        help={RULE}
        columns={[
          { label: 'Work', of: ({ title }) => title },
          { label: 'How often', of: ({ count }: Kind) => whole(count), isNumber: true },
          {
            label: 'Minutes for one',
            of: ({ minutesEach }) => minutesEach?.toLocaleString('en-US') ?? 'not entered',
            isNumber: true,
          },
          { label: 'Together', of: ({ minutes: all }) => inWords(all), isNumber: true },
        ]}
        rows={isKnown || kinds.some(({ count }) => count > 0) ? kinds : []}
        keyOf={({ kind }) => kind}
        empty="Nothing was done on these days."
      />
      <Text size="sm">
        {saved === null
          ? 'What was saved cannot be said yet: it takes minutes for at least one kind of work, and for exceptions when there were any.'
          : `Saved: ${inWords(saved)}.`}
        {saved !== null && left.length > 0 && ` Without minutes, and so counted as nothing: ${left.join(', ')}.`}
      </Text>
      <Baseline kinds={kinds} />
    </>
  );
}

const NOTHING: Readonly<Record<string, number | string>> = {};

function Baseline({ kinds }: { kinds: readonly Kind[] }) {
  const session = useSession();
  const save = useBaseline();
  const [typed, setTyped] = useTyped(BASELINE, NOTHING);
  if (!session.data?.permissions.includes('settings.manage'))
    return (
      <Text size="xs" c="dimmed">
        An administrator enters the minutes.
      </Text>
    );
  const changed = Object.entries(typed).map(([kind, value]) => [kind, value === '' ? null : Number(value)]);
  return (
    <Stack
      component="form"
      className="panel figure"
      gap="xs"
      aria-label="Minutes by hand"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(Object.fromEntries(changed));
      }}
    >
      <Text size="sm">Minutes that one takes a person by hand; measure a few of each rather than guess.</Text>
      <Group align="flex-end" gap="sm">
        {kinds.map(({ kind, title, minutesEach }) => (
          <NumberInput
            key={kind}
            size="xs"
            label={title}
            min={0}
            max={600}
            decimalScale={1}
            hideControls
            value={typed[kind] ?? minutesEach ?? ''}
            onChange={(value) => setTyped({ ...typed, [kind]: value })}
          />
        ))}
        <Button type="submit" size="xs" loading={save.isPending} disabled={changed.length === 0}>
          Save minutes
        </Button>
      </Group>
      {save.isError && (
        <Text size="sm" c="red" role="alert">
          {save.error.message}
        </Text>
      )}
    </Stack>
  );
}
