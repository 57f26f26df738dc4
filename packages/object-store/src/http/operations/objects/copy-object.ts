import { S3Error } from '../../../s3-error.ts';
import { elements } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { checkCopySource, readCopySource } from '../../request/copy-source.ts';

/** Copies an object inside the store; its attributes are copied unless the client gives new ones. */
export async function copyObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { bucket, key, headers, wording } = exchange;
  const source = readCopySource(exchange);
  const isReplaced = isReplace(exchange, 'metadata-directive');
  if (!isReplaced && source.bucket === bucket && source.key === key) {
    throw new S3Error('InvalidRequest', 'An object can be copied to itself only with new metadata.');
  }
  const { tags = {}, ...attributes } = wording.readAttributes(headers);
  exchange.inviteBody();
  const info = await needs.folder.copy(
    source,
    { bucket, key },
    {
      attributes: isReplaced ? attributes : undefined,
      tags: isReplace(exchange, 'tagging-directive') ? tags : undefined,
      checkSource: (found) => checkCopySource(exchange, found),
      precondition: (current) => wording.checkReplaces(headers, current),
    },
  );
  answerXml(
    exchange,
    'CopyObjectResult',
    elements({ LastModified: info.lastModified, ETag: wording.formatEtag(info.etag) }),
  );
  needs.announce({ bucket, ...info });
}

function isReplace({ headers, wording }: Exchange, name: string): boolean {
  const header = `${wording.headerPrefix}${name}`;
  const directive = (headers[header] ?? 'COPY').toUpperCase();
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw new S3Error('InvalidArgument', `${header} must be COPY or REPLACE.`);
  }
  return directive === 'REPLACE';
}
