import type { SetReport } from '@tiepoint/inspection';
import { count, nameSome } from '../photos/name-some.ts';
import { formatBytes, formatSeconds } from '../progress/format-amount.ts';
import type { JudgedPhoto } from './judge-photos.ts';

/** Photos named in one line; the rest are counted. */
const MAX_NAMES = 8;

/** Describes photos and their set in lines for a terminal, the most important first. */
export function describeCheck(photos: readonly JudgedPhoto[], report: SetReport): string[] {
  return [
    describeCounts(photos),
    ...part('Not usable', describeFaults(photos)),
    ...part('Warnings', describeWarnings(photos)),
    ...part('Findings', describeFindings(report)),
    ...part('Cameras', describeCameras(report)),
    ...part('Coverage', describeCoverage(report)),
    ...part('A reconstruction will take about', describeEstimates(report)),
  ];
}

function describeCounts(photos: readonly JudgedPhoto[]): string {
  const usable = photos.filter(({ faults }) => faults.length === 0);
  const warned = usable.filter(({ warnings }) => warnings.length > 0);
  const parts = [`${usable.length} usable`];
  if (warned.length > 0) parts.push(`${warned.length} of them with warnings`);
  if (usable.length < photos.length) parts.push(`${photos.length - usable.length} unusable`);
  return `${count(photos.length, 'photo')}: ${parts.join(', ')}`;
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : [];
}

function describeFaults(photos: readonly JudgedPhoto[]): string[] {
  return photos.flatMap(({ name, faults }) =>
    faults.map(({ code, message }) => `${name}: ${message} (${code})`),
  );
}

/** Grouped by problem, the most frequent first, with the sentence of the first photo. */
function describeWarnings(photos: readonly JudgedPhoto[]): string[] {
  const warnings = photos.flatMap(({ name, warnings }) => warnings.map((warning) => ({ name, ...warning })));
  return [...Map.groupBy(warnings, ({ code }) => code)]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([code, members]) => {
      const names = members.map(({ name }) => name);
      return [`${code} (${members.length}): ${nameSome(names, MAX_NAMES)}`, `  ${members[0]?.message}`];
    });
}

/** Some sentences name the photos already. */
function describeFindings({ findings }: SetReport): string[] {
  return findings.flatMap(({ severity, message, photos }) => {
    const names = photos.map(({ name }) => name);
    const line = `${severity}: ${message}`;
    return names.every((name) => message.includes(name)) ? [line] : [line, `  ${nameSome(names, MAX_NAMES)}`];
  });
}

function describeCameras({ cameras }: SetReport): string[] {
  return cameras.map(({ make, model, focalLength, digitalZoomRatio, width, height, count: photos }) => {
    const name = [make, model].filter(Boolean).join(' ') || 'unknown camera';
    const lens = focalLength ? `, ${Number(focalLength.toFixed(1))} mm` : '';
    const zoom = digitalZoomRatio ? `, ${Number(digitalZoomRatio.toFixed(1))}× digital zoom` : '';
    return `${name}${lens}${zoom}, ${width} × ${height}: ${count(photos, 'photo')}`;
  });
}

function describeCoverage({ coverage, overlap, gigaPixel, photoCount, groups }: SetReport): string[] {
  if (photoCount === 0) return [];
  const { positioned, height, resolution, area } = coverage;
  const lines = [`${gigaPixel.toFixed(2)} gigapixels, ${positioned} of ${photoCount} with a position`];
  if (height != null) lines.push(`${height.toFixed(0)} m above the ground`);
  if (resolution != null) lines.push(`${(100 * resolution).toFixed(1)} cm/pixel GSD`);
  if (area != null) lines.push(`${(area / 10_000).toFixed(2)} ha of ground`);
  if (overlap.rule !== 'None') {
    lines.push(`${count(overlap.pairCount, 'overlapping pair')}, median ${overlap.neighbours} per photo`);
    lines.push(groups.length === 1 ? 'all photos connect' : `${groups.length} groups that do not connect`);
  }
  return lines;
}

function describeEstimates({ estimates }: SetReport): string[] {
  const lines = estimates.map(
    ({ quality, seconds, memory, disk }) =>
      `${quality}: ${formatSeconds(seconds)}, ${formatBytes(memory)} of memory, ${formatBytes(disk)} of disk`,
  );
  return lines.length > 0 ? [...lines, '(estimated from reference measurements; a server uses its own)'] : [];
}
