import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetworks } from '../../adapters/networks.ts';
import { postWebhook } from '../../adapters/webhook-post.ts';
import { openReceiver } from '../workers/webhook-sender.ts';

let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

describe('sending to an address that somebody typed in', () => {
  const post = (url: string, allowed: string[] = [], timeoutMs = 2_000) =>
    postWebhook({ url, headers: {}, body: '{}', networks: openNetworks(allowed), timeoutMs });

  it('never reaches the office by number, by another way of writing it, or by a name that leads there', async () => {
    const { port } = receiver;
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
      '0.0.0.0',
    ])
      for (const scheme of ['http', 'https'])
        expect(await post(`${scheme}://${host}:${port}/`)).toEqual({ fault: 'address-refused' });
    expect(await post('http://169.254.169.254/latest/meta-data')).toEqual({ fault: 'address-refused' });
    expect(receiver.taken).toEqual([]);
  });

  it('sends in the clear only to a network that the office allows', async () => {
    expect(await post('http://93.184.216.34/')).toEqual({ fault: 'plain-http' });
    expect(await post(`http://localhost:${receiver.port}/`, ['127.0.0.1', '::1'])).toMatchObject({ status: 204 });
  });

  it('ends in time when nothing is answered, and says what is wrong in a word', async () => {
    receiver.staysSilent();
    expect(await post(receiver.url, ['127.0.0.1'], 100)).toEqual({ fault: 'timeout' });
    expect(await post(`https://127.0.0.1:${receiver.port}/`, ['127.0.0.1'], 500)).toEqual({ fault: 'certificate' });
    expect(await post('http://127.0.0.1:1/', ['127.0.0.1'])).toEqual({ fault: 'connection-refused' });
  });
});
