import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { AddressPolicy } from './address-policy.ts';
import { FetchRefused } from './fetch-refused.ts';

/** An address that a name stands for. */
export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Finds every address of a host name; throws where there is none. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** A URL that may be fetched, and the addresses that were checked: no others may be connected to. */
export interface Target {
  url: URL;
  addresses: readonly ResolvedAddress[];
}

/** Other ports of public addresses serve other protocols, and a fetch of them tells who listens where. */
const PUBLIC_PORTS = ['', '80', '443'];

/** Asks the system, as every other program on this machine does. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/** Reads a URL and refuses, by FetchRefused, what needs no question to anybody to be refused. */
export function readTarget(text: string, policy: AddressPolicy): URL {
  const url = URL.parse(text);
  if (!url) throw new FetchRefused('NotAUrl', 'A complete URL is needed, such as http://example.com/a.jpg.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchRefused('NotHttp', `Only http and https are supported, not ${url.protocol}`);
  }
  if (url.username || url.password) {
    throw new FetchRefused('HasCredentials', 'The URL must not contain a user name or a password.');
  }
  const literal = literalAddress(url);
  if (literal) admit(url, [literal], policy);
  return url;
}

/** Finds the addresses behind a URL and keeps those that may be connected to. Throws FetchRefused where none is. */
export async function findTarget(url: URL, policy: AddressPolicy, resolve: Resolve): Promise<Target> {
  const literal = literalAddress(url);
  const addresses = literal ? [literal] : await resolveHost(url.hostname, resolve);
  return { url, addresses: admit(url, addresses, policy) };
}

/** WHATWG URLs have already turned other spellings of an address, such as 0x7f.1, into the usual one. */
function literalAddress(url: URL): ResolvedAddress | undefined {
  const address = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 0 ? undefined : { address, family };
}

async function resolveHost(hostname: string, resolve: Resolve): Promise<readonly ResolvedAddress[]> {
  try {
    return await resolve(hostname);
  } catch (error) {
    throw new FetchRefused('Unresolvable', `There is no address for the name ${hostname}.`, { cause: error });
  }
}

function admit(
  url: URL,
  addresses: readonly ResolvedAddress[],
  policy: AddressPolicy,
): readonly ResolvedAddress[] {
  const known = addresses.filter(({ address }) => policy(address) !== 'refused');
  if (known.length === 0) {
    const message =
      `${url.hostname} is not a public address, and this server fetches only from public addresses. ` +
      'Its operator can allow that with TIEPOINT_FETCH_PRIVATE.';
    throw new FetchRefused('PrivateAddress', message);
  }
  const publicPort = PUBLIC_PORTS.includes(url.port);
  const admitted = known.filter(({ address }) => publicPort || policy(address) === 'allowed');
  if (admitted.length === 0) {
    throw new FetchRefused('PortNotAllowed', `Only ports 80 and 443 are allowed, not ${url.port}.`);
  }
  return admitted;
}
