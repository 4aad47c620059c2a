/** The talk with the person who shows a portal: what is typed at the terminal, and what is said there. */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { BrowserContext } from 'playwright';
import { describe, expect, test, vi } from 'vitest';
import { askWhom, followPerson } from '../../cli/portal-kit/record/ask-person.ts';
import type { Recording } from '../../cli/portal-kit/record/visit.ts';
import { openTerminal } from '../../cli/terminal.ts';

function typing(text: string, isOver = true) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const terminal = openTerminal(input, output);
  if (isOver) input.end(text);
  else input.write(text);
  return { terminal, input, shown: () => String(output.read() ?? '') };
}

describe('whom the visit asks about', () => {
  test('may be typed one by one or pasted at once', async () => {
    const { terminal } = typing('KQ2204418876\nOSGOOD\n\n02/19/1971\n2026-11-23\n\n');
    expect(await askWhom(terminal)).toMatchObject({
      memberId: 'KQ2204418876',
      lastName: 'OSGOOD',
      firstName: null,
      birthDate: '1971-02-19',
      serviceDate: '2026-11-23',
      claimNumber: null,
    });
  });
  test('is asked again for a day that is none', async () => {
    const { terminal } = typing('KQ1\n\n\nyesterday\n02/30/1971\n02/19/1971\n\n\n');
    expect((await askWhom(terminal)).birthDate).toBe('1971-02-19');
  });
  test('ends with a sentence where nobody answers', async () =>
    expect(askWhom(typing('KQ1\n').terminal)).rejects.toThrow('Nobody answers here'));
});

test('each page that comes in a window that is open already is announced, and named when the person says so', async () => {
  const page = new EventEmitter();
  const context = Object.assign(new EventEmitter(), { pages: () => [page] }) as unknown as BrowserContext;
  const named: unknown[] = [];
  const recording = {
    name: async (role: string, name: string | null) => void named.push([role, name]),
    forget: () => void named.push('undo'),
  } as unknown as Recording;
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { terminal, input } = typing('sign-in\nsing-in\nundo\n', false);
  const following = followPerson(terminal, context, recording);
  await vi.waitFor(() => expect(named).toHaveLength(2));
  page.emit('framenavigated', { parentFrame: () => null, url: () => 'https://portal.example/find?id=1' });
  input.write('step member-list\ndone\n');
  await following;
  terminal.close();
  const text = said.mock.calls.map(([each]) => String(each)).join('');
  said.mockRestore();
  expect(named).toEqual([['sign-in', null], 'undo', ['step', 'member-list']]);
  expect(text).toContain('A page came: /find. What is it?');
  expect(text).toContain('"sing-in" is no kind of page');
  expect(text).not.toContain('id=1');
});
