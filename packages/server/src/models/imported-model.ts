import type { IMPORTED_MODEL_TYPE } from '@tiepoint/protocol';
import type { Generated, Selectable } from 'kysely';
import type { NullableJson } from '../database/database.ts';
import type { RemovalJob } from '../storage/removal-job.ts';
import { formatUploadKey, type UploadPlace } from '../storage/upload-key.ts';
import type { ImportState } from './import-state.ts';

declare module '../database/database.ts' {
  interface Tables {
    importedModels: ImportedModelTable;
    modelFiles: ModelFileTable;
    modelOutputs: ModelOutputTable;
  }
}

/** What has become of a model. */
export interface ConversionReport {
  triangles: number;
  points: number;
  /** Where the origin of the outputs lies in the coordinates of the files; null where nothing was moved. */
  origin: readonly number[] | null;
  /** What is missing or was left out, in sentences. */
  notes: string[];
}

interface ImportedModelTable {
  projectId: string;
  type: IMPORTED_MODEL_TYPE | null;
  state: ImportState;
  /** The upload that counts: a new one each time that the model becomes Pending again. */
  uploadId: string;
  /** The client has said that every file was sent. */
  complete: Generated<boolean>;
  /** The files are slices of one; null while nobody has said. */
  merge: boolean | null;
  /** Why it is Failed or LimitExceeded. */
  error: string | null;
  /** It is Failed because files did not arrive within the deadline: they may still. */
  timedOut: Generated<boolean>;
  /** Of the newest conversion that came to its end. */
  report: NullableJson<ConversionReport>;
  movedAt: Generated<Date>;
}

interface ModelFileTable {
  id: string;
  projectId: string;
  uploadId: string;
  /** The user's own name; other files refer to it by this. */
  name: string;
  /** The name in the bucket, made by the server. */
  filename: string;
  bucket: string;
  /** The SHA-1 that the client announced, if it did. */
  checksum: string | null;
  state: ModelFileState;
  size: number | null;
  /** Where the server fetches the file from, where no client sends it. May be secret; goes when it was fetched. */
  sourceUrl: string | null;
  createdAt: Generated<Date>;
  movedAt: Generated<Date>;
}

interface ModelOutputTable {
  projectId: string;
  name: string;
  storageKey: string;
  contentType: string;
  size: number;
  /** In hexadecimal digits; null for what was made before checksums were kept, until it was read again. */
  sha256: string | null;
  /** When the stored file was found damaged or missing. */
  damagedAt: Generated<Date | null>;
  createdAt: Generated<Date>;
}

/** `Failed` is a file that the server could not fetch. */
export type ModelFileState = 'Pending' | 'Uploaded' | 'Failed';

/** A model that was made elsewhere, of a project that is there to show it. */
export type ImportedModel = Selectable<ImportedModelTable>;

/** A file that an imported model is sent as, or a slice of one. */
export type ModelFile = Selectable<ModelFileTable>;

/** A file that a conversion has made, in private storage. */
export type ModelOutput = Selectable<ModelOutputTable>;

/** Where files of models lie below their project, in upload buckets. */
export const MODEL_FOLDER = 'model';

/** Where the client puts the file, in the upload bucket. */
export function modelUploadKey(file: UploadPlace): string {
  return formatUploadKey(file, MODEL_FOLDER);
}

/** What goes with a file that was sent. */
export function removalsOfModelFile(file: UploadPlace & Pick<ModelFile, 'bucket'>): RemovalJob[] {
  return [{ uploadBucket: file.bucket, prefix: modelUploadKey(file) }];
}

/** Everything that the server keeps of the models of a project, in private storage. */
export function modelsPrefix(projectId: string): string {
  return `models/${projectId}/`;
}

/** What the server keeps of one upload of a model: `sources/` while it is converted, and what came of it. */
export function importPrefix({ projectId, uploadId }: Pick<ImportedModel, 'projectId' | 'uploadId'>): string {
  return `${modelsPrefix(projectId)}imports/${uploadId}/`;
}

/** The private copies of the files of an upload. */
export function importSourcesPrefix(upload: Pick<ImportedModel, 'projectId' | 'uploadId'>): string {
  return `${importPrefix(upload)}sources/`;
}
