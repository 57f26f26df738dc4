import { checkAccess } from '../../../access/access-key.ts';
import { S3Error } from '../../../s3-error.ts';
import { elements, type Markup } from '../../../xml/format-xml.ts';
import { childText, type XmlElement } from '../../../xml/parse-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { checkRemoval } from '../../request/preconditions.ts';
import { readXmlBody } from '../../request/read-xml-body.ts';

/** S3's limit for one request. */
const MAX_KEYS = 1000;

/** Removes the objects listed in the body, with the outcome of each. */
export async function deleteObjects(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const document = await readXmlBody(needs, exchange, 'Delete');
  const objects = readObjects(document);
  const isQuiet = childText(document, 'Quiet')?.trim() === 'true';
  const results: Markup[] = [];
  for (const object of objects) {
    const key = childText(object, 'Key') ?? '';
    const error = await deleteListed(needs, exchange, object);
    if (error) {
      results.push(...elements({ Error: elements({ Key: key, Code: error.code, Message: error.message }) }));
    } else if (!isQuiet) results.push(...elements({ Deleted: elements({ Key: key }) }));
  }
  answerXml(exchange, 'DeleteResult', results);
}

function readObjects(document: XmlElement): XmlElement[] {
  const objects = document.children.filter((child) => child.name === 'Object');
  if (objects.length === 0 || objects.length > MAX_KEYS) {
    throw new S3Error('MalformedXML', `A request may delete from 1 to ${MAX_KEYS} objects.`);
  }
  return objects;
}

async function deleteListed(
  needs: HandlerNeeds,
  { bucket, accessKey }: Exchange,
  object: XmlElement,
): Promise<S3Error | undefined> {
  const key = childText(object, 'Key') ?? '';
  const conditions = {
    ifMatch: childText(object, 'ETag'),
    lastModified: childText(object, 'LastModifiedTime'),
    sizeBytes: childText(object, 'Size'),
  };
  try {
    if (!['', 'null'].includes(childText(object, 'VersionId') ?? '')) {
      throw new S3Error('NotImplemented', 'This store keeps no versions.');
    }
    checkAccess(accessKey, 'DeleteObject', { bucket, key });
    await needs.folder.remove(bucket, key, (current) => checkRemoval(conditions, current));
    return undefined;
  } catch (error) {
    if (error instanceof S3Error) return error;
    throw error;
  }
}
