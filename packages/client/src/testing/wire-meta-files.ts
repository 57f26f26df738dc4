import { createHash } from 'node:crypto';
import type { ProjectMetaFile } from '@tiepoint/protocol';
import type { WireLog } from './wire-log.ts';

/** For tests: the meta files of a project, from registration to verdict. */
export interface WireMetaFiles {
  register(endpoint: string, variables: MetaFileVariables): object;
  /** The Ready one with these bytes, or null. */
  findReady(variables: MetaFileVariables): object | null;
  find(variables: MetaFileVariables): object | null;
  /** The status of the response to a PUT; undefined where the id is of something else. */
  put(id: string, body: string): number | undefined;
}

/** Variables of the operations on meta files. */
export interface MetaFileVariables {
  id?: string;
  filename?: string;
  checksum?: string;
}

type WireMetaFile = Pick<ProjectMetaFile, 'id' | 'name' | 'state' | 'checksum' | 'error' | 'warnings'>;

/** Creates a project without meta files. One whose bytes say `unusable` becomes Failed. */
export function createWireMetaFiles(log: WireLog): WireMetaFiles {
  const files: WireMetaFile[] = [];
  return {
    register(endpoint, { filename: name = '' }) {
      const id = `meta-${files.length}`;
      const file: WireMetaFile = { id, name, state: 'Pending', checksum: null, error: null, warnings: [] };
      files.push(file);
      return { url: `${endpoint}/${id}`, file };
    },
    findReady: ({ checksum }) =>
      files.find((file) => file.state === 'Ready' && file.checksum === checksum) ?? null,
    find: ({ id }) => files.find((file) => file.id === id) ?? null,
    put(id, body) {
      const file = files.find((candidate) => candidate.id === id);
      if (!file) return undefined;
      const usable = body !== 'unusable';
      Object.assign(file, {
        state: usable ? 'Ready' : 'Failed',
        checksum: createHash('sha1').update(body).digest('hex'),
        error: usable ? null : ['line 1 is unusable'],
        warnings: body.startsWith('unknown') ? ['line 1: unknown matches no photo'] : [],
      });
      log.append({ kind: 'MetaFileMoved', subjectId: id });
      return 200;
    },
  };
}
