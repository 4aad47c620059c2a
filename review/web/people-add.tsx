import { Alert, Button, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GivenPassword } from '../api/people-schema.ts';
import type { Session } from '../api/schema.ts';
import { useChange, type Given } from './account-api.ts';
import { ask } from './api.ts';
import { ROLE_CHOICES } from './people-words.ts';

interface AddPersonProps {
  isOpen: boolean;
  onClose: () => void;
  onAdded: (given: Given) => void;
}

export function AddPerson({ isOpen, onClose, onAdded }: AddPersonProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Session['role']>('biller');
  const add = useChange(
    () => ask<GivenPassword>('/people', 'POST', { name, role }),
    (given) => {
      setName('');
      setRole('biller');
      onAdded({ ...given, name });
    },
  );
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add a person" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(undefined);
        }}
      >
        <Stack gap="md">
          {add.isError && (
            <Alert color="red" variant="light" role="alert">
              {add.error.message}
            </Alert>
          )}
          <TextInput
            label="Name"
            description="What they type to sign in, and what others see beside their decisions."
            autoComplete="off"
            required
            withAsterisk={false}
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleChoice role={role} onChange={setRole} />
          <Button type="submit" w="fit-content" loading={add.isPending}>
            Add
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

export function RoleChoice({ role, onChange }: { role: Session['role']; onChange: (role: Session['role']) => void }) {
  return (
    <Radio.Group label="Role" value={role} onChange={(value) => onChange(value)}>
      <Stack gap={6} mt={6}>
        {ROLE_CHOICES.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} size="sm" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
