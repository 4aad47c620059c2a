/** What an administrator can do about one person; what ends sessions or takes something away asks first. */
import { Alert, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { GivenPassword, PersonRow } from '../api/people-schema.ts';
import { useChange, type Given } from './account-api.ts';
import { ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { RoleChoice } from './people-add.tsx';

interface Deed {
  readonly path: string;
  readonly label: string;
  /** What follows from it, asked before. */
  readonly follows: string;
  readonly told: string;
  readonly isFor: (row: PersonRow) => boolean;
}

const DEEDS: readonly Deed[] = [
  {
    path: 'unlock',
    label: 'End the wait',
    follows: 'After wrong passwords they may try again at once. Make sure that it was them who tried.',
    told: 'may try again at once.',
    isFor: (row) => row.waitsUntil !== null,
  },
  {
    path: 'role',
    label: 'Change role',
    follows: 'Their sessions end; they sign in again with the new role.',
    told: 'has another role now.',
    isFor: () => true,
  },
  {
    path: 'password',
    label: 'Give a new password',
    follows: 'The password of now stops working and their sessions end. The new one is shown to you once.',
    told: 'has a new password.',
    isFor: () => true,
  },
  {
    path: 'reset-second-factor',
    label: 'Reset second factor',
    follows: 'For who has lost phone and recovery codes: until they set up another, the password alone lets them in.',
    told: 'has no second factor now.',
    isFor: (row) => row.hasSecondFactor,
  },
  {
    path: 'end-sessions',
    label: 'End all sessions',
    follows: 'They are signed out everywhere and can sign in again.',
    told: 'is signed out everywhere.',
    isFor: () => true,
  },
  {
    path: 'disable',
    label: 'Disable',
    follows: 'They are signed out and no longer get in. What they decided stays theirs.',
    told: 'no longer gets in.',
    isFor: (row) => !row.isDisabled,
  },
  {
    path: 'enable',
    label: 'Enable',
    follows: 'They can sign in again, with the role that they had.',
    told: 'can sign in again.',
    isFor: (row) => row.isDisabled,
  },
];

export function PersonMenu({ row, onGiven }: { row: PersonRow; onGiven: (given: Given) => void }) {
  const [deed, setDeed] = useState<Deed | null>(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-xs" variant="default" aria-label={`Change ${row.name}`}>
            Change
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {DEEDS.filter(({ isFor }) => isFor(row)).map((one) => (
            <Menu.Item key={one.path} onClick={() => setDeed(one)}>
              {one.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {deed && <Sure row={row} deed={deed} onClose={() => setDeed(null)} onGiven={onGiven} />}
    </>
  );
}

interface SureProps {
  row: PersonRow;
  deed: Deed;
  onClose: () => void;
  onGiven: (given: Given) => void;
}

function Sure({ row, deed, onClose, onGiven }: SureProps) {
  const [role, setRole] = useState(row.role);
  const tell = useNotice();
  const act = useChange(
    () => ask<Partial<GivenPassword>>(`/people/${row.id}/${deed.path}`, 'POST', deed.path === 'role' ? { role } : {}),
    ({ password }) => {
      onClose();
      if (password) onGiven({ id: row.id, name: row.name, password });
      else tell(`${row.name} ${deed.told}`);
    },
  );
  return (
    <Modal opened onClose={onClose} title={`${deed.label}: ${row.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text size="sm">{deed.follows}</Text>
        {act.isError && (
          <Alert color="red" variant="light" role="alert">
            {act.error.message}
          </Alert>
        )}
        {deed.path === 'role' && <RoleChoice role={role} onChange={setRole} />}
        <Group gap="xs">
          <Button data-autofocus loading={act.isPending} onClick={() => act.mutate(undefined)}>
            {deed.label}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
