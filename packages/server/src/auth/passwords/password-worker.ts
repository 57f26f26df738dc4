import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';
import type { PasswordAnswer, PasswordRequest } from './password-thread.ts';

/**
 * OWASP's minimum for Argon2id: 19 MiB, two passes, one lane; about 0.1 s of one core.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Checked instead of a missing hash, so that an unknown email takes as long as a known one. */
const NOBODYS_HASH =
  `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}` +
  `$${unpaddedBase64(Buffer.alloc(SALT_BYTES))}$${unpaddedBase64(Buffer.alloc(HASH_BYTES))}`;

parentPort?.on('message', (request: PasswordRequest) => {
  if (request?.to === 'passwords') void answer(request);
});

async function answer(request: PasswordRequest): Promise<void> {
  const tell = (message: PasswordAnswer) => parentPort?.postMessage(message);
  try {
    const output = request.task === 'hash' ? await hash(request.password) : await verify(request);
    tell({ from: 'passwords', output });
  } catch (cause) {
    tell({ from: 'passwords', error: cause instanceof Error ? cause : new Error(String(cause)) });
  }
}

function hash(password: string): Promise<string> {
  return argon2id({
    password: password.normalize('NFKC'),
    salt: randomBytes(SALT_BYTES),
    memorySize: MEMORY_KIB,
    iterations: PASSES,
    parallelism: LANES,
    hashLength: HASH_BYTES,
    outputType: 'encoded',
  });
}

async function verify({ password, against }: { password: string; against?: string }): Promise<boolean> {
  const right = await argon2Verify({
    // Argon2 accepts no empty password, and no user has one.
    password: password.normalize('NFKC') || ' ',
    hash: against ?? NOBODYS_HASH,
  });
  return right && against !== undefined && password !== '';
}

function unpaddedBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
