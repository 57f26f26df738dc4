/** A resource that a request may address. */
export interface Candidate {
  readonly bucket: string;
  readonly key: string;
  /** The forms in which clients sign it. */
  readonly resources: readonly string[];
}

/** Where a request was sent. */
export interface Address {
  /** As sent, still percent-encoded, with the `/` that it begins with. */
  readonly rawPath: string;
  readonly host: string;
}

/** Each configured bucket costs a signature check, which anybody can trigger. */
const MAX_TRIED_BUCKETS = 16;

/**
 * All resources that an address may mean, the most likely first.
 *
 * Clients put the bucket into the host, into the path, into both, into a host that they never connected to, or, where
 * they have an IP address or a name of the operator's, nowhere. But all of them sign `/bucket/key`, so the candidate
 * whose signature is right is the one that was meant. A `+` in a path stands for itself, or with older Go clients for
 * a space.
 *
 * @throws URIError for a path that cannot be decoded
 */
export function* listCandidates(
  { rawPath, host }: Address,
  configuredBuckets: readonly string[],
): Generator<Candidate> {
  const encodedPaths = new Set([rawPath, rawPath.replaceAll('+', '%20')]);
  const paths = [...encodedPaths].map((path) => decodeURIComponent(path).slice(1));
  const [hostBucket = ''] = host.split('.', 1);
  for (const path of paths) {
    const slash = path.indexOf('/');
    const pathBucket = slash < 0 ? path : path.slice(0, slash);
    const pathKey = slash < 0 ? '' : path.slice(slash + 1);
    yield toCandidate(pathBucket, pathKey);
    const buckets = [hostBucket, ...configuredBuckets.slice(0, MAX_TRIED_BUCKETS)];
    for (const bucket of new Set(buckets)) if (bucket !== '') yield toCandidate(bucket, path);
  }
}

function toCandidate(bucket: string, key: string): Candidate {
  if (bucket === '') return { bucket, key: '', resources: ['/'] };
  // For a bucket as a whole some leave the slash at the end out.
  return { bucket, key, resources: key === '' ? [`/${bucket}/`, `/${bucket}`] : [`/${bucket}/${key}`] };
}
