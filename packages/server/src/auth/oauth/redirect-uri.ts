import { DomainError } from '../../errors/domain-error.ts';

/** Schemes that browsers handle themselves. */
const FORBIDDEN_SCHEMES = /^(about|blob|data|file|filesystem|javascript|vbscript|view-source|ws|wss):$/;
const MAX_CHARACTERS = 2000;
/** Only printable ASCII: the URI is compared exactly as it arrives. */
const PLAIN = /^[\x21-\x7e]+$/;

/** Throws a DomainError for an invalid redirect URI. */
export function checkRedirectUri(uri: string): void {
  const refuse = (reason: string) => {
    throw new DomainError('BAD_INPUT', `${uri} is not a valid redirect URI: ${reason}`);
  };
  if (!URL.canParse(uri) || !PLAIN.test(uri) || uri.length > MAX_CHARACTERS) {
    refuse('give a full URL such as https://example.org/signed-in.');
  }
  const { protocol, hash, username } = new URL(uri);
  if (hash || uri.endsWith('#')) refuse('the part after # is reserved for the token.');
  if (username) refuse('it contains a user name.');
  if (FORBIDDEN_SCHEMES.test(protocol)) refuse(`the scheme ${protocol} is not allowed.`);
  if (!/^https?:$/.test(protocol) && !protocol.includes('.')) {
    refuse('the scheme of a native app must be a reversed domain, such as org.example.app:/signed-in.');
  }
}

/**
 * Whether an app has registered this URI: exactly, except for the port of a loopback address, which a native app
 * chooses at run time (https://www.rfc-editor.org/rfc/rfc8252#section-7.3).
 */
export function isRegistered(redirectUris: readonly string[], uri: string): boolean {
  if (redirectUris.includes(uri)) return true;
  const anyPort = withoutLoopbackPort(uri);
  return (
    anyPort !== undefined && redirectUris.some((registered) => withoutLoopbackPort(registered) === anyPort)
  );
}

/** The redirect target as a source expression of a Content-Security-Policy. */
export function redirectSource(uri: string): string {
  const { protocol, origin } = new URL(uri);
  // Such a policy can't express an IPv6 address.
  return /^https?:$/.test(protocol) && !origin.includes('[') ? origin : protocol;
}

/** Adds parameters to the fragment or the query. */
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
