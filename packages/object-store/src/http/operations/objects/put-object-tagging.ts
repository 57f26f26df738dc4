import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { readTagDocument } from '../../request/read-tags.ts';
import { readXmlBody } from '../../request/read-xml-body.ts';

/** Replaces the tags of an object by those in the body. */
export async function putObjectTagging(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key } = exchange;
  const tags = readTagDocument(await readXmlBody(needs, exchange, 'Tagging'));
  await needs.folder.setTags(bucket, key, tags);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
}
