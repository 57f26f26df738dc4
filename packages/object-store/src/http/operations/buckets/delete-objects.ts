import { checkAccess } from '../../../access/access-key.ts';
import { S3Error } from '../../../s3-error.ts';
import { elements, type Markup } from '../../../xml/format-xml.ts';
import { childText, type XmlElement } from '../../../xml/parse-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { readXmlBody } from '../../request/read-xml-body.ts';

/** S3's limit for one request. */
const MAX_KEYS = 1000;

/** Removes the objects that the body names; says of each whether it worked. */
export async function deleteObjects(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const document = await readXmlBody(needs, exchange, 'Delete');
  const keys = readKeys(document);
  const isQuiet = childText(document, 'Quiet')?.trim() === 'true';
  const results: Markup[] = [];
  for (const key of keys) {
    const error = await deleteKey(needs, exchange, key);
    if (error) {
      results.push(...elements({ Error: elements({ Key: key, Code: error.code, Message: error.message }) }));
    } else if (!isQuiet) results.push(...elements({ Deleted: elements({ Key: key }) }));
  }
  answerXml(exchange, 'DeleteResult', results);
}

function readKeys(document: XmlElement): string[] {
  const objects = document.children.filter((child) => child.name === 'Object');
  if (objects.length === 0 || objects.length > MAX_KEYS) {
    throw new S3Error('MalformedXML', `A request may delete from 1 to ${MAX_KEYS} objects.`);
  }
  return objects.map((object) => childText(object, 'Key') ?? '');
}

async function deleteKey(needs: HandlerNeeds, exchange: Exchange, key: string): Promise<S3Error | undefined> {
  const { bucket, accessKey } = exchange;
  try {
    checkAccess(accessKey, 'DeleteObject', { bucket, key });
    await needs.folder.remove(bucket, key);
    return undefined;
  } catch (error) {
    if (error instanceof S3Error) return error;
    throw error;
  }
}
