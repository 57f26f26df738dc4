import { readFile, stat } from 'node:fs/promises';
import { ImportFault } from '../import-fault.ts';
import type { ImportLimits } from '../imported-surface.ts';

/** The fields of a glTF's JSON that are checked before it is parsed. */
interface Gltf {
  buffers?: { uri?: string; byteLength?: number }[];
  images?: { uri?: string }[];
  accessors?: { count?: number }[];
  nodes?: { children?: number[] }[];
  extensionsRequired?: string[];
}

const MAGIC = 'glTF';
const JSON_CHUNK = 0x4e4f534a;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** Browsers load the whole file before they show anything. */
const MAX_GLB_BYTES = 1024 ** 3;
const MAX_JSON_BYTES = 64 * 1024 * 1024;
const MAX_NODES = 100_000;
/** Values of all accessors together for each allowed vertex: position, normal, texture, weights, indices. */
const ACCESSORS_PER_VERTEX = 8;

/**
 * Reads an untrusted GLB after checking its header, chunks and counts, that it refers to no other files, and that it needs
 * no other extensions than `extensions`. Throws an ImportFault.
 */
export async function readCheckedGlb(
  name: string,
  path: string,
  { limits, extensions }: { limits: ImportLimits; extensions: readonly string[] },
): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > MAX_GLB_BYTES) {
    throw new ImportFault(
      'TooLarge',
      `${name} is larger than 1 GiB, more than a browser can show. Export a smaller one.`,
    );
  }
  const bytes = await readFile(path);
  const gltf = readJson(name, bytes);
  assertSelfContained(name, gltf);
  const unknown = gltf.extensionsRequired?.find((extension) => !extensions.includes(extension));
  if (unknown !== undefined) {
    const message = `${name} needs the glTF extension ${unknown}, which is not supported. Export it without (no Draco, meshopt or Basis compression).`;
    throw new ImportFault('Unreadable', message);
  }
  assertBounded(name, gltf, limits);
  return bytes;
}

function readJson(name: string, bytes: Buffer): Gltf {
  const damaged = (what: string) =>
    new ImportFault('Unreadable', `${name} is not a complete GLB: ${what}. Export it again.`);
  if (bytes.length < HEADER_BYTES + CHUNK_HEADER_BYTES || bytes.toString('latin1', 0, 4) !== MAGIC) {
    throw damaged('it does not begin with “glTF”');
  }
  if (bytes.readUInt32LE(4) !== 2) throw damaged(`its version is ${bytes.readUInt32LE(4)}, not 2`);
  const length = bytes.readUInt32LE(8);
  if (length > bytes.length) throw damaged(`it should have ${length} bytes, but has ${bytes.length}`);
  let jsonBytes: Buffer | undefined;
  for (let at = HEADER_BYTES; at < length; ) {
    if (at + CHUNK_HEADER_BYTES > length) throw damaged('a chunk has no header');
    const chunkBytes = bytes.readUInt32LE(at);
    const end = at + CHUNK_HEADER_BYTES + chunkBytes;
    if (end > length) throw damaged('a chunk ends after the file');
    if (at === HEADER_BYTES && bytes.readUInt32LE(at + 4) === JSON_CHUNK) {
      jsonBytes = bytes.subarray(at + CHUNK_HEADER_BYTES, end);
    }
    at = end;
  }
  if (!jsonBytes || jsonBytes.length > MAX_JSON_BYTES) throw damaged('its first chunk is not JSON');
  try {
    const json: unknown = JSON.parse(jsonBytes.toString('utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    // Reported below.
  }
  throw damaged('its JSON can’t be read');
}

function assertSelfContained(name: string, gltf: Gltf): void {
  const outside = [...(gltf.buffers ?? []), ...(gltf.images ?? [])].find(
    ({ uri }) => uri !== undefined && !uri.startsWith('data:'),
  );
  if (!outside) return;
  const message = `${name} refers to another file (${outside.uri?.slice(0, 80)}). Export it with everything embedded.`;
  throw new ImportFault('Unreadable', message);
}

function assertBounded(name: string, gltf: Gltf, limits: ImportLimits): void {
  const values = (gltf.accessors ?? []).reduce((sum, { count = 0 }) => sum + count, 0);
  if (values > ACCESSORS_PER_VERTEX * limits.maxVertices) {
    throw new ImportFault(
      'TooLarge',
      `${name} has more vertices than a browser can show. Export it with fewer.`,
    );
  }
  const nodes = gltf.nodes ?? [];
  if (nodes.length > MAX_NODES) {
    throw new ImportFault(
      'TooLarge',
      `${name} has more than ${MAX_NODES} nodes. Join its parts and export it again.`,
    );
  }
  // The format requires trees: a node with two parents, or above itself, could be visited endlessly.
  const children = nodes.flatMap((node) => node.children ?? []);
  if (new Set(children).size !== children.length || hasCycle(nodes)) {
    throw new ImportFault('Unreadable', `The nodes of ${name} are not a tree. Export it again.`);
  }
}

/** If every node has at most one parent, a node that no root reaches is in a cycle. */
function hasCycle(nodes: readonly { children?: number[] }[]): boolean {
  const children = new Set(nodes.flatMap((node) => node.children ?? []));
  const waiting = [...nodes.keys()].filter((node) => !children.has(node));
  let reached = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    reached++;
    for (const child of nodes[node]?.children ?? []) waiting.push(child);
  }
  return reached < nodes.length;
}
