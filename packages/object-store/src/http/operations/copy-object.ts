import { S3Error } from '../../s3-error.ts';
import { elements } from '../../xml/format-xml.ts';
import { answerXml } from '../answer-xml.ts';
import { checkCopySource, readCopySource } from '../copy-source.ts';
import type { Exchange, HandlerNeeds, RequestHeaders } from '../exchange.ts';
import { readAttributes } from '../object-attributes.ts';
import { checkReplaces } from '../preconditions.ts';

/** Copies an object inside the store; its attributes come along unless the client gives new ones. */
export async function copyObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, bucket, key, headers } = exchange;
  const source = readCopySource(exchange);
  const isReplaced = replacesAttributes(headers);
  if (!isReplaced && source.bucket === bucket && source.key === key) {
    throw new S3Error('InvalidRequest', 'An object can be copied to itself only with new metadata.');
  }
  const attributes = readAttributes(headers);
  exchange.inviteBody();
  const info = await needs.folder.copy(
    source,
    { bucket, key },
    {
      attributes: isReplaced ? attributes : undefined,
      checkSource: (found) => checkCopySource(headers, found),
      precondition: (current) => checkReplaces(headers, current),
    },
  );
  answerXml(
    response,
    'CopyObjectResult',
    elements({ LastModified: info.lastModified, ETag: `"${info.etag}"` }),
  );
  needs.announce({ bucket, ...info });
}

function replacesAttributes(headers: RequestHeaders): boolean {
  const directive = headers['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw new S3Error('InvalidArgument', 'x-amz-metadata-directive must be COPY or REPLACE.');
  }
  return directive === 'REPLACE';
}
