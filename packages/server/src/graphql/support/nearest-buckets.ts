import type { Cloud, Storage } from '../../storage/bucket.ts';

/** The buckets of these clouds. Clients take the first entry of the cloud that they chose, so a bucket has one for each. */
export function nearestBuckets(storage: Storage, wanted: readonly Cloud[]) {
  return [...storage.uploads.values()].flatMap(({ name, clouds }) =>
    clouds
      .filter((cloud) => wanted.includes(cloud))
      .map((cloud) => ({ bucket: name, display: name === 'local' ? 'This server' : name, cloud })),
  );
}
