import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { readUploadId } from '../../request/upload-parameters.ts';

/** Ends a multipart upload and removes its parts. */
export async function abortMultipartUpload(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  await needs.uploads.abort(await needs.uploads.find(exchange, readUploadId(exchange.target)));
  exchange.response.writeHead(204).end();
}
