import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Returns the region of a bucket: empty, which means S3's first region. */
export async function getBucketLocation(_needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  answerXml(exchange, 'LocationConstraint', []);
}
