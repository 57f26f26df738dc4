/** A request as OSS signs it; every text decoded. */
export interface OssRequest {
  readonly method: string;
  /** `/bucket/key`; `/bucket/` for a bucket as a whole, `/` for the service. */
  readonly resource: string;
  /** Without the signature itself; a name without a value has the empty one. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Version 4: whether the parameters of a list keep their `=` without a value, as with ali-oss; else no name does. */
  readonly keepsEmptyValues?: boolean;
  /** By lower-case names, at least all that the signature covers. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Begins the names of the headers that OSS signs without being asked. */
const OSS_HEADER_PREFIX = 'x-oss-';

/** Names of the headers of a request that are OSS's own. */
export function ossHeaderNames(request: OssRequest): string[] {
  return [...request.headers.keys()].filter((name) => name.startsWith(OSS_HEADER_PREFIX));
}

/** By code unit, not by locale: names are ASCII, and their order is part of a signature. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
