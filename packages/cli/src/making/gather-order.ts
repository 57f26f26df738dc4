import { basename, resolve } from 'node:path';
import type { FilePhoto } from '@tiepoint/client/node';
import type { ModelOrder, OrderedPhoto, TaskOptions } from '@tiepoint/engines';
import type { PhotoLimits } from '@tiepoint/inspection';
import { type JudgedPhoto, judgePhotos } from '../check/judge-photos.ts';
import { count } from '../photos/name-some.ts';
import type { Shell } from '../shell.ts';
import { readMetaFiles } from './read-meta-files.ts';

/** The photos of a folder, and how to reconstruct them. */
export interface Gathering {
  folder: string;
  photos: readonly FilePhoto[];
  limits: PhotoLimits;
  options: TaskOptions;
}

/** Listed at most; the rest are counted. */
const MAX_FAULTS = 20;

/** Checks photos, reports the unusable ones with the reason, and builds the engine's order from the others. */
export async function gatherOrder(
  shell: Shell,
  { folder, photos, limits, options }: Gathering,
): Promise<ModelOrder> {
  const judged = await judgePhotos(shell, photos, limits);
  reportFaults(shell, folder, judged);
  const ordered = photos.map((photo, index) => toOrdered(photo, judged[index]));
  const usable = ordered.filter(({ facts }) => facts).map(({ name }) => ({ id: name, name }));
  const { hints, files } = await readMetaFiles(shell, folder, usable);
  return { name: basename(resolve(folder)), photos: ordered, hints, metaFiles: files, options };
}

function toOrdered({ name, path, sizeBytes }: FilePhoto, judged: JudgedPhoto | undefined): OrderedPhoto {
  const { sha1 = null, facts, faults = [] } = judged ?? {};
  const [fault] = faults;
  return { name, path, bytes: sizeBytes, sha1, ...(facts && { facts }), ...(fault && { fault: fault.code }) };
}

function reportFaults({ view }: Shell, folder: string, judged: readonly JudgedPhoto[]): void {
  const lines = judged.flatMap(({ name, faults }) =>
    faults.map(({ code, message }) => `Not used: ${name}: ${message} (${code})`),
  );
  for (const line of lines.slice(0, MAX_FAULTS)) view.say(line);
  const more = lines.length - MAX_FAULTS;
  if (more > 0) view.say(`${count(more, 'more photo')} can't be used.`);
  const warned = judged.filter(({ warnings }) => warnings.length > 0).length;
  if (more > 0 || warned > 0) {
    const what = warned > 0 ? `${count(warned, 'photo')} ${warned === 1 ? 'has' : 'have'} warnings. ` : '';
    view.say(`${what}For the full report: tiepoint check ${folder}`);
  }
}
