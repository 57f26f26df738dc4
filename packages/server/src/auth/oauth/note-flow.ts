import type { Executor } from '../../database/database.ts';
import type { AppFlow } from '../tables.ts';

/**
 * Notes how a user has given an app a token, the first time. An app that has begun with codes can't be made to take
 * tokens out of an address; one that has begun with those keeps them, even if somebody exchanges a code in its name.
 */
export async function noteFlow(executor: Executor, appId: string, flow: AppFlow): Promise<void> {
  await executor
    .updateTable('apps')
    .set({ flow })
    .where('id', '=', appId)
    .where('flow', 'is', null)
    .execute();
}
