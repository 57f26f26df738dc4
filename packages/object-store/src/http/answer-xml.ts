import type { ServerResponse } from 'node:http';

import { formatDocument, type Markup } from '../xml/format-xml.ts';

/** Answers 200 with an XML document of S3. */
export function answerXml(response: ServerResponse, rootName: string, content: readonly Markup[]): void {
  const xml = formatDocument(rootName, content);
  response.setHeader('Content-Type', 'application/xml');
  response.setHeader('Content-Length', Buffer.byteLength(xml));
  response.writeHead(200).end(xml);
}
