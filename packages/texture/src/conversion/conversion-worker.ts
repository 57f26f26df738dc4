import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportFault } from '../import/import-fault.ts';
import { importModel } from '../import/import-model.ts';
import { assembleFiles } from './assemble-files.ts';
import { type ConversionRequest, type ConversionResult, conversionFiles } from './conversion-request.ts';

/*
 * A process that converts one model and ends. Its argument is the folder that holds the request and takes what comes
 * out. Whatever a hostile file does to it, the server goes on.
 */

const folder = process.argv[2] ?? '';
const request = JSON.parse(
  await readFile(join(folder, conversionFiles.request), 'utf8'),
) as ConversionRequest;
const result = JSON.stringify(await convert(request));
await writeFile(join(folder, conversionFiles.result), result);

async function convert({
  files,
  merge,
  upAxis,
  maxUnpackedBytes,
}: ConversionRequest): Promise<ConversionResult> {
  const outputFolder = join(folder, conversionFiles.outputs);
  await mkdir(outputFolder, { recursive: true });
  try {
    const unpacked = join(folder, conversionFiles.unpacked);
    const assembled = await assembleFiles(files, { merge, folder: unpacked, maxBytes: maxUnpackedBytes });
    return { kind: 'converted', report: await importModel({ files: assembled, outputFolder, upAxis }) };
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    return { kind: 'refused', fault: error.kind, reason: error.message };
  }
}
