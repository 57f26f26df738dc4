import { join } from 'node:path';
import type { RunningServer } from '@tiepoint/server';
import { signedInLink } from '../projects/model-link.ts';

/** The credentials for clients, shown at the first start; empty at later ones. */
export function describeCredentials(server: RunningServer): string[] {
  if (!server.firstStart) return [];
  const { endpoint, key, token } = server.credentials;
  return [
    'Credentials for clients (shown only once):',
    `  endpoint  ${endpoint}`,
    `  key       ${key}`,
    `  token     ${token}`,
    `  page      ${signedInLink(server.credentials, '/')}`,
    `They are kept in ${join(server.dataFolder, 'credentials.json')}, readable only by its owner; commands on this`,
    'machine find them there.',
  ];
}
