/** The portal's data. The token lives in sessionStorage: it is gone with the tab. */
import { ui } from './words.js';

const KEY = 'bw.session';

export const session = {
  token: () => JSON.parse(sessionStorage.getItem(KEY) ?? 'null')?.token ?? null,
  keep: (token) => sessionStorage.setItem(KEY, JSON.stringify({ token })),
  end: () => sessionStorage.removeItem(KEY),
};

/** Something other than the data that was asked for. `notice` names what the application shows instead. */
export class Refusal extends Error {
  constructor(notice, message = '') {
    super(message);
    this.notice = notice;
  }
}

const post = (name, body) => {
  const token = session.token();
  return fetch(`/api/v2/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
};

/** @throws Refusal */
export async function ask(name, body = {}) {
  const response = await post(name, body);
  ui.set(response.headers.get('x-ui'));
  const answer = await response.json().catch(() => ({}));
  if (response.ok && !answer.notice) return answer;
  if (response.status === 401 && answer.code === 'SESSION_SUPERSEDED') throw new Refusal('superseded');
  if (response.status === 401 && answer.code !== 'BAD_CREDENTIALS') throw new Refusal('expired');
  if (response.status === 423) throw new Refusal('locked');
  if (response.status === 429) throw new Refusal('too-many');
  if (response.status >= 500) throw new Refusal('error');
  throw new Refusal(answer.notice ?? 'message', answer.message ?? '');
}

/** A file as a blob. */
export const askFile = async (name, body) => {
  const response = await post(name, body);
  if (!response.ok) await ask(name, body);
  return response.blob();
};
