import { checkedAtEnd } from '../../check-write.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { receiveBody } from '../../request/receive-body.ts';

/** Stores the body of a PUT as the object's new content. */
export async function putObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key, headers, wording } = exchange;
  const attributes = { contentType: wording.defaultContentType, ...wording.readAttributes(headers) };
  // Also checked before the body, which spares the client from sending it in vain.
  wording.checkReplaces(headers, await needs.folder.stat(bucket, key));
  using _incoming = needs.incoming.begin({ bucket, key });
  const { content, check, etag } = await receiveBody(needs, exchange);
  const info = await needs.folder.write({ bucket, key }, checkedAtEnd(needs, exchange, content), {
    attributes,
    check,
    etag,
    precondition: (current) => wording.checkReplaces(headers, current),
  });
  wording.setStoredHeaders(response, info);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
  needs.announce({ bucket, ...info });
}
