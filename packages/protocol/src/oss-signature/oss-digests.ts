/** A value, or a promise of it where the platform makes one wait. */
type Awaitable<Value> = Value | Promise<Value>;

/** The digests that OSS signatures are made of, of texts in UTF-8: Node's are immediate, those of browsers are not. */
export interface OssDigests {
  hmacSha1(key: Uint8Array, text: string): Awaitable<Uint8Array>;
  hmacSha256(key: Uint8Array, text: string): Awaitable<Uint8Array>;
  sha256(text: string): Awaitable<Uint8Array>;
}

/** The digests of a browser, or of any other platform with Web Crypto; pages have it in secure contexts only. */
export function createWebDigests(subtle: typeof crypto.subtle = crypto.subtle): OssDigests {
  const hmac = async (hash: 'SHA-1' | 'SHA-256', key: Uint8Array, text: string) => {
    const algorithm = { name: 'HMAC', hash };
    const imported = await subtle.importKey('raw', Uint8Array.from(key), algorithm, false, ['sign']);
    return new Uint8Array(await subtle.sign('HMAC', imported, toUtf8(text)));
  };
  return {
    hmacSha1: (key, text) => hmac('SHA-1', key, text),
    hmacSha256: (key, text) => hmac('SHA-256', key, text),
    sha256: async (text) => new Uint8Array(await subtle.digest('SHA-256', toUtf8(text))),
  };
}

/** A text as the digests take it. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Bytes as two lower-case hex digits each. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
