import { S3Error } from '../../../s3-error.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { formatTags } from '../../request/read-tags.ts';

/** Returns an object's tags. */
export async function getObjectTagging(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const info = await needs.folder.stat(exchange.bucket, exchange.key);
  if (info === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  answerXml(exchange, 'Tagging', formatTags(info.tags));
}
