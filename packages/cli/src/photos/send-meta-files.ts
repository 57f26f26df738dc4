import { type Client, type MetaFileReport, uploadMetaFiles } from '@tiepoint/client';
import type { FilePhoto } from '@tiepoint/client/node';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';

/** Meta files to upload to a project. */
export interface MetaFileSending {
  client: Client<FilePhoto>;
  projectId: string;
  metaFiles: readonly FilePhoto[];
}

/**
 * Uploads meta files, after the photos that they describe, and reports what became of each; returns whether any is new to
 * the project. Rejects with all mistakes of an invalid file.
 */
export async function sendMetaFiles(
  { view, signal }: Shell,
  { client, projectId, metaFiles }: MetaFileSending,
): Promise<boolean> {
  const report = await uploadMetaFiles({
    client,
    projectId,
    files: metaFiles,
    onRetry: (name, reason) => view.say(`Retrying ${name}: ${reason}`),
    signal,
  });
  for (const { name, warnings } of report.uploaded) {
    view.say(`${name} uploaded.`);
    for (const warning of warnings) view.say(warning);
  }
  for (const name of report.alreadyThere) view.say(`${name} is already there.`);
  const troubles = describeTroubles(report);
  if (troubles.length > 0) throw new CommandError(troubles.join('\n'));
  return report.uploaded.length > 0;
}

function describeTroubles({ invalid, failed }: MetaFileReport): string[] {
  return [
    ...invalid.map(({ name, reasons }) => {
      const lines = reasons.map((reason) => `\n  ${reason}`).join('');
      return `${name} is not used, because it is invalid:${lines}\nCorrect it or move it away, and run the command again.`;
    }),
    ...failed.map(({ name, reason }) => `${name} could not be uploaded: ${reason} Run the command again.`),
  ];
}
