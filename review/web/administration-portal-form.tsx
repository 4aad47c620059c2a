/** One portal of the register: its terms, hours, pace and cap. */
import {
  Anchor,
  Button,
  Card,
  Chip,
  Fieldset,
  Group,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { PortalRow } from '../api/administration-schema.ts';
import { useChange } from './administration-api.ts';
import { ChangedBy, Meanwhile, Refusal } from './administration-parts.tsx';
import { countOf, DAYS } from './administration-words.ts';
import { useSession } from './api.ts';
import { InternalLink } from './internal-link.tsx';
import { go } from './router.ts';
import { isSame, useTyped } from './typed.ts';

type Register = PortalRow['register'];
const LIST = '/administration/portals';

const shownOf = (register: Register) => ({
  policy: register.policy,
  hours: register.hours,
  pace: { lookups: String(register.pace?.lookups ?? ''), perSeconds: String(register.pace?.perSeconds ?? '') },
  cap: String(register.dailyCap ?? ''),
  // What stood when typing began.
  before: register,
});

export function PortalForm({ portal }: { portal: PortalRow }) {
  const { register } = portal;
  const change = useChange(true);
  const place = `portal/${register.name}`;
  const [typed, type] = useTyped(place, shownOf(register));
  const { policy, hours, pace, cap, before } = typed;
  const [lookups, perSeconds, dailyCap] = [countOf(pace.lookups), countOf(pace.perSeconds), countOf(cap)];
  const isReadable =
    lookups !== undefined && perSeconds !== undefined && dailyCap !== undefined && !lookups === !perSeconds;
  const send = (changes: object | null) =>
    change.mutate(
      {
        path: `portals/${register.name}`,
        body: { before, changes },
        done: changes ? 'Saved; every host follows within seconds.' : 'As the register file says it.',
        place,
      },
      { onSuccess: () => go(LIST) },
    );
  return (
    <Card
      withBorder
      maw={720}
      component="form"
      aria-label={register.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReadable) send({ policy, hours, dailyCap, pace: lookups && perSeconds ? { lookups, perSeconds } : null });
      }}
    >
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h5">
            {register.title}
          </Title>
          <ChangedBy note={portal.changed} />
        </Group>
        <PolicyFields policy={policy} onChange={(next) => type({ ...typed, policy: next })} />
        <HoursFields hours={hours} onChange={(next) => type({ ...typed, hours: next })} />
        <Fieldset legend="Pace of one login">
          <Group grow align="flex-start">
            <TextInput
              label="Look-ups"
              description="Empty: no pace of its own."
              value={pace.lookups}
              onChange={(event) => type({ ...typed, pace: { ...pace, lookups: event.currentTarget.value } })}
            />
            <TextInput
              label="in so many seconds"
              description="Both or neither."
              value={pace.perSeconds}
              onChange={(event) => type({ ...typed, pace: { ...pace, perSeconds: event.currentTarget.value } })}
            />
            <TextInput
              label="At most a day"
              description="Empty: no cap."
              value={cap}
              onChange={(event) => type({ ...typed, cap: event.currentTarget.value })}
            />
          </Group>
        </Fieldset>
        {!isReadable && (
          <Text size="sm" c="red" role="alert">
            Pace and cap are whole numbers; look-ups and seconds go together.
          </Text>
        )}
        <Text size="xs" c="dimmed">
          A new pace is taken up within half a minute, after the look-up under way; everything else within seconds.
          Where the portal is and after how many bad passwords it locks ({register.lockoutAfter}) stand in its register
          file.
        </Text>
        <Meanwhile place={place} isOther={!isSame(before, register) && !change.isPending} />
        <Refusal error={change.error} />
        <Group justify="space-between">
          <InternalLink to={LIST} size="sm">
            Back to all portals
          </InternalLink>
          <Group gap="xs">
            {portal.changes && (
              <Button variant="default" size="xs" loading={change.isPending} onClick={() => send(null)}>
                As the register file says it
              </Button>
            )}
            <Button type="submit" size="xs" disabled={!isReadable} loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </Card>
  );
}

const CHOICES = [
  { value: 'allowed', label: 'Allowed' },
  { value: 'consent', label: 'By consent' },
  { value: 'forbidden', label: 'Forbidden' },
];

function PolicyFields({
  policy,
  onChange,
}: {
  policy: Register['policy'];
  onChange: (policy: Register['policy']) => void;
}) {
  const name = useSession().data?.name ?? '';
  const orNull = (text: string) => (text.trim() === '' ? null : text);
  return (
    <Fieldset legend="What its terms say of robots">
      <Stack gap="xs">
        <SegmentedControl
          aria-label="Robots are"
          data={CHOICES}
          value={policy.automation}
          onChange={(value) => onChange({ ...policy, automation: value as Register['policy']['automation'] })}
        />
        <TextInput
          label="Address of the terms"
          value={policy.termsUrl}
          onChange={(event) => onChange({ ...policy, termsUrl: event.currentTarget.value })}
          rightSectionWidth={60}
          rightSection={
            <Anchor size="xs" href={policy.termsUrl} target="_blank" rel="noreferrer">
              open
            </Anchor>
          }
        />
        <Group grow align="flex-start">
          <TextInput
            label="Read on"
            type="date"
            value={policy.readOn ?? ''}
            onChange={(event) =>
              onChange({ ...policy, readOn: orNull(event.currentTarget.value), readBy: policy.readBy ?? name })
            }
          />
          <TextInput
            label="Read by"
            value={policy.readBy ?? ''}
            onChange={(event) => onChange({ ...policy, readBy: orNull(event.currentTarget.value) })}
          />
        </Group>
        {policy.automation === 'consent' && (
          <TextInput
            label="Who at the portal agreed"
            description="Name, office, and where the letter is kept."
            value={policy.consentBy ?? ''}
            onChange={(event) => onChange({ ...policy, consentBy: orNull(event.currentTarget.value) })}
          />
        )}
      </Stack>
    </Fieldset>
  );
}

function HoursFields({ hours, onChange }: { hours: Register['hours']; onChange: (hours: Register['hours']) => void }) {
  return (
    <Fieldset legend="When it may be asked">
      <Stack gap="xs">
        <Chip.Group
          multiple
          value={hours.days.map(String)}
          onChange={(days) => onChange({ ...hours, days: days.map(Number).toSorted((a, b) => a - b) })}
        >
          <Group gap={6}>
            {DAYS.map((day, index) => (
              <Chip key={day} value={String(index)} size="xs">
                {day}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Group grow>
          <TextInput
            label="From"
            value={hours.from}
            onChange={(event) => onChange({ ...hours, from: event.currentTarget.value })}
          />
          <TextInput
            label="To"
            value={hours.to}
            onChange={(event) => onChange({ ...hours, to: event.currentTarget.value })}
          />
          <TextInput
            label="Time zone"
            value={hours.timeZone}
            onChange={(event) => onChange({ ...hours, timeZone: event.currentTarget.value })}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}
