import { createHmac, randomBytes } from 'node:crypto';

import { checkObjectKey } from '../object-key.ts';
import { S3Error } from '../s3-error.ts';
import { ACTIONS, type AccessKey, type Action, type Grant } from './access-key.ts';
import { isSameText } from './same-text.ts';

/** What the holder of a temporary key may do, and for how long. */
export interface TemporaryKeyRequest {
  readonly bucket: string;
  /** Ends with `/`, so that `pid1/` never covers `pid10/`; empty for the whole bucket. */
  readonly keyPrefix: string;
  readonly actions: readonly Action[];
  /** Whole seconds, 1 to 43 200 (twelve hours, as at Alibaba's STS). */
  readonly expiresInSeconds: number;
  /** Whom it is given to, for `ObjectStoreOptions.mayWrite`. */
  readonly holder?: string;
}

/** A key pair that works until it expires, with the token that must come with each request. */
export interface TemporaryKey {
  /** Begins with `STS.`. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Safe in headers and queries without encoding. */
  readonly securityToken: string;
  /** A whole second. */
  readonly expiresAt: Date;
}

/** Issues and recognizes temporary keys without storing them. */
export interface TemporaryKeys {
  /** @throws TypeError or RangeError for an invalid grant or lifetime */
  mint(request: TemporaryKeyRequest): TemporaryKey;
  /**
   * The key of a request, expired or not; fits `ObjectStoreOptions.findAccessKey`. Undefined when the id is not that
   * of a temporary key, or the token is missing.
   *
   * @throws S3Error `InvalidToken` when the token was not issued for this id
   */
  find(accessKeyId: string, securityToken: string | undefined): AccessKey | undefined;
}

/** Settings for temporary keys. */
export interface TemporaryKeysOptions {
  /** At least 16 bytes; it allows to issue any key. Changing it invalidates all earlier keys. */
  readonly masterSecret: string | Buffer;
  readonly now: () => Date;
}

/** What a token says. */
interface TokenContent extends Grant {
  readonly expiresAtSeconds: number;
  readonly holder?: string;
}

/** Marks a temporary key's id, as at Alibaba's STS; clients look at it. */
const ID_PREFIX = 'STS.';

const ID_FORM = /^STS\.[0-9a-f]{32}$/;

/** The payload and its HMAC, both in base64url. */
const TOKEN_FORM = /^([\w-]{1,4096})\.([\w-]{43})$/;

const MIN_MASTER_SECRET_BYTES = 16;
const MAX_EXPIRES_SECONDS = 43_200;

/**
 * Self-contained temporary keys: the token carries the grant and its expiry, authenticated by an HMAC with the key's
 * id, and the secret is an HMAC of the id. They survive a restart and need no storage. Before they expire they end
 * where `ObjectStoreOptions.mayWrite` refuses their holder, or all at once by a new master secret.
 */
export function createTemporaryKeys(options: TemporaryKeysOptions): TemporaryKeys {
  if (Buffer.byteLength(options.masterSecret) < MIN_MASTER_SECRET_BYTES) {
    throw new RangeError(`masterSecret must have at least ${MIN_MASTER_SECRET_BYTES} bytes.`);
  }
  // A derived key for each purpose, so that a secret can never serve as the MAC of a token.
  const secretKey = hmac(options.masterSecret, 'temporary key: secret');
  const tokenKey = hmac(options.masterSecret, 'temporary key: token');
  const deriveSecret = (accessKeyId: string) => hmac(secretKey, accessKeyId).toString('base64url');
  const prove = (accessKeyId: string, payload: string) =>
    hmac(tokenKey, `${accessKeyId}.${payload}`).toString('base64url');
  return {
    mint: (request) => {
      checkRequest(request);
      const accessKeyId = `${ID_PREFIX}${randomBytes(16).toString('hex')}`;
      const expiresAtSeconds = Math.floor(options.now().getTime() / 1000) + request.expiresInSeconds;
      const payload = formatPayload({ ...request, expiresAtSeconds });
      return {
        accessKeyId,
        secretAccessKey: deriveSecret(accessKeyId),
        securityToken: `${payload}.${prove(accessKeyId, payload)}`,
        expiresAt: new Date(expiresAtSeconds * 1000),
      };
    },
    find: (accessKeyId, securityToken) => {
      if (!ID_FORM.test(accessKeyId) || securityToken === undefined) return undefined;
      const [, payload = '', proof = ''] = TOKEN_FORM.exec(securityToken) ?? [];
      if (!isSameText(proof, prove(accessKeyId, payload))) throw invalidToken();
      const { expiresAtSeconds, holder, ...grant } = parsePayload(payload);
      return {
        accessKeyId,
        secretAccessKey: deriveSecret(accessKeyId),
        sessionToken: securityToken,
        expiresAt: new Date(expiresAtSeconds * 1000),
        grants: [grant],
        ...(holder !== undefined && { holder }),
      };
    },
  };
}

function checkRequest({ bucket, keyPrefix, actions, expiresInSeconds }: TemporaryKeyRequest): void {
  if (bucket === '' || actions.length === 0) throw new TypeError('A temporary key must allow something.');
  if (keyPrefix !== '') {
    if (!keyPrefix.endsWith('/')) throw new TypeError('The prefix of a temporary key must end with "/".');
    checkObjectKey(`${keyPrefix}a`);
  }
  if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRES_SECONDS) {
    throw new RangeError(`expiresInSeconds must be a whole number from 1 to ${MAX_EXPIRES_SECONDS}.`);
  }
}

function formatPayload({ bucket, keyPrefix, actions, expiresAtSeconds, holder }: TokenContent): string {
  const content = { bucket, keyPrefix, actions, expiresAtSeconds, holder };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Reads a payload with a valid MAC; only another version of this store can have written it in another form. */
function parsePayload(payload: string): TokenContent {
  const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (typeof content !== 'object' || content === null) throw invalidToken();
  const {
    bucket,
    keyPrefix,
    actions,
    expiresAtSeconds,
    holder,
  }: Partial<Record<keyof TokenContent, unknown>> = content;
  if (
    typeof bucket !== 'string' ||
    typeof keyPrefix !== 'string' ||
    !Array.isArray(actions) ||
    typeof expiresAtSeconds !== 'number' ||
    (typeof holder !== 'string' && holder !== undefined)
  ) {
    throw invalidToken();
  }
  return {
    bucket,
    keyPrefix,
    actions: ACTIONS.filter((action) => actions.includes(action)),
    expiresAtSeconds,
    ...(holder !== undefined && { holder }),
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function invalidToken(): S3Error {
  return new S3Error('InvalidToken', 'The provided token is malformed or otherwise invalid.');
}
