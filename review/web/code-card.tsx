/** A page of the robot's waits for a code that only a person has: what the portal said, a box for the digits, the time left. */
import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Summary } from '../api/schema.ts';
import { ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { countdown } from './words.ts';

type Wanted = Summary['codes'][number];

export function CodeCards({ summary }: { summary: Summary | undefined }) {
  return (
    <div className="codes">
      {summary?.codes.map((wanted) => (
        <CodeCard key={wanted.itemId} wanted={wanted} />
      ))}
    </div>
  );
}

function CodeCard({ wanted }: { wanted: Wanted }) {
  const left = useTimeLeft(wanted);
  const [typed, setTyped] = useState('');
  const giving = useGiving(wanted.itemId);
  useTooLate(left <= 0, typed !== '' && giving.isIdle);
  if (left <= 0 || giving.isSuccess) return null;
  const isReady = typed.replace(/\D/g, '').length === wanted.digits && !giving.isPending;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) giving.mutate(typed);
  };
  return (
    <Paper component="section" className="code-card" p="sm" withBorder aria-label="A code is wanted now">
      <form onSubmit={onSubmit}>
        <Group justify="space-between" gap="md">
          <div>
            <Text fw={600}>
              {wanted.portal} waits for a code ({wanted.loginLabel})
            </Text>
            <Text size="sm">{wanted.what}</Text>
          </div>
          <Group gap="sm" align="center">
            <Text role="timer" aria-label="Time left" className="countdown" c={left < 30 ? 'red' : 'dimmed'}>
              {countdown(left)}
            </Text>
            <TextInput
              aria-label={`Code of ${wanted.digits} digits`}
              placeholder={'0'.repeat(wanted.digits)}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={wanted.digits * 2}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!isReady} loading={giving.isPending}>
              Give the code
            </Button>
          </Group>
        </Group>
      </form>
    </Paper>
  );
}

const TOO_LATE =
  'The page no longer waits for this code: its time is over, or a colleague gave one. Nothing is lost: a new one is asked for when it is needed.';

/** Who was still typing when the card went is told why it did. */
function useTooLate(isOver: boolean, isTyping: boolean): void {
  const tell = useNotice();
  const typing = useRef(false);
  useEffect(() => {
    if (isOver && isTyping) tell(TOO_LATE, true);
    typing.current = isTyping && !isOver;
  }, [isOver, isTyping, tell]);
  useEffect(() => () => void (typing.current && tell(TOO_LATE, true)), [tell]);
}

/** Whole seconds, counted by this computer from what the server said was left. */
function useTimeLeft({ leftMs }: Wanted): number {
  // The moment does not move when the summary is asked again.
  const [until] = useState(() => performance.now() + leftMs);
  const [left, setLeft] = useState(leftMs);
  useEffect(() => {
    const timer = setInterval(() => setLeft(until - performance.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return Math.max(0, Math.ceil(left / 1000));
}

function useGiving(itemId: string) {
  const client = useQueryClient();
  const tell = useNotice();
  return useMutation({
    mutationFn: (code: string) => ask<{ message: string }>(`/review-items/${itemId}/code`, 'POST', { code }),
    onSuccess: ({ message }) => tell(message),
    onError: (error) => tell(error.message, true),
    onSettled: () =>
      Promise.all([['summary'], ['items'], ['item', itemId]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
