import type { MetaFileName as ReadableName } from '@tiepoint/inspection';
import type { Generated, Selectable } from 'kysely';
import type { RemovalJob } from '../storage/removal-job.ts';
import { formatUploadKey, type UploadPlace } from '../storage/upload-key.ts';
import type { MetaFileState } from './meta-file-state.ts';

declare module '../database/database.ts' {
  interface Tables {
    metaFiles: MetaFileTable;
  }
}

interface MetaFileTable {
  id: string;
  projectId: string;
  /** What the file is. The newest Ready one of each name counts. */
  name: MetaFileName;
  /** The name in the bucket, made by the server. */
  filename: string;
  bucket: string;
  /** The SHA-1 that the client announced, if it did. */
  checksum: string | null;
  /** The SHA-1 of the bytes that came. */
  sha1: string | null;
  state: MetaFileState;
  errors: Generated<string[]>;
  size: number | null;
  /** Where the server fetches the file from, where no client sends it. */
  sourceUrl: string | null;
  /** The ETag of the uploaded bytes that were judged; null until then. */
  uploadEtag: string | null;
  createdAt: Generated<Date>;
  movedAt: Generated<Date>;
}

/** A text file beside the photos of a project, which says more of them. */
export type MetaFile = Selectable<MetaFileTable>;

/** Meta files are told apart by their names. */
export const META_FILE_NAMES = [
  'camera.txt',
  'pose.txt',
  'group.txt',
  'initial.xms',
  'initial.xms.zip',
] as const;
export type MetaFileName = (typeof META_FILE_NAMES)[number];

/** Enough for some 100,000 photos. */
export const MAX_META_FILE_BYTES = 16 * 1024 * 1024;

/** Where meta files lie below their project, in upload buckets. */
export const META_FOLDER = 'meta';

/** Where the client puts the file, in the upload bucket. */
export function metaUploadKey(file: UploadPlace): string {
  return formatUploadKey(file, META_FOLDER);
}

/** Everything that the server keeps of a project's meta files, in private storage. */
export function metaFilesPrefix(projectId: string): string {
  return `meta/${projectId}/`;
}

/** Where the server keeps the checked file, in private storage. */
export function metaStoredKey(file: Pick<MetaFile, 'projectId' | 'id'>): string {
  return `${metaFilesPrefix(file.projectId)}${file.id}`;
}

/** What goes with a meta file: everything that is stored of it. */
export function removalsOfMetaFile(
  file: Pick<MetaFile, 'projectId' | 'id' | 'bucket' | 'filename'>,
): RemovalJob[] {
  return [{ prefix: metaStoredKey(file) }, { uploadBucket: file.bucket, prefix: metaUploadKey(file) }];
}

/** Whether the file is one of those that can be read. */
export function isReadable(name: MetaFileName): name is ReadableName {
  return name.endsWith('.txt');
}
