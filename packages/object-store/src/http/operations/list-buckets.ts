import { elements } from '../../xml/format-xml.ts';
import { answerXml } from '../answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../exchange.ts';
import { OWNER } from '../owner.ts';

/** Names the buckets. */
export async function listBuckets(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const buckets = (await needs.folder.buckets()).flatMap(({ name, created }) =>
    elements({ Bucket: elements({ Name: name, CreationDate: created }) }),
  );
  answerXml(exchange, 'ListAllMyBucketsResult', elements({ Owner: elements(OWNER), Buckets: buckets }));
}
