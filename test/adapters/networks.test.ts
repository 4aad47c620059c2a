import { describe, expect, it } from 'vitest';
import { openNetworks } from '../../adapters/networks.ts';

describe('networks that a webhook may reach', () => {
  const strict = openNetworks([]);

  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])(
    'are public ones, such as %s',
    (address) => expect(strict.mayReach(address)).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fe80::1%eth0',
    'fd00::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    'no address',
    '',
  ])('are not %s', (address) => expect(strict.mayReach(address)).toBe(false));

  it('are also those that the office allows, and only those', () => {
    const office = openNetworks(['10.20.0.0/16', '127.0.0.1', 'fd00:1::/32']);
    expect(['10.20.3.4', '127.0.0.1', 'fd00:1::7', '::ffff:10.20.0.1', '8.8.8.8'].map(office.mayReach)).toEqual(
      Array.from({ length: 5 }, () => true),
    );
    expect(['10.21.0.1', '127.0.0.2', 'fd00:2::7'].map(office.mayReach)).toEqual([false, false, false]);
    expect(['10.20.3.4', '8.8.8.8'].map(office.isAllowed)).toEqual([true, false]);
  });
});
