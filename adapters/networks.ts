/** Which addresses we may call on somebody's word: the public internet, and what the office has allowed. */
import { BlockList, isIP, isIPv6 } from 'node:net';

export interface Networks {
  /** In a network that the office allows by name; plain HTTP is for these alone. */
  readonly isAllowed: (address: string) => boolean;
  /** Public, or allowed. */
  readonly mayReach: (address: string) => boolean;
}

/** What is not the public internet: IANA's special-purpose registries, RFC 6890 and those after it. */
const PRIVATE_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 only 2000::/3 is public; in it, what stands for IPv4 (6to4, Teredo) or for examples is not. */
const PUBLIC_6 = ['2000::/3'];
const PRIVATE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const NOT_PUBLIC = listOf([...PRIVATE_4, ...PRIVATE_6]);
const PUBLIC = listOf(PUBLIC_6);

/** @param allowed networks such as `10.20.0.0/16`; a bare address is itself. @throws Error for what is none. */
export function openNetworks(allowed: readonly string[]): Networks {
  const list = listOf(allowed);
  const isAllowed = (address: string) => has(list, plainOf(address));
  return {
    isAllowed,
    mayReach: (address) => isAllowed(address) || isPublic(plainOf(address)),
  };
}

function isPublic(address: string): boolean {
  if (isIP(address) === 0 || has(NOT_PUBLIC, address)) return false;
  return !isIPv6(address) || has(PUBLIC, address);
}

/** An IPv4 address in IPv6's clothes is that IPv4 address. */
function plainOf(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!isIPv6(bare)) return bare;
  const { hostname } = new URL(`http://[${bare}]`);
  const [, high, low] = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return hostname.slice(1, -1);
  const bits = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

const has = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}
