import { FileCursor } from '@tiepoint/scene/files';
import { ImportFault } from '../import-fault.ts';
import {
  type ImportedMaterial,
  type ImportedPart,
  type ImportLimits,
  PLAIN_COLOUR,
  toLinear,
} from '../imported-surface.ts';
import type { ModelFiles, NamedFile } from '../model-files.ts';
import { NumberList } from '../number-list.ts';
import { CornerIndex } from './corner-index.ts';
import { readMtl } from './read-mtl.ts';

/** The contents of an OBJ. */
export interface ObjModel {
  parts: ImportedPart[];
  /** Its vertices with colours, for a file without faces. */
  vertices: { positions: Float64Array; colours: Float32Array | null };
}

/** Everything that lines refer to by number, and the corners of faces by material. */
interface ObjLines {
  positions: NumberList<Float64Array<ArrayBuffer>>;
  /** Linear colours; as long as `positions`, or unused. */
  colours: NumberList<Float32Array<ArrayBuffer>>;
  uvs: NumberList<Float32Array<ArrayBuffer>>;
  normals: NumberList<Float32Array<ArrayBuffer>>;
  /** Vertex, texture coordinate, normal of each corner, from 1 as in the file; 0 = none. */
  corners: Map<string, NumberList<Uint32Array<ArrayBuffer>>>;
  materials: Map<string, ImportedMaterial>;
  triangles: number;
}

/**
 * Reads a Wavefront OBJ with its materials; lines, curves and groups are skipped. `onMissing` is called for missing files.
 * Throws an ImportFault. Format: http://paulbourke.net/dataformats/obj/
 */
export function readObj(
  source: NamedFile & { files: ModelFiles },
  { limits, onMissing }: { limits: ImportLimits; onMissing: (name: string) => void },
): ObjModel {
  const lines = readLines(source, limits, onMissing);
  const colours = lines.colours.length === lines.positions.length ? lines.colours.numbers : null;
  const parts = [...lines.corners].map(([name, corners]) =>
    partOf(lines, {
      corners: corners.numbers,
      colours,
      material: lines.materials.get(name) ?? { colour: PLAIN_COLOUR },
    }),
  );
  return { parts, vertices: { positions: lines.positions.numbers, colours } };
}

function readLines(
  source: NamedFile & { files: ModelFiles },
  limits: ImportLimits,
  onMissing: (name: string) => void,
): ObjLines {
  using cursor = new FileCursor(source.path);
  const lines: ObjLines = {
    positions: new NumberList((length) => new Float64Array(length)),
    colours: new NumberList((length) => new Float32Array(length)),
    uvs: new NumberList((length) => new Float32Array(length)),
    normals: new NumberList((length) => new Float32Array(length)),
    corners: new Map(),
    materials: new Map(),
    triangles: 0,
  };
  let material = '';
  let lineNumber = 0;
  for (let line = takeStatement(cursor); line !== undefined; line = takeStatement(cursor)) {
    lineNumber++;
    const words = line.trim().split(/\s+/);
    const rest = () => line.trim().replace(/^\S+\s*/, '');
    try {
      if (words[0] === 'usemtl') material = rest();
      else if (words[0] === 'mtllib') addMaterials(lines, rest(), { ...source, onMissing });
      else takeGeometry(lines, words, material);
    } catch (error) {
      if (error instanceof ImportFault) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new ImportFault('Unreadable', `${source.name}, line ${lineNumber}: ${message}.`, {
        cause: error,
      });
    }
    assertWithin(lines, source.name, limits);
  }
  return lines;
}

/** A line, with its continuation lines after a backslash. */
function takeStatement(cursor: FileCursor): string | undefined {
  let line = cursor.takeLine();
  while (line?.endsWith('\\')) line = line.slice(0, -1) + (cursor.takeLine() ?? '');
  return line;
}

function takeGeometry(lines: ObjLines, words: string[], material: string): void {
  switch (words[0]) {
    case 'v':
      lines.positions.push(numberAt(words, 1), numberAt(words, 2), numberAt(words, 3));
      // Not in the standard, but common: red, green, blue after the position.
      if (words.length >= 7) {
        lines.colours.push(
          ...([4, 5, 6].map((i) => toLinear(numberAt(words, i))) as [number, number, number]),
        );
      }
      return;
    case 'vt':
      lines.uvs.pushPair(numberAt(words, 1), words.length > 2 ? numberAt(words, 2) : 0);
      return;
    case 'vn':
      lines.normals.push(numberAt(words, 1), numberAt(words, 2), numberAt(words, 3));
      return;
    case 'f':
      addFace(lines, words, material);
  }
}

function numberAt(words: string[], index: number): number {
  const value = Number(words[index] ?? 'missing');
  if (!Number.isFinite(value))
    throw new Error(`“${words.join(' ').slice(0, 80)}” does not have the required numbers`);
  return value;
}

/** Triangulates a face with any number of corners as a fan. */
function addFace(lines: ObjLines, words: string[], material: string): void {
  if (words.length < 4) return;
  let corners = lines.corners.get(material);
  if (!corners) {
    corners = new NumberList((length) => new Uint32Array(length));
    lines.corners.set(material, corners);
  }
  const face = words.slice(1).map((word) => cornerOf(lines, word));
  for (let i = 2; i < face.length; i++) {
    for (const corner of [face[0]!, face[i - 1]!, face[i]!]) corners.push(...corner);
    lines.triangles++;
  }
}

function cornerOf(lines: ObjLines, word: string): [number, number, number] {
  const [vertex, uv, normal] = word.split('/');
  const number = (text: string | undefined, count: number) => {
    if (!text) return 0;
    const given = Number(text);
    // Negative numbers count from the last one.
    const resolved = given < 0 ? count + 1 + given : given;
    if (Number.isInteger(resolved) && resolved >= 1 && resolved <= count) return resolved;
    throw new Error(`a face refers to number ${text} where there are ${count}`);
  };
  const found = number(vertex, lines.positions.length / 3);
  if (found === 0) throw new Error(`“${word}” is not a corner of a face`);
  return [found, number(uv, lines.uvs.length / 2), number(normal, lines.normals.length / 3)];
}

function addMaterials(
  lines: ObjLines,
  wanted: string,
  { files, name, onMissing }: { files: ModelFiles; name: string; onMissing: (name: string) => void },
): void {
  // One name with spaces, or several names.
  const whole = files.find(name, wanted);
  for (const library of whole ? [wanted] : wanted.split(/\s+/)) {
    const file = files.find(name, library);
    if (!file) {
      onMissing(library);
      continue;
    }
    for (const [key, material] of readMtl(files, file, onMissing)) {
      lines.materials.set(key, material);
    }
  }
}

function assertWithin(lines: ObjLines, name: string, limits: ImportLimits): void {
  if (lines.triangles > limits.maxTriangles) {
    const most = limits.maxTriangles.toLocaleString('en');
    throw new ImportFault(
      'TooLarge',
      `${name} has more than ${most} triangles. Export the model with fewer.`,
    );
  }
  const vertices = Math.max(lines.positions.length / 3, lines.uvs.length / 2, lines.normals.length / 3);
  if (vertices > limits.maxVertices) {
    const most = limits.maxVertices.toLocaleString('en');
    throw new ImportFault('TooLarge', `${name} has more than ${most} vertices. Export the model with fewer.`);
  }
}

function partOf(
  lines: ObjLines,
  {
    corners,
    colours,
    material,
  }: { corners: Uint32Array; colours: Float32Array | null; material: ImportedMaterial },
): ImportedPart {
  const index = new CornerIndex(corners.length / 3);
  const indices = new Uint32Array(corners.length / 3);
  for (let i = 0; i < indices.length; i++) {
    indices[i] = index.numberOf(corners[3 * i]!, corners[3 * i + 1]!, corners[3 * i + 2]!);
  }
  const distinct = index.corners;
  const gather = <Numbers extends Float32Array | Float64Array>(
    from: Numbers,
    to: Numbers,
    { width, key }: { width: number; key: number },
  ): Numbers => {
    for (let vertex = 0; vertex < distinct.length / 3; vertex++) {
      const number = distinct[3 * vertex + key]!;
      if (number === 0) continue;
      for (let i = 0; i < width; i++) to[width * vertex + i] = from[width * (number - 1) + i]!;
    }
    return to;
  };
  const count = distinct.length / 3;
  const everyHas = (key: number) => distinct.every((number, at) => at % 3 !== key || number > 0);
  const uvs = gather(lines.uvs.numbers, new Float32Array(2 * count), { width: 2, key: 1 });
  // Texture coordinates of an OBJ are from the texture's lower left.
  for (let at = 1; at < uvs.length; at += 2) uvs[at] = 1 - uvs[at]!;
  return {
    positions: gather(lines.positions.numbers, new Float64Array(3 * count), { width: 3, key: 0 }),
    indices,
    ...(everyHas(2) && {
      normals: gather(lines.normals.numbers, new Float32Array(3 * count), { width: 3, key: 2 }),
    }),
    ...(material.texture !== undefined && everyHas(1) && { uvs }),
    ...(colours && { colours: gather(colours, new Float32Array(3 * count), { width: 3, key: 0 }) }),
    material,
  };
}
