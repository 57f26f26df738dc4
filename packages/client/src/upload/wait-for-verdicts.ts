import { eachItem } from '../api/page.ts';
import type { Api } from '../client.ts';
import { sleep } from '../waiting/sleep.ts';

/** Images whose verdict is waited for. */
export interface VerdictWait {
  client: Pick<Api, 'listImages'>;
  projectId: string;
  /** Names of the photos by image id; may grow until `complete` says that it won't. */
  awaited: ReadonlyMap<string, string>;
  /** Whether everything that is to be waited for is in `awaited`. */
  complete(): boolean;
  /** Called with how many of `awaited` are Ready or Invalid. */
  onVerified(count: number): void;
  pollEveryMs: number;
  signal: AbortSignal;
}

/** A photo that the server found unusable. */
export interface InvalidPhoto {
  imageId: string;
  name: string;
  reasons: string[];
}

/** Most images that the API gives at a time. */
const PAGE_SIZE = 1000;

/**
 * Waits until each awaited image is Ready or Invalid, and gives the Invalid ones.
 * One small query a second whatever the number of photos; images of other uploads are not waited for.
 */
export async function waitForVerdicts(wait: VerdictWait): Promise<InvalidPhoto[]> {
  for (;;) {
    const complete = wait.complete();
    const inFlight = wait.awaited.size === 0 ? 0 : await countInFlight(wait);
    wait.onVerified(wait.awaited.size - inFlight);
    if (complete && inFlight === 0) return listInvalid(wait);
    await sleep(wait.pollEveryMs, wait.signal);
  }
}

/** Exact when all images in flight fit on a page; above that an upper bound that is never 0 too early. */
async function countInFlight({ client, projectId, awaited, signal }: VerdictWait): Promise<number> {
  let seen = 0;
  let after: string | undefined;
  do {
    const page = await client.listImages({ projectId, filter: 'Pending', first: PAGE_SIZE, after }, signal);
    const ours = page.items.filter(({ id }) => awaited.has(id)).length;
    if (ours > 0) return page.nextCursor ? Math.min(awaited.size, page.totalCount - seen) : ours;
    seen += page.items.length;
    after = page.nextCursor;
  } while (after !== undefined);
  return 0;
}

async function listInvalid({ client, projectId, awaited, signal }: VerdictWait): Promise<InvalidPhoto[]> {
  const invalid: InvalidPhoto[] = [];
  if (awaited.size === 0) return invalid;
  const fetchPage = (after: string | undefined) =>
    client.listImages({ projectId, filter: 'Invalid', first: PAGE_SIZE, after }, signal);
  for await (const { id, error } of eachItem(fetchPage)) {
    const name = awaited.get(id);
    if (name !== undefined) invalid.push({ imageId: id, name, reasons: error ?? [] });
  }
  return invalid;
}
