/** What is asked before items are given, put off, labelled, noted, resolved or put before a supervisor: one small form each. */
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import type { FormEvent } from 'react';
import { usePeople, useQueues, useSession } from './api.ts';
import type { Handling } from './handle.ts';
import { forgetTyped, useTyped } from './typed.ts';

export type Wanted = Exclude<Handling['do'], 'bring-back'>;

interface ItemDialogProps {
  wanted: Wanted;
  /** Where what is typed is kept until it is taken or cancelled: closed in passing, refused or cut off, it is there again. */
  place: string;
  /** How many items it is for. */
  count: number;
  /** The office's day. */
  today: string;
  onClose: () => void;
  onDo: (handling: Handling) => void;
}

const TITLES: Readonly<Record<Wanted, string>> = {
  assign: 'Give to somebody',
  postpone: 'Put off until a day',
  label: 'Labels',
  resolve: 'Resolve with a note',
  escalate: 'Put before a supervisor',
  note: 'Note',
};
const DOES: Readonly<Record<Wanted, string>> = {
  assign: 'Give',
  postpone: 'Put off',
  label: 'Label',
  resolve: 'Resolve',
  escalate: 'Escalate',
  note: 'Note',
};

export function ItemDialog({ wanted, place, count, today, onClose, onDo }: ItemDialogProps) {
  const form = useForm(wanted, place, today);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.handling) return;
    onDo(form.handling);
    onClose();
  };
  const title = count > 1 ? `${TITLES[wanted]}: ${count} items` : TITLES[wanted];
  return (
    // Mantine's own head of a dialog would be a second banner of the page.
    <Modal.Root opened onClose={onClose} size="sm">
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <Title order={2} size="h5" mb="sm">
            {title}
          </Title>
          <form onSubmit={onSubmit}>
            <Stack gap="sm">
              {form.fields}
              <Group justify="flex-end" gap="xs">
                <Button
                  variant="default"
                  onClick={() => {
                    forgetTyped(place);
                    onClose();
                  }}
                >
                  Cancel
                </Button>
                <Button type="submit" disabled={!form.handling}>
                  {DOES[wanted]}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The fields of one form, and what they come to; null while something is missing. */
function useForm(wanted: Wanted, place: string, today: string) {
  const [to, setTo] = useTyped<string | null>(`${place}/to`, null);
  const [text, setText] = useTyped(`${place}/text`, '');
  const [until, setUntil] = useTyped(`${place}/until`, dayAfter(today, 7));
  const people = usePeople().data?.people ?? [];
  const me = useSession().data;
  const isLead = me?.permissions.includes('items.assign') ?? false;
  const said = text.trim();
  const words = (label: string, isOptional = false) => (
    <Textarea
      label={label}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={2000}
      data-autofocus={wanted !== 'assign' || undefined}
      required={!isOptional}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
  switch (wanted) {
    case 'assign': {
      const isFree = isLead || to === me?.id || to === NOBODY;
      const data = [
        ...people.map(({ id, name, open }) => ({
          value: id,
          label: `${name}${id === me?.id ? ' (you)' : ''} · ${open} open`,
        })),
        { value: NOBODY, label: 'Nobody' },
      ];
      return {
        handling:
          to && (isFree || said) ? { do: 'assign' as const, to: to === NOBODY ? null : to, reason: said } : null,
        fields: (
          <>
            <Select
              label="To"
              placeholder="A person"
              searchable
              data-autofocus
              selectFirstOptionOnChange
              comboboxProps={{ withinPortal: false }}
              data={data}
              value={to}
              onChange={setTo}
            />
            {words(isFree ? 'Why (may stay empty)' : 'Why', isFree)}
          </>
        ),
      };
    }
    case 'postpone':
      return {
        handling: said && until > today ? { do: 'postpone' as const, until, reason: said } : null,
        fields: (
          <>
            <TextInput
              type="date"
              label="It comes back by itself on"
              min={dayAfter(today, 1)}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
            {words('Why')}
          </>
        ),
      };
    case 'label':
      return { handling: labelling(said), fields: <LabelField text={text} onText={setText} /> };
    case 'resolve':
      return { handling: said ? { do: 'resolve' as const, note: said } : null, fields: words('What was done') };
    case 'escalate':
      return {
        handling: said ? { do: 'escalate' as const, reason: said } : null,
        fields: words('What a supervisor must know'),
      };
    case 'note':
      return {
        handling: said ? { do: 'note' as const, text: said } : null,
        fields: (
          <>
            {words('Note')}
            <Text size="xs" c="dimmed">
              @name puts it before a colleague:{' '}
              {people
                .map(({ name }) => `@${name}`)
                .slice(0, 8)
                .join(', ')}
            </Text>
          </>
        ),
      };
  }
}

const NOBODY = 'nobody';

/** Labels by commas; one with a minus before it is taken off. */
function labelling(text: string): Handling | null {
  const parts = text.split(',').flatMap((part) => part.trim() || []);
  const remove = parts.flatMap((part) => (part.startsWith('-') ? part.slice(1).trim() : []));
  const add = parts.filter((part) => !part.startsWith('-'));
  return parts.length > 0 ? { do: 'label', add, remove } : null;
}

function LabelField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const known = useQueues().data?.byLabel ?? [];
  const add = (name: string) =>
    onText(
      [
        ...text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
        name,
      ].join(', '),
    );
  return (
    <>
      <TextInput
        label="Labels, with commas between"
        description="A minus takes one off: appeal, -waiting"
        data-autofocus
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {known.length > 0 && (
        <Group gap={4}>
          {known.slice(0, 12).map(({ name }) => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => add(name)}>
              {name}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
