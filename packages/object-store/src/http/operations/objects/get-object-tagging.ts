import { S3Error } from '../../../s3-error.ts';
import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Says that an object has no tags: some clients ask before they copy one in parts. */
export async function getObjectTagging(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const info = await needs.folder.stat(exchange.bucket, exchange.key);
  if (info === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  answerXml(exchange, 'Tagging', elements({ TagSet: [] }));
}
