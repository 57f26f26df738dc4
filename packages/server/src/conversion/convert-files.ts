import { join } from 'node:path';
import { ImportFault, type ImportReport } from '@tiepoint/texture';
import { conversionFiles } from './conversion-request.ts';
import { defaultBounds, runConversion } from './run-conversion.ts';

/**
 * Makes the GLB of a model (z is up) out of files that nobody vouches for, in a process of its own and in `folder`,
 * which is emptied first. Throws an ImportFault where the files are at fault.
 */
export async function convertFiles(
  files: { name: string; path: string }[],
  folder: string,
  signal: AbortSignal,
): Promise<{ path: string; report: ImportReport }> {
  const request = { files, merge: false, upAxis: 'z' as const, maxUnpackedBytes: 0 };
  const result = await runConversion(request, folder, { bounds: defaultBounds(), signal });
  if (result.kind === 'refused') throw new ImportFault(result.fault, result.reason);
  const [name = ''] = result.report.outputs.filter((output) => output === 'model.glb');
  if (name === '') throw new ImportFault('Unreadable', 'There is no surface in it.');
  return { path: join(folder, conversionFiles.outputs, name), report: result.report };
}
