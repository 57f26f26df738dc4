import type { Database } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { checkRedirectUri } from '../oauth/redirect-uri.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import '../tables.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** What an app registers. */
export interface NewApp {
  name: string;
  /** Where OAuth 2 may send its users back to. */
  redirectUris: string[];
  /** Origins of the pages that may use its key, like `https://example.org`; empty = every one. */
  allowedOrigins: string[];
}

const MAX_NAME_CHARACTERS = 100;
const MAX_ADDRESSES = 50;

/** Adds an app; gives its id, and its key for this one time. Throws a DomainError that says what is wrong. */
export async function addApp({ database, now }: Needs, wanted: NewApp): Promise<{ id: string; key: string }> {
  const name = wanted.name.trim();
  if (name.length === 0 || name.length > MAX_NAME_CHARACTERS) {
    throw new DomainError('BAD_INPUT', `An app's name has 1 to ${MAX_NAME_CHARACTERS} characters.`);
  }
  const { redirectUris, allowedOrigins } = wanted;
  if (redirectUris.length > MAX_ADDRESSES || allowedOrigins.length > MAX_ADDRESSES) {
    throw new DomainError('BAD_INPUT', `An app has at most ${MAX_ADDRESSES} addresses of a kind.`);
  }
  for (const uri of redirectUris) checkRedirectUri(uri);
  for (const origin of allowedOrigins) checkOrigin(origin);
  const app = { id: newId(now()), key: newSecret() };
  await database
    .insertInto('apps')
    .values({ id: app.id, keyHash: hashSecret(app.key), name, redirectUris, allowedOrigins })
    .execute();
  return app;
}

function checkOrigin(origin: string): void {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return;
  throw new DomainError(
    'BAD_INPUT',
    `${origin} is no origin: one has a scheme, a host and perhaps a port, like https://example.org.`,
  );
}
