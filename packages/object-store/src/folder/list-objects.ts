import { fromBytes, toBytes } from './keys/key-snapshot.ts';
import type { ObjectFolder } from './object-folder.ts';
import { DamagedRecord, type ObjectInfo } from './object-record.ts';

/** Which part of a bucket to list. */
export interface ListRequest {
  readonly prefix: string;
  /** Keys that contain it after the prefix are grouped by common prefix; empty for none. */
  readonly delimiter: string;
  /** A key or common prefix; the list continues after it. */
  readonly after: string;
  readonly maxKeys: number;
}

/** A page of a bucket, in the order of the keys' UTF-8 bytes. */
export interface Listing {
  readonly objects: readonly ObjectInfo[];
  readonly commonPrefixes: readonly string[];
  /** The `after` of the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** Greater than every byte of UTF-8: a text that ends with it sorts after all keys that begin with the text. */
const BEHIND_ALL = '\xff';

/** Less than every byte of a key: a text that ends with it sorts directly after the text itself. */
const RIGHT_BEHIND = '\0';

/** Lists a bucket by the order of keys; reads the index files of the listed objects only. */
export async function listObjects(
  folder: ObjectFolder,
  bucket: string,
  request: ListRequest,
): Promise<Listing> {
  const objects: ObjectInfo[] = [];
  const commonPrefixes: string[] = [];
  let last = '';
  await using keys = await folder.keys(bucket).snapshot();
  const prefix = toBytes(request.prefix);
  const rollUp = (key: string) => commonPrefix(key, prefix, toBytes(request.delimiter));
  let start: string | undefined = firstKey(toBytes(request.after), prefix, rollUp);
  while (start !== undefined) {
    const from: string = start;
    start = undefined;
    for await (const bytes of keys.keysFrom(from)) {
      if (!bytes.startsWith(prefix)) break;
      const key = fromBytes(bytes);
      // The list may contain keys without an object.
      const info = await statUndamaged(folder, bucket, key);
      if (info === undefined) continue;
      if (objects.length + commonPrefixes.length >= request.maxKeys) {
        return { objects, commonPrefixes, next: request.maxKeys > 0 ? last : undefined };
      }
      const rolledUp = rollUp(bytes);
      last = rolledUp === undefined ? key : fromBytes(rolledUp);
      if (rolledUp === undefined) {
        objects.push(info);
        continue;
      }
      commonPrefixes.push(last);
      start = `${rolledUp}${BEHIND_ALL}`;
      break;
    }
  }
  return { objects, commonPrefixes, next: undefined };
}

/** A damaged object must not hide the others. */
async function statUndamaged(
  folder: ObjectFolder,
  bucket: string,
  key: string,
): Promise<ObjectInfo | undefined> {
  try {
    return await folder.stat(bucket, key);
  } catch (error) {
    if (error instanceof DamagedRecord) return undefined;
    throw error;
  }
}

function firstKey(after: string, prefix: string, rollUp: (key: string) => string | undefined): string {
  if (after < prefix) return prefix;
  return rollUp(after) === after ? `${after}${BEHIND_ALL}` : `${after}${RIGHT_BEHIND}`;
}

/** The part of a key up to the first delimiter after the requested prefix. */
function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
