import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { receiveBody } from '../../request/receive-body.ts';
import { readPartNumber, readUploadId } from '../../request/upload-parameters.ts';

/** Stores one part of a multipart upload; parts may come in any order, and the last one of a number wins. */
export async function uploadPart(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { response, target, wording } = exchange;
  const partNumber = readPartNumber(target);
  const upload = await needs.uploads.find(exchange, readUploadId(target));
  using _incoming = needs.incoming.begin(exchange);
  const { content, check } = await receiveBody(needs, exchange);
  const part = await needs.uploads.writePart(upload, content, { partNumber, check });
  wording.setStoredHeaders(response, part);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
}
