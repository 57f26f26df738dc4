import { eachItem } from '../api/page.ts';
import type { Api } from '../client.ts';
import { sleep } from '../waiting/sleep.ts';

/** Images whose verdict is waited for. */
export interface VerdictWait {
  client: Pick<Api, 'listImages'>;
  projectId: string;
  /** Names of the photos by image id; may grow until `allSent` says that it won't. */
  awaited: ReadonlyMap<string, string>;
  /** Aborted when everything that is to be waited for is in `awaited`. */
  allSent: AbortSignal;
  /** Called with how many of `awaited` are Ready or Invalid. */
  onVerified(count: number): void;
  /** How long to wait between two looks at first; it grows. */
  pollEveryMs: number;
  signal: AbortSignal;
}

/** A photo that the server found unusable. */
export interface InvalidPhoto {
  imageId: string;
  name: string;
  reasons: string[];
  /** Whether that is only because its bytes did not come in time. */
  timedOut: boolean;
}

/** Most images that the API gives at a time. */
const PAGE_SIZE = 1000;
/** How the wait between two looks grows, up to how many times the first one. */
const GROWTH = 1.5;
const MOST_GROWN = 5;

/**
 * Waits until each awaited image is Ready or Invalid, and gives the Invalid ones. Looks by one query whatever the
 * number of photos, less and less often while they are sent or nothing changes, and at once when all are sent.
 * Images of other uploads are not waited for.
 */
export async function waitForVerdicts(wait: VerdictWait): Promise<InvalidPhoto[]> {
  const { pollEveryMs, allSent } = wait;
  let waitMs = pollEveryMs;
  let lastInFlight: number | undefined;
  for (;;) {
    const complete = allSent.aborted;
    // What is sent during the question is not in its answer.
    const awaited = new Set(wait.awaited.keys());
    const inFlight = awaited.size === 0 ? 0 : await countInFlight(wait, awaited);
    wait.onVerified(awaited.size - inFlight);
    if (complete && inFlight === 0) return listInvalid(wait);
    const changed = complete && inFlight !== lastInFlight;
    waitMs = changed ? pollEveryMs : Math.min(waitMs * GROWTH, pollEveryMs * MOST_GROWN);
    lastInFlight = inFlight;
    await sleepUntilSent(waitMs, complete ? undefined : allSent, wait.signal);
  }
}

/** Exact when all images in flight fit on a page; above that an upper bound that is never 0 too early. */
async function countInFlight(
  { client, projectId, signal }: VerdictWait,
  awaited: ReadonlySet<string>,
): Promise<number> {
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
  for await (const { id, error, errorCodes } of eachItem(fetchPage)) {
    const name = awaited.get(id);
    if (name === undefined) continue;
    const timedOut = errorCodes?.includes('TimedOut') ?? false;
    invalid.push({ imageId: id, name, reasons: error ?? [], timedOut });
  }
  return invalid;
}

/** Sleeps, no longer than until `allSent` is aborted. */
async function sleepUntilSent(
  milliseconds: number,
  allSent: AbortSignal | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!allSent) return sleep(milliseconds, signal);
  await sleep(milliseconds, AbortSignal.any([signal, allSent])).catch(() => signal.throwIfAborted());
}
