import { type TRANSFER_ERROR, TRANSFER_ERROR_CODES } from '@tiepoint/protocol';
import { type AttemptLimit, giveAttemptBack, networkOf, takeAttempt } from '../../auth/attempt-limit.ts';
import type { User } from '../../auth/authenticate.ts';
import { normalizeEmail } from '../../auth/users/add-user.ts';
import type { Database, Trx } from '../../database/database.ts';
import { findProject } from '../../projects/find-project.ts';
import { RUNNING_STATES } from './task-state.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** Why a project was not given away: a code, its number on the wire, and a sentence. */
interface TransferRefusal {
  code: number;
  name: TRANSFER_ERROR;
  message: string;
}

/** The outcome of giving a project away. */
export interface TransferOutcome {
  error: TransferRefusal | null;
  result: 'Success' | 'Fail';
}

interface Gift {
  projectId: string;
  /** Of the user who gets it. */
  email: string;
  /** IP address of the caller. */
  address: string;
}

/**
 * Whether an email belongs to somebody can't be hidden from the giver, who keeps the project or not: so it can be found
 * out for a few emails only, whichever way the answer goes. A new project costs nothing to give.
 */
const PER_GIVER: AttemptLimit = { what: 'transfer projects', attempts: 20, windowSeconds: 3600 };
/** With open registration, one person can have many accounts. */
const PER_NETWORK: AttemptLimit = {
  what: 'transfer projects from this IP address',
  attempts: 60,
  windowSeconds: 3600,
};

/**
 * Gives a project of `giver` to the user with this email. Throws a RateLimitedError after too many emails, right or
 * wrong.
 */
export async function transferProject(needs: Needs, giver: User, gift: Gift): Promise<TransferOutcome> {
  const network = networkOf(gift.address);
  await takeAttempt(needs, PER_GIVER, giver.id);
  await takeAttempt(needs, PER_NETWORK, network);
  const error = await needs.database.transaction().execute((trx) => changeOwner(trx, giver, gift));
  if (error && error.name !== 'ReceiverNotFound') {
    // The email was not looked at.
    await giveAttemptBack(needs, PER_GIVER, giver.id);
    await giveAttemptBack(needs, PER_NETWORK, network);
  }
  return { error, result: error ? 'Fail' : 'Success' };
}

async function changeOwner(
  trx: Trx,
  giver: User,
  { projectId, email }: Gift,
): Promise<TransferRefusal | null> {
  // The project's row is what a start of a reconstruction waits for.
  await trx.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute();
  const project = await findProject(trx, giver, projectId);
  if (!project) return refuse('ProjectNotFound', 'There is no such project.');
  const running = await trx
    .selectFrom('tasks')
    .select('id')
    .where('projectId', '=', project.id)
    .where('state', 'in', [...RUNNING_STATES])
    .executeTakeFirst();
  if (running) {
    return refuse(
      'TaskRunning',
      'A reconstruction of this project is waiting or running. Wait for its end first.',
    );
  }
  const receiver = await trx
    .selectFrom('users')
    .select('id')
    .where('email', '=', normalizeEmail(email))
    .where('id', '!=', giver.id)
    .executeTakeFirst();
  if (!receiver) return refuse('ReceiverNotFound', 'No other user of this server has this email.');
  // They would go on telling the giver.
  await trx.deleteFrom('webhooks').where('projectId', '=', project.id).execute();
  await endFetches(trx, project.id);
  await trx.updateTable('projects').set({ ownerId: receiver.id }).where('id', '=', project.id).execute();
  return null;
}

/** What the giver wanted to be fetched is not: the bytes could still be those of the giver's choice. */
async function endFetches(trx: Trx, projectId: string): Promise<void> {
  const images = trx.selectFrom('images').select('id').where('projectId', '=', projectId);
  await trx.deleteFrom('imageFetches').where('imageId', 'in', images).execute();
  for (const table of ['metaFiles', 'modelFiles'] as const) {
    await trx.updateTable(table).set({ sourceUrl: null }).where('projectId', '=', projectId).execute();
  }
}

function refuse(name: TRANSFER_ERROR, message: string): TransferRefusal {
  return { code: TRANSFER_ERROR_CODES[name], name, message };
}
