/** The address of a NodeODM node, or of a ClusterODM in front of several. */
export interface NodeAddress {
  /** Its name in messages: host, port and path, without secrets. */
  name: string;
  /** Without a slash at its end and without the token. */
  url: string;
  /** Secret. */
  token?: string;
}

/**
 * Reads addresses such as `http://odm.lan:3000?token=secret`, separated by commas or spaces. Throws an Error whose
 * message repeats no token.
 */
export function parseNodeAddresses(text: string): NodeAddress[] {
  const addresses = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((address, index) => parseAddress(address, index + 1));
  const twice = addresses.find(({ name }, index) => addresses.findIndex((one) => one.name === name) < index);
  if (twice) throw new Error(`${twice.name} is listed twice`);
  return addresses;
}

function parseAddress(text: string, number: number): NodeAddress {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.hash !== '') {
    throw new Error(`address ${number} does not look like http://host:3000 or https://host?token=…`);
  }
  const path = url.pathname.replace(/\/+$/, '');
  const token = url.searchParams.get('token') ?? '';
  const address = { name: `${url.host}${path}`, url: `${url.origin}${path}` };
  return token === '' ? address : { ...address, token };
}
