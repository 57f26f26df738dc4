import type { Database } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { checkRedirectUri } from '../oauth/redirect-uri.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { AppFlow } from '../tables.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** The registration of an app. */
export interface NewApp {
  name: string;
  /** Allowed OAuth 2 redirect URIs. */
  redirectUris: string[];
  /** Origins of the pages that may use its key, such as `https://example.org`; empty: any. */
  allowedOrigins: string[];
  /** How users give it a token (default: `implicit`, which allows codes too). */
  flow?: AppFlow;
}

const MAX_NAME_CHARACTERS = 100;
const MAX_ADDRESSES = 50;

/** Adds an app; returns its id, and its key, which can't be read again. Throws a DomainError for invalid input. */
export async function addApp({ database, now }: Needs, wanted: NewApp): Promise<{ id: string; key: string }> {
  const name = wanted.name.trim();
  if (name.length === 0 || name.length > MAX_NAME_CHARACTERS) {
    throw new DomainError(
      'BAD_INPUT',
      `The name of an app must have 1 to ${MAX_NAME_CHARACTERS} characters.`,
    );
  }
  const { redirectUris, allowedOrigins, flow = 'implicit' } = wanted;
  if (redirectUris.length > MAX_ADDRESSES || allowedOrigins.length > MAX_ADDRESSES) {
    throw new DomainError(
      'BAD_INPUT',
      `An app can have at most ${MAX_ADDRESSES} redirect URIs and as many origins.`,
    );
  }
  for (const uri of redirectUris) checkRedirectUri(uri);
  for (const origin of allowedOrigins) checkOrigin(origin);
  const app = { id: newId(now()), key: newSecret() };
  await database
    .insertInto('apps')
    .values({ id: app.id, keyHash: hashSecret(app.key), name, redirectUris, allowedOrigins, flow })
    .execute();
  return app;
}

function checkOrigin(origin: string): void {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return;
  throw new DomainError(
    'BAD_INPUT',
    `${origin} is not an origin. Give scheme, host and optionally port, such as https://example.org.`,
  );
}
