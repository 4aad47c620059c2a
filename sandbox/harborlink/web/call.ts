/** Calls of a page's script to the server; what the server says in place of an answer comes as a notice. */
import type { Answer } from '../model.ts';

const POLL_MS = 100;

export async function call(name: string, body: object): Promise<Answer> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

/** Asks until the payer has answered: 202 means that it has not. */
export async function answerOf(transaction: string): Promise<Answer> {
  for (;;) {
    const response = await fetch(`/api/transactions/${transaction}`);
    if (response.status !== 202) return (await response.json()) as Answer;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What the server put into the document; each page knows what that is. */
export const readModel = (): unknown => JSON.parse(document.getElementById('model')?.textContent ?? '{}');
