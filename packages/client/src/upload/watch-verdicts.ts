import type { IMAGE_STATE, WireEvent } from '@tiepoint/protocol';
import { ApiError } from '../api/api-error.ts';
import { eachItem } from '../api/page.ts';
import type { Api } from '../client.ts';
import type { ChosenPhoto } from '../platform.ts';
import type { Background } from '../waiting/run-with-background.ts';
import type { InvalidPhoto } from './upload-report.ts';
import type { VerdictBook } from './verdict-book.ts';

interface Needs {
  client: Pick<Api, 'followProject' | 'listImages' | 'listImageIds'>;
  projectId: string;
  tally: { verdicts: VerdictBook<ChosenPhoto> };
  background: Background;
  /** Initial poll interval when no event stream is available; it grows. */
  pollEveryMs: number;
}

/** The server's verdicts as they arrive. */
export interface VerdictWatch {
  /** Waits until each awaited image is Ready or Invalid, and returns the Invalid ones. */
  allIn(): Promise<InvalidPhoto[]>;
}

/** Maximum number of images per request of the API. */
const PAGE_SIZE = 1000;
/** Growth of the poll interval, and its limit as a multiple of the first one. */
const GROWTH = 1.5;
const MAX_GROWTH = 5;
const JUDGED_STATES: ReadonlySet<IMAGE_STATE> = new Set(['Ready', 'Invalid'] as const);

/**
 * Follows the project in the background and records verdicts in the tally. Events come a moment late, so the final
 * state is queried: one or two requests whatever the number of photos.
 */
export function watchVerdicts(needs: Needs): VerdictWatch {
  const { client, projectId, background } = needs;
  const { verdicts } = needs.tally;
  const { signal } = background;
  let allSent = false;
  let newsCount = 0;
  let news = Promise.withResolvers<void>();
  const announce = () => {
    newsCount++;
    news.resolve();
    news = Promise.withResolvers();
  };
  signal.addEventListener('abort', announce, { once: true });

  const follow = async () => {
    const pollEveryMs = startPace(needs, () => allSent);
    for await (const told of client.followProject(projectId, { pollEveryMs: pollEveryMs, signal })) {
      if (told.type === 'changed') await look(needs);
      else if (told.type === 'event') noteEvent(verdicts, told.event);
      announce();
    }
    throw new ApiError('NOT_FOUND', `There is no project ${projectId} any more.`);
  };
  background.run(follow());

  return {
    async allIn() {
      allSent = true;
      for (;;) {
        const newsBefore = newsCount;
        if ((await look(needs)) === 0) return listInvalid(needs);
        while (verdicts.pendingCount() > 0 || newsCount === newsBefore) {
          signal.throwIfAborted();
          await news.promise;
        }
      }
    },
  };
}

function noteEvent(verdicts: Needs['tally']['verdicts'], { kind, imageId, imageState }: WireEvent): void {
  if (!imageId) return;
  const judged = kind === 'ImageRemoved' || (imageState && JUDGED_STATES.has(imageState));
  if (judged) verdicts.judged([imageId]);
  else verdicts.unjudged(imageId);
}

/**
 * Queries which of the awaited images are pending, records the others in the tally, and returns the number of pending
 * ones.
 */
async function look({ client, projectId, tally, background }: Needs): Promise<number> {
  // Photos sent during the request are not in the response.
  const awaited = new Set(tally.verdicts.awaited.keys());
  if (awaited.size === 0) return 0;
  const onTheWay = new Set<string>();
  const fetchPage = (after: string | undefined) =>
    client.listImageIds({ projectId, filter: 'Pending', first: PAGE_SIZE, after }, background.signal);
  for await (const { id } of eachItem(fetchPage)) {
    if (awaited.delete(id)) onTheWay.add(id);
  }
  tally.verdicts.judged(awaited);
  return onTheWay.size;
}

async function listInvalid({ client, projectId, tally, background }: Needs): Promise<InvalidPhoto[]> {
  const invalid: InvalidPhoto[] = [];
  if (tally.verdicts.awaited.size === 0) return invalid;
  const fetchPage = (after: string | undefined) =>
    client.listImages({ projectId, filter: 'Invalid', first: PAGE_SIZE, after }, background.signal);
  for await (const { id, error, errorCodes } of eachItem(fetchPage)) {
    const name = tally.verdicts.awaited.get(id)?.photo.name;
    if (name === undefined) continue;
    const timedOut = errorCodes?.includes('TimedOut') ?? false;
    invalid.push({ imageId: id, name, reasons: error ?? [], timedOut });
  }
  return invalid;
}

/** The wait between two polls: growing while photos are sent or nothing changes. */
function startPace({ tally, pollEveryMs }: Needs, allSent: () => boolean): () => number {
  let waitMs = pollEveryMs;
  let openBefore: number | undefined;
  return () => {
    const open = tally.verdicts.pendingCount();
    const changed = allSent() && open !== openBefore;
    openBefore = open;
    waitMs = changed ? pollEveryMs : Math.min(waitMs * GROWTH, pollEveryMs * MAX_GROWTH);
    return waitMs;
  };
}
