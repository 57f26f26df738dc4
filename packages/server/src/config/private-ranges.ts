import { isIP } from 'node:net';

/** A range of addresses, for example 10.0.0.0/8. */
export interface AddressRange {
  network: string;
  /** Prefix length. */
  prefixBits: number;
  family: 'ipv4' | 'ipv6';
}

/** Loopback addresses. */
export const LOOPBACK_RANGES: readonly AddressRange[] = [
  { network: '127.0.0.0', prefixBits: 8, family: 'ipv4' },
  { network: '::1', prefixBits: 128, family: 'ipv6' },
];

/**
 * Reads `none`, or a list, separated by commas, of `loopback` and ranges as 192.168.1.0/24, fd00::/8 or a single
 * address. Throws an Error that names the invalid part.
 */
export function parsePrivateRanges(text: string): AddressRange[] {
  if (text.trim() === 'none') return [];
  return text.split(',').flatMap((part) => {
    const name = part.trim();
    return name === 'loopback' ? LOOPBACK_RANGES : [parseRange(name)];
  });
}

/** Whether a server that listens on this host is reachable only from its own machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function parseRange(text: string): AddressRange {
  const [network = '', bits, ...rest] = text.split('/');
  const version = isIP(network);
  const widthBits = version === 4 ? 32 : 128;
  const prefixBits = bits === undefined ? widthBits : Number(bits);
  const readable = version !== 0 && !network.includes('%') && rest.length === 0 && /^\d+$/.test(bits ?? '0');
  if (!readable || prefixBits > widthBits) {
    throw new Error(`"${text}" is neither none, loopback nor a range such as 192.168.1.0/24`);
  }
  return { network, prefixBits, family: version === 4 ? 'ipv4' : 'ipv6' };
}
