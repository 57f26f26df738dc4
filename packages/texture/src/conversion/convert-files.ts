import { join } from 'node:path';
import { ImportFault } from '../import/import-fault.ts';
import type { ImportReport } from '../import/import-model.ts';
import { conversionFiles } from './conversion-request.ts';
import { defaultBounds, runConversion } from './run-conversion.ts';

/**
 * Makes the GLB of a model (z is up), plain and packed for browsers, out of files that nobody vouches for, in a process
 * of its own and in `folder`, which is emptied first. Throws an ImportFault where the files are at fault.
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
    report.outputs.includes(name) ? join(folder, conversionFiles.outputs, name) : undefined;
  const [path, webPath] = [pathOf('model.glb'), pathOf('model-web.glb')];
  if (path === undefined) throw new ImportFault('Unreadable', 'There is no surface in it.');
  return { path, report, ...(webPath && { webPath }) };
}
