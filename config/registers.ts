/** The registers: which portals may be worked and how, and which portal serves which payer. One JSON file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { payerRegisterSchema, portalRegisterSchema } from '../domain/registers.ts';
import type { PayerRegister, Registers } from '../domain/registers.ts';

export { mayAutomate, type PayerRegister, type PortalRegister, type Registers } from '../domain/registers.ts';

/** @throws an Error naming the file and what is wrong with it. */
export function readRegisters(folder: string = import.meta.dirname): Registers {
  return {
    portals: readAll(join(folder, 'portals'), portalRegisterSchema),
    payers: readAll(join(folder, 'payers'), payerRegisterSchema),
  };
}

function readAll<T>(folder: string, schema: z.ZodType<T>): T[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => {
    const file = join(folder, name);
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      throw new Error(`The register file ${file} cannot be used: ${why}`, { cause: error });
    }
  });
}

const same = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

/** Finds a payer by the id a claim carries, else by its exact name. @returns undefined for a payer nobody registered. */
export function findPayer(registers: Registers, payer: { name: string; id: string | null }): PayerRegister | undefined {
  const { id } = payer;
  const byId = id ? registers.payers.find((entry) => entry.ids.some((known) => same(known, id))) : undefined;
  return (
    byId ?? registers.payers.find((entry) => [entry.name, ...entry.names].some((known) => same(known, payer.name)))
  );
}
