import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Removes all tags of an object. */
export async function deleteObjectTagging(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  await needs.folder.setTags(exchange.bucket, exchange.key, undefined);
  exchange.response.writeHead(204).end();
}
