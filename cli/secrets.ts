/** Asks for a login's secrets: at the prompt without echo, from a file, or from standard input. Never from an argument. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { credentialsSchema } from '../domain/login.ts';
import type { Credentials } from '../domain/login.ts';
import { UsageError } from './failure.ts';

const SHAPE =
  '{"username":"...","password":"...","answers":{"the question as the portal prints it":"..."},"totpSecret":"...","backupCodes":["..."],"mailbox":{"host":"...","port":993,"isTls":true,"user":"...","password":"...","from":"who the codes come from"}} (only the first two are needed everywhere)';

/** @param file a path; `-` = standard input; undefined = the prompt. */
export async function askCredentials(file: string | undefined): Promise<Credentials> {
  if (file === undefined) return promptCredentials();
  const text = file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new UsageError('The file with the login cannot be read. Check its path and permissions.');
  return parse(text);
}

function parse(text: string): Credentials {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UsageError(`The login must be JSON of this shape: ${SHAPE}`);
  }
  const read = credentialsSchema.safeParse(document);
  // The value itself is never quoted.
  if (!read.success)
    throw new UsageError(
      `The login lacks ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}. It must have this shape: ${SHAPE}`,
    );
  return read.data;
}

async function promptCredentials(): Promise<Credentials> {
  if (!process.stdin.isTTY)
    throw new UsageError(
      'There is no terminal to ask at. Give the login with --file PATH, or --file - for standard input.',
    );
  const prompt = openPrompt();
  try {
    const username = await prompt.ask('User name: ');
    const password = await prompt.askHidden('Password: ');
    const answers: Record<string, string> = {};
    for (;;) {
      const question = await prompt.ask('Challenge question as the portal prints it (Enter when there are no more): ');
      if (!question) break;
      answers[question] = await prompt.askHidden('Answer: ');
    }
    const totpSecret = await prompt.askHidden('Secret of the authenticator app (Enter when there is none): ');
    return parse(JSON.stringify({ username, password, answers, ...(totpSecret ? { totpSecret } : {}) }));
  } finally {
    prompt.close();
  }
}

function openPrompt() {
  let isHidden = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHidden) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  return {
    ask: async (question: string) => (await lines.question(question)).trim(),
    async askHidden(question: string) {
      process.stderr.write(question);
      isHidden = true;
      const answer = await lines.question('').finally(() => (isHidden = false));
      process.stderr.write('\n');
      return answer;
    },
    close: () => lines.close(),
  };
}
