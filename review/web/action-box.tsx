/** The frame of an action: its fields, a note, and the button that does it. */
import { Button, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Item } from '../api/schema.ts';
import type { Decision } from './decide.ts';
import { useTyped } from './typed.ts';

export interface ActionFormProps {
  readonly item: Item;
  readonly isLocked: boolean;
  readonly onTouch: () => void;
  readonly onDecide: (decision: Decision) => void;
}

/** The fields, a note, and the button that does it. */
export function ActionBox({
  place,
  label,
  isReady,
  onSubmit,
  onTouch,
  isLocked,
  children,
}: Pick<ActionFormProps, 'isLocked' | 'onTouch'> & {
  /** Where what is typed in it is kept. */
  readonly place: string;
  readonly label: string;
  readonly isReady: boolean;
  readonly onSubmit: (note: string) => void;
  readonly children?: ReactNode;
}) {
  const [note, setNote] = useTyped(`${place}/note`, '');
  const canSubmit = isReady && !isLocked;
  return (
    <form
      aria-label={label}
      onChange={onTouch}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSubmit) onSubmit(note);
      }}
    >
      <Stack gap="xs">
        {children}
        <TextInput
          label="Note"
          description="If there is more to say"
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" w="fit-content" disabled={!canSubmit}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}
