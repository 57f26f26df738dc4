import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Names the region of a bucket; S3's first region is an empty answer. */
export async function getBucketLocation(_needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  answerXml(exchange, 'LocationConstraint', []);
}
