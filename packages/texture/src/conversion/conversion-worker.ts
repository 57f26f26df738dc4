import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportFault } from '../import/import-fault.ts';
import { importModel } from '../import/import-model.ts';
import { assembleFiles } from './assemble-files.ts';
import { CONVERSION_FILES, type ConversionRequest, type ConversionResult } from './conversion-request.ts';

/*
 * A process that converts one model and ends. Its argument is the folder with the request, which also gets the outputs. A
 * malicious file can only crash this process, not the server.
 */

const folder = process.argv[2] ?? '';
const request = JSON.parse(
  await readFile(join(folder, CONVERSION_FILES.request), 'utf8'),
) as ConversionRequest;
const result = JSON.stringify(await convert(request));
await writeFile(join(folder, CONVERSION_FILES.result), result);

async function convert({
  files,
  merge,
  upAxis,
  maxUnpackedBytes,
}: ConversionRequest): Promise<ConversionResult> {
  const outputFolder = join(folder, CONVERSION_FILES.outputs);
  await mkdir(outputFolder, { recursive: true });
  try {
    const unpacked = join(folder, CONVERSION_FILES.unpacked);
    const assembled = await assembleFiles(files, { merge, folder: unpacked, maxBytes: maxUnpackedBytes });
    return { kind: 'converted', report: await importModel({ files: assembled, outputFolder, upAxis }) };
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    return { kind: 'refused', fault: error.kind, reason: error.message };
  }
}
