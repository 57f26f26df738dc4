import { formatDocument, type Markup } from '../../xml/format-xml.ts';
import type { Exchange } from '../exchange.ts';

/** Answers with an XML document. */
export function answerXml(
  exchange: Exchange,
  rootName: string,
  content: readonly Markup[],
  status = 200,
): void {
  const { response, wording } = exchange;
  const xml = formatDocument(rootName, content, wording.xmlNamespace);
  response.setHeader('Content-Type', 'application/xml');
  response.setHeader('Content-Length', Buffer.byteLength(xml));
  response.writeHead(status).end(xml);
}
