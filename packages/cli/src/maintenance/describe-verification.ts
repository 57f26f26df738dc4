import type { FoundDamage, verifyFiles } from '@tiepoint/server';
import { formatBytes } from '../progress/format-amount.ts';

type Report = Awaited<ReturnType<typeof verifyFiles>>;

const CONSEQUENCES: Record<FoundDamage['kind'], string> = {
  photo: 'now Invalid; upload the photo again',
  thumbnails: 'made again by the service',
  tiles: 'made again by the service',
  output: 'run the reconstruction again, or restore the file from a backup',
  'imported model': 'upload the model again',
  'meta file': 'now Failed; upload the file again',
};

/** One damaged file, and what to do about it. */
export function describeDamage({ kind, name, projectId, damage }: FoundDamage): string {
  const what = kind === 'thumbnails' || kind === 'tiles' ? `${kind} of ${name}` : `${kind} ${name}`;
  return `${damage}: ${what}, project ${projectId} (${CONSEQUENCES[kind]})`;
}

/** The outcome as text, and whether everything was as it should be. */
export function describeVerification(report: Report): { text: string; isSound: boolean } {
  const { files, bytes, damaged, remade, rebuiltLists, damagedLists, awaitedPhotos } = report;
  const lines = [
    `Verified ${files} files (${formatBytes(bytes)}): ${damaged} damaged, ${remade} to be made again.`,
  ];
  if (awaitedPhotos > 0)
    lines.push(`Photos that were damaged and have to be uploaded again: ${awaitedPhotos}.`);
  if (rebuiltLists.length > 0) lines.push(`Rebuilt the damaged lists of keys: ${rebuiltLists.join(', ')}.`);
  if (damagedLists.length > 0) {
    const names = damagedLists.join(', ');
    lines.push(`Damaged lists of keys: ${names}. The running service rebuilds them within the hour.`);
  }
  const counts = [damaged, remade, awaitedPhotos, rebuiltLists.length, damagedLists.length];
  return { text: lines.join('\n'), isSound: counts.every((count) => count === 0) };
}
