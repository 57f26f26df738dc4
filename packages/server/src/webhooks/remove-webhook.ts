import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Webhook } from './webhook.ts';

/** Removes a webhook; a delivery that is under way ends by itself. */
export async function removeWebhook(needs: { database: Database }, webhook: Webhook): Promise<void> {
  await needs.database.deleteFrom('webhooks').where('id', '=', webhook.id).execute();
}

/**
 * Removes the webhooks that have nothing left to tell: of projects that have gone, or have become somebody
 * else's.
 */
export async function removeLeftWebhooks(needs: { database: Database }): Promise<void> {
  await sql`
    delete from webhooks w
    where exists (select from projects p where p.id = w.project_id and p.owner_id <> w.owner_id)
      or not exists (select from projects p where p.id = w.project_id)
        and not (w.enabled and exists (select from events e where e.project_id = w.project_id))
  `.execute(needs.database);
}
