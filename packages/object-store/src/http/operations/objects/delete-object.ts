import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Removes an object; to remove what is not there is no error. */
export async function deleteObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  await needs.folder.remove(exchange.bucket, exchange.key);
  exchange.response.writeHead(204).end();
}
