import { formatDocument, type Markup } from '../../xml/format-xml.ts';
import type { Exchange } from '../exchange.ts';

/** Answers 200 with an XML document. */
export function answerXml(exchange: Exchange, rootName: string, content: readonly Markup[]): void {
  const { response, wording } = exchange;
  const xml = formatDocument(rootName, content, wording.xmlNamespace);
  response.setHeader('Content-Type', 'application/xml');
  response.setHeader('Content-Length', Buffer.byteLength(xml));
  response.writeHead(200).end(xml);
}
