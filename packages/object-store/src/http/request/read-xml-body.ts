import { BodyDigests } from '../../checksums/body-digests.ts';
import { S3Error } from '../../s3-error.ts';
import { parseXml, type XmlElement } from '../../xml/parse-xml.ts';
import type { Exchange, HandlerNeeds } from '../exchange.ts';
import { receiveBody } from './receive-body.ts';

/** Enough for 10,000 parts with a checksum each, and for 1,000 keys of S3's longest. */
const MAX_XML_BYTES = 4 * 1024 * 1024;

/**
 * Reads the XML document in a request's body.
 *
 * @throws S3Error `MalformedXML` when its root has another name, and the errors of a body that does not match its
 * signature
 */
export async function readXmlBody(
  needs: HandlerNeeds,
  exchange: Exchange,
  rootName: string,
): Promise<XmlElement> {
  const { content, check } = await receiveBody(needs, exchange, MAX_XML_BYTES);
  const digests = await BodyDigests.start(check.algorithms);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    digests.update(chunk);
    chunks.push(chunk);
  }
  check.accept(digests.finish());
  const root = parseXml(Buffer.concat(chunks).toString());
  if (root.name !== rootName) throw new S3Error('MalformedXML', `The document must be a ${rootName}.`);
  return root;
}
