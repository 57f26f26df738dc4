import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import { OWNER } from '../../answer/owner.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Lists the buckets. */
export async function listBuckets(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const buckets = (await needs.folder.buckets()).flatMap(({ name, created }) =>
    elements({ Bucket: elements({ Name: name, CreationDate: created }) }),
  );
  answerXml(exchange, 'ListAllMyBucketsResult', elements({ Owner: elements(OWNER), Buckets: buckets }));
}
