import { BlockList, isIP } from 'node:net';
import type { AddressRange } from '../config/private-ranges.ts';

/**
 * What an address is to the fetcher: `public` is on the internet, `allowed` is in a range that the operator
 * allows, `refused` is everything else.
 */
export type AddressVerdict = 'public' | 'allowed' | 'refused';

/** Judges an IP address in text, without brackets. */
export type AddressPolicy = (address: string) => AddressVerdict;

/** Not on the internet: https://www.iana.org/assignments/iana-ipv4-special-registry and multicast. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Azure answers its machines here, in a range that is public otherwise.
  '168.63.129.16/32',
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

/** The only IPv6 addresses in use on the internet; NAT64, unique local, link-local and multicast lie outside. */
const GLOBAL_IPV6 = '2000::/3';

/** Not on the internet, or a way round to an IPv4 address: https://www.iana.org/assignments/iana-ipv6-special-registry. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** IPv4 written as IPv6; such an address is judged as the IPv4 address in it. */
const MAPPED_IPV4 = '::ffff:0:0/96';

/** Makes the policy that allows public addresses and the ranges of the operator. */
export function createAddressPolicy(allowedRanges: readonly AddressRange[]): AddressPolicy {
  const allowed = new BlockList();
  for (const { network, prefixBits, family } of allowedRanges) allowed.addSubnet(network, prefixBits, family);
  const specialIpv4 = blockList(SPECIAL_IPV4, 'ipv4');
  const specialIpv6 = blockList(SPECIAL_IPV6, 'ipv6');
  const globalIpv6 = blockList([GLOBAL_IPV6], 'ipv6');
  const mappedIpv4 = blockList([MAPPED_IPV4], 'ipv6');
  return (address) => {
    const version = isIP(address);
    // An address with a zone (fe80::1%eth0) is of this link.
    if (version === 0 || address.includes('%')) return 'refused';
    const family = version === 4 ? 'ipv4' : 'ipv6';
    // A BlockList holds an IPv4 rule against mapped addresses too.
    if (allowed.check(address, family)) return 'allowed';
    if (version === 4 || mappedIpv4.check(address, family)) {
      return specialIpv4.check(address, family) ? 'refused' : 'public';
    }
    return globalIpv6.check(address, family) && !specialIpv6.check(address, family) ? 'public' : 'refused';
  };
}

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}
