import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Reports a bucket as unversioned: some clients ask before they remove anything. */
export async function getBucketVersioning(_needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  answerXml(exchange, 'VersioningConfiguration', []);
}
