import type { Exchange, HandlerNeeds } from '../exchange.ts';
import { readAttributes, setChecksum } from '../object-attributes.ts';
import { checkReplaces } from '../preconditions.ts';
import { receiveBody } from '../receive-body.ts';

/** Stores the body of a PUT as the object's new content. */
export async function putObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key, headers } = exchange;
  const attributes = readAttributes(headers);
  // Looked at before the body too, so that a client need not send it in vain.
  checkReplaces(headers, await needs.folder.stat(bucket, key));
  const { content, check } = await receiveBody(needs, exchange);
  const info = await needs.folder.write(bucket, key, content, {
    attributes,
    check,
    precondition: (current) => checkReplaces(headers, current),
  });
  response.setHeader('ETag', `"${info.etag}"`);
  setChecksum(response, info);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
  needs.announce({ bucket, ...info });
}
