import type { MetaFileSummary } from '../api/meta-file-calls.ts';
import type { Client } from '../client.ts';
import { type ChosenPhoto, PhotoUnreadable } from '../platform.ts';
import { PutFailed, putPhoto } from '../upload/put-photo.ts';

/**
 * Meta files and their project.
 *
 * @example
 * ```ts
 * import { stat } from 'node:fs/promises';
 * import { type MetaFileUpload, uploadMetaFiles } from '@tiepoint/client';
 * import type { FilePhoto } from '@tiepoint/client/node';
 *
 * const path = 'photos/pose.txt';
 * const file = { name: 'pose.txt', path, sizeBytes: (await stat(path)).size };
 * const upload: MetaFileUpload<FilePhoto> = { client, projectId, files: [file] };
 * console.log((await uploadMetaFiles(upload)).uploaded);
 * ```
 */
export interface MetaFileUpload<File extends ChosenPhoto> {
  client: Client<File>;
  projectId: string;
  /** Named `pose.txt`, `group.txt` or `camera.txt`. */
  files: readonly File[];
  /** Sending this file failed and is retried. */
  onRetry?(name: string, reason: string): void;
  signal?: AbortSignal;
}

/**
 * The outcome for each meta file; every one is in exactly one of the lists, by its name.
 *
 * @example
 * ```ts
 * import type { MetaFileReport } from '@tiepoint/client';
 *
 * const isUsed = ({ invalid, failed }: MetaFileReport) => invalid.length + failed.length === 0;
 * console.log(isUsed({ uploaded: [], alreadyThere: ['pose.txt'], invalid: [], failed: [] }));
 * ```
 */
export interface MetaFileReport {
  /** Sent now, and Ready: the next reconstruction uses them. `warnings` name lines that match no photo. */
  uploaded: Array<{ name: string; warnings: string[] }>;
  /** Already in the project: not sent again. */
  alreadyThere: string[];
  /** Sent, and Failed: unusable. */
  invalid: Array<{ name: string; reasons: string[] }>;
  /** Not sent; a later upload may succeed. */
  failed: Array<{ name: string; reason: string }>;
}

/** A sent file whose verdict is awaited. */
interface SentFile {
  name: string;
  id: string;
}

/**
 * Uploads meta files and waits until the server has checked each of them. Files that the project already has are not
 * sent again; a Ready one replaces the file of the same name. Send them after the photos: lines that match no photo are
 * reported. Rejects when the server refuses the project or the user, or is away for more than a minute.
 *
 * @example
 * ```ts
 * import { stat } from 'node:fs/promises';
 * import { uploadMetaFiles } from '@tiepoint/client';
 *
 * const path = 'photos/pose.txt';
 * const files = [{ name: 'pose.txt', path, sizeBytes: (await stat(path)).size }];
 * const { uploaded, invalid } = await uploadMetaFiles({ client, projectId, files });
 * for (const { name, warnings } of uploaded) console.log(name, warnings.join('\n'));
 * for (const { name, reasons } of invalid) console.log(name, reasons.join('\n'));
 * ```
 */
export async function uploadMetaFiles<File extends ChosenPhoto>(
  upload: MetaFileUpload<File>,
): Promise<MetaFileReport> {
  const report: MetaFileReport = { uploaded: [], alreadyThere: [], invalid: [], failed: [] };
  if (upload.files.length === 0) return report;
  const bucket = await upload.client.findMetaFileBucket(upload.signal);
  const sent: SentFile[] = [];
  for (const file of upload.files) {
    try {
      const id = await sendFile(upload, bucket, file);
      if (id === undefined) report.alreadyThere.push(file.name);
      else sent.push({ name: file.name, id });
    } catch (error) {
      if (!(error instanceof PutFailed) && !(error instanceof PhotoUnreadable)) throw error;
      report.failed.push({ name: file.name, reason: error.message });
    }
  }
  await awaitVerdicts(upload, sent, report);
  return report;
}

/** The id of the meta file; undefined where the project has it already. */
async function sendFile<File extends ChosenPhoto>(
  { client, projectId, onRetry, signal = new AbortController().signal }: MetaFileUpload<File>,
  bucket: string,
  file: File,
): Promise<string | undefined> {
  const checksum = await client.platform.hashPhoto(file, { onBytes() {}, signal });
  const known = await client.hasMetaFile(projectId, checksum, signal);
  if (known?.name === file.name) return undefined;
  const register = () =>
    client.registerMetaFile({ projectId, bucket, filename: file.name, checksum }, signal);
  let grant = await register();
  await putPhoto({
    platform: client.platform,
    photo: file,
    url: grant.url,
    async renewUrl() {
      grant = await register();
      return grant.url;
    },
    onBytes() {},
    onRetry: (reason) => onRetry?.(file.name, reason),
    signal,
  });
  return grant.file.id;
}

async function awaitVerdicts<File extends ChosenPhoto>(
  { client, projectId, signal }: MetaFileUpload<File>,
  sent: readonly SentFile[],
  report: MetaFileReport,
): Promise<void> {
  const open = new Map(sent.map((file) => [file.id, file]));
  if (open.size === 0) return;
  for await (const news of client.followProject(projectId, { signal })) {
    const isOurs = news.type !== 'event' || open.has(news.event.subjectId);
    if (!isOurs) continue;
    for (const [id, { name }] of open) {
      if (note(report, name, await client.findMetaFile(projectId, id, signal))) open.delete(id);
    }
    if (open.size === 0) return;
  }
}

/** Whether there is a verdict. */
function note(report: MetaFileReport, name: string, file: MetaFileSummary | undefined): boolean {
  if (file?.state === 'Ready') report.uploaded.push({ name, warnings: file.warnings });
  else if (file?.state === 'Failed') report.invalid.push({ name, reasons: file.error ?? [] });
  else if (!file) report.failed.push({ name, reason: 'It was replaced or removed by somebody else.' });
  return !file || file.state === 'Ready' || file.state === 'Failed';
}
