import { formatDocument, type Markup } from '../../xml/format-xml.ts';
import type { Exchange } from '../exchange.ts';

/** Sends an XML document, with status 200 unless another one has been set. */
export function answerXml(exchange: Exchange, rootName: string, content: readonly Markup[]): void {
  const { response, wording } = exchange;
  const xml = formatDocument(rootName, content, wording.xmlNamespace);
  response.setHeader('Content-Type', 'application/xml');
  response.setHeader('Content-Length', Buffer.byteLength(xml));
  response.writeHead(response.statusCode).end(xml);
}
