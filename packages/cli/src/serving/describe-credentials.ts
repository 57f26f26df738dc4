import { join } from 'node:path';
import type { RunningServer } from '@tiepoint/server';
import { signedInLink } from '../projects/model-link.ts';

/** What a client needs, for the one time that it is shown; empty at later starts. */
export function describeCredentials(server: RunningServer): string[] {
  if (!server.firstStart) return [];
  const { endpoint, key, token } = server.credentials;
  return [
    'What a client needs (shown this once):',
    `  endpoint  ${endpoint}`,
    `  key       ${key}`,
    `  token     ${token}`,
    `  page      ${signedInLink(server.credentials, '/')}`,
    `They are kept in ${join(server.dataFolder, 'credentials.json')}, readable by its owner only; commands on this`,
    'machine find them there.',
  ];
}
