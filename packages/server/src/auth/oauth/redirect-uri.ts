import { DomainError } from '../../errors/domain-error.ts';

/** Schemes that a browser acts upon by itself. */
const FORBIDDEN_SCHEMES = /^(about|blob|data|file|filesystem|javascript|vbscript|view-source|ws|wss):$/;
const MAX_CHARACTERS = 2000;
/** Only printable ASCII: the address is compared letter by letter, as it arrives. */
const PLAIN = /^[\x21-\x7e]+$/;

/** Throws a DomainError that says why users can't be sent back to this address. */
export function checkRedirectUri(uri: string): void {
  const refuse = (reason: string) => {
    throw new DomainError('BAD_INPUT', `${uri} can not be a redirect address: ${reason}`);
  };
  if (!URL.canParse(uri) || !PLAIN.test(uri) || uri.length > MAX_CHARACTERS) {
    refuse('it is no whole address like https://example.org/signed-in.');
  }
  const { protocol, hash, username } = new URL(uri);
  if (hash || uri.endsWith('#')) refuse('the part after # is where the token goes.');
  if (username) refuse('it holds a user name.');
  if (FORBIDDEN_SCHEMES.test(protocol)) refuse(`${protocol} is not where an app lives.`);
  if (!/^https?:$/.test(protocol) && !protocol.includes('.')) {
    refuse('the scheme of a native app is a domain turned round, like org.example.app:/signed-in.');
  }
}

/**
 * Whether an app has registered this address: letter by letter, except for the port of a loopback address, which
 * a native app takes as it finds it (https://www.rfc-editor.org/rfc/rfc8252#section-7.3).
 */
export function isRegistered(redirectUris: readonly string[], uri: string): boolean {
  if (redirectUris.includes(uri)) return true;
  const anyPort = withoutLoopbackPort(uri);
  return (
    anyPort !== undefined && redirectUris.some((registered) => withoutLoopbackPort(registered) === anyPort)
  );
}

/** What a browser must be allowed to be sent to, as a source of a Content-Security-Policy. */
export function redirectSource(uri: string): string {
  const { protocol, origin } = new URL(uri);
  // Such a policy has no way to write an IPv6 address.
  return /^https?:$/.test(protocol) && !origin.includes('[') ? origin : protocol;
}

/** Adds answers behind `#`, or to the query. */
export function withAnswer(
  uri: string,
  place: 'fragment' | 'query',
  answer: Record<string, string | undefined>,
): string {
  const pairs = Object.entries(answer)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  if (place === 'fragment') return `${uri}#${pairs}`;
  return `${uri}${uri.includes('?') ? '&' : '?'}${pairs}`;
}

function withoutLoopbackPort(uri: string): string | undefined {
  const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?(?=[/?]|$)/.exec(uri);
  if (!loopback) return undefined;
  return `http://${loopback[1]}${uri.slice(loopback[0].length)}`;
}
