import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Every region is accepted; clients that ask get S3's first one. */
const REGION = 'us-east-1';

/** Confirms that a bucket exists. */
export async function headBucket(_needs: HandlerNeeds, { response }: Exchange): Promise<void> {
  response.setHeader('x-amz-bucket-region', REGION);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
}
