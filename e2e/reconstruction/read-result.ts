import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../machine/temporary-folder.ts';
import { runTiepoint } from '../program/run-tiepoint.ts';

/** What a finished reconstruction tells of itself. */
export interface ReadResult {
  manifest: ResultManifest;
  /** Everything that COLMAP has said. */
  log: string;
  /** The text of `manifest.json`. */
  manifestText: string;
  /** The text of `cameras.json`. */
  camerasText: string;
}

/** What these tests look at in a `manifest.json`. */
export interface ResultManifest {
  task: { id: string; state: string };
  engine: { name: string; version: string | null };
  photos: { name: string; sha1: string; used: boolean; reason: string | null }[];
  stages: { name: string; startedAt: string | null; seconds: number; reused: boolean }[];
  outputs: { name: string; bytes: number; sha256: string }[];
}

/** Downloads what the newest finished reconstruction of a project has made, and reads it. */
export async function readResult(projectId: string, dataFolder: string): Promise<ReadResult> {
  await using folder = await makeTemporaryFolder();
  const target = join(folder.path, 'result');
  const download = await runTiepoint(['download', projectId, target, '--data', dataFolder]);
  assert.equal(download.exitCode, 0, download.output);
  const read = (name: string) => readFile(join(target, name), 'utf8');
  const manifestText = await read('manifest.json');
  return {
    manifest: JSON.parse(manifestText) as ResultManifest,
    manifestText,
    camerasText: await read('cameras.json'),
    log: await read('log.txt'),
  };
}

/** How often a log shows that a command of COLMAP was begun. */
export function countRuns({ log }: ReadResult, command: string): number {
  return log.split(`$ colmap ${command} `).length - 1;
}
