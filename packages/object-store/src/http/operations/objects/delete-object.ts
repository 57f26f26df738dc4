import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { checkRemoval } from '../../request/preconditions.ts';

/** Removes an object, if it matches the conditional headers; removing a missing object is no error. */
export async function deleteObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { bucket, key, headers, wording } = exchange;
  const conditions = {
    ifMatch: headers['if-match'],
    lastModified: headers[`${wording.headerPrefix}if-match-last-modified-time`],
    sizeBytes: headers[`${wording.headerPrefix}if-match-size`],
  };
  await needs.folder.remove(bucket, key, (current) => checkRemoval(conditions, current));
  exchange.response.writeHead(204).end();
}
