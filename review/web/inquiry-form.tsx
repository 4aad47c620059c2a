/** What was asked, ready to be corrected: a changed field says what it was. */
import { Button, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, type KeyboardEvent } from 'react';
import type { Item } from '../api/schema.ts';
import { corrected, fieldsOf, valuesOf, type Field, type Values } from './inquiry-fields.ts';
import { useTyped } from './typed.ts';
import { usDate } from './words.ts';

type Inquiry = NonNullable<Item['inquiry']>;

const NOTHING: Values = {};

interface InquiryFormProps {
  itemId: string;
  inquiry: Inquiry;
  isLocked: boolean;
  canSendBack: boolean;
  /** Asking again is what mostly helps. */
  isMain: boolean;
  onTouch: () => void;
  /** null: ask the same again. */
  onSendBack: (correction: Inquiry | null) => void;
}

export function InquiryForm({ itemId, inquiry, isLocked, canSendBack, isMain, onTouch, onSendBack }: InquiryFormProps) {
  const asked = valuesOf(inquiry);
  // Only what was typed: a colleague's correction of another field is not taken back by it.
  const [typed, type] = useTyped(`item/${itemId}/inquiry`, NOTHING);
  const values = { ...asked, ...typed };
  const first = useRef<HTMLInputElement>(null);
  useHotkeys([['e', () => first.current?.select()]]);
  const fields = fieldsOf(inquiry.kind);
  const changed = fields.filter(({ name }) => (values[name] ?? '').trim() !== (asked[name] ?? ''));
  const send = () => !isLocked && onSendBack(changed.length > 0 ? corrected(inquiry, values) : null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="xs">
        <Title order={2} size="sm">
          {canSendBack ? 'What was asked — correct it here' : 'What was asked'}
        </Title>
        <SimpleGrid cols={2} spacing="xs" verticalSpacing={6}>
          {fields.map((field, index) => (
            <InquiryField
              key={field.name}
              field={field}
              {...(index === 0 && { inputRef: first })}
              value={values[field.name] ?? ''}
              was={changed.includes(field) ? (asked[field.name] ?? '') : null}
              isLocked={isLocked}
              onChange={(value) => {
                const { [field.name]: _before, ...others } = typed;
                type(value === asked[field.name] ? others : { ...others, [field.name]: value });
                onTouch();
              }}
            />
          ))}
        </SimpleGrid>
        {canSendBack && (
          <Group gap="xs">
            <Button type="submit" variant={isMain || changed.length > 0 ? 'filled' : 'default'} disabled={isLocked}>
              {changed.length > 0 ? 'Send back with correction' : 'Send back unchanged'}
            </Button>
            {changed.length > 0 && (
              <Button variant="subtle" color="gray" px="xs" disabled={isLocked} onClick={() => type(NOTHING)}>
                Undo
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}

interface InquiryFieldProps {
  field: Field;
  inputRef?: React.Ref<HTMLInputElement>;
  value: string;
  /** What was asked before, when it was changed. */
  was: string | null;
  isLocked: boolean;
  onChange: (value: string) => void;
}

function InquiryField({ field, inputRef, value, was, isLocked, onChange }: InquiryFieldProps) {
  const before = field.isDate ? usDate(was) : was;
  return (
    <TextInput
      {...(inputRef && { ref: inputRef })}
      label={field.label}
      type={field.isDate ? 'date' : 'text'}
      autoComplete="off"
      spellCheck={false}
      maxLength={80}
      value={value}
      readOnly={isLocked}
      {...(was !== null && { 'data-changed': true })}
      description={
        was === null ? undefined : (
          <Text span inherit c="orange.8" className="was">
            was {before || 'empty'}
          </Text>
        )
      }
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
