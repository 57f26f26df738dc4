import { join } from 'node:path';
import { ImportFault } from '../import/import-fault.ts';
import type { ImportReport } from '../import/import-model.ts';
import { CONVERSION_FILES } from './conversion-request.ts';
import { defaultBounds, runConversion } from './run-conversion.ts';

/**
 * Converts untrusted files of a model (z up) to a GLB, plain and packed for browsers, in a separate process and in `folder`,
 * which is emptied first. Throws an ImportFault where the files are invalid.
 */
export async function convertFiles(
  files: { name: string; path: string }[],
  folder: string,
  signal: AbortSignal,
): Promise<{ path: string; webPath?: string; report: ImportReport }> {
  const request = { files, merge: false, upAxis: 'z' as const, maxUnpackedBytes: 0 };
  const result = await runConversion(request, folder, { bounds: defaultBounds(), signal });
  if (result.kind === 'refused') throw new ImportFault(result.fault, result.reason);
  const { report } = result;
  const pathOf = (name: ImportReport['outputs'][number]) =>
    report.outputs.includes(name) ? join(folder, CONVERSION_FILES.outputs, name) : undefined;
  const [path, webPath] = [pathOf('model.glb'), pathOf('model-web.glb')];
  if (path === undefined) throw new ImportFault('Unreadable', 'The model has no surface.');
  return { path, report, ...(webPath && { webPath }) };
}
