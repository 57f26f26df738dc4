import { type START_ERROR, startErrorCodes } from '@tiepoint/protocol';
import type { User } from '../auth/authenticate.ts';
import type { Database, Executor } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { appendEvents } from '../events/append-events.ts';
import { countImages } from '../images/find-images.ts';
import { findProject } from '../projects/find-project.ts';
import type { Project } from '../projects/project.ts';
import type { Queue } from '../queue/queue.ts';
import type { Quality } from './engine.ts';
import { reconstructionJob } from './jobs.ts';
import type { Task } from './task.ts';
import { runningStates } from './task-state.ts';

export interface StartNeeds<Where extends Executor = Database> {
  database: Where;
  queue: Queue;
  /** Name of the engine that new tasks go to. */
  engineName: string;
  now: () => Date;
}

/** Why nothing was started: a code, its number on the wire, and a sentence. */
export interface StartRefusal {
  code: number;
  name: START_ERROR;
  message: string;
}

/** What came of a request to start. */
export interface StartOutcome {
  error: StartRefusal | null;
  task: Task | null;
}

/** How many photos of a project are in which condition. */
export interface PhotoCounts {
  ready: number;
  inFlight: number;
}

/** Fewer photos fix no geometry. */
const MIN_PHOTOS = 3;

/** Starts a reconstruction of the project's Ready photos. Asked twice, it is one task. */
export async function startReconstruction(
  needs: StartNeeds,
  user: User,
  projectId: string,
  options: { quality: Quality },
): Promise<StartOutcome> {
  return needs.database.transaction().execute(async (trx) => {
    const project = await lockProject(trx, user, projectId);
    if (!project) return refuse('ProjectNotFound', 'There is no such project.');
    return startTask({ ...needs, database: trx }, project.id, options);
  });
}

/** Starts now where every photo is settled, else by itself as soon as the last one is. */
export async function preStartReconstruction(
  needs: StartNeeds,
  user: User,
  projectId: string,
  options: { quality: Quality },
): Promise<StartOutcome> {
  return needs.database.transaction().execute(async (trx) => {
    const project = await lockProject(trx, user, projectId);
    if (!project) return refuse('ProjectNotFound', 'There is no such project.');
    const { inFlight } = await countPhotos(trx, project.id);
    if (inFlight === 0) return startTask({ ...needs, database: trx }, project.id, options);
    const prestart = JSON.stringify({ quality: options.quality });
    await trx.updateTable('projects').set({ prestart }).where('id', '=', project.id).execute();
    await appendEvents(trx, [{ projectId: project.id, kind: 'PreStarted', subjectId: project.id }]);
    return { error: null, task: null };
  });
}

/** Starts a task within the caller's transaction, which holds the project's row; refuses with a reason. */
export async function startTask(
  needs: StartNeeds<Executor>,
  projectId: string,
  options: { quality: Quality },
): Promise<StartOutcome> {
  const running = await needs.database
    .selectFrom('tasks')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('state', 'in', [...runningStates])
    .executeTakeFirst();
  if (running)
    return refuse('AlreadyRunning', 'A reconstruction of this project waits or runs already.', running);
  const refusal = judgePhotos(await countPhotos(needs.database, projectId));
  if (refusal) return refusal;
  const task = await needs.database
    .insertInto('tasks')
    .values({
      id: newId(needs.now()),
      projectId,
      type: 'Native',
      quality: options.quality,
      state: 'Pending',
      engine: needs.engineName,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const told = { projectId, subjectId: task.id, facts: { taskState: task.state } };
  await appendEvents(needs.database, [{ kind: 'TaskQueued', ...told }]);
  await needs.queue.send(needs.database, reconstructionJob, { taskId: task.id });
  return { error: null, task };
}

/** How many photos are Ready, and how many are neither Ready nor Invalid. */
export async function countPhotos(executor: Executor, projectId: string): Promise<PhotoCounts> {
  const counts = { ready: 0, inFlight: 0 };
  for (const { state, count } of await countImages(executor, [projectId])) {
    if (state === 'Ready') counts.ready += count;
    else if (state !== 'Invalid') counts.inFlight += count;
  }
  return counts;
}

/** Takes the project's row for the transaction: starts of one project wait for one another. */
async function lockProject(executor: Executor, user: User, id: string): Promise<Project | undefined> {
  await executor.selectFrom('projects').select('id').where('id', '=', id).forUpdate().execute();
  return findProject(executor, user, id);
}

function judgePhotos({ ready, inFlight }: PhotoCounts): StartOutcome | undefined {
  if (inFlight > 0) {
    const message = `${inFlight} photos are still on their way. Wait for them, or call preStartReconstruction.`;
    return refuse('ImagesInFlight', message);
  }
  if (ready === 0) return refuse('NothingReady', 'No photo is Ready. Upload photos first.');
  if (ready < MIN_PHOTOS) {
    const have = ready === 1 ? 'Only 1 photo is' : `Only ${ready} photos are`;
    const message = `${have} Ready; a reconstruction needs at least ${MIN_PHOTOS}, taken from different places.`;
    return refuse('TooFewPhotos', message);
  }
  return undefined;
}

function refuse(name: START_ERROR, message: string, task: Task | null = null): StartOutcome {
  return { error: { code: startErrorCodes[name], name, message }, task };
}
