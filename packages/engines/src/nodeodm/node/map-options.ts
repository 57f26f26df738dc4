import type { QUALITY } from '@tiepoint/protocol';
import type { OptionProblem } from '../../port/engine.ts';
import type { TaskOptions } from '../../port/task-options.ts';
import type { NodeOption } from './node-answers.ts';
import type { OdmOption } from './nodeodm-node.ts';

/** Options of ODM by quality. `standard` is the default of ODM. */
const QUALITIES: Record<QUALITY, OdmOption[]> = {
  preview: [
    { name: 'feature-quality', value: 'low' },
    { name: 'pc-quality', value: 'lowest' },
    { name: 'mesh-octree-depth', value: 9 },
    { name: 'mesh-size', value: 50_000 },
  ],
  standard: [
    { name: 'feature-quality', value: 'high' },
    { name: 'pc-quality', value: 'medium' },
    { name: 'mesh-octree-depth', value: 11 },
    { name: 'mesh-size', value: 200_000 },
    { name: 'dsm', value: true },
  ],
  high: [
    { name: 'feature-quality', value: 'ultra' },
    { name: 'pc-quality', value: 'high' },
    { name: 'mesh-octree-depth', value: 12 },
    { name: 'mesh-size', value: 500_000 },
    { name: 'dsm', value: true },
  ],
};
const NEIGHBOURS = 8;
/** A closed mesh has about two triangles per vertex, and ODM counts vertices. */
const TRIANGLES_PER_VERTEX = 2;

/** The first option that no NodeODM node can fulfil. */
export function judgeNodeOdmOptions(options: TaskOptions): OptionProblem | undefined {
  const colmap = 'or choose the engine colmap';
  if (options.maxImageSize !== null) {
    const message = `NodeODM chooses the image size by quality: leave maxImageSize out, ${colmap}.`;
    return { option: 'maxImageSize', message };
  }
  if (options.matcher === 'exhaustive') {
    const message = `NodeODM matches by position if possible: choose another matcher, ${colmap}.`;
    return { option: 'matcher', message };
  }
  if (options.cameraSharing !== 'auto') {
    const message = `NodeODM groups photos by camera from EXIF: leave cameraSharing at auto, ${colmap}.`;
    return { option: 'cameraSharing', message };
  }
  if (options.coordinateSystem !== 'local') {
    const message = `NodeODM uses the UTM zone of the photos: leave coordinateSystem at local, ${colmap}.`;
    return { option: 'coordinateSystem', message };
  }
  if (options.altitudesAbove !== null) {
    const message = `NodeODM does not convert heights: leave altitudesAbove out, ${colmap}.`;
    return { option: 'altitudesAbove', message };
  }
  return undefined;
}

/** Translates a task's options to ODM's, with notes on those that this node does not support. */
export function mapOptions(
  options: TaskOptions,
  offered: readonly NodeOption[],
): { options: OdmOption[]; notes: string[] } {
  const wanted = [...QUALITIES[options.quality], ...matcherOptions(options.matcher)];
  if (options.targetFaces !== null) {
    const vertices = Math.max(1, Math.round(options.targetFaces / TRIANGLES_PER_VERTEX));
    wanted.push({ name: 'mesh-size', value: vertices });
  }
  const latest = [...new Map(wanted.map((option) => [option.name, option])).values()];
  const accepted = latest.filter((option) => takes(offered, option));
  const missing = latest.filter((option) => !accepted.includes(option));
  const names = missing.map(({ name, value }) => `${name} = ${value}`).join(', ');
  const notes =
    missing.length > 0 ? [`The NodeODM node does not support ${names}: its defaults are used.`] : [];
  return { options: accepted, notes };
}

function matcherOptions(matcher: TaskOptions['matcher']): OdmOption[] {
  switch (matcher) {
    case 'auto':
    case 'exhaustive':
      return [];
    case 'spatial':
      return [{ name: 'matcher-neighbors', value: NEIGHBOURS }];
    case 'sequential':
      // By the names that photos are uploaded as, which are in the order of their own.
      return [{ name: 'matcher-order', value: NEIGHBOURS }];
  }
}

function takes(offered: readonly NodeOption[], { name, value }: OdmOption): boolean {
  const option = offered.find((one) => one.name === name);
  return option !== undefined && isInDomain(option.domain, value);
}

/** A domain lists its values, or describes them, such as `positive integer` or `integer: 1 <= x <= 14`. */
function isInDomain(domain: NodeOption['domain'], value: OdmOption['value']): boolean {
  if (Array.isArray(domain)) return domain.includes(value);
  if (typeof value !== 'number') return true;
  const [, lowest, highest] = /([-+.\d]+) <= x <= ([-+.\d]+)/.exec(domain) ?? [];
  if (lowest !== undefined && highest !== undefined) {
    return value >= Number(lowest) && value <= Number(highest);
  }
  const [, sign, bound] = /^(?:integer|float) (>=|>|<=|<) ([-+.\d]+)$/.exec(domain) ?? [];
  if (bound === undefined) return true;
  const limit = Number(bound);
  return sign === '>='
    ? value >= limit
    : sign === '>'
      ? value > limit
      : sign === '<='
        ? value <= limit
        : value < limit;
}
