import { describe, expect, test } from 'vitest';
import { findCycles } from './architecture/cycles.ts';
import { judgeHabits } from './architecture/habits.ts';
import { judgeImports, staleEntries } from './architecture/imports.ts';
import { judgeShape } from './architecture/shape.ts';
import { readSource } from './architecture/source-file.ts';
import { TABLE } from './architecture/table.ts';
import { readTree } from './architecture/tree.ts';

describe('the tree follows docs/architecture.md', () => {
  const files = readTree().map(readSource);
  const imports = judgeImports(files, TABLE);
  const habits = judgeHabits(files, TABLE);

  test('every import goes where its folder may reach', () => expect(imports.broken).toEqual([]));
  test('time, environment, waits and selectors stay in their one home', () => expect(habits.broken).toEqual([]));
  test('no file imports itself in a circle', () => expect(findCycles(files)).toEqual([]));
  test('folders and files are named and sized for reading', () => expect(judgeShape(files)).toEqual([]));
  test('every rule, owner and exception still matches something', () =>
    expect(staleEntries(new Set([...imports.used, ...habits.used]), TABLE)).toEqual([]));
});
