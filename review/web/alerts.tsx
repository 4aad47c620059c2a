/** A code is wanted within minutes: a sound and a notice of the browser, for whoever asked for them. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Summary } from '../api/schema.ts';

const KEPT = 'claimwright-alerts';
const TONES = [660, 880, 660];
const TONE_SECONDS = 0.16;

/** The browser asks for its permission only after this button was pressed. */
export function Alerts({ codes }: { codes: Summary['codes'] }) {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEPT) === 'on');
  useCodeAlerts(codes, isOn);
  const toggle = async () => {
    const next = !isOn;
    if (next && 'Notification' in window && Notification.permission === 'default')
      await Notification.requestPermission();
    if (next) void ring();
    localStorage.setItem(KEPT, next ? 'on' : 'off');
    setOn(next);
  };
  return (
    <Tooltip
      label={isOn ? 'Sound and notice when a code is wanted: on' : 'Sound and notice when a code is wanted: off'}
    >
      <ActionIcon
        variant={isOn ? 'light' : 'subtle'}
        color={isOn ? 'cyan' : 'gray'}
        aria-label="Alert me when a code is wanted"
        aria-pressed={isOn}
        onClick={() => void toggle()}
      >
        <svg
          viewBox="0 0 24 24"
          width="16"
          height="16"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
        >
          <path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0" />
          {!isOn && <path d="M4 4l16 16" />}
        </svg>
      </ActionIcon>
    </Tooltip>
  );
}

function useCodeAlerts(codes: Summary['codes'], isOn: boolean): void {
  const told = useRef(new Set<string>());
  useEffect(() => {
    const fresh = codes.filter(({ itemId }) => !told.current.has(itemId));
    for (const { itemId } of fresh) told.current.add(itemId);
    if (!isOn || fresh.length === 0) return;
    void ring();
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    for (const { itemId, portal } of fresh) {
      // No more than the portal's name: it is shown over whatever else is on the screen.
      const notice = new Notification('A code is wanted now', { body: `${portal} waits for it.`, tag: itemId });
      notice.addEventListener('click', () => window.focus());
    }
  }, [codes, isOn]);
}

let sound: AudioContext | undefined;

/** A browser may keep a page silent until it was clicked: what is older by then is not sounded any more. */
const STALE_MS = 2_000;

/** Three short tones. */
async function ring(): Promise<void> {
  sound ??= new AudioContext();
  const asked = performance.now();
  await sound.resume();
  if (performance.now() - asked > STALE_MS) return;
  const from = sound.currentTime;
  for (const [at, hertz] of TONES.entries()) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.15, from + at * TONE_SECONDS);
    volume.gain.exponentialRampToValueAtTime(0.001, from + (at + 0.9) * TONE_SECONDS);
    tone.connect(volume).connect(sound.destination);
    tone.start(from + at * TONE_SECONDS);
    tone.stop(from + (at + 1) * TONE_SECONDS);
  }
}
