import { areaBoxOf, childOf, readWkt, type WktNode } from './read-wkt.ts';

/** A unit of length. */
export interface LengthUnit {
  name: string;
  metres: number;
}

/** South, west, north and east, in degrees; the west is larger than the east across the 180th meridian. */
export type AreaBox = [south: number, west: number, north: number, east: number];

/** What PROJ says of a coordinate system. */
export interface SystemFacts {
  name: string;
  kind: 'projected' | 'geographic' | 'geocentric' | 'vertical' | 'other';
  /** Of the plane coordinates; undefined unless it is projected. */
  unit?: LengthUnit;
  /** What its own heights are above, and their unit; undefined for a system of two coordinates. */
  vertical?: { name: string; unit: LengthUnit; pointsDown: boolean };
  areaBox?: AreaBox;
}

const METRE: LengthUnit = { name: 'metre', metres: 1 };

/** Reads what a coordinate system is from its WKT, as PROJ writes it; undefined where it can't be read. */
export function readSystem(wkt: string): SystemFacts | undefined {
  const node = readWkt(wkt);
  return node && factsOf(node);
}

function factsOf(node: WktNode): SystemFacts {
  const name = node.texts[0] ?? '';
  switch (node.keyword) {
    case 'BOUNDCRS': {
      const source = childOf(node, 'SOURCECRS')?.children[0];
      return source ? factsOf(source) : { name, kind: 'other' };
    }
    case 'COMPOUNDCRS':
      return compoundFactsOf(node, name);
    case 'PROJCRS':
      return { name, kind: 'projected', areaBox: areaBoxOf(node), ...planeOf(node) };
    case 'GEOGCRS':
      return { name, kind: 'geographic' };
    case 'GEODCRS':
      return { name, kind: childOf(node, 'CS')?.words[0] === 'Cartesian' ? 'geocentric' : 'geographic' };
    case 'VERTCRS':
      return { name, kind: 'vertical', vertical: verticalOf(node) };
    default:
      return { name, kind: 'other' };
  }
}

function compoundFactsOf(node: WktNode, name: string): SystemFacts {
  const [horizontal, vertical] = node.children
    .filter(({ keyword }) => keyword.endsWith('CRS'))
    .map((child) => factsOf(child));
  if (!horizontal || vertical?.kind !== 'vertical') return { name, kind: 'other' };
  return { ...horizontal, name, vertical: vertical.vertical };
}

function planeOf(node: WktNode): Pick<SystemFacts, 'unit' | 'vertical'> {
  const unit = unitOf(node);
  const isSpatial = childOf(node, 'CS')?.numbers[0] === 3;
  if (!isSpatial) return { unit };
  return { unit, vertical: { name: 'ellipsoid of its datum', unit, pointsDown: false } };
}

function verticalOf(node: WktNode): NonNullable<SystemFacts['vertical']> {
  const pointsDown = childOf(node, 'AXIS')?.words.includes('down') ?? false;
  return { name: node.texts[0] ?? '', unit: unitOf(node), pointsDown };
}

/** Of the first axis, or of all axes together. */
function unitOf(node: WktNode): LengthUnit {
  const axis = childOf(node, 'AXIS');
  const unit = (axis && childOf(axis, 'LENGTHUNIT', 'UNIT')) ?? childOf(node, 'LENGTHUNIT', 'UNIT');
  const [name] = unit?.texts ?? [];
  const [metres] = unit?.numbers ?? [];
  return name !== undefined && metres !== undefined ? { name, metres } : METRE;
}
